"""What a sheet's statements do with rows that nobody may have to look at: doubles are few."""

from datetime import date

import pytest

from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.database.tenancy import tenant_transaction
from banfa.law import Window
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.catalogue import aggregate_of
from banfa.ledger.facts.pool import Population, find_pool
from banfa.ledger.facts.sheet import TUNED
from tests.ledger.plans import TENANT, explain, fill_large_town, sent_to, walk

AT = AsOf(tenant_id=TENANT, as_of=date(2026, 3, 31), round_start=date(2026, 1, 1), known_at=NOW, complete={})


@pytest.fixture(scope="module")
def large_town(postgres, database):
    fill_large_town(postgres, database)


def plan_of(engine, fact):
    """The executed plan of the statement that reads one fact."""
    aggregate = aggregate_of(fact)
    statement = aggregate.source.statement([aggregate.column(fact), aggregate.column(fact, sure=True)])
    with tenant_transaction(engine, TENANT, read_only=True) as connection:
        connection.execute(TUNED)
        pool = find_pool(connection, AT, Population.ROUND)
        with sent_to(engine) as sent:
            connection.execute(statement, {**AT.binds(), **pool.binds()})
        return explain(connection, *sent[-1])


class TestAStatement:
    def test_adds_up_progress_by_contract_before_anything_is_joined(self, large_town, engine):
        plan = plan_of(engine, NAMED["idle_since"])
        read = [above for node, above in walk(plan) if node.get("Relation Name") == "progress"]
        whole = [above for above in read if not any("double" in str(node) for node in above[-2:])]
        assert len(whole) == 1
        grouped = next(node for node in reversed(whole[0]) if node["Node Type"] == "Aggregate")
        assert grouped["Group Key"] == ["progress.provider_id", "progress.contract_id"]
        between = whole[0][whole[0].index(grouped) + 1 :]
        assert not [node["Node Type"] for node in between if "Join" in node["Node Type"]]

    def test_compares_projects_only_where_there_are_doubles(self, large_town, engine):
        plan = plan_of(engine, NAMED["acceptances_due"])
        compared = [node["Actual Rows"] for node, _ in walk(plan) if node["Node Type"] == "WindowAgg"]
        assert compared
        assert sum(compared) == 0
        (grouped,) = [
            node
            for node, _ in walk(plan)
            if node.get("Group Key") == ["acceptance.provider_id", "acceptance.contract_id"]
        ]
        assert grouped["Actual Rows"] * grouped["Actual Loops"] == 6_000

    @pytest.mark.parametrize("name", ["contracts_signed", "maintenance_months"])
    def test_takes_what_is_doubtful_off_what_it_adds_up_anyway(self, name):
        fact = NAMED[name].in_(Window.EVER)
        aggregate = aggregate_of(fact)
        all_rows, sure = str(aggregate.column(fact)), str(aggregate.column(fact, sure=True))
        assert sure.startswith(f"{all_rows} - ")
        assert "FILTER (WHERE contracts.doubtful AND" in sure.removeprefix(all_rows)
