"""Nothing of another bureau can be told from nothing at all: every operation, every id."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from banfa.ledger.kinds.registry import KINDS
from banfa.trust.ids import kind_of_field
from banfa.web.casework.resources import RESOURCES
from tests.web.clients import Bureau
from tests.web.document import OPERATIONS, resolve
from tests.web.scenario import Scenario

pytestmark = pytest.mark.long

NONSENSE = "xx_" + 32 * "0"
"""What is nobody's id."""
TABLES = {
    "round": "evaluation_round",
    "person": "person",
    "watch_run": "watch_run",
    "hit": "hit",
    "work": "work",
    "token": "token",
    "objection": "objection",
    "double": "likely_double",
    "ruling": "ruling",
    "decision_proposal": "decision_proposal",
    "sheet_import": "sheet_import",
    "import_batch": "import_batch",
    "stored_file": "stored_file",
    **{resource.name: resource.row.table.name for resource in RESOURCES.values()},
    **{name: kind.table.name for name, kind in KINDS.items()},
}
"""The table of what an id can be of, by the kind that an address or the name of a field says."""
SAMPLES = {"boolean": True, "object": {}, "array": []}
TEXTS = {"date": "2026-04-01", "date-time": "2027-01-05T00:00:00+08:00"}
ID_IN_PATH = re.compile(r"<id\((\w+)\):(\w+)>")


def sample(schema):
    """A value that a schema takes."""
    schema = resolve(schema)
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "integer":
        return schema["minimum"]
    if "properties" in schema:
        return body_of(schema, {})
    return SAMPLES[kind] if kind in SAMPLES else TEXTS.get(schema.get("format"), "某某")


def body_of(schema, ids):
    """A body that the schema takes: every required field, and the ids given."""
    fields = schema["properties"]
    required = {name: sample(fields[name]) for name in schema.get("required", ())}
    return required | {name: ids[name] for name in fields if name in ids}


def list_ids(operation):
    """The ids that an operation takes, each with its kind: in its address, in its query, in its body."""
    in_path = {name: kind for kind, name in ID_IN_PATH.findall(operation.path)}
    fields = {*operation.body["properties"], *operation.query}
    named = {name: kind_of_field(name) for name in fields if kind_of_field(name) in TABLES}
    return {**named, **in_path}


CASES = [
    (operation, name, kind)
    for operation, described in sorted(OPERATIONS.items())
    for name, kind in sorted(list_ids(described).items())
]


@pytest.fixture(scope="module")
def other(storied, cities):
    """Another bureau, with something of everything: every operation has been carried out in it."""
    Scenario(storied, cities.profile("xiamen")).run()
    return storied


@pytest.fixture(scope="module")
def mine(app, engine, owner_engine, clock):
    """A bureau that has nothing yet."""
    return Bureau(app, engine, owner_engine, clock)


@pytest.fixture(scope="module")
def admin(mine):
    """Its administrator, who may do everything."""
    return mine.client("admin")


@pytest.fixture(scope="module")
def foreign(other, owner_engine):
    """The number of a thing of the other bureau's in a table."""

    def found(table):
        with owner_engine.connect() as connection:
            statement = text(f"SELECT min(id) FROM {table} WHERE tenant_id = :tenant")
            return connection.scalar(statement, {"tenant": other.tenant.id})

    return found


def asked(client, operation, name, outward):
    """Ask for an operation with one id, all others nobody's; give the answer without what must differ."""
    path = ID_IN_PATH.sub(lambda m: outward if m[2] == name else NONSENSE, operation.path).replace(
        "<edition>", "none"
    )
    if operation.method == "GET":
        query = {name: outward} if name in operation.query else {}
        answer = client.get(path, **query)
    else:
        answer = client.post(path, body_of(operation.body, {name: outward}), version=1)
    return answer.status_code, told_by(answer)


def told_by(answer):
    """What an answer says: its text without the request's number, or the cells of a workbook."""
    if "json" in (answer.mimetype or "json"):
        return answer.text.replace(answer.headers["X-Request-Id"], "")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    return str([(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names])


class TestForeignId:
    @pytest.mark.parametrize(("operation", "name", "kind"), CASES)
    def test_answers_like_a_missing_one(self, *, mine, other, admin, foreign, operation, name, kind):
        """The other's id as it knows it, its number under our own key, an id of nothing, and no id at all."""
        operation = OPERATIONS[operation]
        number = foreign(TABLES[kind])
        assert number is not None
        foreigners = (other.outward(kind, number), mine.outward(kind, number))
        answers = [
            asked(admin, operation, name, one)
            for one in (*foreigners, mine.outward(kind, 987_654_321), NONSENSE)
        ]
        assert len(set(answers)) == 1, answers
        assert answers[0][0] != 500
