"""The reconciliation with finance's list, carried out by the examples of the document."""

from __future__ import annotations

import io

from tests.finance.listed import HEADS
from tests.history.past import write_workbook

RECONCILED = {"finance_sheets": "finance_sheet", "finance_lines": "finance_line"}
"""Every kind of thing of the room, by what its list is called."""
DAY = "2026-04-21"


def run_finance(work):
    """A list with a line that is matched and one that is taken over, ended and reopened; one dropped."""
    payment = work.officer.get("/subsidy-payments", state="checked").json["items"][0]
    paid = payment["amount"] / 100
    rows = [
        [None, "一厂", None, None, None, payment["paid_on"], payment["voucher"], paid, None, None],
        [None, "厦门数石机械有限公司", None, None, None, DAY, "Q-1", 1000, "清算", None],
    ]
    sheet = _enter(work, rows)
    work.scan(sheet, "other", "finance_sheet")
    first, second, *others = _list_lines(work, sheet)
    work.act("match_finance_line", first, subsidy_payment_id=payment["id"])
    work.act("explain_finance_line", second)
    work.act("undo_finance_line", second, by=work.second)
    said = {"subsidy_allocation_id": payment["subsidy_allocation_id"]}
    made = work.act("take_finance_line_over", second, **said)["subsidy_payment_id"]
    work.scan(second, "other", "finance_line")
    work.scan(f"/subsidy-payments/{made}", "voucher", "subsidy_payment")
    work.press("check_subsidy_payment", f"/subsidy-payments/{made}", "confirmation")
    for other in others:
        work.act("explain_finance_line", other)
    work.act("compare_finance_sheet", sheet)
    work.scenario.send("get_finance_totals", ids=[sheet.rpartition("/")[2]])
    work.press("finish_finance_sheet", sheet, "completion")
    work.act("reopen_finance_sheet", sheet, by=work.second)
    work.act("drop_finance_sheet", _enter(work, rows[1:]), by=work.second)


def _enter(work, rows):
    content = io.BytesIO(write_workbook({"明细": [HEADS, *rows]}))
    sent = {"file": (content, "2026年4月拨付明细.xlsx")}
    file = work.officer.send("POST", "/files?kind=finance_sheet", data=sent)
    return "/finance-sheets/" + work.scenario.send("enter_finance_sheet", file_id=file.json["id"])["id"]


def _list_lines(work, sheet):
    listed = work.officer.get("/finance-lines", finance_sheet_id=sheet.rpartition("/")[2]).json["items"]
    return [f"/finance-lines/{line['id']}" for line in listed]
