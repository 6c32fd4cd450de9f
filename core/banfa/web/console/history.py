"""历史数据 on pages: a sheet's rows with their states, its names with proposals, how far all sheets are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import label_entries
from banfa.procedures.history.actions import READ
from banfa.procedures.history.fields import LACKING, PARTIES
from banfa.procedures.history.history_rows import STATES_OF_ROW
from banfa.procedures.history.listing import (
    list_rows_of,
    list_unconfirmed,
)
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Boolean, Enum
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.procedures.history.listing import RowOfParty
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

NOT_CONFIRMED: Final = "未确认的历史数据不作处理依据。"
Row = dict[str, Any]


class RowsQuery(PageQuery):
    """Which rows of a sheet."""

    state = Enum("只看这一状态的", choices=STATES_OF_ROW)
    incomplete = Boolean("只看不完整的")


def _say_lacking(lacking: Sequence[str]) -> str:
    """What is incomplete about a row, in words."""
    return "、".join(LACKING[name] for name in lacking)


def _say_cells(cells: Sequence[dict[str, str]]) -> str:
    """A row as it was written: heads (letters where there are none) and texts."""
    return "；".join(f"{cell['head'] or cell['column']}：{cell['text']}" for cell in cells)


def _of(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row["row"], name)


_LINK: Final = link_to("history_row", "row_id", "history_row", lambda row: row["row"].id)
OF_SHEET: Final = (
    Column(
        zh="原表行号",
        value=_of("line"),
        link=_LINK,
    ),
    Column(zh="服务商（原写法）", value=_of("provider_written")),
    Column(zh="企业（原写法）", value=_of("enterprise_written"), wide=True),
    Column(zh="匹配的服务商", value=lambda row: row["provider"], wide=True),
    Column(zh="匹配的企业", value=lambda row: row["enterprise"], wide=True),
    Column(zh="状态", value=lambda row: STATES_OF_ROW[row["row"].state]),
    Column(zh="不完整之处", value=lambda row: _say_lacking(row["row"].lacking), wide=True),
    Column(zh="不采用的理由", value=_of("reason"), wide=True),
    Column(zh="原表内容", value=lambda row: _say_cells(row["row"].cells), wide=True),
)


def describe_sheet(sheet: HistorySheet) -> str:
    """Which sheet it is: its title, whose, of which time, which page."""
    of_page = f"，工作表“{sheet.page}”" if sheet.page else ""
    return f"{sheet.title}，{sheet.owner}，{sheet.from_on}至{sheet.until_on}{of_page}"


@list_page(
    "/history-sheets/<id(history_sheet):row_id>/rows",
    READ,
    "历史数据",
    columns=OF_SHEET,
    query=RowsQuery,
    filters=(
        Filter("state", "状态", tuple(STATES_OF_ROW.items())),
        Filter("incomplete", "内容", (("true", "只看不完整的"),)),
    ),
    counted_in="行",
)
def history_sheet_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """A sheet's rows as they were written, each with its state and what it lacks."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    chosen = selection.pick("state", "incomplete")
    listed = list_rows_of(call.unit, sheet.id, after=selection.after or 0, limit=selection.most, **chosen)
    rows, after = selection.cut(listed, lambda row: row.line)
    if rows:
        call.shows("history_row", [row.id for row in rows])
    names = {
        party: label_entries(call.unit, KINDS[party], {getattr(row, f"{party}_id") for row in rows})
        for party in PARTIES
    }
    lines = [
        {"row": row, **{party: names[party].get(getattr(row, f"{party}_id"), "") for party in PARTIES}}
        for row in rows
    ]
    return Rows(rows=lines, after=after, about=describe_sheet(sheet), notes=[NOT_CONFIRMED])


def find_unconfirmed(call: PageCall, party: str, party_id: int) -> list[RowOfParty]:
    """List the unconfirmed rows that a party's page shows to who may read them."""
    if not call.may(READ):
        return []
    listed = list_unconfirmed(call.unit, party, party_id)
    if listed:
        call.shows("history_row", [each.row.id for each in listed])
    return listed
