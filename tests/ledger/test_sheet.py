from datetime import date

import pytest

from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.law import FAR, Window, verification
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.pool import Population
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.recording.correct import void_entry
from tests.ledger.town import code

FACTS = [fact for fact in NAMED.values() if fact.subject == "provider"]


def sheet(desk, facts=FACTS, population=Population.ROUND, known_at=None, **moment):
    with desk.unit() as unit, unit.snapshot() as connection:
        at = AsOf(
            tenant_id=unit.tenant_id,
            **{
                "as_of": date(2026, 3, 31),
                "round_start": date(2026, 1, 1),
                "known_at": known_at or NOW,
                "complete": {},
                **moment,
            },
        )
        return build_sheet(connection, facts, at, population)


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
        assert sheet(desk, as_of=date(2026, 1, 31), population=Population.DAY).providers.tolist() == [member]

    def test_lets_a_removal_work_until_it_is_withdrawn(self, desk, member):
        removal = desk.record(
            "decision", provider_id=member, kind="removal", decided_on="2026-01-10", effective_on="2026-01-10"
        )
        since = {"decided_on": "2026-02-01", "effective_on": "2026-02-01"}
        desk.record("decision", about_id=removal, kind="withdrawal", **since)
        assert sheet(desk, population=Population.DAY).providers.tolist() == []
        assert sheet(desk).sheet.col(NAMED["removals"]).at(0) == (0, 0)
        assert sheet(desk, as_of=date(2026, 1, 31)).sheet.col(NAMED["removals"]).at(0) == (1, 1)

    def test_takes_as_many_statements_for_a_thousand_providers_as_for_ten(self, desk, statements):
        taken = []
        for many in (10, 1000):
            desk.bulk(
                "provider", [{"external_id": f"P{n}", "uscc": code(n), "name": "甲"} for n in range(many)]
            )
            rows = [
                {
                    "external_id": f"M{n}",
                    "provider": code(n),
                    "category": "integrator",
                    "from_on": "2025-06-01",
                }
                for n in range(many)
            ]
            desk.bulk("membership", rows)
            statements.clear()
            assert len(sheet(desk).providers) == many
            taken.append(len(statements))
        assert taken[0] == taken[1]

    def test_is_known_up_to_the_day_reports_are_complete(self, desk, member):
        desk.enterprise()
        desk.record("contract", provider_id=member, enterprise="E1", signed_on="2026-02-01", amount=1)
        facts = [
            NAMED[n]
            for n in ("contracts_signed", "first_contract_on", "last_new_enterprise_on", "idle_since")
        ]
        made = sheet(desk, facts, complete={"contract": date(2026, 2, 10), "progress": date(2026, 3, 31)})
        signed, today = number("2026-02-01"), number("2026-03-31")
        ranges = [made.sheet.col(fact).at(0) for fact in facts]
        # That it has ended could still be reported: then it waits for no progress.
        assert ranges == [(1, facts[0].high), (signed, signed), (signed, today), (signed, FAR)]

    def test_knows_that_nothing_is_added_once_a_provider_has_left(self, desk):
        provider = desk.provider()
        days = {"from_on": "2025-06-01", "until_on": "2026-02-10"}
        desk.record("membership", provider_id=provider, category="integrator", **days)
        made = sheet(desk, complete={"contract": date(2026, 2, 10)})
        assert made.sheet.col(NAMED["contracts_signed"]).at(0) == (0, 0)

    def test_sees_what_was_known_then(self, desk, member):
        desk.enterprise()
        entry = desk.record("contract", provider_id=member, enterprise="E1", signed_on="2026-02-01", amount=1)
        with desk.unit() as unit:
            before = unit.watermark()
        with desk.unit() as unit:
            void_entry(unit, "contract", entry, "重复登记")
        signed = NAMED["contracts_signed"]
        complete = {"contract": date(2026, 3, 31)}
        assert sheet(desk, [signed], complete=complete).sheet.col(signed).at(0) == (0, 0)
        assert sheet(desk, [signed], complete=complete, known_at=before).sheet.col(signed).at(0) == (1, 1)

    def test_works_for_applicants_by_id(self, desk):
        provider = desk.provider()
        desk.record("finding", provider_id=provider, kind="legal_person", found_on="2026-01-05")
        facts = [
            verification("legal_person", "独立法人").left,
            verification("other", "另一项").left,
            NAMED["joined_on"],
        ]
        made = sheet(desk, facts, population=[provider])
        assert [made.sheet.col(fact).at(0) for fact in facts] == [(1, 1), (0, 1), (-FAR, -FAR)]

    def test_refuses_a_fact_it_cannot_find(self, desk):
        with pytest.raises(LookupError, match="products@round"):
            sheet(desk, [NAMED["products"].in_(Window.ROUND)])

    def test_names_the_entries_it_rests_on(self, desk, member):
        desk.enterprise()
        inside = desk.record(
            "contract", provider_id=member, enterprise="E1", signed_on="2026-02-01", amount=1
        )
        made = sheet(desk, [NAMED["contracts_signed"]])
        assert {kind: ids.tolist() for kind, ids in made.evidence.items()} == {"contract": [inside]}
