"""Memberships: their days do not overlap; who was removed can be admitted again."""

from datetime import date

import pytest

from banfa.errors import Conflict

REMOVED = {"kind": "removal", "decided_on": "2025-06-01", "effective_on": "2025-06-10"}


def join(desk, provider, since, **more):
    return desk.record(
        "membership", provider_id=provider, category="integrator", industry="steel", from_on=since, **more
    )


class TestMembership:
    def test_is_refused_where_another_of_the_same_category_and_industry_runs(self, desk):
        provider = desk.provider()
        join(desk, provider, "2025-01-01")
        with pytest.raises(Conflict) as caught:
            join(desk, provider, "2025-07-01")
        assert caught.value.code == "membership_overlaps"

    def test_can_follow_a_removal(self, desk):
        provider = desk.provider()
        join(desk, provider, "2025-01-01")
        desk.record("decision", provider_id=provider, **REMOVED)
        assert join(desk, provider, "2025-06-10")

    def test_cannot_begin_on_a_day_before_the_removal_took_effect(self, desk):
        provider = desk.provider()
        join(desk, provider, "2025-01-01")
        desk.record("decision", provider_id=provider, **REMOVED)
        with pytest.raises(Conflict):
            join(desk, provider, date(2025, 6, 9))

    def test_can_follow_a_removal_that_was_withdrawn_from_a_later_day_on(self, desk):
        provider = desk.provider()
        join(desk, provider, "2025-01-01")
        removal = desk.record("decision", provider_id=provider, **REMOVED)
        since = {"decided_on": "2025-06-20", "effective_on": "2025-06-20"}
        desk.record("decision", kind="withdrawal", about_id=removal, **since)
        assert join(desk, provider, "2025-06-20")

    def test_is_refused_again_once_the_removal_is_annulled(self, desk):
        provider = desk.provider()
        join(desk, provider, "2025-01-01")
        removal = desk.record("decision", provider_id=provider, **REMOVED)
        desk.record("decision", kind="withdrawal", about_id=removal, decided_on="2025-06-20")
        with pytest.raises(Conflict):
            join(desk, provider, "2025-07-01")
