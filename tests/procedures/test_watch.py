"""The watch on real facts: the days on which clauses begin to hold, and who is asked."""

from __future__ import annotations

import pytest

from tests.procedures.watching import opener


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


class TestXiamen12Item3:
    """入选后三个月内未签改造合同: from the day after the third month, and for good."""

    @pytest.fixture
    def xiamen(self, office):
        made = office("xiamen")
        made.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        made.enterprise()
        made.complete("2026-08-31", "contract")
        return made

    @pytest.mark.parametrize(
        ("joined", "last", "after"),
        [
            ("2026-01-15", "2026-04-15", "2026-04-16"),
            ("2025-11-30", "2026-02-28", "2026-03-01"),
            ("2026-03-31", "2026-06-30", "2026-07-01"),
        ],
    )
    def test_holds_from_the_day_after_the_third_month(self, xiamen, joined, last, after):
        provider = xiamen.member(joined)
        assert xiamen.state(provider, "12.3", last) is None
        assert xiamen.state(provider, "12.3", after) == "met"

    def test_does_not_hold_after_a_contract_on_the_last_day(self, xiamen):
        provider = xiamen.member("2026-01-15")
        xiamen.contract(provider, "2026-04-15")
        assert xiamen.state(provider, "12.3", "2026-04-16") is None

    def test_is_not_undone_by_a_contract_a_day_late(self, xiamen):
        provider = xiamen.member("2026-01-15")
        xiamen.contract(provider, "2026-04-16")
        assert xiamen.state(provider, "12.3", "2026-04-16") == "met"
        assert xiamen.state(provider, "12.3", "2026-08-31") == "met"

    def test_is_open_while_contracts_are_not_declared_complete(self, office):
        made = office("xiamen")
        made.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        provider = made.member("2026-01-15")
        made.complete("2026-04-14", "contract")
        (hit,) = made.watch("2026-04-16", provider_id=provider, clause="12.3")
        assert hit["state"] == "open"
        assert hit["missing"] == ["入库后首份改造合同签订之日"]
        made.complete("2026-04-15", "contract")
        assert made.state(provider, "12.3", "2026-04-16") == "met"


class TestHuangshi15:
    @pytest.fixture
    def huangshi(self, office):
        made = office("huangshi")
        made.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        made.enterprise()
        made.complete("2026-08-31", "contract", "progress")
        return made

    @pytest.mark.parametrize(
        ("joined", "last", "after"),
        [("2025-08-31", "2026-02-28", "2026-03-01"), ("2026-01-15", "2026-07-15", "2026-07-16")],
    )
    def test_item_2_holds_when_the_last_day_of_the_sixth_month_is_over(self, huangshi, joined, last, after):
        provider = huangshi.member(joined)
        assert huangshi.state(provider, "15.2", last) is None
        assert huangshi.state(provider, "15.2", after) == "met"

    def test_item_2_waits_for_the_reading_where_an_enterprise_was_won_long_ago(self, huangshi):
        provider = huangshi.member("2025-08-31")
        huangshi.contract(provider, "2025-09-30")
        assert huangshi.state(provider, "15.2", "2026-03-30") is None
        (hit,) = huangshi.watch("2026-03-31", provider_id=provider, clause="15.2")
        assert (hit["state"], hit["missing"]) == ("open", ["“入库6个月及以上无新增签约”的起算（待定）"])
        huangshi.settle("试〔2025〕起算", new_enterprise="lately")
        assert huangshi.state(provider, "15.2", "2026-03-31") == "met"

    def test_item_3_holds_when_the_last_day_of_the_second_month_is_over(self, huangshi):
        provider = huangshi.member("2025-06-01")
        contract = huangshi.contract(provider, "2025-12-31")
        assert huangshi.state(provider, "15.3", "2026-02-28") is None
        assert huangshi.state(provider, "15.3", "2026-03-01") == "met"
        huangshi.record("progress", contract_id=contract, kind="substantive", occurred_on="2026-03-02")
        assert huangshi.state(provider, "15.3", "2026-03-02") is None


class TestChangchun9Item2:
    def test_holds_with_the_fifth_answer(self, office):
        changchun = office("changchun")
        provider = changchun.member("2025-06-01")
        changchun.enterprise()
        for day in ("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"):
            changchun.unhappy(provider, day)
        changchun.complete("2026-08-31", "survey")
        assert changchun.state(provider, "9.2", "2026-05-04") is None
        changchun.unhappy(provider, "2026-05-05")
        assert changchun.state(provider, "9.2", "2026-05-04") is None
        assert changchun.state(provider, "9.2", "2026-05-05") == "met"


class TestLiuzhou12Item6:
    @pytest.fixture
    def liuzhou(self, office):
        made = office("liuzhou")
        for number in range(1, 8):
            made.enterprise(number)
        made.complete("2026-08-31", "survey", "contract")
        return made

    def member(self, liuzhou):
        """A provider that serves the first six enterprises."""
        provider = liuzhou.member("2025-06-01")
        for number in range(1, 7):
            liuzhou.contract(provider, "2025-07-01", number)
        return provider

    def test_holds_with_the_sixth_enterprise(self, liuzhou):
        provider = self.member(liuzhou)
        for number in range(1, 6):
            liuzhou.unhappy(provider, "2026-03-01", number)
        liuzhou.unhappy(provider, "2026-03-02", 5)
        assert liuzhou.state(provider, "12.6", "2026-03-31") is None
        liuzhou.unhappy(provider, "2026-04-01", 6)
        assert liuzhou.state(provider, "12.6", "2026-03-31") is None
        assert liuzhou.state(provider, "12.6", "2026-04-01") == "met"

    def test_waits_for_the_reading_where_one_has_changed_its_mind(self, liuzhou):
        provider = self.member(liuzhou)
        for number in range(1, 7):
            liuzhou.unhappy(provider, "2026-03-01", number)
        liuzhou.unhappy(provider, "2026-04-01", 6, answer="满意")
        assert liuzhou.state(provider, "12.6", "2026-03-31") == "met"
        assert liuzhou.state(provider, "12.6", "2026-04-01") == "open"
        liuzhou.settle(dissatisfied="latest")
        assert liuzhou.state(provider, "12.6", "2026-04-01") is None


class TestWhoIsAsked:
    def test_includes_former_members_where_the_remedy_reaches_them(self, office):
        huangshi = office("huangshi")
        provider = huangshi.member("2025-06-01")
        huangshi.decided(provider, "removal", "2026-03-01", effective_on="2026-03-05")
        huangshi.record("finding", provider_id=provider, kind="disclosure", found_on="2026-03-10")
        found = [(hit["clause"], hit["state"]) for hit in huangshi.watch("2026-03-31", state="met")]
        assert found == [("16前段", "met")]
