"""A page, and the standing of one, read what concerns the page, however many entries the tenant has."""

from datetime import UTC, date, datetime

import pytest

from banfa.database.tenancy import tenant_transaction
from banfa.law import Stage, contract_finding, facts_of
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.contract_sheet import build_contract_sheet
from banfa.ledger.kinds.acceptances import Acceptance
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import list_entries
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import unit_of_work
from tests.ledger.plans import CONTRACTS, TENANT, explain, fill_large_town, scans, sent_to
from tests.ledger.town import TOWN

PAGE = 50
FACTS = (
    *facts_of(TOWN.latest.at(Stage.CONTRACT)),
    *facts_of(contract_finding("breach", "未按合同服务")),
)


@pytest.fixture(scope="module")
def large_town(postgres, database):
    fill_large_town(postgres, database)


@pytest.fixture
def plan(large_town, engine):
    """The executed plan of the statement for a page in the middle."""
    moment = AsOf(
        tenant_id=TENANT, as_of=date(2026, 3, 31), round_start=date(2026, 1, 1), known_at=NOW, complete={}
    )
    middle = range(CONTRACTS // 2, CONTRACTS // 2 + PAGE)
    with sent_to(engine) as sent, tenant_transaction(engine, TENANT, read_only=True) as connection:
        ids, _ = build_contract_sheet(connection, middle, FACTS, moment)
        assert ids.tolist() == list(middle)
        return explain(connection, *sent[-1])


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


class TestAList:
    @pytest.mark.parametrize(
        ("row", "asked", "after"),
        [
            (Contract, {"sort": "id"}, (None, 5000)),
            (Contract, {"sort": "-id"}, (None, 5000)),
            (Contract, {"sort": "signed_on"}, (date(2025, 1, 1), 0)),
            (Contract, {"sort": "-signed_on"}, (date(2025, 1, 1), 0)),
            (Contract, {"sort": "-signed_on"}, None),
            (Acceptance, {"sort": "accepted_on"}, (date(2025, 1, 1), 0)),
            (Enterprise, {"sort": "name"}, ("qi3企ye4业00001000", 1000)),
            (Enterprise, {"sort": "-name"}, None),
            (Enterprise, {"sort": "name", "q": "企业1"}, ("qi3企ye4业00001000", 1000)),
        ],
    )
    def test_in_any_order_reads_by_index_what_it_shows(self, large_town, engine, row, asked, after):
        officer = operator(find_tenant(engine, "bench"))
        with (
            sent_to(engine) as sent,
            unit_of_work(engine, officer, now=datetime.now(UTC), read_only=True) as unit,
        ):
            page = list_entries(unit, row, profile=TOWN, after=after, limit=PAGE, **asked)
            plan = explain(unit.connection, *sent[-1])
        assert len(page.rows) == PAGE
        nodes = [node for node in scans(plan) if node["Relation Name"] != "person"]  # of whom there are two
        assert {node["Node Type"] for node in nodes} <= {"Index Scan", "Index Only Scan"}
        read = [node for node in nodes if node["Relation Name"] == row.table.name]
        assert sum(map(rows_read, read)) <= 2 * PAGE
