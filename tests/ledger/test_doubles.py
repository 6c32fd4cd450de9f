"""Two sources report one contract: until an officer rules the count is a range; rulings have an as-of."""

from datetime import date, timedelta

import pytest

from banfa.errors import Forbidden, Missing
from banfa.law import FAR, Window, facts
from banfa.ledger.entries.asof import AsOf, number_of
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.doubles import list_doubles, rule_double
from banfa.trust.sources import register_source
from banfa.trust.tenants import act_as
from tests.ledger.town import TOWN, code

AS_OF = date(2026, 3, 31)
SIGNED, MONTHS = facts.contracts_signed.in_(Window.YEAR), facts.maintenance_months.in_(Window.YEAR)


class Two:
    """Two platforms that report the contracts of one provider."""

    def __init__(self, desk):
        self.desk = desk
        self.provider = desk.provider()
        desk.enterprise(uscc=code(50))
        desk.record("membership", provider=code(1), category="integrator", from_on="2026-01-01")
        with desk.unit() as unit:
            self.other = register_source(unit, key="second", name="第二平台", kind="platform").key

    def contract(self, external_id, *, source="platform", **data):
        row = {"provider": code(1), "enterprise": code(50), "signed_on": "2026-01-05", "amount": 100, **data}
        (report,) = self.desk.bulk("contract", [{"external_id": external_id, **row}], source=source)
        assert report.outcome == "created", report
        return report.id

    def accept(self, contract_id, external_id, source, *, planned, passed):
        row = {"external_id": external_id, "contract_id": contract_id, "planned_on": planned}
        row |= {"accepted_on": passed, "outcome": "passed", "level_after": 2}
        (report,) = self.desk.bulk("acceptance", [row], source=source)
        assert report.outcome == "created", report

    def doubles(self, **choices):
        with self.desk.unit() as unit:
            return list_doubles(unit, **choices)

    def rule(self, *, is_double):
        (double,) = self.doubles(waiting=False)
        with self.desk.unit() as unit:
            return rule_double(unit, double.id, is_double=is_double, reason="经核对")

    def moment(self):
        with self.desk.unit() as unit:
            return unit.watermark()

    def count(self, fact=SIGNED, known_at=None):
        known_at = known_at or self.moment() + timedelta(seconds=1)
        tenant = self.desk.actor.tenant_id
        reports = ("contract", "progress", "acceptance", "product", "concession")
        complete = dict.fromkeys(reports, AS_OF)
        at = AsOf(
            tenant_id=tenant, as_of=AS_OF, round_start=date(2026, 1, 1), known_at=known_at, complete=complete
        )
        with self.desk.unit() as unit, unit.snapshot() as connection:
            sheet = build_sheet(connection, [fact], at, [self.provider]).sheet
        ends = sheet.col(fact).at(0)
        return int(ends[0]), int(ends[1])


@pytest.fixture
def two(desk):
    return Two(desk)


