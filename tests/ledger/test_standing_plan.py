"""The standing of a page reads what concerns the page, however many entries the tenant has."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from banfa.database.tenancy import tenant_transaction
from banfa.law import Stage, contract_finding, facts_of
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.contract_sheet import build_contract_sheet
from banfa.reasoning.calendar import NO_CALENDAR
from tests import bench
from tests.ledger.town import TOWN

CONTRACTS, PROVIDERS, PAGE = 10_000, 1_000, 50
TENANT = 1
FACTS = (
    *facts_of(TOWN.latest.at(Stage.CONTRACT)),
    *facts_of(contract_finding("breach", "未按合同服务")),
)


@pytest.fixture(scope="module")
def large_town(postgres, database):
    """A tenant with many contracts, written straight into the tables."""
    words = (Path(bench.__file__).parent / "town.sql").read_text("utf-8")
    words = words.replace(":contracts", str(CONTRACTS)).replace(":providers", str(PROVIDERS))
    with postgres.connect(database.name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(words.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


@pytest.fixture
def plan(large_town, engine):
    """The executed plan of the statement for a page in the middle."""
    sent = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    moment = AsOf(
        tenant_id=TENANT, as_of=date(2026, 3, 31), round_start=date(2026, 1, 1), known_at=NOW, complete={}
    )
    middle = range(CONTRACTS // 2, CONTRACTS // 2 + PAGE)
    event.listen(engine, "before_cursor_execute", note)
    try:
        with tenant_transaction(engine, TENANT, read_only=True) as connection:
            ids, _ = build_contract_sheet(connection, middle, FACTS, moment, calendar=NO_CALENDAR)
            statement, parameters = sent[-1]
            explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
            (answer,) = connection.exec_driver_sql(explain, parameters).one()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert ids.tolist() == list(middle)
    return (answer if isinstance(answer, list) else json.loads(answer))[0]["Plan"]


def scans(node):
    """The nodes of a plan that read a table."""
    if "Relation Name" in node:
        yield node
    for child in node.get("Plans", ()):
        yield from scans(child)


def rows_read(node):
    """How many rows a node looked at, in all its turns."""
    return (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]


class TestAPage:
    def test_is_read_by_index(self, plan):
        kinds = {node["Relation Name"]: node["Node Type"] for node in scans(plan)}
        assert set(kinds) == {
            *("contract", "enterprise", "progress", "membership", "decision", "finding"),
        }
        assert "Seq Scan" not in kinds.values()

    def test_reads_no_more_than_concerns_its_providers(self, plan):
        read = {node["Relation Name"]: 0 for node in scans(plan)}
        for node in scans(plan):
            read[node["Relation Name"]] += rows_read(node)
        assert max(read.values()) <= 50 * PAGE, read
        assert read["contract"] == read["enterprise"] == PAGE
