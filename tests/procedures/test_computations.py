"""What makes a computation stale: what it should have known; and what comes in late, which is not in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from banfa.ledger.recording.doubles import list_doubles, rule_double
from banfa.ledger.recording.record import record_entries
from banfa.procedures.calendars import describe_year, make_calendar
from banfa.procedures.holiday_notices import NoticeContent, statutory_holidays
from banfa.procedures.rounds.explanation import explain_result
from banfa.procedures.rounds.recounting import record_holiday_notice
from banfa.procedures.watch.listing import read_watch
from banfa.procedures.watch.runs import store_run
from banfa.trust.sources import register_source
from tests.procedures.quarter import Quarter
from tests.trust.clocks import shifted_clock


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


class TestADatabaseWhoseClockStepsBack:
    """Ten minutes, after a failover."""

    @pytest.fixture
    def stepped_back(self, owner_engine, office):
        with shifted_clock(owner_engine, timedelta(minutes=-10)):
            yield office

    def test_leaves_no_acknowledged_entry_out_of_a_round(self, stepped_back):
        office, name = stepped_back, "晚报"
        before = office.table(office.round_id)
        office.bulk("product", [{**office.me, "name": name, "published_on": "2026-01-01"}])
        office.take_in(office.round_id)
        assert office.table(office.round_id) != before
        assert (late(office), stale(office)) == ([], [])

    def test_keeps_what_comes_later_late(self, stepped_back):
        office = stepped_back
        office.take_in(office.round_id)
        office.bulk("review", [{**office.me, "topic": "expert", "score": 80, "reviewed_on": "2026-03-31"}])
        assert late(office) == ["review"]


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


def notice(office, rest, number="国办发明电〔2026〕1号"):
    """The holidays of 2026 as published, and further days of rest."""
    published = describe_year(make_calendar(()), 2026)
    content = NoticeContent(
        year=2026,
        document_no=number,
        issuer="国务院办公厅",
        issued_on=date(2025, 12, 1),
        rest_days=[*published.rest_days, *statutory_holidays(2026), *rest],
        working_days=published.working_days,
    )
    with office.unit() as unit:
        record_holiday_notice(unit, content)


class TestAHolidayNotice:
    def test_makes_stale_what_was_worked_out_by_other_days(self, office, refused):
        notice(office, [date(2026, 3, 20)])
        assert stale(office) == ["calendar"]
        with refused(office, "computation_stale") as refusal:
            office.approve(office.round_id)
        assert "放假安排" in refusal.value.detail
        office.compute(office.round_id)
        assert stale(office) == []
        # a further one that changes no day changes nothing
        notice(office, [], "国办发明电〔2026〕2号")
        assert stale(office) == []

    def test_changes_nothing_that_was_over_before(self, office):
        notice(office, [date(2026, 9, 18)])
        assert stale(office) == []

    def test_makes_a_stored_watch_stale(self, office):
        with office.unit() as unit:
            store_run(unit, office.profile, as_of=date(2026, 4, 1))
        with office.unit() as unit:
            assert "calendar" not in read_watch(unit, office.profile).changed
        notice(office, [date(2026, 3, 20)])
        with office.unit() as unit:
            assert "calendar" in read_watch(unit, office.profile).changed


class TestALikelyDouble:
    def test_is_named_as_what_would_settle_the_criterion(self, xiamen):
        quarter = Quarter(xiamen)
        quarter.add("甲", products=5)
        xiamen.set_all()
        xiamen.complete()
        row = {"external_id": "B-7", "provider_id": quarter.ids["甲"], "name": "产品0"}
        row |= {"published_on": "2025-06-01", "scenarios": []}
        with xiamen.unit() as unit:
            register_source(unit, key="second", name="第二平台", kind="platform")
            record_entries(unit, "product", [row], source="second", profile=xiamen.profile)
        round_id = xiamen.open()
        xiamen.cut_off(round_id)
        xiamen.compute(round_id)
        with xiamen.unit() as unit:
            explained = explain_result(unit, round_id=round_id, provider_id=quarter.ids["甲"])
            (double,) = list_doubles(unit)
        (criterion,) = [c for c in explained.criteria if any("疑似重复" in m for m in c.missing)]
        assert "products" in {state.fact.name for state in criterion.facts}
        sentence = criterion.missing[-1]
        assert sentence.startswith("疑似重复的产品（")
        assert f"“{double.of_external_id}”" in sentence
        assert sentence.endswith("第二平台所报的“B-7”）是否为同一件的认定")
        with xiamen.unit() as unit:
            rule_double(unit, double.id, is_double=True, reason="同一产品")
        with xiamen.unit() as unit:
            again = explain_result(unit, round_id=round_id, provider_id=quarter.ids["甲"])
        assert not any("疑似重复" in m for c in again.criteria for m in c.missing)
