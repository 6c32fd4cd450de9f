"""历史数据进度: how far every old sheet is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.history.actions import READ
from banfa.procedures.history.fields import KINDS_OF_SHEET
from banfa.procedures.history.progress import list_progress
from banfa.procedures.history.sheet_rows import STATES_OF_SHEET
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Rows, list_page
from banfa.web.console.history import NOT_CONFIRMED
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


def _count(state: str) -> Callable[[Any], int]:
    return lambda progress: progress.rows[state]


OF_PROGRESS: Final = (
    Column(
        zh="历史表",
        value=lambda progress: progress.sheet.title,
        link=link_to("history_sheet", "row_id", "history_sheet", lambda progress: progress.sheet.id),
    ),
    Column(zh="内容", value=lambda progress: KINDS_OF_SHEET[progress.sheet.kind], wide=True),
    Column(zh="原制表单位", value=lambda progress: progress.sheet.owner, wide=True),
    Column(zh="行数", value=lambda progress: progress.sheet.row_count, num=True),
    Column(zh="未匹配", value=_count("unmatched"), num=True),
    Column(zh="已匹配未确认", value=_count("matched"), num=True),
    Column(zh="已确认", value=_count("confirmed"), num=True),
    Column(zh="不采用", value=_count("left_out"), num=True, wide=True),
    Column(zh="不完整", value=lambda progress: progress.incomplete, num=True, wide=True),
    Column(zh="待匹配的写法", value=lambda progress: progress.names, num=True, wide=True),
    Column(zh="状态", value=lambda progress: STATES_OF_SHEET[progress.sheet.state]),
)


@list_page(
    "/history-progress",
    READ,
    "历史数据进度",
    columns=OF_PROGRESS,
    query=PageQuery,
    counted_in="张",
    when_empty="还没有录入历史表。",
)
def history_progress(call: PageCall, selection: Selection) -> Rows:
    """How far every old sheet is."""
    listed = list_progress(call.unit, after=selection.after or 0, limit=selection.most)
    rows, after = selection.cut(listed, lambda progress: progress.sheet.id)
    return Rows(rows=rows, after=after, notes=[NOT_CONFIRMED])
