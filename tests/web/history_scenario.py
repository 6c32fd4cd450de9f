"""The room of old sheets, carried out by the examples of the document."""

from __future__ import annotations

import io

from tests.history.past import write_workbook

PAST = {
    "history_sheets": "history_sheet",
    "history_names": "history_name",
    "history_rows": "history_row",
}
"""Every kind of thing of the room, by what its list is called."""
ROWS = [
    ["2024年服务商整改情况"],
    ["服务商", "发文日期", "备注"],
    ["厦门某某科技公司", "2024.5.6", "已电话通知联系人"],
    ["早已注销公司", "2024.6.1", None],
    ["合计", None, "2条"],
]


def run_history(work):
    """A sheet with a row that is confirmed, finished and taken up again; one that is dropped."""
    sheet = _enter(work, ROWS)
    work.scan(sheet, "other", "history_sheet")
    work.scenario.send("list_history_progress", query={"limit": 2})
    _match(work)
    _go_through(work, sheet)
    work.press("finish_history_sheet", sheet, "completion")
    work.act("reopen_history_sheet", sheet, by=work.second)
    work.act("drop_history_sheet", _enter(work, [*ROWS, ["另一家公司", "2024.7.1", None]]), by=work.second)


def _enter(work, rows):
    content = io.BytesIO(write_workbook({"2024年": rows}))
    sent = {"file": (content, "2024年整改情况.xlsx")}
    file = work.officer.send("POST", "/files?kind=history_sheet", data=sent)
    return "/history-sheets/" + work.scenario.send("enter_history_sheet", file_id=file.json["id"])["id"]


def _match(work):
    """A name that is matched, undone and matched again; two that the ledger does not have."""
    listed = work.officer.get("/history-names").json["items"]
    names = {each["spelling"]: f"/history-names/{each['id']}" for each in listed}
    first = names["厦门某某科技公司"]
    work.scenario.send("list_history_name_proposals", ids=[_last(first)])
    work.act("match_history_name", first, provider_id=work.provider)
    work.act("undo_history_match", first, by=work.second)
    work.act("match_history_name", first, provider_id=work.provider)
    work.scan(first, "other", "history_name")
    work.act("note_history_name_absent", names["早已注销公司"])


def _go_through(work, sheet):
    """The first row is confirmed, taken back and confirmed again; the others are left out."""
    rows = work.officer.get("/history-rows", history_sheet_id=_last(sheet)).json["items"]
    first, second, third = (f"/history-rows/{row['id']}" for row in rows)
    decisions = work.officer.get("/decisions", provider_id=work.provider, limit=50).json["items"]
    decision = next(each["id"] for each in decisions if each["kind"] != "grade")
    work.scan(first, "history_proof", "history_row")
    work.act("confirm_history_row", first, by=work.second, decision_id=decision)
    work.act("withdraw_history_confirmation", first, by=work.second)
    work.act("confirm_history_row", first, by=work.second, decision_id=decision)
    work.act("leave_history_row_out", second)
    work.press("reopen_history_row", second, "reopening")
    work.act("leave_history_row_out", second)
    work.act("leave_history_row_out", third)


def _last(address):
    return address.rpartition("/")[2]