class TestALikelyDouble:
    def test_makes_the_count_a_range_that_a_ruling_settles(self, two):
        first = two.contract("1", maintenance_months=12)
        assert (two.count(), two.doubles()) == ((1, 1), [])
        second = two.contract("A", source=two.other, maintenance_months=10)
        before = two.moment()
        assert (two.count(), two.count(MONTHS)) == ((1, 2), (12, 22))
        (double,) = two.doubles()
        assert (double.kind, double.entry_id, double.of_id) == ("contract", second, first)
        assert (double.source, double.of_source) == (two.other, "platform")

        two.rule(is_double=True)
        assert (two.count(), two.count(MONTHS), two.doubles()) == ((1, 1), (12, 12), [])
        assert two.count(known_at=before) == (1, 2)
        two.rule(is_double=False)
        assert two.count() == (2, 2)
        assert two.count(known_at=before) == (1, 2)

    def test_is_none_once_a_report_is_corrected_or_voided(self, two):
        two.contract("1")
        second = two.contract("A", source=two.other)
        with two.desk.unit() as unit:
            correct_entry(unit, "contract", second, {"amount": 99}, "录入有误", profile=TOWN)
        assert (two.count(), two.doubles()) == ((2, 2), [])
        third = two.contract("2", amount=99)
        assert (two.count(), len(two.doubles())) == ((2, 3), 1)
        with two.desk.unit() as unit:
            void_entry(unit, "contract", third, "重复登记")
        assert (two.count(), two.doubles()) == ((2, 2), [])

    def test_makes_its_project_one_or_two_and_then_one(self, two):
        due = facts.acceptances_due.in_(Window.YEAR), facts.acceptances_on_time.in_(Window.YEAR)

        def count():
            return [two.count(fact) for fact in due]

        first, second = two.contract("1"), two.contract("A", source=two.other)
        two.accept(second, "A1", two.other, planned="2026-03-10", passed="2026-03-09")
        assert count() == [(1, 1), (1, 1)]  # one project, whichever contract it is of
        two.accept(first, "1a", "platform", planned="2026-03-10", passed="2026-03-09")
        assert count() == [(1, 2), (1, 2)]
        two.rule(is_double=True)
        assert count() == [(1, 1), (1, 1)]
        two.rule(is_double=False)
        assert count() == [(2, 2), (2, 2)]

    def test_makes_one_project_of_what_both_report_with_other_days(self, two):
        due = facts.acceptances_due.in_(Window.YEAR), facts.acceptances_on_time.in_(Window.YEAR)
        first, second = two.contract("1"), two.contract("A", source=two.other)
        two.accept(first, "1a", "platform", planned="2026-03-20", passed="2026-03-15")
        two.accept(second, "A1", two.other, planned="2026-03-10", passed="2026-03-15")
        assert [two.count(fact) for fact in due] == [(0, 2), (0, 1)]
        two.rule(is_double=True)
        assert [two.count(fact) for fact in due] == [(1, 1), (0, 0)]

    def test_may_have_begun_where_the_other_has(self, two):
        two.contract("1")
        second = two.contract("A", source=two.other)
        signed, never = number_of(date(2026, 1, 5)), FAR
        assert two.count(facts.idle_since) == (signed, signed)
        row = {"contract_id": second, "kind": "substantive", "occurred_on": "2026-02-01", "external_id": "P"}
        (report,) = two.desk.bulk("progress", [row], source=two.other)
        assert report.outcome == "created", report
        assert two.count(facts.idle_since) == (signed, never)
        assert two.count() == (1, 2)
        two.rule(is_double=True)
        assert two.count(facts.idle_since) == (never, never)

    def test_of_a_product_may_cover_its_scenarios_or_not(self, two):
        for source, scenarios in (("platform", ["一"]), (two.other, ["一", "二"])):
            row = {"external_id": "X", "provider": code(1), "name": "某产品", "published_on": "2026-02-01"}
            (report,) = two.desk.bulk("product", [{**row, "scenarios": scenarios}], source=source)
            assert report.outcome == "created", report
        assert (two.count(facts.products), two.count(facts.scenarios)) == ((1, 2), (1, 2))
        two.rule(is_double=True)
        assert (two.count(facts.products), two.count(facts.scenarios)) == ((1, 1), (1, 1))

    def test_of_a_concession_is_promised_once_or_twice(self, two):
        for source in ("platform", two.other):
            row = {"external_id": "X", "provider": code(1), "item": "首年免费", "promised_on": "2026-01-01"}
            (report,) = two.desk.bulk("concession", [row], source=source)
            assert report.outcome == "created", report
        assert two.count(facts.concessions_promised) == (1, 2)
        two.rule(is_double=True)
        assert two.count(facts.concessions_promised) == (1, 1)

    def test_of_three_sources_counts_between_one_and_three(self, two):
        with two.desk.unit() as unit:
            register_source(unit, key="third", name="第三平台", kind="platform")
        for n, source in enumerate(("platform", two.other, "third")):
            two.contract(str(n), source=source)
        assert (two.count(), len(two.doubles())) == ((1, 3), 3)

    @pytest.mark.parametrize("data", [{"amount": 101}, {"signed_on": "2026-01-06"}, {"kind": "diagnosis"}])
    def test_agrees_in_parties_day_amount_and_kind(self, two, data):
        two.contract("1")
        two.contract("A", source=two.other, **data)
        assert two.doubles() == []

    def test_is_not_what_one_source_reports_twice(self, two):
        two.contract("1")
        two.contract("2")
        assert (two.count(), two.doubles()) == ((2, 2), [])

    def test_is_ruled_on_by_nobody_but_the_bureau(self, two):
        two.contract("1")
        two.contract("A", source=two.other)
        (double,) = two.doubles()
        actor = act_as(two.desk.actor.bureau, two.desk.actor.person, "auditor")
        with pytest.raises(Forbidden), two.desk.unit(actor=actor) as unit:
            rule_double(unit, double.id, is_double=True, reason="经核对")
        with pytest.raises(Missing), two.desk.unit() as unit:
            rule_double(unit, double.id + 1, is_double=True, reason="经核对")
