"""Clauses on real facts: orders by their days, qualifiers, named periods, commencement. Values by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from banfa.errors import BanfaError
from banfa.law import facts as f
from banfa.ledger.facts.evidence import rows_behind_fact
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
                [row.on for row in rows_behind_fact(connection, fact, provider, at)]
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


class TestQualifiers:
    @pytest.mark.parametrize(("city", "clause"), [("liuzhou", "15"), ("huangshi", "18前段")])
    @pytest.mark.parametrize(
        ("conduct", "state"), [("unlawful", "met"), ("irregular", "met"), ("other", None)]
    )
    def test_only_unlawful_or_irregular_conduct_removes(self, office, city, clause, conduct, state):
        made = office(city)
        provider = made.member("2025-06-01")
        days = {"received_on": "2026-02-01", "decided_on": "2026-02-10"}
        made.record("complaint", provider_id=provider, content="…", outcome="upheld", conduct=conduct, **days)
        assert made.state(provider, clause, "2026-03-01") == state

    def test_a_finding_counts_that_establishes_every_element(self, office):
        made = office("huangshi")
        provider = made.member("2025-06-01")
        said = {"provider_id": provider, "kind": "price_raised", "found_on": "2026-02-10"}
        with pytest.raises(BanfaError) as caught:
            made.record("finding", **said)
        assert "wilful（随意调整，或故意抬高）" in str(caught.value)
        made.record("finding", elements=["standard", "above_market"], **said)
        assert made.state(provider, "14.4", "2026-03-01") is None
        made.record("finding", elements=["wilful", "standard", "above_market"], **said)
        assert made.state(provider, "14.4", "2026-03-01") == "met"


class TestANamedPeriod:
    @pytest.fixture
    def xiamen(self, office):
        made = office("xiamen")
        made.settle(pass_rate__when="any_day", period__begun_before="whole")
        made.enterprise()
        self.provider = made.member("2025-01-15")
        made.complete("2026-09-30", "contract", "acceptance")
        self.contract = made.contract(self.provider, "2025-03-01")
        return made

    def accepted(self, made, day, level):
        made.record(
            "acceptance", contract_id=self.contract, accepted_on=day, outcome="passed", level_after=level
        )

    def test_keeps_its_rate_when_it_is_over(self, xiamen):
        self.accepted(xiamen, "2025-11-20", 1)
        assert xiamen.state(self.provider, "12.6", "2025-12-31") == "met"
        assert xiamen.state(self.provider, "12.6", "2026-01-01") == "met"
        self.accepted(xiamen, "2026-02-10", 2)
        assert xiamen.state(self.provider, "12.6", "2026-02-10") == "met"

    def test_is_named_by_the_certificate_about_it(self, office):
        made = office("xiamen")
        made.settle(pass_rate__when="after_all", period__begun_before="whole")
        made.enterprise()
        self.provider = made.member("2025-01-15")
        made.complete("2026-09-30", "contract", "acceptance")
        self.contract = made.contract(self.provider, "2025-03-01")
        self.accepted(made, "2025-11-20", 1)
        made.record(
            "finding",
            provider_id=self.provider,
            kind="year_settled",
            found_on="2026-01-12",
            period_on="2025-12-31",
        )
        assert made.state(self.provider, "12.6", "2026-01-31") == "met"

    def test_a_certificate_of_last_year_says_nothing_of_this_one(self, office):
        made = office("xiamen")
        made.settle(pass_rate__when="after_all", period__begun_before="whole")
        made.enterprise()
        self.provider = made.member("2025-01-15")
        made.complete("2026-09-30", "contract", "acceptance")
        self.contract = made.contract(self.provider, "2025-03-01")
        self.accepted(made, "2026-02-10", 1)
        made.record(
            "finding",
            provider_id=self.provider,
            kind="year_settled",
            found_on="2026-01-12",
            period_on="2025-12-31",
        )
        assert made.state(self.provider, "12.6", "2026-02-28") == "open"


class TestEntry:
    """A list made public on 2026-02-15, whose providers are in the pool from 2026-03-15 on."""

    @pytest.fixture
    def listed(self, office):
        def make(city, **settings):
            made = office(city)
            made.settle(period__rest_day="kept", period__begun_before="whole", **settings)
            made.complete("2026-09-30", "contract")
            return made, made.member("2026-03-15", selected_on="2026-02-15")

        return make

    @pytest.mark.parametrize(("reading", "last"), [("membership", "2026-06-15"), ("announced", "2026-05-15")])
    def test_of_xiamen_runs_as_it_is_read(self, listed, reading, last):
        made, provider = listed("xiamen", entry__from=reading)
        assert made.state(provider, "12.3", last) is None
        next_day = date.fromisoformat(last) + timedelta(1)
        assert made.state(provider, "12.3", next_day.isoformat()) == "met"

    @pytest.mark.parametrize(("reading", "state"), [("membership", "met"), ("announced", None)])
    def test_of_xiamen_counts_what_was_signed_since_the_list_was_public(self, listed, reading, state):
        made, provider = listed("xiamen", entry__from=reading)
        made.enterprise()
        made.contract(provider, "2026-03-01")
        assert made.state(provider, "12.3", "2026-06-30") == state

    def test_is_open_where_it_is_not_on_record_when_the_list_was_public(self, listed):
        made, _ = listed("xiamen", entry__from="announced")
        unrecorded = made.member("2026-03-15", 2)
        assert made.state(unrecorded, "12.3", "2026-06-30") == "open"
        (hit,) = (each for each in made.watch("2026-06-30", clause="12.3") if each["state"] == "open")
        assert any("名单公布之日" in missing for missing in hit["missing"])

    @pytest.mark.parametrize(("reading", "last"), [("membership", "2026-09-15"), ("announced", "2026-08-15")])
    def test_of_huangshi_runs_as_it_is_read(self, listed, reading, last):
        made, provider = listed("huangshi", entry__from=reading, new_enterprise="never")
        assert made.state(provider, "15.2", last) is None
        next_day = date.fromisoformat(last) + timedelta(1)
        assert made.state(provider, "15.2", next_day.isoformat()) == "met"


class TestCommencement:
    """In force from 2026-06-01: what was before is not judged."""

    def test_a_leak_before_it_is_not_warned_of(self, office):
        made = office("xiamen", in_force=False)
        made.promulgate("2026-06-01")
        provider = made.member("2025-01-15")
        said = {"provider_id": provider, "kind": "disclosure", "found_on": "2026-06-20"}
        made.record("finding", occurred_on="2025-11-01", **said)
        assert made.state(provider, "11.4", "2026-06-30") is None
        made.record("finding", occurred_on="2026-06-01", **said)
        assert made.state(provider, "11.4", "2026-06-30") == "met"

    def test_three_months_that_ran_out_before_it_are_not_judged(self, office):
        made = office("xiamen", in_force=False)
        made.promulgate("2026-06-01")
        made.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        made.complete("2026-09-30", "contract")
        long_ago, lately = made.member("2025-01-15", 1), made.member("2026-03-15", 2)
        assert made.state(long_ago, "12.3", "2026-09-30") is None
        assert made.state(lately, "12.3", "2026-06-15") is None
        assert made.state(lately, "12.3", "2026-06-16") == "met"

    def test_where_periods_begun_before_it_run_from_it(self, office):
        made = office("xiamen", in_force=False)
        made.promulgate("2026-06-01")
        made.settle(
            entry__from="membership", period__rest_day="kept", period__begun_before="from_commencement"
        )
        made.complete("2026-09-30", "contract")
        provider = made.member("2025-01-15")
        assert made.state(provider, "12.3", "2026-09-01") is None
        assert made.state(provider, "12.3", "2026-09-02") == "met"

    def test_from_the_day_of_publication_is_not_before_the_document(self, office):
        made = office("xiamen", in_force=False)
        with pytest.raises(BanfaError) as caught:
            made.promulgate("2019-01-01")
        assert caught.value.code == "commencement_before_publication"


class TestPopulations:
    def test_a_share_of_the_served_counts_the_served_alone(self, office):
        made = office("xiamen")
        made.settle(dissatisfied__base="served", dissatisfied__verdict="latest")
        provider = made.member("2025-06-01")
        made.complete("2026-09-30", "contract", "survey")
        for number in range(1, 5):
            made.enterprise(number)
            made.unhappy(provider, "2026-02-01", number, answer="满意" if number == 1 else "不满意")
        made.contract(provider, "2025-07-01", 1)
        assert made.state(provider, "12.5", "2026-03-01") is None
        made.contract(provider, "2025-07-02", 2)
        assert made.state(provider, "12.5", "2026-03-01") == "met"

    def test_six_enterprises_never_served_interview_nobody(self, office):
        made = office("liuzhou")
        made.settle(dissatisfied="latest")
        provider = made.member("2025-06-01")
        made.complete("2026-09-30", "contract", "survey")
        for number in range(1, 7):
            made.enterprise(number)
            made.unhappy(provider, "2026-02-01", number)
        assert made.state(provider, "12.6", "2026-03-01") is None
        for number in range(1, 7):
            made.contract(provider, "2025-07-01", number, kind="diagnosis")
        assert made.state(provider, "12.6", "2026-03-01") == "met"

    def test_a_level_reached_is_reached_though_the_acceptance_failed(self, office):
        made = office("liuzhou")
        made.settle(deviation="one")
        made.enterprise()
        provider = made.member("2025-06-01")
        made.complete("2026-09-30", "contract", "acceptance")
        contract = made.contract(provider, "2025-07-01")
        held = {"contract_id": contract, "accepted_on": "2026-02-01", "outcome": "failed"}
        entry = made.record("acceptance", level_after=2, **held)
        assert made.state(provider, "12.4", "2026-03-01") is None
        made.correct("acceptance", entry, level_after=1)
        assert made.state(provider, "12.4", "2026-03-01") == "met"

    def test_any_contract_with_a_new_enterprise_is_one(self, office):
        made = office("huangshi")
        made.settle(
            new_enterprise="never",
            entry__from="membership",
            period__rest_day="kept",
            period__begun_before="whole",
        )
        made.enterprise()
        provider = made.member("2025-07-15")
        made.complete("2026-09-30", "contract")
        assert made.state(provider, "15.2", "2026-01-15") is None
        assert made.state(provider, "15.2", "2026-01-16") == "met"
        made.contract(provider, "2025-09-01", kind="diagnosis")
        assert made.state(provider, "15.2", "2026-01-16") is None


class TestSilence:
    def test_does_not_count_before_the_due_day_is_over(self, office):
        made = office("liuzhou")
        made.settle(target_tolerance=0)
        provider = made.member("2025-06-01")
        made.complete("2026-09-30", "target")
        made.record("target", provider_id=provider, item="改造企业数", due_on="2026-03-31", planned=5)
        assert made.state(provider, "14.6", "2026-03-31") is None
        assert made.state(provider, "14.6", "2026-04-01") == "met"


def test_the_latest_grade_is_that_of_the_latest_period(office):
    made = office("xiamen")
    provider = made.member("2025-01-15")
    made.decided(provider, "grade", "2026-01-20", label="合格", period_on="2025-12-31")
    made.decided(provider, "grade", "2026-02-20", label="不合格", period_on="2025-09-30")
    assert made.state(provider, "11.1", "2026-03-01") is None
