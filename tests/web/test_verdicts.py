"""Four verdicts on every field of every kind: single report, bulk row, the committed document, the database.

The values are those of `field_values`; only how far a field goes (lengths, bounds, words) is read off the
committed document. Single report and bulk row say the same, word for word. The document and the database are
asked for what concerns the field alone and what they can tell: see ONLY_US and `Case.untold`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from psycopg.errors import DataError, NotNullViolation
from sqlalchemy import ARRAY, CheckConstraint, Date, Integer, Text, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError

from banfa.ledger.kinds.registry import KINDS
from banfa.web.strict_json import read_json
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS, PATHS, RECORDED, SCHEMAS, make_validator, resolve
from tests.web.field_values import DATABASE, DAY, DOCUMENT, list_cases

BASES: dict[str, dict[str, Any]] = {
    "provider": {"name": "某某科技有限公司"},
    "enterprise": {"name": "某某食品有限公司", "industry": "pilot", "size": "small", "district": "思明区"},
    "contract": {"signed_on": "2026-01-05", "amount": 1},
    "acceptance": {"planned_on": "2026-12-31"},
    "complaint": {"received_on": DAY, "content": "态度恶劣"},
    "source_complete": {"reports": "contract", "until_on": DAY},
    "concession": {"item": "免费培训", "promised_on": DAY},
    "decision": {"kind": "interview", "decided_on": DAY},
    "diagnosis": {"diagnosed_on": DAY, "level": 1, "level_edition": "2024版"},
    "enterprise_change": {"what": "withdrawn", "occurred_on": DAY},
    "enterprise_listing": {"batch": "第一批", "listed_on": DAY},
    "filing": {"what": "季报", "due_on": DAY},
    "finding": {"kind": "disclosure", "found_on": DAY},
    "inspection": {"inspected_on": DAY, "inspector": "第三方", "result": "正常"},
    "membership": {"category": "integrator", "from_on": "2026-01-01"},
    "product": {"name": "排产软件"},
    "progress": {"kind": "visit", "occurred_on": DAY},
    "provider_change": {"what": "name", "after": "新名", "occurred_on": DAY},
    "record": {
        "kind": "solution",
        "item": "方案",
        "occurred_on": DAY,
        "body": {"industry": "食品", "where": "市外"},
    },
    "review": {"topic": "expert", "score": 0, "reviewed_on": DAY},
    "service_case": {"client": "客户", "client_size": "small", "served_on": DAY},
    "survey": {"topic": "attitude", "answer": "满意", "score": 80, "answered_on": DAY},
    "target": {"item": "签约", "due_on": DAY, "planned": 1},
}
"""What every report of a kind says, beside what it refers to."""
REFERS: dict[str, tuple[str, ...]] = {
    "acceptance": ("contract",),
    "complaint": ("provider",),
    "concession": ("provider",),
    "contract": ("provider", "enterprise"),
    "decision": ("provider",),
    "diagnosis": ("enterprise",),
    "enterprise_change": ("enterprise",),
    "enterprise_listing": ("enterprise",),
    "filing": ("provider",),
    "finding": ("provider",),
    "inspection": ("provider",),
    "membership": ("provider",),
    "product": ("provider",),
    "progress": ("contract",),
    "provider_change": ("provider",),
    "record": ("provider",),
    "review": ("provider",),
    "service_case": ("provider",),
    "survey": ("provider", "enterprise"),
    "target": ("provider",),
}
BESIDES: dict[tuple[str, str], dict[str, Any]] = {
    ("acceptance", "accepted_on"): {"outcome": "failed"},
    ("acceptance", "outcome"): {"accepted_on": DAY, "level_after": 2},
    ("complaint", "decided_on"): {"outcome": "upheld"},
    ("complaint", "outcome"): {"decided_on": DAY},
    ("enterprise_change", "what"): {"after": "新名"},
    ("enterprise", "level"): {"level_edition": "2024版"},
    ("enterprise", "level_edition"): {"level": 1},
}
"""What a field is only ever said together with, where it is said at all."""
INSTEAD: dict[tuple[str, str], dict[str, Any]] = {
    ("acceptance", "planned_on"): {"accepted_on": DAY, "outcome": "failed"},
    ("survey", "score"): {"topic": "overall"},
}
"""With what a field need not be said."""

ONLY_US = re.compile(
    "unknown_(?!level)|uscc_check_digit|reference_|decision_mismatch|day_in_future|_before_|days_reversed"
    "|duplicate|membership_overlaps|field_unknown"
)
"""Codes of what is not the field's own: the city's words, the day it is, other fields, other entries."""


class Walk:
    """A bureau in which every kind is tried."""

    def __init__(self, bureau):
        self.bureau, self.officer = bureau, bureau.client("officer")
        self.ids, self.keys = {}, {}
        for kind in ("provider", "enterprise", "contract"):
            body = self.body(kind) | {"external_id": f"某{kind}"}
            self.ids[kind] = self.officer.post(PATHS[f"record_{kind}"], body).json["id"]
            self.keys[self.ids[kind]] = body["external_id"]
        rows = [{"external_id": f"W{n}", "uscc": credit_code(), "name": f"公司{n}"} for n in range(400)]
        report = self.officer.post("/providers/bulk", {"rows": rows}).json
        self.providers = self._take(report)
        rows = [{**BASES["enterprise"], "external_id": f"E{n}"} for n in range(400)]
        self.enterprises = self._take(self.officer.post("/enterprises/bulk", {"rows": rows}).json)

    def _take(self, report):
        """The ids of what a bulk report has brought in."""
        self.keys |= {row["id"]: row["external_id"] for row in report["rows"]}
        return [row["id"] for row in report["rows"]]

    def body(self, kind):
        """A report that is in order; a provider has a code of its own, who is listed or a member is new."""
        body = BASES[kind] | {f"{to}_id": self.ids[to] for to in REFERS.get(kind, ())}
        if kind == "provider":
            body["uscc"] = credit_code()
        if kind == "membership":
            body["provider_id"] = self.providers.pop()
        if kind == "enterprise_listing":
            body["enterprise_id"] = self.enterprises.pop()
        return body

    def with_value(self, kind, field, value):
        """The report with one field set; a reference is said once, by id or by key."""
        body = self.body(kind) | INSTEAD.get((kind, field), {})
        if value is not None:
            body |= BESIDES.get((kind, field), {})
            body.pop(f"{field}_id", None)
        elif field in body and field.endswith("_id"):
            body[field.removesuffix("_id")] = self.keys[body[field]]
        if (kind, field) == ("contract", "number"):  # a provider has no two contracts of one number
            body["provider_id"] = self.providers.pop()
        return body | {field: value}


@pytest.fixture(scope="module")
def walk(app, engine, owner_engine, clock):
    return Walk(Bureau(app, engine, owner_engine, clock))


def report_singly(walk, kind, cases):
    """The verdict on each case, reported singly: what is good by itself, what is bad with others.

    A report is answered with all that is wrong with it; but what is no lawful JSON comes before the rest.
    """
    verdicts: list[Any] = [None] * len(cases)
    rounds: dict[tuple[Any, int], dict[str, int]] = {}
    for n, (field, case) in enumerate(cases):
        if case.good:
            verdicts[n] = post_single(walk, kind, walk.with_value(kind, field, case.make())).get("")
        else:
            lawful = not read_json(json.dumps(case.value).encode())[1]
            taken = sum(key[0] == lawful and field in of_round for key, of_round in rounds.items())
            rounds.setdefault((lawful, taken), {})[field] = n
    for of_round in rounds.values():
        values = {field: cases[n][1].value for field, n in of_round.items()}
        found = post_single(walk, kind, walk.body(kind) | values)
        for field, n in of_round.items():
            verdicts[n] = found.get(field)
    return verdicts


def post_single(walk, kind, body):
    """What is wrong with a report, by field; under no name the first of all."""
    answer = walk.officer.post(PATHS[f"record_{kind}"], body)
    if answer.status_code in {200, 201}:
        return {}
    assert answer.status_code in {409, 422}, (kind, body, answer.json)
    errors = [(e["field"], (e["code"], e["field"], e["detail"])) for e in answer.json["errors"]]
    return {"": errors[0][1], **{re.split(r"[.\[]", path)[0]: told for path, told in reversed(errors)}}


def of_bulk(officer, kind, bodies):
    rows = officer.post(f"{PATHS[f'record_{kind}']}/bulk", {"rows": bodies}).json["rows"]
    return [(row["code"], row["field"], row["detail"]) if "code" in row else None for row in rows]


@cache
def validator_of(kind, field):
    return make_validator(report_form(kind)["properties"][field])


def document_takes(kind, field, value):
    """Whether the committed document says that a report may say this."""
    try:
        return validator_of(kind, field).is_valid(value)
    except UnicodeEncodeError:
        return False


def of_column(column, value):
    """The value as the column's own type has it; NotImplemented for what SQL never sees as that."""
    if value is None:
        return None
    if isinstance(column.type, Date) and isinstance(value, str) and ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return NotImplemented
    if isinstance(column.type, ARRAY) and isinstance(value, list):
        return value if all(item is None or isinstance(item, str) for item in value) else NotImplemented
    own = {Text: str, Integer: int, JSONB: list | dict}
    of_type = any(isinstance(column.type, sql) and isinstance(value, own[sql]) for sql in own)
    return value if of_type and not isinstance(value, bool) else NotImplemented


ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Database:
    """A record of a kind, of which the owner writes copies with one column changed.

    What holds several columns together is taken away for the while: each must be held by its own CHECK.
    """

    def __init__(self, connection, kind, entry_id):
        self.connection, self.kind = connection, KINDS[kind]
        table = self.kind.table
        for constraint in table.constraints:
            name = str(constraint.name)
            if isinstance(constraint, CheckConstraint) and not name.endswith("_valid"):
                connection.exec_driver_sql(f'ALTER TABLE {kind} DROP CONSTRAINT "{name}"')
        copied = [c for c in table.c if c.name not in {"id", "entry_id", "superseded_at", "external_id"}]
        statement = select(*copied).where(table.c.id == entry_id)
        self.values = dict(connection.execute(statement).mappings().one())
        self.values |= {"superseded_at": self.values["recorded_at"]}

    def refuses(self, field, value):
        """Whether the column's own CHECK, or its type, refuses a value; nothing else it says is an answer."""
        try:
            with self.connection.begin_nested():
                self.connection.execute(insert(self.kind.table), self.values | {field: value})
        except UnicodeEncodeError:
            return True
        except DBAPIError as error:
            name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
            own = {f"ck_{self.kind.name}_{field}_valid", f"fk_{self.kind.name}_{field}"}
            return name in own or isinstance(error.orig, DataError | NotNullViolation)
        return False


