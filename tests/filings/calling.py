"""An office that has providers file by a named 通知: a call is drafted, issued, answered."""

from __future__ import annotations

from datetime import date

LATE = {"reason": "截止日次日仍未报送。"}
SENT_ON = date(2026, 4, 1)
DUE_ON = date(2026, 4, 9)
"""Five working days after 1 April 2026, a Wednesday: 4 to 6 April are days of rest (清明节)."""
CALL = {
    "title": "关于报送2026年3月数字化改造工作进展的通知",
    "document_no": "厦工信企业函〔2026〕15号",
    "issuer": "厦门市工业和信息化局",
    "issued_on": "2026-04-01",
    "materials": [{"name": "3月项目进度表"}, {"name": "在建项目问题清单"}],
    "term": 5,
    "term_unit": "工作日",
}


def draft(office, **changes):
    return office.post("/filing-calls", {**CALL, **changes})["id"]


def list_filings(office, call):
    return office.get("/material-filings", filing_call_id=call)["items"]


def issue(office, call, **changes):
    """Hang the 通知 on a call and have the second officer issue it."""
    path = f"/filing-calls/{call}"
    office.attach(path, "filing_notice")
    body = {"sent_on": office.today.isoformat(), "manner": "纸质送交联络员", **changes}
    return office.post(f"{path}/issue", body, by=office.second)


def call_pool(office, **changes):
    """A call that went out to all in the pool; gives it and its filings' ids."""
    call = draft(office, **changes)
    office.post(f"/filing-calls/{call}/pool", {})
    issue(office, call)
    return call, [filing["id"] for filing in list_filings(office, call)]


def receive(office, filing, handed_on=None, received_on=None):
    """Enter what came in, with its files."""
    path = f"/material-filings/{filing}"
    office.attach(path, "filed_material")
    today = office.today.isoformat()
    body = {"handed_on": handed_on or today, "received_on": received_on or handed_on or today}
    return office.post(f"{path}/receipt", body)


def mark_late(office, filing):
    """Mark a filing late and have it checked; gives the mark."""
    mark = office.post(f"/material-filings/{filing}/late-marks", {"reason": "未报送，也未说明。"})["id"]
    office.post(f"/late-marks/{mark}/confirmation", by=office.second)
    return mark
