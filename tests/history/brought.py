"""Old sheets at a desk without a server between."""

from __future__ import annotations

import io

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.files.storing import store_file
from banfa.procedures.history.receiving import EnterHistorySheet, enter_sheet
from tests.history.past import DECISIONS, write_workbook


def enter(desk, *rows):
    """Bring a page of these rows in, below a line of its own and its heads; gives the sheet."""
    heads = [["张三制表"], ["服务商", "发文日期", "文号"], *rows]
    content = io.BytesIO(write_workbook({f"第{next(desk.numbers)}页": heads}))
    with desk.unit() as unit:
        file = store_file(unit, content, room=desk.room, name="表.xlsx", kind="history_sheet")
    with desk.unit() as unit:
        said = {**DECISIONS, "file_id": file.id, "head_row": 2}
        data = EnterHistorySheet.read(said, ReadingContext(desk.profile, unit.today))
        return enter_sheet(unit, desk.profile, data, store=desk.room.store)


def bring_in(desk, rows=1):
    """A sheet that is dropped, one whose rows but one are left out; its last name is matched.

    Gives what is under way, by kind.
    """
    gone = enter(desk, ["早已注销公司", "2024.5.6", "张三来电"])
    desk.check("drop_history_sheet", gone.id)
    provider = desk.new_provider()
    company = f"第{next(desk.numbers)}公司"
    written = [[f"第{next(desk.numbers)}家单位", "2024.5.6", "张三来电"] for _ in range(rows)]
    sheet = enter(desk, [company, "2024.5.6", "张三来电"], *written)
    first, *others = desk.list("history_row", history_sheet_id=sheet.id)
    desk.act("match_history_name", first.written_provider_id, provider_id=provider, reason="张三说是同一家")
    desk.scan("history_row", first.id, "history_proof")
    for row in others:
        desk.act("leave_history_row_out", row.id)
    return {  # what belongs to the sheet goes first: it is over with it
        "history_row": first.id,
        "history_name": first.written_provider_id,
        "history_sheet": sheet.id,
    }
