"""Ruling a provider not evaluable: its reason, and what it does to the places of the others."""

from __future__ import annotations

import pytest

from banfa.errors import PreconditionFailed
from banfa.procedures.rounds import exclusions
from tests.procedures.quarter import EIGHT, grade_lines


@pytest.fixture
def computed(xiamen):
    """The eight of `grade_lines`, who fill two places of 优秀."""
    xiamen.ids = grade_lines(xiamen).ids
    xiamen.set_all()
    xiamen.complete()
    xiamen.round_id = xiamen.open()
    xiamen.cut_off(xiamen.round_id)
    xiamen.compute(xiamen.round_id)
    assert xiamen.results(xiamen.round_id)["乙"] == EIGHT["乙"]
    return xiamen


class TestAnExclusion:
    def test_takes_the_provider_out_of_rank_and_base(self, computed):
        """Seven: 1.4 places of 优秀 round to 1, so 乙 moves to 良好, whose 2.1 places end at rank 3."""
        office = computed
        office.exclude(office.round_id, office.ids["辛"])
        office.compute(office.round_id)
        results = office.results(office.round_id)
        assert results["辛"] == ("24", None, None)
        assert results["乙"] == ("80", 2, "良好")
        assert {name: results[name][2] for name in "甲丙丁戊己庚"} == {
            "甲": "优秀", "丙": "良好", "丁": "良好", "戊": "合格", "己": "不合格", "庚": "不合格",
        }  # fmt: skip
        (row,) = [row for row in office.table(office.round_id) if row["provider_name"] == "辛"]
        assert (row["taking_part"], row["open"]) == ("no", False)

    def test_may_leave_it_in_the_base(self, computed):
        """Eight still count: two places of 优秀."""
        office = computed
        office.exclude(office.round_id, office.ids["辛"], still_counted=True)
        office.compute(office.round_id)
        results = office.results(office.round_id)
        assert results["辛"] == ("24", None, None)
        assert results["乙"] == ("80", 2, "优秀")

    def test_makes_the_computation_stale_and_so_does_lifting_it(self, computed, refused):
        office = computed
        office.exclude(office.round_id, office.ids["辛"])
        with refused(office, "computation_stale") as refusal:
            office.approve(office.round_id)
        assert refusal.value.data == {"changed": ["exclusion"]}
        office.compute(office.round_id)
        assert office.get(office.round_id)["computation"]["stale"] == []
        office.readmit(office.round_id, office.ids["辛"])
        assert office.get(office.round_id)["computation"]["stale"] == ["exclusion"]
        office.compute(office.round_id)
        assert office.results(office.round_id)["乙"] == EIGHT["乙"]

    def test_stays_on_record_when_lifted(self, computed):
        office = computed
        office.exclude(office.round_id, office.ids["辛"], reason="停业")
        office.readmit(office.round_id, office.ids["辛"], reason="复业")
        office.exclude(office.round_id, office.ids["辛"], reason="再停业")
        with office.unit() as unit:
            listed = exclusions.list_exclusions(unit, round_id=office.round_id)
        assert [(one.reason, one.lifted_reason) for one in listed] == [
            ("停业", "复业"),
            ("再停业", None),
        ]

    def test_is_refused(self, computed, refused):
        office, round_id, provider_id = computed, computed.round_id, computed.ids["辛"]
        for missing in ("reason", "document_no"):
            with refused(office, "reason_missing"):
                office.exclude(round_id, provider_id, **{missing: " "})
        with refused(office, "provider_not_found"):
            office.exclude(round_id, 10**9)
        with refused(office, "round_not_found"):
            office.exclude(10**9, provider_id)
        with refused(office, "exclusion_not_found"):
            office.readmit(round_id, provider_id)
        office.exclude(round_id, provider_id)
        with refused(office, "already_excluded"):
            office.exclude(round_id, provider_id)
        with refused(office, "reason_missing"):
            office.readmit(round_id, provider_id, reason="")
        office.compute(round_id)
        office.approve(round_id)
        with refused(office, "wrong_state"):
            office.readmit(round_id, provider_id)

    def test_is_a_new_version_of_the_round(self, computed):
        office = computed
        version = office.get(office.round_id)["version"]
        office.exclude(office.round_id, office.ids["辛"], version=version)
        assert office.get(office.round_id)["version"] == version + 1
        with pytest.raises(PreconditionFailed):
            office.readmit(office.round_id, office.ids["辛"], version=version)
