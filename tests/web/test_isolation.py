"""Nothing of another bureau can be told from nothing at all: every operation, every id."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.watch import runs
from banfa.trust.ids import kind_of_field
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS, PATHS, resolve
from tests.web.papers import make_pdf, send_file
from tests.web.sheets import upload, upload_files

NONSENSE = "xx_" + 32 * "0"
"""What is nobody's id."""
TABLES = {
    "round_id": "evaluation_round",
    "person_id": "person",
    "run_id": "watch_run",
    "hit_id": "hit",
    "work_id": "work",
    "token_id": "token",
    "objection_id": "objection",
    "double_id": "likely_double",
    "ruling_id": "ruling",
    "provider_id": "provider",
    "enterprise_id": "enterprise",
    "contract_id": "contract",
    "about_id": "decision",
    "decision_id": "decision",
    "proposal_id": "decision_proposal",
    "import_id": "sheet_import",
    "batch_id": "import_batch",
    "file_id": "stored_file",
}
"""What an id is of, by its name in an address or a body; an `entry_id` is of the kind at that address."""
SAMPLES = {"boolean": True, "object": {}, "array": []}
TEXTS = {"date": "2026-04-01", "date-time": "2027-01-05T00:00:00+08:00"}
PARENTS = ("provider", "enterprise", "contract")
OBJECTION = text("""
    INSERT INTO objection (tenant_id, round_id, provider_id, statement, filed_by, filed_at, received_on)
    SELECT :tenant, :round, :provider_id, '少计一份合同', id, now(), current_date
    FROM person WHERE tenant_id = :tenant AND built_in = 'console'
""")
PROPOSAL = text("""
    INSERT INTO decision_proposal (tenant_id, purpose, kind, provider_id, document_no, data, proposed_by,
                                   proposed_at)
    SELECT :tenant, 'decision', 'warning', :provider_id, '1号', '{}', id, now()
    FROM person WHERE tenant_id = :tenant AND built_in = 'console'
""")
ID_IN_PATH = re.compile(r"<id\(\w+\):(\w+)>")
KIND_AT = {PATHS[f"list_{kind.plural}"]: name for name, kind in KINDS.items()}


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


def id_names(operation):
    """The ids that an operation takes, in its address and in its body."""
    named = TABLES.keys() & {*operation.body["properties"], *operation.query}
    return sorted({*ID_IN_PATH.findall(operation.path), *named})


CASES = [(name, which) for name, operation in sorted(OPERATIONS.items()) for which in id_names(operation)]


def table_of(operation, name):
    """The table that an id is of, and the kind it is outside."""
    if name != "entry_id":
        return TABLES[name], kind_of_field(name)
    kind = KIND_AT[operation.path.split("/<")[0]]
    return KINDS[kind].table.name, kind


@pytest.fixture(scope="module")
def other(storied, owner_engine, cities):
    """Another bureau, with something of everything."""
    officer = storied.client("officer")
    made = officer.post(
        "/rounds", {"name": "他局的周期", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    ).json
    officer.post(f"/rounds/{made['id']}/cut-off", version=1)
    officer.post(f"/rounds/{made['id']}/compute", version=2)
    first = {f"{kind}_id": officer.get(f"/{kind}s", limit=1).json["items"][0]["id"] for kind in PARENTS}
    for path, kind in KIND_AT.items():
        if not officer.get(path, limit=1).json["items"]:
            form = OPERATIONS[next(n for n, o in OPERATIONS.items() if o.name == f"record_{kind}")].body
            answer = officer.post(
                path,
                body_of(form, first) | ({"reports": "contract"} if "reports" in form["properties"] else {}),
            )
            assert answer.status_code == 201, answer.json
    case = {
        "external_id": "两报",
        "provider_id": first["provider_id"],
        "client": "某厂",
        "client_size": "small",
    }
    for client in (storied.client("platform"), officer):
        client.post("/service-cases/bulk", {"rows": [{**case, "served_on": "2025-06-30"}]})
    csv = f"统一社会信用代码,名称\n{credit_code()},某某公司\n".encode()
    assert upload(officer, "provider", csv, name="表.csv").status_code == 201
    filing = "服务商（统一社会信用代码）,报送事项,应报之日\n错,季报,2026-04-05\n".encode()
    assert send_file(officer, make_pdf()).status_code == 201
    assert upload_files(officer, ("一.csv", csv), ("二.csv", filing)).status_code == 201
    change = {"reason": "经核对", "data": {"contact": "新"}}
    officer.post(f"/providers/{first['provider_id']}/correction", change, version=1)
    with storied.unit() as unit:
        runs.store_run(unit, cities.profile("xiamen"), as_of=date(2026, 3, 31))
    numbers = {"round": storied.number("round", made["id"])}
    numbers["provider_id"] = storied.number("provider", first["provider_id"])
    with owner_engine.begin() as connection:
        for statement in (OBJECTION, PROPOSAL):
            connection.execute(statement, {"tenant": storied.tenant.id, **numbers})
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
    ids = dict.fromkeys(TABLES, NONSENSE) | {"entry_id": NONSENSE, name: outward}
    path = ID_IN_PATH.sub(lambda m: ids[m[1]], operation.path).replace("<edition>", "none")
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
    @pytest.mark.parametrize(("operation", "name"), CASES)
    def test_answers_like_a_missing_one(self, *, mine, other, admin, foreign, operation, name):
        """The other's id as it knows it, its number under our own key, an id of nothing, and no id at all."""
        operation = OPERATIONS[operation]
        table, kind = table_of(operation, name)
        number = foreign(table)
        assert number is not None
        foreigners = (other.outward(kind, number), mine.outward(kind, number))
        answers = [
            asked(admin, operation, name, one)
            for one in (*foreigners, mine.outward(kind, 987_654_321), NONSENSE)
        ]
        assert len(set(answers)) == 1, answers
        assert answers[0][0] != 500
