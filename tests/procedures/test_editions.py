"""Two editions of one city: which one rules a day, and that what was begun under one keeps it.

The second edition is made up (see `amended`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from banfa.cities.checks.run import check_city
from banfa.errors import Conflict
from banfa.procedures.rounds import lifecycle
from tests.procedures.amended import AMENDED, FIRST, SINCE, TOWN
from tests.procedures.watching import opener


@pytest.fixture
def huangshi(engine, owner_engine):
    """A bureau under the first edition since 2025 and under the amendment from July 2026 on."""
    made = opener(engine, owner_engine)("huangshi", profile=TOWN)
    made.promulgate(SINCE, edition=AMENDED.key)
    periods = {"period.rest_day": "kept", "period.begun_before": "whole"}
    made.issue("terms", {"settings": periods}, edition=FIRST.key, number="试〔2025〕期间")
    made.enterprise()
    made.complete("2026-09-30", "contract", "progress")
    return made


@pytest.fixture
def idle(huangshi):
    """A provider with a contract of 15 April and no progress: two months are full in June, three in July."""
    provider = huangshi.member("2026-01-10")
    huangshi.contract(provider, "2026-04-15")
    return provider


class TestTheEditionOfADay:
    def test_is_the_one_in_force(self, huangshi, idle):
        last, first = huangshi.watch("2026-06-30"), huangshi.watch("2026-07-01")
        assert {hit["edition"] for hit in last} == {FIRST.key}
        assert {hit["edition"] for hit in first} <= {AMENDED.key}
        assert not any(hit["trial"] for hit in last + first)

    def test_says_which_period_counts(self, huangshi, idle):
        days = ("2026-06-15", "2026-06-16", "2026-06-30", "2026-07-01", "2026-07-14", "2026-07-15")
        states = [huangshi.state(idle, "15.3", day) for day in days]
        assert states == [None, "met", "met", None, None, "met"]
        for day, words in (("2026-06-30", "已满2个月"), ("2026-07-15", "已满3个月")):
            (hit,) = huangshi.watch(day, clause="15.3")
            assert words in hit["explanation"]

    def test_is_none_before_the_first_and_after_the_last(self, engine, owner_engine):
        made = opener(engine, owner_engine)("huangshi", profile=TOWN, in_force=False)
        made.issue("promulgation", {"commencement": "2026-01-01", "end": "2026-06-30"}, edition=FIRST.key)
        provider = made.member("2025-06-01")
        for day in ("2025-07-01", "2026-01-01"):
            made.record("finding", provider_id=provider, kind="disclosure", found_on=day)
        found = {
            day: [(hit["edition"], hit["trial"]) for hit in made.watch(day, clause="15.5")]
            for day in ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
        }
        assert found == {
            "2025-12-31": [(AMENDED.key, True)],
            "2026-01-01": [(FIRST.key, False)],
            "2026-06-30": [(FIRST.key, False)],
            "2026-07-01": [(AMENDED.key, True)],
        }


class TestAStoredHit:
    def test_keeps_its_edition(self, huangshi, idle):
        huangshi.run("2026-06-30")
        huangshi.run("2026-07-01")
        (hit,) = huangshi.hits("15.3")
        assert (hit["edition"], hit["state"], hit["changed_on"]) == (FIRST.key, "met", "2026-06-30")
        assert "已满2个月" in huangshi.hit(hit["id"])["explanation"]

    def test_is_the_same_when_the_amendment_says_so_too(self, huangshi, idle):
        huangshi.run("2026-06-30")
        huangshi.run("2026-07-15")
        assert [(hit["edition"], hit["state"]) for hit in huangshi.hits("15.3")] == [(FIRST.key, "met")]

    def test_is_cleared_under_its_own_edition(self, huangshi, idle):
        huangshi.run("2026-06-30")
        contract = huangshi.contract(idle, "2026-04-10")
        huangshi.record("progress", contract_id=contract, kind="substantive", occurred_on="2026-07-02")
        huangshi.run("2026-07-02")
        assert huangshi.states("15.3") == ["met"]
        (fact,) = huangshi.hit(huangshi.hits("15.3")[0]["id"])["facts"]
        (row,) = fact["evidence"]
        huangshi.record("progress", contract_id=row["ids"][0], kind="substantive", occurred_on="2026-07-03")
        huangshi.run("2026-07-03")
        (hit,) = huangshi.hits("15.3")
        assert (hit["edition"], hit["state"], hit["why"]) == (FIRST.key, "cleared", "ended")
        assert "各合同均已有实质性进展" in hit["explanation"]

    def test_of_a_provision_that_is_gone_stands_on(self, huangshi, idle):
        huangshi.record("finding", provider_id=idle, kind="other_impact", found_on="2026-06-20")
        huangshi.run("2026-06-30")
        huangshi.run("2026-07-01")
        assert [(hit["edition"], hit["state"]) for hit in huangshi.hits("14.8")] == [(FIRST.key, "met")]

    def test_of_an_edition_that_the_plugin_has_no_longer_stays_as_it_was(self, huangshi, idle):
        huangshi.run("2026-06-30")
        (before,) = huangshi.hits("15.3")
        huangshi.profile = replace(TOWN, editions=(AMENDED,))
        huangshi.run("2026-07-01")
        whole = huangshi.hit(before["id"])
        assert huangshi.hits("15.3") == [before]
        assert (whole["explanation"], whole["facts"]) == (before["explanation"], [])

    def test_of_new_evidence_comes_under_the_edition_in_force(self, huangshi):
        provider = huangshi.member("2025-01-10")
        for day in ("2025-07-31", "2026-01-31"):
            huangshi.decided(provider, "grade", day, label="C")
        huangshi.run("2026-06-30")
        huangshi.run("2026-07-01")
        assert [hit["edition"] for hit in huangshi.hits("14.7后段")] == [FIRST.key]
        huangshi.decided(provider, "grade", "2026-07-31", label="C")
        huangshi.run("2026-08-01")
        found = [(hit["edition"], hit["state"], hit["seen_on"]) for hit in huangshi.hits("14.7后段")]
        assert found == [(FIRST.key, "met", "2026-06-30"), (AMENDED.key, "met", "2026-08-01")]

    def test_that_was_only_open_is_judged_anew(self, engine, owner_engine):
        made = opener(engine, owner_engine)("huangshi", profile=TOWN)
        made.promulgate(SINCE, edition=AMENDED.key)
        made.member("2026-01-10")
        made.run("2026-06-30")
        made.run("2026-07-01")
        assert [(hit["edition"], hit["state"], hit["why"]) for hit in made.hits("15.3")] == [
            (FIRST.key, "cleared", "edition"),
            (AMENDED.key, "open", None),
        ]


class TestARound:
    def opened(self, huangshi, name, start, end, **choices):
        with huangshi.unit() as unit:
            return lifecycle.open_round(
                unit,
                TOWN,
                name=name,
                period_start=date.fromisoformat(start),
                period_end=date.fromisoformat(end),
                **choices,
            ).round

    def test_uses_the_edition_of_its_last_day_and_keeps_it(self, engine, owner_engine):
        made = opener(engine, owner_engine)("huangshi", profile=TOWN)
        before = self.opened(made, "上半年", "2026-01-01", "2026-06-30")
        made.promulgate(SINCE, edition=AMENDED.key)
        after = self.opened(made, "下半年", "2026-07-01", "2026-12-31")
        assert (before.edition, after.edition) == (FIRST.key, AMENDED.key)
        with made.unit() as unit:
            assert lifecycle.get_round(unit, round_id=before.id).round.edition == FIRST.key

    def test_cannot_choose_another_one(self, huangshi):
        with pytest.raises(Conflict) as refusal:
            self.opened(huangshi, "上半年", "2026-01-01", "2026-06-30", edition=AMENDED.key)
        assert refusal.value.code == "edition_not_in_force"


class TestTheChecker:
    """Editions that carry their days in the text."""

    def rules(self, first, second):
        """What the checker finds when the first edition ends on one day and the second begins on another."""
        dated = (
            replace(FIRST, valid_from=date(2025, 1, 1), valid_to=first and date.fromisoformat(first)),
            replace(AMENDED, valid_from=date.fromisoformat(second), valid_to=None),
        )
        found = check_city(replace(TOWN, editions=dated), cases=False)
        return [(one.rule, one.message) for one in found if one.rule.startswith("edition")]

    def test_finds_nothing_where_one_follows_the_other(self):
        assert self.rules("2026-06-30", "2026-07-01") == []

    def test_reports_a_day_of_both(self):
        message = f"版本“{FIRST.key}”与“{AMENDED.key}”在2026-07-01同时有效"
        assert self.rules("2026-07-01", "2026-07-01") == [("editions-overlap", message)]
        assert self.rules(None, "2026-07-01") == [("editions-overlap", message)]

    def test_reports_days_of_neither(self):
        assert self.rules("2026-06-28", "2026-07-01") == [
            ("editions-gap", f"版本“{FIRST.key}”与“{AMENDED.key}”之间2026-06-29至2026-06-30没有有效的版本")
        ]

    def test_finds_the_made_up_amendment_sound(self):
        assert check_city(TOWN, cases=False) == []
