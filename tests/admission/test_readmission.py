"""In the pool again: what the watch counts anew, what it counts on, what is open until a reading is chosen.

A stay of 2025, then nothing for at least a day, then another: expectations are the text's, day by day.
"""

from __future__ import annotations

import pytest

from banfa.procedures.admission.readmission import SILENT, Counting, list_countings
from tests.procedures.watching import opener

SEEN = "2026-05-31"


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


@pytest.fixture
def again(office):
    """A bureau, and a provider that was in the pool until 2025-10-31 and is so again since 2026-03-01."""

    def make(city, *, since="2026-03-01", **settings):
        made = office(city)
        if settings:
            made.settle(**settings)
        provider = made.member("2025-01-15", until_on="2025-10-31", ended_why="自愿退出：局〔2025〕9号")
        made.record(
            "membership", provider_id=provider, category=made.profile.categories[0].key, from_on=since
        )
        made.enterprise()
        made.complete("2026-09-30", "contract", "progress")
        return made, provider

    return make


def count(made, clause):
    """What is told of a clause."""
    with made.unit() as unit:
        told = list_countings(unit, made.profile, [each.key for each in made.profile.categories])
    return {(str(each.cite.key), each.counting) for each in told if each.cite.key == clause}


def grade(made, provider, label, *days):
    for day in days:
        made.decided(provider, "grade", day, label=label, period_on=day)


def order(made, provider, *days):
    for day in days:
        made.decided(provider, "order", day, served_on=day, due_on=day)


class TestWhatBeginsAnew:
    def test_is_the_half_year_of_huangshi_15_2(self, again):
        kept = {"entry__from": "membership", "period__rest_day": "kept", "period__begun_before": "whole"}
        made, provider = again("huangshi", **kept, new_enterprise="never")
        assert made.state(provider, "15.2", "2026-09-01") is None
        assert made.state(provider, "15.2", "2026-09-02") == "met"
        assert count(made, "15.2") == {("15.2", Counting.ANEW)}

    def test_is_the_quarter_of_xiamen_12_3(self, again):
        kept = {"entry__from": "membership", "period__rest_day": "kept", "period__begun_before": "whole"}
        made, provider = again("xiamen", **kept)
        made.contract(provider, "2025-03-01")
        assert made.state(provider, "12.3", "2026-06-01") is None
        assert made.state(provider, "12.3", "2026-06-02") == "met"
        assert count(made, "12.3") == {("12.3", Counting.ANEW)}

    def test_is_a_grade_d_of_huangshi_14_7(self, again):
        made, provider = again("huangshi")
        grade(made, provider, "D", "2025-06-30")
        assert made.state(provider, "14.7前段", "2025-07-01") == "met"
        assert made.state(provider, "14.7前段", SEEN) is None
        assert count(made, "14.7前段") == {("14.7前段", Counting.ANEW)}

    def test_is_a_refusal_of_huangshi_15_1(self, again):
        made, provider = again("huangshi")
        order(made, provider, "2025-06-01")
        refused = made.decided(provider, "order", "2025-07-01", served_on="2025-07-01", due_on="2025-08-01")
        made.decided(provider, "order_outcome", "2025-07-10", label="refused", about_id=refused)
        assert made.state(provider, "15.1后段", "2025-08-01") == "met"
        assert made.state(provider, "15.1后段", SEEN) is None

    def test_is_nothing_where_one_stay_follows_on_the_other(self, again):
        made, provider = again("huangshi", since="2025-11-01")
        grade(made, provider, "D", "2025-06-30")
        assert made.state(provider, "14.7前段", SEEN) == "met"


