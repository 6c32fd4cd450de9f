import pytest

from banfa.ledger.facts.standing import find_standings
from tests.ledger.town import TOWN


def standing(desk, *contracts):
    with desk.unit() as unit:
        found = find_standings(unit, TOWN, contracts)
    return [[(str(s.cite), s.open) for s in found[c]] for c in contracts]


@pytest.fixture
def member(desk):
    provider = desk.provider()
    desk.record(
        "membership",
        provider_id=provider,
        category="integrator",
        industry="steel",
        industry_list=True,
        from_on="2025-06-01",
    )
    desk.enterprise(1)
    desk.enterprise(2, industry="optics")
    return provider


def sign(desk, member, day, enterprise="E1", **data):
    given = {"market_price": 100, "earlier_pilot": False, "subcontracted": False, "amount": 100, **data}
    return desk.record("contract", provider_id=member, enterprise=enterprise, signed_on=day, **given)


class TestStandings:
    def test_find_nothing_against_a_contract_in_order(self, desk, member):
        assert standing(desk, sign(desk, member, "2025-06-01")) == [[]]

    def test_name_the_provision(self, desk, member):
        early = sign(desk, member, "2025-05-31")
        outside = sign(desk, member, "2025-06-02", "E2")
        dear = sign(desk, member, "2025-06-02", amount=101)
        unknown = sign(desk, member, "2025-06-02", "E2", market_price=None, earlier_pilot=None)
        assert standing(desk, early, outside, dear, unknown) == [
            [("第二条", False)],
            [("第八条第（一）项", False)],
            [("第八条第（四）项", False)],
            [("第八条第（一）项", True), ("第八条第（四）项", True)],
        ]

    def test_follow_removal_findings_and_withdrawal(self, desk, member):
        before, after = sign(desk, member, "2025-07-01"), sign(desk, member, "2026-01-10")
        removal = desk.record(
            "decision", provider_id=member, kind="removal", decided_on="2026-01-05", effective_on="2026-01-10"
        )
        assert standing(desk, before, after) == [
            [("第十七条", False)],
            [("第二条", False), ("第十七条", False)],
        ]
        desk.record("finding", contract_id=before, kind="clean", found_on="2026-02-01")
        assert standing(desk, before) == [[]]
        desk.record("decision", about_id=removal, kind="withdrawal", decided_on="2026-03-01")
        assert standing(desk, after) == [[]]
