"""Bringing an old sheet in: its file stays, its rows are stored as written, their names noted for matching.

Nothing of it is an entry: no fact, situation, grade or sum is counted from it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.specifiers import choice, integer, past_day, text
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import check_files
from banfa.procedures.history.fields import KINDS_OF_SHEET
from banfa.procedures.history.reading import read_written
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.procedures.history.storing import add_rows, note_names
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.written_pages import MAX_ROW, check_period, enter_page, list_heads
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.files.store import FileStore
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit

_HINT: Final = "照抄表头，或填列号如 B；没有的不填"


class EnterHistorySheet(
    Inputs,
    example={
        "file_id": "FILE",
        "page": "2024年",
        "head_row": 2,
        "title": "2024年服务商整改情况",
        "kind": "decisions",
        "owner": "中小企业科",
        "from_on": "2024-01-01",
        "until_on": "2024-12-31",
        "provider_head": "服务商",
        "day_head": "发文日期",
    },
):
    """Which page of which file, what it is, whose, of which time, and which columns hold what."""

    file_id: int = link("stored_file", "历史表文件", hint="先在案卷材料中以“历史表原件”上传")
    page: str | None = text("工作表", max_length=100, hint="文件有几张工作表的，填录入哪一张")
    head_row: int | None = integer("表头所在行", minimum=1, maximum=MAX_ROW, hint="不填的为第一个有内容的行")
    title: str = text("表名", max_length=200)
    kind: str = choice("表的内容", KINDS_OF_SHEET)
    owner: str = text("原制表单位", max_length=200)
    from_on: date = past_day("所涉期间起")
    until_on: date = past_day("所涉期间止")
    provider_head: str | None = text("服务商名称所在列", max_length=200, hint=_HINT)
    provider_code_head: str | None = text("服务商统一社会信用代码所在列", max_length=200, hint=_HINT)
    enterprise_head: str | None = text("企业名称所在列", max_length=200, hint=_HINT)
    enterprise_code_head: str | None = text("企业统一社会信用代码所在列", max_length=200, hint=_HINT)
    day_head: str | None = text("日期所在列", max_length=200, hint=_HINT)
    number_head: str | None = text("编号、文号所在列", max_length=200, hint=_HINT)
    amount_head: str | None = text("金额所在列", max_length=200, hint=_HINT)


def enter_sheet(unit: Unit, _profile: Profile, data: EnterHistorySheet, *, store: FileStore) -> HistorySheet:
    """Bring a page in, whole as it is; rows whose names were matched before are matched.

    Raises Missing, Malformed (see `read_written`, `days_reversed`), Conflict (`file_of_other_kind`,
    `entered_before`).
    """
    check_period(data.from_on, data.until_on, "所涉期间止")
    (file,) = check_files(unit, [data.file_id], kind="history_sheet")
    with open_content(unit, file, store=store) as content:
        written = read_written(
            content.read(), kind=data.kind, page=data.page, head_row=data.head_row, named=list_heads(data)
        )
    take_lock(unit, Lock.HISTORY)
    rows = written.rows
    sheet = enter_page(unit, SHEETS, data, written, file=file, sender=data.owner, rows=len(rows))
    add_rows(unit, sheet.id, rows, note_names(unit, written))
    return sheet
