"""Whoever is shown personal data leaves a trace, and nothing of it stands in the log: every operation."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.database.rows import ERASABLE
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.logs.events import EVENTS, FIELDS
from banfa.trust.reads import ReadTrace
from banfa.web.casework.resources import RESOURCES
from tests.log_lines import written_lines
from tests.trust.bureaus import read_rows
from tests.web.document import OPERATIONS
from tests.web.scenario import BY_NAME, Scenario
from tests.web.sheets import read_sheet

pytestmark = pytest.mark.long

PERSONAL = {
    kind: [field.name for field in declared.fields if field.personal] for kind, declared in KINDS.items()
}
PERSONAL = {kind: names for kind, names in PERSONAL.items() if names}
KEPT = {kind.name for kind in KINDS.values() if any(f.personal or f.secret_from for f in kind.fields)}
"""Kinds that hold personal data, or what is kept from some."""
BY_KIND = {
    name
    for kind in (KINDS[name] for name in KEPT)
    for name in (
        *(f"list_{kind.plural}", f"get_{kind.name}", f"get_{kind.name}_history"),
        f"export_{kind.plural}",
    )
}
OTHERS = {
    *("list_persons", "enter_person", "correct_person", "list_tokens", "revoke_token"),
    *("list_sources", "register_source", "list_overruled"),
    *("list_audit_links", "get_audit_link", "list_read_traces"),
    *("list_import_rows", "get_import_sheet", "get_file_content"),
    *("list_own_claims", "get_own_claim", "review_district_claim"),
    *("list_collected_applications", "get_collected_application", "enter_collected_application"),
}
OF_PERSONS = {name for name, resource in RESOURCES.items() if resource.row.table.info[ERASABLE]}
"""Things of casework that name persons, or say what somebody said."""
OF_CASEWORK = {
    name
    for resource in RESOURCES.values()
    for name, thing in (
        *((f"{verb}_{of}", resource.name) for verb, of in (("list", resource.many), ("get", resource.one))),
        *((act.name, act.gives or resource.name) for act in (*resource.makes, *resource.acts)),
    )
    if thing in OF_PERSONS
} | {"take_up_hit", "get_case_document_paper", "get_case_form", "get_case_volume"}
OF_CASEWORK -= {
    "issue_party_link",  # its answer is the link's address, and whose it is nowhere
    *("list_letter_reporters", "list_sealed_web_letters"),  # who has written stands in no list
}
MARK = "标记者13900001111"


def declared_ways(app):
    """The operations whose declared answer can hold personal data."""
    views = {name: app.view_functions[endpoint].operation for endpoint, name in _names().items()}
    return {name for name, operation in views.items() if operation.shown is not None}


def read_text(answer):
    """What an answer says, be it a workbook."""
    if answer.mimetype != MEDIA_TYPE:
        return answer.data.decode("utf-8", "replace")  # a paper or an archive is none
    return "\n".join(str(cell) for row in read_sheet(answer.data) for cell in row)


def _names():
    return {endpoint: operation.name for endpoint, operation in OPERATIONS.items()}


@pytest.fixture(scope="module")
def told(storied, cities, owner_engine):
    """Every operation's answer, what was logged meanwhile, and all personal data that there is."""
    with owner_engine.begin() as connection:
        for kind, names in PERSONAL.items():
            values = ", ".join(f"{name} = '{MARK}{kind}'" for name in names)
            connection.execute(text(f"UPDATE {KINDS[kind].table.name} SET {values}"))
    with written_lines() as lines:
        answers = Scenario(storied, cities.profile("xiamen")).run()
    return answers, lines


@pytest.fixture(scope="module")
def traces(told, storied, engine):
    with storied.unit() as unit:
        actor = unit.actor
    return read_rows(engine, actor, ReadTrace)


@pytest.fixture(scope="module")
def personal(told, owner_engine):
    """By kind of entry what its personal fields hold."""
    with owner_engine.connect() as connection:
        return {
            kind: {
                value
                for name in names
                for value in connection.scalars(text(f"SELECT {name} FROM {KINDS[kind].table.name}"))
                if value is not None and len(value) > 5
            }
            for kind, names in PERSONAL.items()
        }


@pytest.fixture(scope="module")
def people(personal, owner_engine):
    """Names and other personal data of the database."""
    with owner_engine.connect() as connection:
        names = set(connection.scalars(text("SELECT name FROM person WHERE kind = 'natural'")))
    return names.union(*personal.values())


class TestEveryOperation:
    def test_that_can_show_personal_data_is_known_by_the_declaration(self, app):
        assert declared_ways(app) == (BY_KIND | OTHERS | OF_CASEWORK) & BY_NAME.keys()

    def test_leaves_a_trace_if_it_can_and_only_then(self, app, told, traces):
        answers, _ = told
        assert answers.keys() == BY_NAME.keys()
        ways = {trace.way for trace in traces}
        pages = {way for way in ways if way.startswith("party.")}  # an applicant's, who came by a link
        assert ways - pages == declared_ways(app)

    def test_that_shows_somebodys_data_is_among_them(self, app, told, personal):
        answers, _ = told
        ways = declared_ways(app)
        texts = {name: read_text(answer) for name, answer in answers.items()}
        for kind, values in personal.items():
            showing = {name for name, text in texts.items() if any(v in text for v in values)}
            assert f"list_{KINDS[kind].plural}" in showing
            assert showing <= ways
            if kind == "provider":
                assert {"export_providers", "list_import_rows", "get_import_sheet"} <= showing

    def test_is_traced_with_what_it_showed(self, told, traces, storied):
        answers, _ = told
        (trace,) = [trace for trace in traces if trace.way == "get_complaint"]
        assert trace.kind == "complaint"
        assert trace.shown == [storied.number("complaint", answers["get_complaint"].json["id"])]
        (listed,) = [trace for trace in traces if trace.way == "list_audit_links"]
        (exported,) = [trace for trace in traces if trace.way == "export_providers"]
        assert exported.kind == "provider"
        brought_in = answers["list_import_rows"].json["items"][0]["entry_id"]
        assert storied.number("provider", brought_in) in exported.shown
        (returned,) = [trace for trace in traces if trace.way == "get_import_sheet"]
        assert (returned.kind, len(returned.shown)) == ("sheet_import", 1)
        assert listed.shown == [item["seq"] for item in answers["list_audit_links"].json["items"]]


class TestTheLog:
    def test_has_one_line_a_request(self, told, storied):
        answers, lines = told
        routes = {(line["method"], line["route"]) for line in lines.of("request")}
        sent = [operation for name, operation in BY_NAME.items() if name not in storied.answers]
        assert {(operation.method, operation.rule) for operation in sent} <= routes
        numbers = [line["request_id"] for line in lines.of("request")]
        assert len(set(numbers)) == len(numbers)
        assert {answers[o.name].headers["X-Request-Id"] for o in sent} <= set(numbers)

    def test_says_nothing_of_anybody(self, told, people, storied):
        _, lines = told
        written = lines.getvalue()
        assert people
        assert [value for value in people if value in written] == []
        assert storied.tenant.name not in written
        assert "13900001111" not in written

    def test_has_declared_words_alone(self, told):
        _, lines = told
        for line in lines.all():
            assert line["event"] in EVENTS, line
            assert set(line) - {"event"} <= set(FIELDS), line
