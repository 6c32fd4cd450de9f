"""Finance's list held against the ledger: each kind of difference, what persons decide, its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.workflow import ALONE, UNSCANNED
from tests.finance.listed import (
    FUND_NO,
    act,
    compare,
    describe,
    enter_list,
    finish,
    list_lines,
    read_totals,
    row,
)

WHY = {"reason": "系财政误记，已函请更正。"}


@pytest.fixture
def paid(money, claim):
    """A payment of 100,000 yuan under P-1, checked."""
    money.pay(claim, 10_000_000, voucher="P-1")
    return claim


class TestALine:
    def test_that_agrees_needs_nobody(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1")])
        assert (sheet["state"], sheet["unit"], sheet["row_count"]) == ("open", "yuan", 1)
        assert describe(money, sheet) == [(3, "same", "agreed")]
        assert [item.step for item in money.list_waiting("finance_sheet")] == ["差异已处理，待对账完毕"]

    @pytest.mark.parametrize(
        ("changes", "difference", "differs"),
        [
            ({"amount": 99999.99}, "amount", ["amount"]),
            ({"paid_on": "2026.3.2"}, "day", ["paid_on"]),
            ({"amount": 1, "paid_on": "2026.3.2"}, "amount", ["amount", "paid_on"]),
            ({"payee": "第二制造厂"}, "unclear", ["name"]),
            ({"number": "HT-78"}, "unclear", ["number"]),
            ({"fund_no": "财企〔2026〕99号"}, "unclear", ["fund_no"]),
            ({"level": "省级"}, "unclear", ["level"]),
            ({"part": "预拨"}, "unclear", ["part"]),
            ({"voucher": "P-9"}, "unclear", ["voucher"]),
            ({"voucher": "P-9", "amount": 5}, "only_finance", []),
            ({"voucher": None}, "same", []),
            ({"voucher": None, "amount": 5}, "amount", ["amount"]),  # the day alone finds it
        ],
    )
    def test_says_what_is_otherwise(self, money, paid, changes, difference, differs):
        cells = {"amount": 100000, "voucher": "P-1", **changes}
        sheet = enter_list(money, [row(money, cells.pop("amount"), cells.pop("voucher"), **cells)])
        line = list_lines(money, sheet)[0]
        assert (line["difference"], line["differs"]) == (difference, differs)
        assert line["state"] == ("agreed" if difference == "same" else "open")

    def test_is_found_by_the_brackets_of_its_document_however_typed(self, money, paid):
        sheet = enter_list(money, [row(money, "100,000.00", "p-1", fund_no="财企[2026]31号")])
        assert describe(money, sheet) == [(3, "same", "agreed")]

    def test_that_stands_there_twice_is_counted_once(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1"), row(money, 100000, "P-1")])
        assert describe(money, sheet) == [(3, "same", "agreed"), (4, "twice", "open")]
        again = list_lines(money, sheet)[1]
        body = {"subsidy_allocation_id": money.allocation}
        act(money, again, "payment", body, expect=(409, "recorded_already"))

    def test_that_stands_there_twice_does_so_whatever_became_of_the_first(self, money, claim):
        sheet = enter_list(money, [row(money, 500, None), row(money, 500, None)])
        first, second = list_lines(money, sheet)[:2]
        body = {"subsidy_allocation_id": money.allocation, "voucher": "P-7"}
        act(money, first, "payment", body)
        assert describe(money, sheet) == [(3, "only_finance", "taken_over"), (4, "twice", "open")]
        again = {**body, "voucher": "P-8"}
        act(money, second, "payment", again, expect=(409, "recorded_already"))
        compare(money, sheet)
        assert describe(money, sheet)[1] == (4, "twice", "open")

    def test_that_is_left_as_a_copy_leaves_the_first_as_it_is(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1"), row(money, 100000, "P-1")])
        act(money, list_lines(money, sheet)[1], "reason", WHY)
        assert describe(money, sheet) == [(3, "same", "agreed"), (4, "twice", "explained")]

    def test_that_two_would_have_is_neithers(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, None), row(money, 100000, None, number=None)])
        lines = list_lines(money, sheet)
        assert [(line["difference"], line["differs"]) for line in lines] == [("unclear", ["several"])] * 2
        assert {tuple(line["subsidy_payment_ids"]) for line in lines} == {
            (money.get("/subsidy-payments")["items"][0]["id"],)
        }

    def test_is_there_for_what_only_the_ledger_has_of_the_time(self, money, paid):
        money.pay(paid, 1_000_000, voucher="P-2")
        sheet = enter_list(money, [row(money, 100000, "P-1")])
        assert describe(money, sheet) == [(3, "same", "agreed"), (None, "only_ledger", "open")]
        alone = list_lines(money, sheet)[1]
        assert alone["amount"] is None
        act(
            money,
            alone,
            "payment",
            {"subsidy_allocation_id": money.allocation},
            expect=(409, "line_of_ledger"),
        )
        other = {"subsidy_payment_id": alone["subsidy_payment_id"], **WHY}
        act(money, alone, "match", other, expect=(409, "line_of_ledger"))

    def test_of_another_time_is_none_of_the_lists(self, money, paid):
        day = money.today.isoformat()
        sheet = enter_list(money, [row(money, 5, "P-9")], from_on=day)
        assert describe(money, sheet)[1:] == [(None, "only_ledger", "open")]
        money.go_to(money.today.replace(day=money.today.day + 1))
        day = money.today.isoformat()
        later = enter_list(money, [row(money, 6, "P-8")], from_on=day)
        assert describe(money, later) == [(3, "only_finance", "open")]


class TestADecision:
    def test_takes_a_line_over_as_a_payment_that_another_checks(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1"), row(money, 50000.01, "P-2", part="清算")])
        line = list_lines(money, sheet)[1]
        taken = act(money, line, "payment", {"subsidy_allocation_id": money.allocation})
        assert taken["state"] == "taken_over"
        payment = money.get(f"/subsidy-payments/{taken['subsidy_payment_id']}")
        assert (payment["state"], payment["amount"], payment["voucher"]) == ("entered", 5_000_001, "P-2")
        assert (payment["payee"], payment["part"]) == ("第一制造厂", "final")
        finish(money, sheet, expect=(409, "payment_not_checked"))
        address = f"/subsidy-payments/{payment['id']}"
        money.post(f"{address}/confirmation", expect=ALONE)
        money.post(f"{address}/confirmation", by=money.second, expect=UNSCANNED)
        money.attach(address, "voucher")
        money.post(f"{address}/confirmation", by=money.second)
        assert finish(money, sheet)["state"] == "finished"

    def test_does_not_pay_beyond_what_was_made_available(self, money, paid):
        sheet = enter_list(money, [row(money, 80000.01, "P-2")])
        line = list_lines(money, sheet)[0]
        body = {"subsidy_allocation_id": money.allocation}
        act(money, line, "payment", body, expect=(422, "more_than_funds"))
        again = list_lines(money, sheet)[0]
        assert (again["state"], again["subsidy_payment_id"]) == ("open", None)
        assert len(money.get("/subsidy-payments")["items"]) == 1

    def test_takes_over_what_finance_has_written_and_asks_for_the_rest(self, money, paid):
        names = {"number": None, "payee": "黄石第一制造厂"}
        cells = {"part": None, "voucher": None, "paid_on": money.today - timedelta(1), **names}
        sheet = enter_list(money, [row(money, 5, cells.pop("voucher"), **cells)])
        line = list_lines(money, sheet)[0]
        body = {"subsidy_allocation_id": money.allocation}
        act(money, line, "payment", body, expect=(422, "field_missing"))
        body |= {"part": "final", "voucher": "P-5"}
        act(money, line, "payment", {**body, "payee": "别的厂"}, expect=(422, "differs_from_line"))
        assert act(money, line, "payment", body)["state"] == "taken_over"

    def test_takes_it_out_of_the_money_that_finance_names(self, money, paid):
        sheet = enter_list(money, [row(money, 5, "P-2", fund_no="财企〔2026〕99号")])
        body = {"subsidy_allocation_id": money.allocation}
        act(money, list_lines(money, sheet)[0], "payment", body, expect=(409, "fund_differs"))

    def test_says_to_what_a_line_belongs_and_amounts_are_still_held(self, money, paid):
        (payment,) = money.get("/subsidy-payments")["items"]
        cells = {"payee": "一厂"}
        sheet = enter_list(money, [row(money, 100000, "P-1", **cells), row(money, 7, "P-3", **cells)])
        first, second = list_lines(money, sheet)
        said = {"subsidy_payment_id": payment["id"], "reason": "一厂为企业简称。"}
        act(money, first, "match", {"reason": "无"}, expect=(422, "match_of_other_kind"))
        matched = act(money, first, "match", said)
        assert (matched["state"], matched["difference"]) == ("agreed", "same")
        act(money, second, "match", said, expect=(409, "matched_before"))
        undone = act(money, first, "undoing", WHY, by=money.second)
        assert (undone["state"], undone["difference"], undone["reason"]) == ("open", "unclear", None)
        other = act(money, second, "match", said)
        assert (other["state"], other["difference"], other["differs"]) == ("open", "amount", ["amount"])
        act(money, first, "undoing", WHY, by=money.second, expect=(409, "nothing_decided"))

    def test_of_what_came_back_is_at_its_own_door(self, money, paid):
        cells = {"amount": None, "back": 20000, "part": None}
        sheet = enter_list(
            money, [row(money, cells.pop("amount"), "R-1", **cells), row(money, 100000, "P-1")]
        )
        line = list_lines(money, sheet)[0]
        assert (line["kind"], line["amount"], line["difference"]) == ("receipt", 2_000_000, "only_finance")
        body = {"subsidy_allocation_id": money.allocation}
        act(money, line, "payment", body, expect=(409, "not_a_payment"))
        recovery = money.recover(paid, 2_000_000)
        money.pay_back(recovery, 2_000_000, voucher="R-1")
        compare(money, sheet)
        assert describe(money, sheet) == [(3, "same", "agreed"), (4, "same", "agreed")]
        assert read_totals(money, sheet)[-1] == (None, None, 2_000_000, 2_000_000, 0)

    def test_takes_nothing_over_for_another_project(self, money, paid):
        rows = [row(money, 5, "P-7", number="HT-99"), row(money, 6, "P-8")]
        sheet = enter_list(money, rows)
        body = {"subsidy_allocation_id": money.allocation}
        act(money, list_lines(money, sheet)[0], "payment", body, expect=(409, "project_differs"))
        assert len(money.get("/subsidy-payments")["items"]) == 1
        act(money, list_lines(money, sheet)[1], "payment", body)

    def test_takes_nothing_over_for_a_payee_of_whom_nothing_says_which_project_is_meant(self, money, paid):
        sheet = enter_list(money, [row(money, 5, "P-7", number=None, payee="别的厂")])
        body = {"subsidy_allocation_id": money.allocation}
        act(money, list_lines(money, sheet)[0], "payment", body, expect=(409, "project_differs"))
        assert len(money.get("/subsidy-payments")["items"]) == 1

    def test_takes_nothing_over_out_of_money_that_does_not_stand(self, money, claim):
        sheet = enter_list(money, [row(money, 5, "P-7")])
        allocation = f"/subsidy-allocations/{money.allocation}"
        money.post(f"{allocation}/correction", {**WHY, "void": True})
        money.post(f"{allocation}/correction-confirmation", by=money.second)
        body = {"subsidy_allocation_id": money.allocation}
        act(money, list_lines(money, sheet)[0], "payment", body, expect=(409, "wrong_state"))
        assert money.get("/subsidy-payments")["items"] == []

    def test_that_leaves_a_line_leaves_what_it_may_belong_to_to_be_explained(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1", payee="第二制造厂")])
        act(money, list_lines(money, sheet)[0], "reason", WHY)
        assert describe(money, sheet) == [(3, "unclear", "explained"), (None, "only_ledger", "open")]
        act(money, list_lines(money, sheet)[1], "reason", WHY)
        assert finish(money, sheet)["state"] == "finished"


class TestTheEnd:
    def test_is_not_over_a_payment_that_was_voided_since_it_was_matched(self, money, paid):
        (payment,) = money.get("/subsidy-payments")["items"]
        sheet = enter_list(money, [row(money, 100000, "P-1", payee="第二制造厂")])
        line = list_lines(money, sheet)[0]
        act(money, line, "match", {"subsidy_payment_id": payment["id"], **WHY})
        assert describe(money, sheet) == [(3, "same", "agreed")]
        address = f"/subsidy-payments/{payment['id']}"
        money.post(f"{address}/correction", {"void": True, "reason": "不是本项目的拨付。"})
        money.post(f"{address}/correction-confirmation", by=money.second)
        finish(money, sheet, expect=(409, "ledger_changed"))
        compare(money, sheet)
        assert describe(money, sheet) == [(3, "only_finance", "open")]
        finish(money, sheet, expect=(409, "lines_open"))

    def test_is_not_over_a_payment_that_was_voided_since_the_rest_was_explained(self, money, paid):
        (payment,) = money.get("/subsidy-payments")["items"]
        sheet = enter_list(money, [row(money, 99999.99, "P-1")])
        act(money, list_lines(money, sheet)[0], "reason", WHY)
        address = f"/subsidy-payments/{payment['id']}"
        money.post(f"{address}/correction", {**WHY, "void": True})
        money.post(f"{address}/correction-confirmation", by=money.second)
        compare(money, sheet)
        finish(money, sheet, expect=(409, "payment_not_checked"))

    def test_is_not_by_who_matched_what_another_explained(self, money, paid):
        (payment,) = money.get("/subsidy-payments")["items"]
        sheet = enter_list(money, [row(money, 99999, "P-1", payee="第二制造厂")])
        line = list_lines(money, sheet)[0]
        act(money, line, "match", {"subsidy_payment_id": payment["id"], **WHY}, by=money.second)
        act(money, list_lines(money, sheet)[0], "reason", WHY)
        finish(money, sheet, expect=ALONE)

    def test_waits_for_every_difference(self, money, paid):
        sheet = enter_list(money, [row(money, 99999, "P-1")])
        finish(money, sheet, expect=(409, "lines_open"))
        act(money, list_lines(money, sheet)[0], "reason", WHY)
        ended = finish(money, sheet)
        assert (ended["state"], ended["finished_by"]) == ("finished", "郑文")
        assert read_totals(money, sheet) == [(FUND_NO, "central", 9_999_900, 10_000_000, -100)]

    def test_is_by_another_than_who_brought_it_in_or_decided(self, money, paid):
        sheet = enter_list(money, [row(money, 99999, "P-1")])
        act(money, list_lines(money, sheet)[0], "reason", WHY, by=money.second)
        finish(money, sheet, expect=ALONE)
        finish(money, sheet, by=money.officer, expect=ALONE)
        third = money.bureau.new_client("reviewer", name="周明")
        assert finish(money, sheet, by=third)["state"] == "finished"

    def test_waits_for_the_ledger_to_be_compared_as_it_is(self, money, paid):
        (payment,) = money.get("/subsidy-payments")["items"]
        sheet = enter_list(money, [row(money, 99999, "P-1")])
        address = f"/subsidy-payments/{payment['id']}"
        money.post(f"{address}/correction", {"amount": 9_999_900, "reason": "误读凭证。"})
        money.post(f"{address}/correction-confirmation", by=money.second)
        finish(money, sheet, expect=(409, "ledger_changed"))
        compare(money, sheet)
        assert describe(money, sheet) == [(3, "same", "agreed")]
        assert finish(money, sheet)["state"] == "finished"

    def test_keeps_the_sums_of_its_day(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1")])
        finish(money, sheet)
        money.pay(paid, 1_000_000, voucher="P-2")
        assert read_totals(money, sheet) == [(FUND_NO, "central", 10_000_000, 10_000_000, 0)]
        money.post(f"/finance-sheets/{sheet['id']}/reopening", WHY, by=money.second)
        assert read_totals(money, sheet) == [(FUND_NO, "central", 10_000_000, 11_000_000, -1_000_000)]
        finish(money, sheet, expect=(409, "ledger_changed"))
        compare(money, sheet)
        assert describe(money, sheet)[-1] == (None, "only_ledger", "open")

    def test_closes_its_lines(self, money, paid):
        sheet = enter_list(money, [row(money, 99999, "P-1")])
        line = act(money, list_lines(money, sheet)[0], "reason", WHY)
        finish(money, sheet)
        act(money, line, "undoing", WHY, by=money.second, expect=(409, "sheet_over"))

    def test_of_what_was_taken_over_is_not_while_the_payment_was_sent_back(self, money, paid):
        sheet = enter_list(money, [row(money, 100000, "P-1"), row(money, 5, "P-2")])
        line = list_lines(money, sheet)[1]
        taken = act(money, line, "payment", {"subsidy_allocation_id": money.allocation})
        money.post(f"/subsidy-payments/{taken['subsidy_payment_id']}/return", by=money.second)
        finish(money, sheet, expect=(409, "payment_not_checked"))
        act(money, taken, "undoing", WHY, by=money.second)
        assert describe(money, sheet)[1] == (4, "only_finance", "open")

    def test_of_a_list_that_was_dropped_is_another_that_is_entered(self, money, paid):
        rows = [row(money, 100000, "P-1")]
        sheet = enter_list(money, rows)
        enter_list(money, rows, expect=(409, "entered_before"))
        dropped = money.post(f"/finance-sheets/{sheet['id']}/dropping", WHY, by=money.second)
        assert dropped["state"] == "dropped"
        assert enter_list(money, rows)["state"] == "open"


def test_a_difference_that_is_gone_lapses(money, claim):
    money.pay(claim, 10_000_000, voucher="P-1")
    sheet = enter_list(money, [row(money, 5, "P-9")])
    (payment,) = money.get("/subsidy-payments")["items"]
    address = f"/subsidy-payments/{payment['id']}"
    money.post(f"{address}/correction", {"void": True, "reason": "不是本项目的拨付。"})
    money.post(f"{address}/correction-confirmation", by=money.second)
    compare(money, sheet)
    assert describe(money, sheet) == [(3, "only_finance", "open"), (None, "only_ledger", "lapsed")]
