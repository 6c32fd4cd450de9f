from datetime import date

import pytest

from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.ledger.moment import TODAY, Moment
from banfa.ledger.pool import Population
from banfa.ledger.sheet import build
from banfa.reasoning.calendar import NO_CALENDAR

FACTS = [fact for fact in NAMED.values() if fact.subject == "provider"]


def sheet(desk, facts=FACTS, population=Population.ROUND, known_at=None, **moment):
    with desk.unit() as unit, unit.snapshot() as connection:
        at = Moment(
            tenant_id=unit.tenant_id,
            **{
                "as_of": date(2026, 3, 31),
                "round_start": date(2026, 1, 1),
                "known_at": known_at or TODAY,
                "complete": {},
                **moment,
            },
        )
        return build(connection, facts, at, population, calendar=NO_CALENDAR)


def number(day):
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


@pytest.fixture
def member(desk):
    provider = desk.provider()
    desk.record("membership", provider_id=provider, category="integrator", from_on="2025-06-01")
    return provider


class TestBuild:
    def test_reads_every_fact(self, desk, member):
        made = sheet(desk)
        assert made.providers.tolist() == [member]
        assert made.categories == ("integrator",)
        assert made.sheet.columns.keys() == {fact.key for fact in FACTS}
        assert made.sheet.col(NAMED["joined_on"]).at(0) == (number("2025-06-01"),) * 2

    def test_counts_what_happened_in_the_pool(self, desk, member):
        desk.enterprise()
        for day in ("2025-05-31", "2025-06-01", "2026-01-01"):
            desk.record("contract", provider_id=member, enterprise="E1", signed_on=day, amount=1)
        made = sheet(desk, complete={"contract": date(2026, 3, 31)})
        assert made.sheet.col(NAMED["contracts_signed"]).at(0) == (1, 1)
        assert made.sheet.col(NAMED["first_contract_on"]).at(0) == (number("2025-06-01"),) * 2
        assert made.sheet.col(NAMED["served_enterprises"]).at(0) == (1, 1)

    def test_follows_a_removal_and_its_withdrawal(self, desk, member):
        removal = desk.record(
            "decision", provider_id=member, kind="removal", decided_on="2026-01-10", effective_on="2026-01-10"
        )
        assert sheet(desk, population=Population.DAY).providers.tolist() == []
        assert sheet(desk).sheet.col(NAMED["removals"]).at(0) == (1, 1)
        desk.record("decision", about_id=removal, kind="withdrawal", decided_on="2026-02-01")
        assert sheet(desk, population=Population.DAY).providers.tolist() == [member]
        assert sheet(desk).sheet.col(NAMED["removals"]).at(0) == (0, 0)
        assert sheet(desk, as_of=date(2026, 1, 31), population=Population.DAY).providers.tolist() == []
