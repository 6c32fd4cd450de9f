"""Results that are still open: their ranges by hand, what would settle them, what they hold up."""

from __future__ import annotations

import pytest

from banfa.procedures.rounds import results
from tests.procedures.quarter import QUALIFICATIONS, Quarter

RICH = {"products": 8, "scenarios": 8, "replication": 2}
WIDE = {"chain_transformation": 5, "exemplary_case": 2, "event": 5, "overseas": 2}
KEPT = {"promised": 1, "kept": 1}
TOP = {"honour": 2, "publicity": 3, "rated": {"attitude": (100,), "response": (100,)}}


@pytest.fixture
def quarter(xiamen):
    xiamen.set_all()
    return Quarter(xiamen)


def computed(office):
    round_id = office.open()
    office.cut_off(round_id)
    return round_id, office.compute(round_id)["computation"]


class TestReportsThatMayStillCome:
    """Nobody has said that all reviews are in: 6.3.4 earns 0 to 10, instead of 6 for nothing reported.

    甲 has 18 + 21 + 20 + 5 + 10 = 74 besides, 乙 64, 丙 18. Three take part: 0.6, 0.9 and 1.2 places, each
    rounded to 1; the last ranks are 1, 2 and 3. 甲 and 乙 can meet at 74, so 乙 can still be the first.
    """

    @pytest.fixture
    def office(self, quarter):
        quarter.add("甲", **RICH, **WIDE, **KEPT, **TOP)
        quarter.add("乙", **RICH, **WIDE, **KEPT)
        quarter.add("丙")
        quarter.office.complete(but=("review",))
        quarter.office.ids = quarter.ids
        return quarter.office

    def test_leave_a_range(self, office):
        round_id, found = computed(office)
        assert office.results(round_id) == {
            "甲": (["74", "84"], 1, ["优秀", "良好"]),
            "乙": (["64", "74"], [1, 2], ["良好", "合格"]),
            "丙": (["18", "28"], 3, "不合格"),
        }
        assert found["open_results"] == 3

    def test_are_what_would_settle_it(self, office):
        round_id, _ = computed(office)
        whole = office.result(round_id, office.ids["乙"])
        missing = {one["key"]: one["missing"] for one in whole["criteria"] if one["missing"]}
        assert list(missing) == ["6.3.4"]
        assert any("专家核验" in said for said in missing["6.3.4"])

    def test_keep_the_round_from_being_published(self, office, refused):
        round_id, _ = computed(office)
        office.approve(round_id)
        with refused(office, "results_open") as refusal:
            office.publish(round_id)
        assert refusal.value.data == {
            "count": 3,
            "providers": [
                {"provider_id": office.ids[name], "provider": name, "taking_part": "yes"} for name in "甲乙丙"
            ],
        }
        assert "甲、乙、丙" in refusal.value.detail

    def test_settle_it_once_they_are_declared_complete(self, office):
        round_id, _ = computed(office)
        office.bulk("source_complete", [{"reports": "review", "until_on": "2026-04-05"}])
        assert office.get(round_id)["computation"]["late"] == ["source_complete"]
        assert office.take_in(round_id)["computation"]["open_results"] == 0
        assert office.results(round_id)["乙"] == ("70", 2, "良好")

    def test_or_are_left_out_of_the_round(self, office):
        round_id, _ = computed(office)
        for name in "甲乙丙":
            office.exclude(round_id, office.ids[name])
        assert office.compute(round_id)["computation"]["open_results"] == 0


class TestAProviderThatMayTakePart:
    """戊's team is not checked yet: four take part or five.

    甲 80, 乙 24 + 21 + 20 + 5 + 3 = 73, 丙 70, 丁 60, 戊 24. With four there are 0.8 → 1, 1.2 → 1 and 1.6 →
    2 places, with five 1, 1.5 → 2 and 2: the last rank of 良好 is 2 or 3, and 丙 is the third.
    """

    @pytest.fixture
    def office(self, quarter):
        quarter.add("甲", **RICH, **WIDE, **KEPT, **TOP)
        quarter.add("乙", **RICH, **WIDE, **KEPT, honour=2)
        quarter.add("丙", **RICH, **WIDE, **KEPT)
        quarter.add("丁", **RICH, **{**WIDE, "overseas": 0})
        quarter.add("戊")
        team = QUALIFICATIONS.index("team")
        office = quarter.office
        with office.owner_engine.connect() as connection:
            sql = "SELECT id FROM finding WHERE (tenant_id, provider_id) = (%s, %s) ORDER BY id OFFSET %s"
            unchecked = connection.exec_driver_sql(sql, (office.tenant.id, quarter.ids["戊"], team)).scalar()
        office.void("finding", unchecked)
        office.complete()
        office.ids = quarter.ids
        return office

    def test_leaves_open_what_depends_on_the_number(self, office):
        round_id, found = computed(office)
        assert office.results(round_id) == {
            "甲": ("80", 1, "优秀"),
            "乙": ("73", 2, "良好"),
            "丙": ("70", 3, ["良好", "合格"]),
            "丁": ("60", 4, "合格"),
            "戊": ("24", 5, "不合格"),
        }
        assert found["open_results"] == 2
        part = {row["provider_name"]: (row["taking_part"], row["open"]) for row in office.table(round_id)}
        assert part["戊"] == ("open", True)
        assert part["丙"] == ("yes", True)
        assert part["丁"] == ("yes", False)

    def test_is_decided_by_the_check(self, office):
        round_id, _ = computed(office)
        office.bulk(
            "finding",
            [{"provider_id": office.ids["戊"], "kind": "team", "holds": False, "found_on": "2026-03-31"}],
        )
        assert office.take_in(round_id)["computation"]["open_results"] == 0
        assert office.results(round_id)["丙"] == ("70", 3, "合格")


class TestTheList:
    def test_goes_on_where_it_stopped(self, quarter):
        office = quarter.office
        for name in "甲乙丙丁":
            quarter.add(name)
        office.complete()
        round_id, _ = computed(office)
        seen, after = [], None
        while True:
            with office.unit() as unit:
                page = results.list_results(unit, round_id=round_id, after=after, limit=3)
            if not page:
                break
            seen += page
            after = page[-1].sort_key, page[-1].provider_id
        assert [one.provider_id for one in seen] == [one["provider_id"] for one in office.table(round_id)]
        assert len(seen) == 4
