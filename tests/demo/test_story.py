"""The made-up cities: the same seed tells the same story, and a ledger takes every report of it."""

from datetime import UTC, date, datetime

import pytest
from stdnum.cn import uscc

from banfa.demo import telling
from banfa.demo.bureau import last_period
from banfa.demo.loading import find_tellers, load_story
from banfa.demo.story import PROVIDERS
from banfa.demo.telling import tell_story
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as, operator
from banfa.trust.unit import unit_of_work
from tests.five_cities import load_five
from tests.trust.bureaus import new_tenant

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CITIES = ("changchun", "changsha", "huangshi", "liuzhou", "xiamen")


@pytest.fixture(scope="module")
def cities():
    return load_five()


def told(cities, key, seed=7):
    profile = cities.profile(key)
    return tell_story(profile, seed=seed, span=last_period(profile, NOW.date()))


class TestStory:
    @pytest.mark.parametrize("key", CITIES)
    def test_is_the_same_for_the_same_seed(self, cities, key):
        assert told(cities, key).rows == told(cities, key).rows
        assert told(cities, key).rows != told(cities, key, seed=8).rows

    def test_has_codes_with_right_check_digits_each_once(self, cities):
        rows = told(cities, "xiamen").rows
        codes = [row["uscc"] for row in rows["provider"] + rows["enterprise"]]
        assert all(uscc.is_valid(code) for code in codes)
        assert len(set(codes)) == len(codes)

    def test_grows_with_scale(self, cities):
        profile = cities.profile("huangshi")
        span = last_period(profile, NOW.date())
        assert len(tell_story(profile, seed=7, span=span, scale=2).rows["provider"]) == 2 * PROVIDERS

    def test_holds_contracts_signed_before_entry(self, cities):
        rows = told(cities, "xiamen").rows
        entered = {row["provider"]: row["from_on"] for row in rows["membership"]}
        assert any(row["signed_on"] < entered[row["provider"]] for row in rows["contract"])

    def test_leaves_something_unverified(self, cities):
        seen = {key: len(cities.profile(key).verification_kinds) * PROVIDERS for key in ("xiamen",)}
        checks = [
            row for row in told(cities, "xiamen", seed=2026).rows["finding"] if row["evidence"] == "核验表"
        ]
        assert 0 < len(checks) < seen["xiamen"]


class TestPeriod:
    def test_is_the_quarter_that_is_over_where_evaluation_is_quarterly(self, cities):
        span = last_period(cities.profile("xiamen"), date(2026, 11, 22))
        assert (span.start, span.end) == (date(2026, 7, 1), date(2026, 9, 30))

    def test_is_the_half_year_that_is_over_where_it_is_half_yearly(self, cities):
        span = last_period(cities.profile("huangshi"), date(2026, 11, 22))
        assert (span.start, span.end) == (date(2026, 1, 1), date(2026, 6, 30))

    def test_crosses_the_year(self, cities):
        span = last_period(cities.profile("huangshi"), date(2027, 1, 1))
        assert (span.start, span.end) == (date(2026, 7, 1), date(2026, 12, 31))


class TestLoading:
    @pytest.mark.parametrize("key", CITIES)
    def test_has_every_report_accepted_and_can_be_repeated(
        self, cities, key, engine, owner_engine, monkeypatch
    ):
        monkeypatch.setattr(telling, "PROVIDERS", 6)
        tenant = new_tenant(owner_engine, slug=key, city=key, name=key, now=NOW)
        its = told(cities, key)
        with unit_of_work(engine, operator(tenant), now=NOW) as unit:
            officer = act_as(tenant, add_person(unit, name="王敏", roles=["officer"]).identity, "officer")
            set_cut_over(unit, until_on=its.span.start)
            tellers = find_tellers(unit, officer)
        count = load_story(engine, tellers, its, now=NOW)
        assert count == sum(len(rows) for rows in its.rows.values())
        assert load_story(engine, tellers, its, now=NOW) == count
