"""A list of finance's at a desk without a server between."""

from __future__ import annotations

import io
from datetime import timedelta

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.files.storing import store_file
from banfa.procedures.finance.receiving import EnterFinanceSheet, enter_sheet
from tests.finance.listed import HEADS
from tests.history.past import write_workbook


def enter(desk, rows=1):
    """Bring in a list of so many rows that only finance has; gives it."""
    lines = [
        [None, "某厂", None, None, None, desk.day, f"F-{next(desk.numbers)}", 5, None, None]
        for _ in range(rows)
    ]
    return bring_in(desk, lines)


def bring_in(desk, lines):
    """Bring in a list of these lines, of today and yesterday."""
    content = io.BytesIO(write_workbook({"明细": [HEADS, *lines]}))
    with desk.unit() as unit:
        file = store_file(unit, content, room=desk.room, name="拨付明细.xlsx", kind="finance_sheet")
    said = {
        "file_id": file.id,
        "title": "拨付明细",
        "sender": "市财政局",
        "from_on": (desk.day - timedelta(1)).isoformat(),
        "until_on": desk.day.isoformat(),
    }
    with desk.unit() as unit:
        data = EnterFinanceSheet.read(said, ReadingContext(desk.profile, unit.today))
        return enter_sheet(unit, desk.profile, data, store=desk.room.store)


def reconcile(desk, rows=1):
    """A list of which no line is decided; gives it and its first line."""
    sheet = enter(desk, rows)
    return {
        "finance_line": desk.list("finance_line", finance_sheet_id=sheet.id)[0].id,
        "finance_sheet": sheet.id,
    }


def settle(desk):
    """A list that is not used, and one of which the line is left as it is."""
    desk.check("drop_finance_sheet", enter(desk).id)
    desk.act("explain_finance_line", reconcile(desk)["finance_line"], reason="张三来电说是误记")
