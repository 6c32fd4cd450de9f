"""Clauses on real facts: orders by their days, qualifiers, named periods, commencement. Values by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from banfa.errors import BanfaError
from tests.procedures.watching import opener


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


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
        return self.opened(office, pass_rate__when="any_day")

    def opened(self, office, **readings):
        made = office("xiamen")
        made.settle(**readings, period__begun_before="whole")
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

    @pytest.mark.parametrize(
        ("accepted_on", "seen_on", "state"),
        [("2025-11-20", "2026-01-31", "met"), ("2026-02-10", "2026-02-28", "open")],
        ids=["that it is about", "that it is not about"],
    )
    def test_is_settled_by_the_certificate_about_it(self, office, accepted_on, seen_on, state):
        """The certificate of 2025 comes in January 2026 and settles 2025 alone."""
        made = self.opened(office, pass_rate__when="after_all")
        self.accepted(made, accepted_on, 1)
        made.record(
            "finding",
            provider_id=self.provider,
            kind="year_settled",
            found_on="2026-01-12",
            period_on="2025-12-31",
        )
        assert made.state(self.provider, "12.6", seen_on) == state


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
