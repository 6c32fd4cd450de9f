"""Whoever is shown personal data by a page leaves a trace: every page that shows any, and only those."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Text, text

from banfa.database.rows import ERASABLE
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.trust.reads import ReadTrace
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.frame.declared import PAGES
from tests.console.page_table import CASEWORK, NOT_YET, name_reader
from tests.console.pages_of_rooms import EXPERTS
from tests.console.people import Office
from tests.console.town import build_town, make_address
from tests.trust.bureaus import read_rows
from tests.web.sheets import read_sheet

pytestmark = pytest.mark.long

MARK = "标记者13900001111"
PERSONAL = {kind.table.name: [f.name for f in kind.fields if f.personal] for kind in KINDS.values()}
"""By table of the ledger the columns that hold somebody's data."""
STANDING_ALONE = {("proceeding", "subject")}
"""What is written only where no case is named: the database refuses it beside one."""
OF_CASES = {
    resource.row.table.name: [
        name
        for name in resource.row.table.info[ERASABLE]
        if isinstance(resource.row.table.c[name].type, Text)
        and (resource.row.table.name, name) not in STANDING_ALONE
    ]
    for resource in RESOURCES.values()
}
"""The same of casework, as far as it is one text."""
KEPT = {kind.name: kind for kind in KINDS.values() if any(f.personal or f.secret_from for f in kind.fields)}
"""Kinds that hold somebody's data, or what is kept from some."""
OWN_LISTS = {"provider": "providers"}
OWN_PAGES = {"provider": "provider", "enterprise": "enterprise", "contract": "contract"}
OF_KINDS = {
    page
    for name, kind in KEPT.items()
    for page in (
        OWN_LISTS.get(name, f"list_{kind.plural}"),
        f"{OWN_LISTS.get(name, f'list_{kind.plural}')}_workbook",
        OWN_PAGES.get(name, f"get_{name}"),
        *(() if name == "decision" else (f"correct_{name}", f"void_{name}")),
    )
}
OF_CASEWORK = {
    *("case_document_paper", "case_form", "case_handover_list", "case_outward_volume", "case_volume")
} | {
    page
    for kind, many in CASEWORK.items()
    for page in ("case_lead" if kind == "lead" else kind, many, f"{many}_workbook")
}
"""Every thing of casework says of somebody what he did, wrote or is said to have done."""
OF_CORRESPONDENCE = {"join_letter", "receive_paper"} | {
    f"{page}{end}"
    for page in ("letters", "letter_events", "incoming_papers", "meeting_matters", "web_letters")
    for end in ("", "_workbook")
}
OF_CORRESPONDENCE |= {"letter", "letter_reporter", "letter_event", "incoming_paper", "meeting_matter"}
OF_CORRESPONDENCE |= {"web_letter", "sealed_web_letter"}
OF_CORRESPONDENCE |= {f"{name}_register{end}" for name in ("letter", "paper") for end in ("", "_workbook")}
"""Letters, who has written them (in no list), papers and matters, and what offers letters to choose from."""
WITH_DATA = (
    *("admission_application", "admission_check", "admission_event", "admission_objection"),
    *("admission_service", "admission_exit", "admission_correction"),
    *(*EXPERTS, "visit_plan", "site_visit", "visit_report", "visit_finding"),
)
OF_KINDS_OF_ROOMS = {page for kind in WITH_DATA for page in (kind, f"{kind}s", f"{kind}s_workbook")} | {
    "draw_member",
    "call_substitute_in",
}
"""The same of admission, experts and visits, and what offers experts to choose from."""
OF_SUBSIDIES = {"subsidy_claim", "subsidy_recovery", "review_district_claim"} | {
    f"{page}{end}"
    for page in ("subsidy_claims", "subsidy_recoveries", "subsidy_register", "district_claims")
    for end in ("", "_workbook")
}
NAMING = {
    *("admission_batch", "subsidy_batch", "subsidy_allocation", "subsidy_payment"),
    *("subsidy_receipt", "letter_diversion"),
    *("letter_reporters", "letter_reporters_workbook"),
    *("sealed_web_letters", "sealed_web_letters_workbook"),
}
"""Pages of things that hold nobody's data, but list or name such as do."""
OF_CONFIRMATIONS = {
    f"{page}{end}"
    for page in (
        *("confirmations", "confirmation_sheets", "confirmation_differences", "source_confirmations"),
        *("confirmation_answers", "confirmation_counts", "confirmation_difference_table"),
        *("reports", "report_table", "report_known_now", "recommendations", "recommendation_table"),
    )
    for end in ("", "_workbook")
} | {
    "confirmation",
    "confirmation_sheet",
    "confirmation_difference",
    "source_confirmation",
    "report",
    "recommendation",
}
"""The same of data confirmations and of reports upward."""
OF_FILINGS = {
    f"{page}{end}"
    for page in (
        *("party_links", "party_applications"),
        *("history_sheets", "history_names", "history_rows", "history_sheet_table"),
        *("filing_calls", "material_filings", "late_marks", "filing_register", "filing_call_table"),
        *("task_books", "task_book_changes", "task_book_plans", "task_book_register", "task_book_targets"),
    )
    for end in ("", "_workbook")
} | {"filing_call", "material_filing", "late_mark", "task_book", "task_book_change", "task_book_plan"}
OF_FILINGS |= {"history_sheet", "history_name", "history_row", "party_link", "party_application"}
OF_FILINGS |= {"match_history_name", "report_one_page"}
OF_FILINGS |= {"finance_sheet", "finance_line"} | {
    f"{page}{end}"
    for page in ("finance_sheets", "finance_lines", "finance_differences")
    for end in ("", "_workbook")
}
"""The same of filings, of task books, of history, of one-time links and of reconciliations."""
OF_ROOMS = OF_CORRESPONDENCE | OF_KINDS_OF_ROOMS | OF_SUBSIDIES | NAMING | OF_CONFIRMATIONS | OF_FILINGS
OTHERS = {
    *("provider_history", "contract", "enterprise", "overruled", "overruled_workbook", "release"),
    *("persons", "persons_workbook", "person", "change", "account", "identity"),
    *("tokens", "tokens_workbook", "token", "sources", "sources_workbook"),
    *("audit", "audit_workbook", "audit_link", "audit_reads", "audit_reads_workbook"),
    *("import_page", "import_sheet", "import_differences", "import_differences_workbook"),
    *("lead_register", "lead_register_workbook"),
    *("today", "join_case", "file_content"),
    *("instrument_difference", "work_items", "work_items_workbook"),
}
"""By hand: other pages that show personal data, or entries that hold some, or how terms move each provider.

The town's double holds none."""


