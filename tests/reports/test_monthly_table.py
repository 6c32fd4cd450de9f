"""月度调度表: right values by hand, of what the ledger has as of a day; what it lacks is empty."""

from __future__ import annotations

from datetime import timedelta

from tests.reports.month import (
    AS_OF,
    accept,
    declare,
    fund,
    progress,
    read_table,
    run_pilot,
)

WHOLE = ("contract", "progress", "acceptance")


class TestByDistrict:
    def test_counts_enterprises_by_stage_and_sums_contracts(self, pilot):
        run_pilot(pilot)
        declare(pilot, *WHOLE)
        table = read_table(pilot)
        assert list(table) == ["下陆区", "铁山区", "合计"]
        assert table["下陆区"] == {
            "targets": 3,
            "diagnosed": 3,
            "signed": 3,
            "started": 3,  # A and B were accepted, C has substantive progress
            "finished": 2,
            "accepted": 2,
            "second_level": 1,
            "rate": 6667,  # 2/3 = 66.67 per cent
            "change": 3334,  # 66.67 less 33.33 at the end of February
            "amount": 120_500_000,
            "allocated": None,
            "paid": None,
            "execution": None,
            "overdue": 1,
        }
        assert table["铁山区"] == {
            "targets": 2,
            "diagnosed": None,  # none is in the ledger, and nobody declares diagnoses complete
            "signed": 1,  # D by the contract that was not ended
            "started": 0,  # a visit is no substantive progress
            "finished": 0,
            "accepted": 0,
            "second_level": 0,
            "rate": 0,
            "change": 0,
            "amount": None,  # its one contract states none
            "allocated": None,
            "paid": None,
            "execution": None,
            "overdue": None,  # no day is planned
        }
        assert table["合计"] == {
            "targets": 5,
            "diagnosed": 3,
            "signed": 4,
            "started": 3,
            "finished": 2,
            "accepted": 2,
            "second_level": 1,
            "rate": 4000,
            "change": 2000,
            "amount": 120_500_000,
            "allocated": None,
            "paid": None,
            "execution": None,
            "overdue": 1,
        }

    def test_has_no_nought_of_what_is_not_declared_complete(self, pilot):
        run_pilot(pilot)
        away = read_table(pilot)["铁山区"]
        assert (away["signed"], away["started"], away["accepted"], away["rate"]) == (1, None, None, None)
        notes = "".join(pilot.get("/monthly-table", as_of=AS_OF)["notes"])
        assert "验收的数据没有申明完整截至哪一日" in notes
        assert "有1份改造合同没有登记金额" in notes
        assert "有1个未验收的项目没有登记计划验收日" in notes

    def test_says_up_to_which_day_reports_are_complete(self, pilot):
        run_pilot(pilot)
        declare(pilot, *WHOLE, until="2026-03-30")
        table = pilot.get("/monthly-table", as_of=AS_OF)
        assert "改造进展的数据只申明完整到2026-03-30" in "".join(table["notes"])
        assert read_table(pilot, as_of="2026-03-30")["铁山区"]["accepted"] == 0

    def test_counts_what_happened_up_to_the_day(self, pilot):
        contracts = run_pilot(pilot)
        declare(pilot, *WHOLE)
        assert read_table(pilot, as_of="2026-03-19")["下陆区"]["accepted"] == 1
        assert read_table(pilot, as_of="2026-03-20")["下陆区"]["accepted"] == 2
        assert read_table(pilot, as_of="2026-03-20")["下陆区"]["overdue"] == 0
        # The contract that was ended on 10 March counted until then.
        assert read_table(pilot, as_of="2026-03-09")["铁山区"]["amount"] == 60_000_000
        assert read_table(pilot, as_of="2026-01-29")["下陆区"]["signed"] == 0
        progress(pilot, contracts["d"], "2026-03-31")
        assert read_table(pilot)["铁山区"]["started"] == 1

    def test_leaves_out_who_has_left_the_pilot_until_it_is_listed_again(self, pilot):
        run_pilot(pilot)
        company = pilot.new_company(name="F厂", district="铁山区")
        pilot.enter("enterprise-changes", enterprise_id=company, what="moved", occurred_on="2026-01-05")
        assert read_table(pilot, as_of="2026-02-28")["铁山区"]["targets"] == 3
        pilot.enter("enterprise-changes", enterprise_id=company, what="withdrawn", occurred_on="2026-02-01")
        targets = [read_table(pilot, as_of=day)["铁山区"]["targets"] for day in ("2026-01-31", "2026-02-01")]
        assert targets == [3, 2]
        pilot.enter("enterprise-listings", enterprise_id=company, batch="第二批", listed_on="2026-03-10")
        targets = [read_table(pilot, as_of=day)["铁山区"]["targets"] for day in ("2026-03-09", "2026-03-10")]
        assert targets == [2, 3]

    def test_goes_by_the_last_acceptance(self, pilot):
        contracts = run_pilot(pilot)
        declare(pilot, *WHOLE)
        failed = {"outcome": "failed", "level": None, "authority": "province"}
        accept(pilot, contracts["a"], "2026-03-25", **failed)
        home = read_table(pilot)["下陆区"]
        assert (home["started"], home["finished"], home["accepted"], home["second_level"]) == (3, 1, 1, 0)

    def test_takes_a_contract_that_was_carried_out_for_finished(self, pilot):
        company = pilot.new_company(district="下陆区")
        done = {"ended_on": "2026-03-31", "ended_why": "completed"}
        pilot.new_contract(pilot.new_provider(), company, accepted=False, **done)
        declare(pilot, *WHOLE)
        line = read_table(pilot)["下陆区"]
        assert (line["signed"], line["started"], line["finished"], line["accepted"]) == (1, 1, 1, 0)

    def test_sums_what_was_paid_up_to_the_day(self, pilot):
        claim = fund(pilot)
        day = pilot.today
        pilot.pay(claim, 10_000_001)
        assert read_table(pilot, as_of=day.isoformat())["下陆区"]["paid"] == 10_000_001
        assert read_table(pilot, "provider", as_of=day.isoformat())["甲公司"]["paid"] == 10_000_001
        assert read_table(pilot, as_of=(day - timedelta(1)).isoformat())["下陆区"]["paid"] is None

    def test_holds_what_was_paid_against_what_was_made_available(self, pilot):
        claim = fund(pilot)
        day = pilot.today.isoformat()
        before = read_table(pilot, as_of=day)["下陆区"]
        assert (before["allocated"], before["paid"], before["execution"]) == (18_000_000, None, None)
        pilot.pay(claim, 6_000_000)
        for by, name in (("district", "下陆区"), ("provider", "甲公司"), ("industry", "合计")):
            line = read_table(pilot, by, as_of=day)[name]
            assert (line["allocated"], line["paid"], line["execution"]) == (18_000_000, 6_000_000, 3333)
        yesterday = (pilot.today - timedelta(1)).isoformat()
        assert read_table(pilot, as_of=yesterday)["下陆区"]["allocated"] is None

    def test_has_a_line_for_what_states_no_district(self, pilot):
        pilot.new_company(district=None)
        pilot.new_company(district="下陆区")
        assert [(name, line["targets"]) for name, line in read_table(pilot).items()] == [
            ("下陆区", 1),
            ("（台账未填）", 1),
            ("合计", 2),
        ]

    def test_is_empty_of_an_empty_ledger_and_of_no_day_to_come(self, pilot):
        assert read_table(pilot) == {}
        answer = pilot.officer.get("/monthly-table", as_of="2026-04-03")
        assert (answer.status_code, answer.json["code"]) == (422, "day_in_future")


