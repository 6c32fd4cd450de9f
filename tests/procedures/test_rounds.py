"""The steps of a round: in order, one at a time, each taken back by a named decision until it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from banfa.errors import Conflict, Forbidden, PreconditionFailed
from tests.procedures.office import DOCUMENT
from tests.procedures.quarter import Quarter


@pytest.fixture
def office(xiamen):
    """Three providers of whom nothing is reported, everything complete, all terms set."""
    quarter = Quarter(xiamen)
    for name in "甲乙丙":
        quarter.add(name)
    xiamen.set_all()
    xiamen.complete()
    xiamen.ids = quarter.ids
    return xiamen


class TestOpening:
    def test_uses_the_edition_in_force_on_the_last_day(self, office):
        assert office.get(office.open())["edition"] == office.edition

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"period_end": date(2025, 12, 31)}, "days_reversed"),
            ({"edition": "1999"}, "unknown_edition"),
            ({"name": "  "}, "field_missing"),
        ],
    )
    def test_is_refused_for(self, office, refused, choices, code):
        with refused(office, code):
            office.open(**choices)

    def test_is_refused_for_a_name_used_twice_also_at_the_same_time(self, office, refused):
        office.open("第一期")
        with refused(office, "round_exists"):
            office.open("第一期")
        codes = []

        def again():
            try:
                codes.append(office.open("第二期") and "opened")
            except Conflict as error:
                codes.append(error.code)

        both = [Thread(target=again) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(codes) == ["opened", "round_exists"]

    def test_is_refused_under_another_edition_than_the_one_in_force(self, office, refused):
        old = office.profile.latest
        office.profile = replace(office.profile, editions=(old, replace(old, key="other")))
        with refused(office, "edition_not_in_force"):
            office.open(edition="other")


class TestSteps:
    def test_come_in_order(self, office, refused):
        round_id = office.open()
        for step in (office.ask, office.approve, office.publish, office.close):
            with refused(office, "wrong_state"):
                step(round_id)
        office.cut_off(round_id)
        for step in (office.cut_off, office.approve, office.publish, office.close):
            with refused(office, "wrong_state"):
                step(round_id)
        office.compute(round_id)
        for step in (office.cut_off, office.publish, office.close):
            with refused(office, "wrong_state"):
                step(round_id)
        office.approve(round_id)
        with refused(office, "already_reviewed"):
            office.approve(round_id, "陈静")
        for step in (office.cut_off, office.ask, office.close):
            with refused(office, "wrong_state"):
                step(round_id)
        office.publish(round_id)
        for step in (office.cut_off, office.ask, office.publish):
            with refused(office, "wrong_state"):
                step(round_id)

    def test_do_not_begin_before_the_last_day_is_over(self, office, refused):
        round_id = office.open()
        office.go_to("2026-03-31", 23)
        with refused(office, "period_running"):
            office.cut_off(round_id)
        office.go_to("2026-04-01", 0)
        assert office.cut_off(round_id)["state"] == "cut_off"

    def test_are_taken_by_who_has_read_the_round_as_it_is(self, office):
        round_id = office.open()
        version = office.get(round_id)["version"]
        before = office.stored()
        for step in (office.cut_off, office.reverse, office.ask, office.publish, office.close):
            with pytest.raises(PreconditionFailed) as refusal:
                step(round_id, version=version - 1)
            assert refusal.value.data == {"version": version}
        assert office.stored() == before
        office.cut_off(round_id, version=version)
        with pytest.raises(PreconditionFailed):
            office.reverse(round_id, version=version)

    def test_of_two_at_once_only_one_is_taken(self, office):
        round_id = office.open()
        version = office.get(round_id)["version"]
        outcomes = []

        def step():
            try:
                outcomes.append(office.cut_off(round_id, version=version)["state"])
            except PreconditionFailed as error:
                outcomes.append(error.code)

        both = [Thread(target=step) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(outcomes) == ["cut_off", "round_changed"]


class TestReversal:
    def test_leads_back_step_by_step_and_says_why(self, office):
        round_id = office.open()
        office.published(round_id)
        states = [office.reverse(round_id, reason=f"理由{n}")["state"] for n in range(4)]
        assert states == ["reviewed", "computed", "cut_off", "open"]
        history = office.get(round_id)["history"]
        assert [one["step"] for one in history] == [
            "cut_off",
            "compute",
            "review",
            "publish",
            "undo_publish",
            "undo_review",
            "undo_compute",
            "undo_cut_off",
        ]
        assert history[4]["detail"] == {"reason": "理由0", "document_no": DOCUMENT}

    def test_is_for_who_may_take_that_step(self, office):
        round_id = office.open()
        office.reviewed(round_id)
        with pytest.raises(Forbidden) as caught:
            office.reverse(round_id, who="王敏")
        assert caught.value.code == "role_not_allowed"
        assert office.get(round_id)["state"] == "reviewed"

    def test_leaves_nothing_of_what_is_taken_back(self, office, refused):
        round_id = office.open()
        office.published(round_id)
        found = office.reverse(round_id)
        assert (found["public_from"], found["public_until"]) == (None, None)
        office.reverse(round_id)
        office.reverse(round_id)
        assert office.get(round_id)["computation"] is None
        with refused(office, "not_computed"):
            office.table(round_id)
        with refused(office, "not_computed"):
            office.receipt(round_id)

    def test_can_be_followed_by_the_same_steps_again(self, office):
        round_id = office.open()
        office.published(round_id)
        for _ in range(4):
            office.reverse(round_id)
        assert office.published(round_id)["state"] == "published"

    @pytest.mark.parametrize("missing", ["reason", "document_no"])
    def test_is_refused_without_reason_or_document(self, office, refused, missing):
        round_id = office.open()
        office.cut_off(round_id)
        with refused(office, "reason_missing") as refusal:
            office.reverse(round_id, **{missing: " "})
        assert refusal.value.data == {"field": missing}

    def test_withdraws_a_round_opened_by_mistake_and_frees_its_name(self, office, refused):
        round_id = office.open("第一季度")
        assert office.reverse(round_id)["state"] == "withdrawn"
        with refused(office, "nothing_to_reverse"):
            office.reverse(round_id)
        with refused(office, "wrong_state"):
            office.cut_off(round_id)
        again = office.open("第一季度")
        assert office.get(again)["name"] == "第一季度"


class TestAPeriod:
    @pytest.mark.parametrize(
        ("start", "end", "field"),
        [
            ("2026-01-01", "2026-04-01", "period_end"),
            ("2026-01-01", "2026-02-28", "period_end"),
            ("2026-03-31", "2026-03-31", "period_start"),
            ("2026-01-02", "2026-03-31", "period_start"),
        ],
    )
    def test_is_exactly_that_of_the_measure(self, office, refused, start, end, field):
        with refused(office, "period_mismatch") as refusal:
            office.open(period_start=date.fromisoformat(start), period_end=date.fromisoformat(end))
        quarter = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
        assert refusal.value.data == {"field": field, **quarter}
        assert "第七条第（二）项" in refusal.value.detail


class TestAClosedRound:
    @pytest.fixture
    def closed(self, office):
        round_id = office.open()
        office.published(round_id)
        office.objection_id = office.object(round_id, office.ids["甲"])
        office.decide(office.objection_id, upheld=False)
        office.go_to("2026-05-20")
        office.close(round_id)
        return round_id

    def test_never_changes(self, office, closed, refused):
        provider_id = office.ids["甲"]
        for step in (
            office.cut_off,
            office.ask,
            office.approve,
            office.publish,
            office.close,
            office.reverse,
            lambda round_id: office.exclude(round_id, provider_id),
            lambda round_id: office.readmit(round_id, provider_id),
        ):
            with refused(office, "round_closed"):
                step(closed)
        with refused(office, "not_public"):
            office.object(closed, provider_id)
        with refused(office, "not_public"):
            office.decide(office.objection_id, upheld=True)

    def test_is_what_it_was_after_the_ledger_has_changed(self, office, closed):
        table, receipt = office.table(closed), office.receipt(closed)
        office.bulk(
            "product", [{"provider_id": office.ids["甲"], "name": "补报", "published_on": "2026-01-01"}]
        )
        assert (office.table(closed), office.receipt(closed)) == (table, receipt)
        assert office.get(closed)["computation"]["late"] == ["product"]


class TestRoundsThatOverlap:
    def test_can_be_worked_on_side_by_side(self, office):
        for name in ("真", "试"):
            round_id = office.open(name)
            office.cut_off(round_id)
            office.compute(round_id)

    def test_do_not_both_give_grades(self, office, refused):
        first, second = office.open("第一"), office.open("第二")
        office.published(first)
        office.cut_off(second)
        office.compute(second)
        office.approve(second)
        with refused(office, "period_overlaps") as refusal:
            office.publish(second)
        assert refusal.value.data == {"rounds": [first]}
        office.reverse(first)
        assert office.publish(second)["state"] == "published"

    def test_do_not_both_give_grades_either_when_published_at_once(self, office):
        ids = [office.open(name) for name in ("第一", "第二")]
        for round_id in ids:
            office.reviewed(round_id)
        outcomes = []

        def publish(round_id):
            try:
                outcomes.append(office.publish(round_id)["state"])
            except Conflict as error:
                outcomes.append(error.code)

        both = [Thread(target=publish, args=(round_id,)) for round_id in ids]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(outcomes) == ["period_overlaps", "published"]

    def test_of_days_that_do_not_meet_are_none(self, office):
        first = office.open("上", period_start=date(2025, 10, 1), period_end=date(2025, 12, 31))
        second = office.open("下")
        for provider_id in office.ids.values():
            office.exclude(first, provider_id)
        for round_id in (first, second):
            assert office.published(round_id)["state"] == "published"


class TestAnEditionPromulgatedLater:
    """The round was opened on trial; before it is computed again, another edition is put in force."""

    @pytest.fixture
    def office(self, xiamen, cities, monkeypatch):
        quarter = Quarter(xiamen)
        quarter.add("甲")
        old = xiamen.profile.latest
        xiamen.profile = replace(xiamen.profile, editions=(replace(old, key="final", title="正式版"), old))
        monkeypatch.setattr(cities, "profile", lambda _name: xiamen.profile)
        xiamen.complete()
        return xiamen

    def test_makes_the_computation_stale_and_is_taken_over_by_the_next(self, office, refused):
        round_id = office.open()
        office.cut_off(round_id)
        found = office.compute(round_id)
        assert (found["edition"], found["trial"]) == ("draft", True)

        office.issue("promulgation", {"commencement": "2026-01-01"}, edition="final")
        found = office.get(round_id)
        assert (found["edition"], found["computation"]["stale"]) == ("draft", ["edition"])
        with refused(office, "computation_stale") as refusal:
            office.approve(round_id)
        assert "施行的版本" in refusal.value.detail

        found = office.compute(round_id)
        assert (found["edition"], found["trial"]) == ("final", False)
        assert found["computation"]["stale"] == []
        assert [one["detail"]["edition"] for one in found["history"] if one["step"] == "compute"] == [
            "draft",
            "final",
        ]