def read_text(answer):
    """What an answer says, be it a workbook."""
    if answer.mimetype != MEDIA_TYPE:
        return answer.data.decode("utf-8", "replace")
    return "\n".join(str(cell) for row in read_sheet(answer.data) for cell in row)


@pytest.fixture(scope="module")
def walk(app, engine, owner_engine, clock):
    """What every page that can be opened says to an administrator, and the traces that were left."""
    office = Office(app, engine, owner_engine, clock)
    things = build_town(office, owner_engine)
    with owner_engine.begin() as connection:
        for table, names in (PERSONAL | OF_CASES).items():
            if names:
                values = ", ".join(f"{name} = '{MARK}'" for name in names)
                change = text(f"UPDATE {table} SET {values} WHERE tenant_id = :tenant")
                connection.execute(change, {"tenant": office.tenant.id})
    before, admin, texts = len(list_traces(office, engine)), office.at("admin"), {}
    for name, page in PAGES.items():
        if "GET" in page.methods and name not in NOT_YET:
            reader = office.at(name_reader(page.action))
            texts[name] = read_text(reader.get(make_address(page, things)))
    admin.get("/search?q=公司")
    return texts, list_traces(office, engine)[before:], office, things


def list_traces(office, engine):
    """Every trace of the bureau's, oldest first: operations that are called as pages are leave such too."""
    with office.unit() as unit:
        unit.unaudited("who reads the traces")
        actor = unit.actor
    return read_rows(engine, actor, ReadTrace)


