"""Orders to rectify have days: from them alone follows what was not done in time."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.errors import BanfaError
from banfa.law import facts as f
from banfa.ledger.facts.evidence import rows_behind_each
from banfa.procedures.instruments.editions import settle_edition
from banfa.procedures.watch.look import as_of_for
from tests.procedures.watching import opener


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


def ordered(made, provider, *, served="2026-03-02", due="2026-04-01", **data):
    return made.decided(provider, "order", "2026-03-01", served_on=served, due_on=due, **data)


def outcome(made, order, label, day, **data):
    return made.record("decision", kind="order_outcome", about_id=order, label=label, decided_on=day, **data)


class TestAnOrderHasDays:
    """Whether it was done in time follows from its days, never from a label."""

    @pytest.fixture
    def liuzhou(self, office):
        made = office("liuzhou")
        made.settle(
            late="alone", orders__last_day="midnight", orders__window="stay", orders__counted="served"
        )
        return made

    def test_is_not_missed_before_it_is_served_and_the_due_day_is_over(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        order = ordered(liuzhou, provider, served=None, due="2026-04-01")
        assert liuzhou.state(provider, "13", "2026-06-30") is None
        liuzhou.correct("decision", order, served_on="2026-03-02")
        assert liuzhou.state(provider, "13", "2026-04-01") is None
        assert liuzhou.state(provider, "13", "2026-04-02") == "met"
        assert liuzhou.state(provider, "14.4第三种情形", "2026-04-02") == "met"

    def test_refusal_opens_its_own_limb_at_once_and_is_late_after_the_due_day(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        outcome(liuzhou, ordered(liuzhou, provider), "refused", "2026-03-10")
        assert liuzhou.state(provider, "14.4第二种情形", "2026-03-10") == "met"
        assert liuzhou.state(provider, "13", "2026-04-01") is None
        assert liuzhou.state(provider, "13", "2026-04-02") == "met"

    def test_a_failed_check_means_that_it_was_not_done_in_time(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        order = ordered(liuzhou, provider)
        outcome(liuzhou, order, "done", "2026-04-01")
        assert liuzhou.state(provider, "13", "2026-04-09") is None
        outcome(liuzhou, order, "recheck_failed", "2026-04-10")
        assert liuzhou.state(provider, "13", "2026-04-09") is None
        assert liuzhou.state(provider, "13", "2026-04-10") == "met"

    def test_a_failed_check_within_the_term_leaves_time_to_try_again(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        order = ordered(liuzhou, provider)
        outcome(liuzhou, order, "done", "2026-03-10")
        outcome(liuzhou, order, "recheck_failed", "2026-03-12")
        assert liuzhou.state(provider, "13", "2026-04-01") is None
        assert liuzhou.state(provider, "13", "2026-04-02") == "met"
        outcome(liuzhou, order, "done", "2026-03-30")
        assert liuzhou.state(provider, "13", "2026-04-02") is None

    def test_is_never_both_done_in_time_and_missed(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        order = ordered(liuzhou, provider)
        outcome(liuzhou, order, "done", "2026-04-01")
        with pytest.raises(BanfaError) as caught:
            outcome(liuzhou, order, "missed", "2026-04-02")
        assert caught.value.code == "field_out_of_range"
        assert liuzhou.state(provider, "13", "2026-04-02") is None

    def test_has_no_outcome_before_it_was_served(self, liuzhou):
        provider = liuzhou.member("2025-06-01")
        order = ordered(liuzhou, provider)
        with pytest.raises(BanfaError) as caught:
            outcome(liuzhou, order, "refused", "2026-03-01")
        assert caught.value.code == "order_not_served"

    def test_the_last_day_ends_at_midnight_or_at_close_of_business(self, office):
        made = office("liuzhou")
        made.settle(late="alone")
        provider = made.member("2025-06-01")
        outcome(made, ordered(made, provider), "done", "2026-04-01", after_hours=True)
        assert made.state(provider, "13", "2026-04-02") == "open"
        made.settle("试〔2025〕末日", orders__last_day="close")
        assert made.state(provider, "13", "2026-04-02") == "met"

    def test_a_term_that_ends_on_a_rest_day_is_over_then_or_on_the_next_working_day(self, office):
        """Labour Day of 2026: no work from 05-01 to 05-05. Thirty days from 04-01 on end on 05-01."""
        made = office("liuzhou")
        made.settle(late="alone", orders__last_day="midnight")
        provider = made.member("2025-06-01")
        term = {"term": 30, "term_unit": "日"}
        order = ordered(made, provider, served="2026-04-01", due="2026-05-01", **term)
        assert made.state(provider, "13", "2026-05-01") is None
        for day in ("2026-05-02", "2026-05-06"):
            assert made.state(provider, "13", day) == "open"
        assert made.state(provider, "13", "2026-05-07") == "met"
        made.settle("试〔2025〕顺延", orders__rest_day="moved")
        assert made.state(provider, "13", "2026-05-06") is None
        assert made.state(provider, "13", "2026-05-07") == "met"
        outcome(made, order, "done", "2026-05-06")
        assert made.state(provider, "13", "2026-05-07") is None
        made.settle("试〔2025〕不顺延", orders__rest_day="kept")
        assert made.state(provider, "13", "2026-05-01") is None
        assert made.state(provider, "13", "2026-05-02") == "met"

    def test_a_day_fixed_in_the_order_is_what_the_order_says(self, office):
        made = office("liuzhou")
        made.settle(late="alone", orders__last_day="midnight", orders__rest_day="moved")
        provider = made.member("2025-06-01")
        ordered(made, provider, served="2026-04-01", due="2026-05-01")
        assert made.state(provider, "13", "2026-05-01") is None
        assert made.state(provider, "13", "2026-05-02") == "met"

    def test_a_term_that_ends_on_a_working_day_ends_then(self, office):
        """30 April is worked, as is Saturday, 9 May, for the holiday."""
        for n, (served, due, since) in enumerate(
            [("2026-03-31", "2026-04-30", "2026-05-01"), ("2026-04-09", "2026-05-09", "2026-05-10")]
        ):
            made = office("liuzhou")
            made.settle(late="alone", orders__last_day="midnight")
            provider = made.member("2025-06-01", n + 1)
            ordered(made, provider, served=served, due=due, term=30, term_unit="日")
            assert made.state(provider, "13", due) is None
            assert made.state(provider, "13", since) == "met"

    def test_a_term_beyond_the_published_calendar_is_open_until_its_notice(self, office):
        made = office("liuzhou")
        made.settle(late="alone", orders__last_day="midnight", orders__rest_day="moved")
        provider = made.member("2025-06-01")
        made.decided(
            provider,
            "order",
            "2026-06-01",
            served_on="2026-06-01",
            due_on="2027-02-01",
            term=8,
            term_unit="个月",
        )
        assert made.state(provider, "13", "2027-02-01") is None
        assert made.state(provider, "13", "2027-02-20") == "open"

    def test_the_evidence_begins_on_the_day_after_the_moved_one(self, office):
        made = office("changchun")
        made.settle(orders__last_day="midnight", orders__rest_day="moved")
        provider = made.member("2025-06-01")
        ordered(made, provider, served="2026-04-01", due="2026-05-01", term=30, term_unit="日")
        with made.unit() as unit, unit.snapshot() as connection:
            law = settle_edition(unit, made.profile, edition=made.profile.latest.key, day=date(2026, 6, 1))
            at = as_of_for(unit, connection, law, day=date(2026, 6, 1), known_at=unit.watermark())
            since = [
                [row.on for row in rows_behind_each(connection, [fact], provider, at)[fact]]
                for fact in (f.orders_missed, f.orders_missed_moved)
            ]
        assert since == [[date(2026, 5, 2)], [date(2026, 5, 7)]]

    def test_xiamen_presupposes_a_warning_served(self, office):
        made = office("xiamen")
        made.settle(orders__last_day="midnight")
        provider = made.member("2025-06-01")
        ordered(made, provider)
        assert made.state(provider, "12.4", "2026-04-02") is None
        made.decided(provider, "warning", "2026-03-01", served_on="2026-03-02")
        assert made.state(provider, "12.4", "2026-04-02") == "met"

    @pytest.mark.parametrize(("city", "clause"), [("changsha", "13后段"), ("changchun", "8")])
    def test_refusal_is_not_better_than_lateness_anywhere(self, office, city, clause):
        made = office(city)
        made.settle(orders__last_day="midnight")
        provider = made.member("2025-06-01", category=made.profile.categories[0].key)
        outcome(made, ordered(made, provider), "refused", "2026-03-10")
        assert made.state(provider, clause, "2026-04-01") is None
        assert made.state(provider, clause, "2026-04-02") == "met"