class TestByOthers:
    def test_names_industries(self, pilot):
        run_pilot(pilot)
        table = read_table(pilot, "industry")
        assert list(table) == [pilot.profile.industries[0].zh, "合计"]
        assert table["合计"]["targets"] == 5

    def test_has_no_targets_of_a_provider(self, pilot):
        run_pilot(pilot)
        declare(pilot, *WHOLE)
        table = read_table(pilot, "provider")
        first, second, total = table["甲公司"], table["乙公司"], table["合计"]
        for line in table.values():
            assert (line["targets"], line["rate"], line["change"]) == (None, None, None)
        assert (first["signed"], first["accepted"], first["amount"]) == (2, 2, 100_000_000)
        assert (second["signed"], second["accepted"], second["amount"]) == (2, 0, 20_500_000)
        assert (first["diagnosed"], second["diagnosed"]) == (3, None)
        assert (total["signed"], total["overdue"]) == (4, 1)

    def test_counts_an_enterprise_of_two_providers_once_in_all(self, pilot):
        company = pilot.new_company()
        for name in ("甲公司", "乙公司"):
            pilot.new_contract(pilot.new_provider(name), company)
        table = read_table(pilot, "provider")
        assert [table[name]["signed"] for name in ("甲公司", "乙公司", "合计")] == [1, 1, 1]
