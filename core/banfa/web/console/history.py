"""历史数据 on pages: a sheet's rows with their states, its names with proposals, how far all sheets are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from flask import url_for

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import label_entries
from banfa.procedures.history.actions import READ
from banfa.procedures.history.fields import LACKING, PARTIES, TOPICS
from banfa.procedures.history.history_rows import STATES_OF_ROW
from banfa.procedures.history.listing import (
    list_names_of,
    list_progress,
    list_rows_of,
    list_unconfirmed,
)
from banfa.procedures.history.name_rows import NAMES, STATES_OF_NAME
from banfa.procedures.history.proposing import REASONS, propose
from banfa.procedures.history.sheet_rows import SHEETS, STATES_OF_SHEET
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Boolean, Enum
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.procedures.history.listing import RowOfParty
    from banfa.procedures.history.proposing import Proposal
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

NOT_CONFIRMED: Final = "未确认的历史数据不作处理依据。"
Row = dict[str, Any]


class RowsQuery(PageQuery):
    """Which rows of a sheet."""

    state = Enum("只看这一状态的", choices=STATES_OF_ROW)
    incomplete = Boolean("只看不完整的")


def say_lacking(lacking: Sequence[str]) -> str:
    """What is incomplete about a row, in words."""
    return "、".join(LACKING[name] for name in lacking)


def say_cells(cells: Sequence[dict[str, str]]) -> str:
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
    Column(zh="不完整之处", value=lambda row: say_lacking(row["row"].lacking), wide=True),
    Column(zh="不采用的理由", value=_of("reason"), wide=True),
    Column(zh="原表内容", value=lambda row: say_cells(row["row"].cells), wide=True),
)


def _describe(sheet: HistorySheet) -> str:
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
    return Rows(rows=lines, after=after, about=_describe(sheet), notes=[NOT_CONFIRMED])


def _say_proposal(proposal: Proposal) -> str:
    return f"{proposal.name}（{REASONS[proposal.why]}）"


OF_NAMES: Final = (
    Column(
        zh="表中的写法",
        value=lambda row: row["name"].spelling,
        link=link_to("history_name", "row_id", "history_name", lambda row: row["name"].id),
    ),
    Column(zh="所在列", value=lambda row: PARTIES[row["name"].party], wide=True),
    Column(zh="行数", value=lambda row: row["rows"], num=True),
    Column(zh="状态", value=lambda row: STATES_OF_NAME[row["name"].state]),
    Column(zh="匹配为", value=lambda row: row["matched"]),
    Column(zh="匹配建议（须由人确定）", value=lambda row: row["proposed"], wide=True),
)


@list_page(
    "/history-sheets/<id(history_sheet):row_id>/names",
    READ,
    "名称写法和匹配建议",
    columns=OF_NAMES,
    query=PageQuery,
    counted_in="个",
    when_empty="表中没有指明名称所在列，或者各行都没有名称。",
)
def history_sheet_names(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """The names that stand in a sheet, each with whom it is matched to or may be."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    listed = list_names_of(call.unit, sheet.id, after=selection.after or 0, limit=selection.most)
    rows, after = selection.cut(listed, lambda row: row.name.id)
    proposed = propose(call.unit, [row.name for row in rows])
    names = {
        party: label_entries(call.unit, KINDS[party], {getattr(row.name, f"{party}_id") for row in rows})
        for party in PARTIES
    }
    lines = [
        {
            "name": row.name,
            "rows": row.rows,
            "matched": names[row.name.party].get(getattr(row.name, f"{row.name.party}_id"), ""),
            "proposed": "；".join(map(_say_proposal, proposed.get(row.name.id, ()))),
        }
        for row in rows
    ]
    return Rows(rows=lines, after=after, about=_describe(sheet))


def _link_party(row: Row) -> str:
    found: Proposal = row["proposal"]
    return make_address(row["call"], found.party, found.entry_id)


def _link_match(row: Row) -> str:
    """The form by which the name is matched, the proposed party filled in."""
    found: Proposal = row["proposal"]
    number = row["call"].outward("history_name", row["id"])
    form = url_for("console.match_history_name", row_id=number)
    return f"{form}?{urlencode({found.party: found.code or found.name})}"


OF_PROPOSALS: Final = (
    Column(zh="台账中的名称", value=lambda row: row["proposal"].name, link=_link_party),
    Column(zh="统一社会信用代码", value=lambda row: row["proposal"].code, look="code"),
    Column(zh="为什么建议", value=lambda row: REASONS[row["proposal"].why]),
    Column(zh="办理", value=lambda _row: "匹配为这一家", link=_link_match),
)


@list_page(
    "/history-names/<id(history_name):row_id>/proposals",
    READ,
    "匹配建议",
    columns=OF_PROPOSALS,
    query=PageQuery,
    counted_in="家",
    when_empty="台账中没有相同或者相近的单位；确实没有的，登记台账中没有。",
)
def history_name_proposals(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """The parties that a name may be, the surest first."""
    name = NAMES.find(call.unit, row_id, lock=False)
    found = propose(call.unit, [name]).get(name.id, [])
    rows, after = selection.cut_whole([{"proposal": each, "call": call, "id": name.id} for each in found])
    return Rows(rows=rows, after=after, about=f"“{name.spelling}”，{STATES_OF_NAME[name.state]}")


def _count(state: str) -> Callable[[Any], int]:
    return lambda progress: progress.rows[state]


OF_PROGRESS: Final = (
    Column(
        zh="历史表",
        value=lambda progress: progress.sheet.title,
        link=link_to("history_sheet", "row_id", "history_sheet", lambda progress: progress.sheet.id),
    ),
    Column(zh="内容", value=lambda progress: TOPICS[progress.sheet.topic], wide=True),
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


def find_unconfirmed(call: PageCall, party: str, party_id: int) -> list[RowOfParty]:
    """List the unconfirmed rows that a party's page shows to who may read them."""
    if not call.may(READ):
        return []
    found = list_unconfirmed(call.unit, party, party_id)
    if found:
        call.shows("history_row", [each.row.id for each in found])
    return found