def report_form(kind):
    return next(operation for operation in OPERATIONS.values() if operation.name == f"record_{kind}").body


@pytest.mark.long
@pytest.mark.parametrize("kind", RECORDED)
def test_is_the_same_at_every_door(walk, owner_engine, kind):
    cases = [
        (field, case)
        for field, schema in report_form(kind)["properties"].items()
        for case in list_cases(field, resolve(schema))
        # In bulk every row has an external id, singly it need not: the one difference there is.
        if (field, case.value) != ("external_id", None)
    ]
    singles = report_singly(walk, kind, cases)
    rows = [
        {"external_id": f"R{n}", **walk.with_value(kind, field, case.make())}
        for n, (field, case) in enumerate(cases)
    ]
    bulk = of_bulk(walk.officer, kind, rows)
    base = walk.officer.post(PATHS[f"record_{kind}"], walk.body(kind)).json["id"]
    differ: list[tuple[Any, ...]] = []
    with owner_engine.connect() as connection:
        database = Database(connection, kind, walk.bureau.number(kind, base))
        for (field, case), single, row in zip(cases, singles, bulk, strict=True):
            if single != row:
                differ.append(("bulk", field, case.value, single, row))
            if single is None or not (ONLY_US.search(single[0]) or single[1].split("[")[0] != field):
                differ += [
                    (who, field, case.value, single)
                    for who, takes in ask_others(database, kind, field, case)
                    if takes != case.good
                ]
                if (single is None) != case.good:
                    differ.append(("single", field, case.value, single))
    assert differ == []


def ask_others(database, kind, field, case):
    """What the document and the database say, as far as they can tell."""
    if case.untold != DOCUMENT:
        yield DOCUMENT, document_takes(kind, field, case.make())
    column = database.kind.table.c.get(field)
    value = NotImplemented if column is None else of_column(column, case.value)
    # What is good has been stored already, by the doors, in the form in which it is stored.
    if not case.good and case.untold != DATABASE and value is not NotImplemented:
        yield DATABASE, not database.refuses(field, value)


def test_tries_every_field_of_every_kind():
    for kind in RECORDED.values():
        fields = SCHEMAS[f"{kind.row.__name__}In"]["properties"]
        assert set(fields) == set(kind.inputs)
        assert all(len(list_cases(field, resolve(schema))) > 5 for field, schema in fields.items())
