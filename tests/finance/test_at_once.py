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
    assert found in {("finished", "left"), ("open", "open")}


def test_a_list_is_compared_once(money, claim):
    sheet = enter_list(money, [row(money, 50000, "P-2")])
    compared = (f"/finance-sheets/{sheet['id']}/comparison", None)
    assert sorted(send_each(money, compared, compared)) in ([200, 412], [200, 200])
    assert [line["difference"] for line in list_lines(money, sheet)] == ["only_finance"]
