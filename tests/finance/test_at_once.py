"""A list of finance's that several persons work on at the same moment."""

from __future__ import annotations

from datetime import timedelta

from tests.at_once import send_each
from tests.finance.listed import HEADS, act, enter_list, list_lines, row
from tests.history.past import keep_file, write_workbook


def test_a_list_comes_in_once(money, claim):
    content = write_workbook({"明细": [HEADS, row(money, 100, "P-9")]})
    body = {
        "file_id": keep_file(money, content, name="拨付明细.xlsx", kind="finance_sheet"),
        "title": "2026年奖补资金拨付明细表",
        "sender": "市财政局",
        "from_on": (money.today - timedelta(30)).isoformat(),
        "until_on": money.today.isoformat(),
    }
    assert sorted(send_each(money, *[("/finance-sheets", body)] * 4)) == [201, 409, 409, 409]


def test_a_line_is_taken_over_once(money, claim):
    sheet = enter_list(money, [row(money, 50000, "P-2", part="清算")])
    (line,) = list_lines(money, sheet)
    taken = (f"/finance-lines/{line['id']}/payment", {"subsidy_allocation_id": money.allocation})
    assert sorted(send_each(money, taken, taken)) in ([200, 409], [200, 412])
    assert len(money.get("/subsidy-payments")["items"]) == 1


def test_a_list_is_not_ended_over_a_line_that_is_opened_meanwhile(money, claim):
    sheet = enter_list(money, [row(money, 50000, "P-2")])
    (line,) = list_lines(money, sheet)
    act(money, line, "reason", {"reason": "系财政误记，已函请更正。"})
    finished = (f"/finance-sheets/{sheet['id']}/completion", None)
    undone = (f"/finance-lines/{line['id']}/undoing", {"reason": "有误。"})
    assert sorted(send_each(money, finished, undone)) == [200, 409]
    found = money.get(f"/finance-sheets/{sheet['id']}")["state"], list_lines(money, sheet)[0]["state"]
    assert found in {("finished", "explained"), ("open", "open")}


def test_a_list_is_compared_once(money, claim):
    money.pay(claim, 1_000_000, voucher="P-1")
    (payment,) = money.get("/subsidy-payments")["items"]
    sheet = enter_list(money, [row(money, 10000, "P-1")])
    money.pay(claim, 2_000_000, voucher="P-3")
    compared = (f"/finance-sheets/{sheet['id']}/comparison", None)
    assert sorted(send_each(money, compared, compared)) == [200, 412]
    found = [(line["difference"], line["subsidy_payment_id"]) for line in list_lines(money, sheet)]
    assert found[0] == ("same", payment["id"])
    assert [difference for difference, _ in found] == ["same", "only_ledger"]


def test_nothing_is_taken_over_from_a_list_that_is_dropped_meanwhile(money, claim):
    sheet = enter_list(money, [row(money, 50000, "P-2", part="清算")])
    (line,) = list_lines(money, sheet)
    dropped = (f"/finance-sheets/{sheet['id']}/dropping", {"reason": "期间填错。"})
    taken = (f"/finance-lines/{line['id']}/payment", {"subsidy_allocation_id": money.allocation})
    statuses = send_each(money, dropped, taken)
    state, payments = list_lines(money, sheet)[0]["state"], money.get("/subsidy-payments")["items"]
    assert statuses[0] == 200
    assert (statuses[1], state, len(payments)) in {(200, "taken_over", 1), (409, "open", 0)}