class TestWhatTheTextIsSilentOn:
    """The text does not say whether an earlier stay counts: how Banfa counts is told as no more than that."""

    @pytest.fixture
    def note(self):
        def find(made, clause):
            with made.unit() as unit:
                told = list_countings(unit, made.profile, [each.key for each in made.profile.categories])
            return {(each.counting, each.note) for each in told if each.cite.key == clause}

        return find

    @pytest.mark.parametrize(
        "of", [("liuzhou", "14.6", "target_tolerance"), ("changchun", "9.3", "target_gap")]
    )
    def test_is_a_target_behind_of_an_earlier_stay(self, again, note, of):
        """绩效（任务）目标进度滞后（差距较大）: of which stay, no word; the old figure goes on."""
        city, clause, term = of
        made, provider = again(city, **{term: 1})
        made.complete("2026-09-30", "target")
        made.record("target", provider_id=provider, item="改造企业数", due_on="2025-06-30", planned=5)
        assert made.state(provider, clause, SEEN) == "met"
        assert note(made, clause) == {(Counting.ON, SILENT)}

    def test_is_a_contract_without_progress_of_huangshi_15_3(self, again, note):
        """合同签约两个月以上无实质性服务进展: a contract of the first stay is not looked at."""
        kept = {"period__rest_day": "kept", "period__begun_before": "whole"}
        made, provider = again("huangshi", **kept)
        made.contract(provider, "2025-02-01")
        assert made.state(provider, "15.3", "2025-05-31") == "met"
        assert made.state(provider, "15.3", SEEN) is None
        assert note(made, "15.3") == {(Counting.ANEW, SILENT)}

    @pytest.mark.parametrize(
        "of",
        [("liuzhou", "12.6", 6, "latest"), ("liuzhou", "14.5", 11, "latest"), ("xiamen", "12.5", 1, None)],
        ids=lambda of: f"{of[0]}-{of[1]}",
    )
    def test_is_who_was_served_in_an_earlier_stay(self, again, note, of):
        """超过…家（…%）试点企业不满意: of which stay, no word; who was served in the first counts no more."""
        city, clause, number, liuzhou = of
        readings = {"dissatisfied__base": "served", "dissatisfied__verdict": "latest"}
        made, provider = again(city, **({"dissatisfied": liuzhou} if liuzhou else readings))
        made.complete("2026-09-30", "survey")
        for each in range(2, 2 + number):
            made.enterprise(each)
            made.contract(provider, "2025-03-01", each)
            made.unhappy(provider, "2025-06-01", each)
        assert made.state(provider, clause, "2025-06-30") == "met"
        assert made.state(provider, clause, SEEN) is None
        assert note(made, clause) == {(Counting.ANEW, SILENT)}

    def test_is_conduct_of_an_earlier_stay_found_in_this(self, again, note):
        made, provider = again("huangshi")
        found = {"kind": "uncooperative", "holds": True, "occurred_on": "2025-06-01"}
        made.record("finding", provider_id=provider, found_on="2026-04-01", **found)
        assert made.state(provider, "14.6", SEEN) == "met"
        assert note(made, "14.6") == {(Counting.ANEW, SILENT)}

    def test_is_not_what_runs_from_entry_itself(self, again, note):
        """入库6个月及以上、入选后三个月内: the text says from when."""
        assert note(again("huangshi")[0], "15.2") == {(Counting.ANEW, "")}
        assert note(again("xiamen")[0], "12.3") == {(Counting.ANEW, "")}

    @pytest.mark.parametrize(("reading", "way"), [("ever", Counting.ON), ("stay", Counting.ANEW)])
    def test_is_not_what_the_bureau_has_chosen(self, again, note, reading, way):
        made, _ = again("huangshi", grades__window=reading)
        assert note(made, "15.6") == {(way, "")}
        assert note(made, "14.7前段") == {(Counting.ANEW, SILENT)}

    def test_is_a_missed_order_of_liuzhou_14_4_whatever_is_chosen_of_their_number(self, again, note):
        made, _ = again("liuzhou", late="joined")
        with made.unit() as unit:
            told = list_countings(unit, made.profile, [])
        (open_,) = [each for each in told if each.cite.key == "14.4第三种情形"]
        assert (open_.counting, open_.note) == (Counting.OPEN, "")
        assert open_.question.startswith("“限期整改”次数的计算范围")
        made.settle(number="试〔2025〕二", late="joined", orders__window="stay")
        assert note(made, "14.4第三种情形") == {(Counting.ANEW, SILENT)}


class TestWhatIsOpen:
    @pytest.mark.parametrize(("reading", "state"), [("ever", "met"), ("stay", None)])
    def test_is_two_grades_d_in_all_until_it_is_read(self, again, reading, state):
        made, provider = again("huangshi")
        grade(made, provider, "D", "2025-06-30", "2026-04-30")
        assert made.state(provider, "15.6", SEEN) == "open"
        assert count(made, "15.6") == {("15.6", Counting.OPEN)}
        made.settle(number="试〔2025〕二", grades__window=reading)
        assert made.state(provider, "15.6", SEEN) == state
        way = Counting.ON if state else Counting.ANEW
        assert count(made, "15.6") == {("15.6", way)}

    @pytest.mark.parametrize(
        "of",
        [("huangshi", "15.1前段", 4), ("liuzhou", "14.4第一种情形", 3), ("changchun", "9.1前段", 3)],
        ids=lambda of: of[0],
    )
    @pytest.mark.parametrize(("reading", "state"), [("ever", "met"), ("stay", None)])
    def test_is_how_many_orders_there_were(self, again, of, reading, state):
        city, clause, orders = of
        made, provider = again(city, orders__counted="issued")
        days = [f"2025-0{month}-10" for month in range(3, 2 + orders)]
        order(made, provider, *days, "2026-04-10")
        assert made.state(provider, clause, SEEN) == "open"
        made.settle(number="试〔2025〕二", orders__counted="issued", orders__window=reading)
        assert made.state(provider, clause, SEEN) == state

    @pytest.mark.parametrize(("reading", "state"), [("ever", "met"), ("stay", None)])
    def test_is_how_often_changchun_9_2_was_dissatisfied(self, again, reading, state):
        made, provider = again("changchun")
        made.complete("2026-09-30", "survey")
        for day in ("2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2026-04-01"):
            made.unhappy(provider, day)
        assert made.state(provider, "9.2", SEEN) == "open"
        made.settle(number="试〔2025〕二", dissatisfied__window=reading)
        assert made.state(provider, "9.2", SEEN) == state


class TestWhatGoesOn:
    def test_is_the_recovery_that_an_earlier_removal_opened(self, again):
        made, provider = again("huangshi")
        made.decided(provider, "removal", "2025-09-01", effective_on="2025-09-01")
        assert made.state(provider, "16前段", SEEN) == "met"
        assert count(made, "16前段") == {("16前段", Counting.ON)}


@pytest.mark.parametrize("city", ["huangshi", "liuzhou", "xiamen", "changchun", "changsha"])
def test_every_clause_is_told_of(office, city):
    made = office(city)
    with made.unit() as unit:
        told = list_countings(unit, made.profile, [each.key for each in made.profile.categories])
    assert [each.cite for each in told] == [clause.cite for clause in made.profile.latest.clauses]
    assert all(bool(each.question) == (each.counting is Counting.OPEN) for each in told)
    assert not any(each.note for each in told if each.counting is Counting.OPEN)
