"""Bringing an old sheet in: its file stays, its rows are stored as written, their names noted for matching.

Nothing of it is an entry: no fact, situation, grade or sum is counted from it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, integer, past_day, text
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.steps import start
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import check_files
from banfa.procedures.history.fields import KINDS_OF_SHEET
from banfa.procedures.history.reading import read_written
from banfa.procedures.history.sheet_rows import SHEETS, HistorySheet
from banfa.procedures.history.storing import add_rows, note_names
from banfa.procedures.inputs import Inputs, link
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit

MAX_ROW: Final = 1_048_576
"""The last row that a spreadsheet can have."""
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


_HEAD: Final = "_head"
_STANDING: Final = HistorySheet.select().where(
    HistorySheet.c.sha256 == bindparam("sha256"),
    HistorySheet.c.page == bindparam("page"),
    HistorySheet.c.state != "dropped",
)


def enter_sheet(unit: Unit, _profile: Profile, data: EnterHistorySheet, *, store: FileStore) -> HistorySheet:
    """Bring a page in, whole as it is; rows whose names were matched before are matched.

    Raises Missing, Malformed (see `read_written`, `days_reversed`), Conflict (`file_of_other_kind`,
    `entered_before`).
    """
    if data.until_on < data.from_on:
        message = "所涉期间止（until_on）不能早于所涉期间起。"
        raise Malformed("days_reversed", message, field="until_on")
    (file,) = check_files(unit, [data.file_id], kind="history_sheet")
    given = vars(data)
    named = {name.removesuffix(_HEAD): head for name, head in given.items() if name.endswith(_HEAD) and head}
    with open_content(unit, file, store=store) as content:
        written = read_written(
            content.read(), kind=data.kind, page=data.page, head_row=data.head_row, named=named
        )
    take_lock(unit, Lock.HISTORY)
    other = unit.one_or_none(HistorySheet, _STANDING, sha256=file.sha256, page=written.page)
    if other is not None:
        message = f"这张工作表已录入为“{other.title}”，不再重复录入；录入有误的，先将该表整表不采用。"
        raise Conflict("entered_before", message, field="file_id")
    names = note_names(unit, written)
    about = ("file_id", "title", "kind", "owner", "from_on", "until_on")
    sheet = start(
        unit,
        SHEETS,
        "enter",
        {**given, "rows": len(written.rows)},
        **{name: given[name] for name in about},
        sha256=file.sha256,
        page=written.page,
        head_row=written.head_row,
        heads=written.heads,
        above=written.above,
        columns_of=written.columns_of,
        row_count=len(written.rows),
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    add_rows(unit, sheet.id, written.rows, names)
    hung = AttachFile(file_id=file.id, source=data.owner, made_on=None)
    attach_file(unit, "history_sheet", sheet.id, hung, provider_id=file.provider_id)
    return sheet