class TestPages:
    def test_leave_a_trace_if_they_show_personal_data_and_only_then(self, walk):
        texts, traces, _, _ = walk
        ways = {trace.way for trace in traces} & texts.keys()
        assert ways == (OF_KINDS | OF_CASEWORK | OF_ROOMS | OTHERS) & texts.keys() | {"search"}

    def test_that_show_somebodys_data_are_among_them(self, walk):
        texts, traces, _, _ = walk
        showing = {name for name, said in texts.items() if MARK in said}
        assert {"provider", "get_complaint", "correct_complaint", "get_survey"} <= showing
        assert showing <= {trace.way for trace in traces}

    def test_that_belong_together_leave_a_trace_each(self, walk):
        _, traces, _, _ = walk
        shown = {trace.kind for trace in traces if trace.way == "case"}
        assert shown == {
            *("case", "lead", "remedy", "case_document"),
            *("recusal", "publication", "publication_objection", "proceeding", "case_effect"),
            *("document_approval", "document_service", "meeting"),
        }

    def test_leave_none_of_who_has_written_by_a_list(self, walk):
        _, traces, _, _ = walk
        kinds = {
            way: {trace.kind for trace in traces if trace.way == way}
            for way in ("letter_reporters", "letter_reporter", "sealed_web_letters", "sealed_web_letter")
        }
        assert kinds["letter_reporters"] == {"letter", "web_letter"}
        assert kinds["sealed_web_letters"] == {"web_letter"}
        assert "letter_reporter" in kinds["letter_reporter"]
        assert "sealed_web_letter" in kinds["sealed_web_letter"]

    def test_of_a_provider_say_whose_answers_were_opened(self, walk, engine):
        _, _, office, things = walk
        admin, before = office.at("admin"), self.list_traces(office, engine, "provider", "survey")
        path = f"/providers/{things['provider']}"
        admin.get(path)
        assert self.list_traces(office, engine, "provider", "survey") == before, "none was shown"
        (quarter,) = set(re.findall(r"open=(answers-[0-9-]+)", admin.get(path).text))
        admin.get(f"{path}?open={quarter}")
        shown = self.list_traces(office, engine, "provider", "survey")[len(before) :]
        assert shown == [[office.number("survey", things["survey"])]]

    def test_of_doubles_say_whose_both_are(self, walk, engine):
        _, _, office, things = walk
        row = {
            "provider_id": things["provider"],
            "enterprise_id": things["enterprise"],
            "answer": "满意",
            "answered_on": "2026-02-11",
            "external_id": "两报",
        }
        ids = []
        for role in ("platform", "officer"):
            (report,) = office.client(role).post("/surveys/bulk", {"rows": [row]}).json["rows"]
            ids.append(office.number("survey", report["id"]))
        before = self.list_traces(office, engine, "doubles", "survey")
        office.at("admin").get("/doubles")
        assert self.list_traces(office, engine, "doubles", "survey")[len(before) :] == [sorted(ids)]

    def list_traces(self, office, engine, way, kind):
        """What was shown by a page of a kind, reading by reading."""
        rows = list_traces(office, engine)
        return [trace.shown for trace in rows if (trace.way, trace.kind) == (way, kind)]

    def test_say_whose(self, walk):
        _, traces, office, things = walk
        (one,) = [trace for trace in traces if trace.way == "get_complaint"]
        assert (one.kind, one.shown) == ("complaint", [office.number("complaint", things["complaint"])])
        found = [trace for trace in traces if trace.way == "search"]
        assert next(trace.filters for trace in found if trace.shown) == {"q": "…"}
        (of_provider,) = [t for t in traces if (t.way, t.kind) == ("provider", "provider")]
        assert of_provider.shown == [office.number("provider", things["provider"])]
