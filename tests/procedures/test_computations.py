"""What makes a computation stale: what it should have known; and what comes in late, which is not in it."""

from __future__ import annotations

import pytest

from tests.procedures.quarter import Quarter


@pytest.fixture
def office(xiamen):
    quarter = Quarter(xiamen)
    quarter.add("甲")
    xiamen.contract_id, *_ = quarter.contracts("甲", 1)
    xiamen.set_all()
    xiamen.complete()
    xiamen.quarter, xiamen.me = quarter, {"provider_id": quarter.ids["甲"]}
    xiamen.round_id = xiamen.open()
    xiamen.cut_off(xiamen.round_id)
    xiamen.compute(xiamen.round_id)
    assert stale(xiamen) == []
    return xiamen


def stale(office):
    return office.get(office.round_id)["computation"]["stale"]


def late(office):
    return office.get(office.round_id)["computation"]["late"]


class TestWhatComesInAfterTheCutOff:
    def test_is_named_after_an_entry_about_the_period(self, office):
        office.bulk("review", [{**office.me, "topic": "expert", "score": 80, "reviewed_on": "2026-03-31"}])
        assert late(office) == ["review"]
        office.take_in(office.round_id)
        assert late(office) == []

    def test_is_named_after_one_of_whose_days_only_one_is_in_the_period(self, office):
        """Due in March, done in April: one more acceptance that was due."""
        row = {"contract_id": office.contract_id, "planned_on": "2026-03-20", "accepted_on": "2026-04-03"}
        office.bulk("acceptance", [{**row, "outcome": "passed", "level_after": 2}])
        assert late(office) == ["acceptance"]

    def test_is_named_after_a_correction_that_moves_an_entry_out_of_the_period(self, office):
        (entry_id,) = office.bulk(
            "review", [{**office.me, "topic": "expert", "score": 80, "reviewed_on": "2026-03-31"}]
        )
        office.take_in(office.round_id)
        office.correct("review", entry_id, reviewed_on="2026-04-01")
        assert late(office) == ["review"]

    def test_is_named_after_a_voiding(self, office):
        (entry_id,) = office.bulk(
            "review", [{**office.me, "topic": "expert", "score": 80, "reviewed_on": "2026-03-31"}]
        )
        office.take_in(office.round_id)
        office.void("review", entry_id)
        assert late(office) == ["review"]

    def test_is_named_after_a_declaration_of_completeness_whatever_its_day(self, office):
        office.bulk("source_complete", [{"reports": "review", "until_on": "2026-04-07"}])
        assert late(office) == ["source_complete"]

    def test_is_named_after_a_correction_of_what_has_no_day(self, office):
        office.correct("enterprise", office.quarter.enterprises[0], size="medium")
        assert late(office) == ["enterprise"]

    def test_is_not_in_the_result(self, office):
        before = office.table(office.round_id)
        office.bulk("product", [{**office.me, "name": "补报", "published_on": "2026-01-01"}])
        office.compute(office.round_id)
        assert (office.table(office.round_id), stale(office)) == (before, [])
        office.take_in(office.round_id)
        assert office.table(office.round_id) != before


class TestWhatIsNotLate:
    def test_after_an_entry_about_later_days(self, office):
        (entry_id,) = office.bulk(
            "review", [{**office.me, "topic": "expert", "score": 80, "reviewed_on": "2026-04-01"}]
        )
        office.correct("review", entry_id, reviewed_on="2026-04-02")
        assert late(office) == []

    def test_after_somebody_new_of_whom_nothing_is_said_about_the_period(self, office):
        office.bulk("enterprise", [{"name": "新企业", "industry": "pilot", "size": "small"}])
        office.provider("新服务商", category="integrator", since="2026-04-01")
        assert late(office) == []

    def test_after_what_another_bureau_records(self, office, found):
        other = found("xiamen", office.period, "2026-04-08")
        Quarter(other).add("别家")
        assert late(office) == []


class TestAComputationIsStale:
    def test_after_another_promulgation(self, office):
        office.issue("promulgation", {"commencement": "2025-01-01", "end": "2027-12-31"})
        assert stale(office) == ["instrument"]
        office.compute(office.round_id)
        assert stale(office) == []

    @pytest.mark.parametrize("on", ["2026-04-08", "2024-01-01"])
    def test_but_not_after_terms_since_they_come_after_the_cut_off(self, office, on):
        office.issue("terms", {"settings": {"quota.excellent": 21}}, on=on)
        assert stale(office) == []

    def test_but_not_after_a_document_on_house_procedure(self, office):
        office.issue("internal", {"review_steps": 2})
        assert stale(office) == []
