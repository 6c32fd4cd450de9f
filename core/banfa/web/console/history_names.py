"""Names of old sheets on pages: each with whom it is matched to, and whom it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from flask import url_for

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import label_entries
from banfa.procedures.history.actions import READ
from banfa.procedures.history.fields import PARTIES
from banfa.procedures.history.listing import list_names_of
from banfa.procedures.history.name_rows import NAMES, STATES_OF_NAME
from banfa.procedures.history.proposing import REASONS, propose
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Rows, list_page
from banfa.web.console.history import describe_sheet
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from banfa.procedures.history.proposing import Proposal
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

Row = dict[str, Any]


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
    return Rows(rows=lines, after=after, about=describe_sheet(sheet))


def _link_party(row: Row) -> str:
    proposal: Proposal = row["proposal"]
    return make_address(row["call"], proposal.party, proposal.entry_id)


def _link_match(row: Row) -> str:
    """The form by which the name is matched, the proposed party filled in."""
    proposal: Proposal = row["proposal"]
    number = row["call"].outward("history_name", row["id"])
    form = url_for("console.match_history_name", row_id=number)
    return f"{form}?{urlencode({proposal.party: proposal.code or proposal.name})}"


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
    proposals = propose(call.unit, [name]).get(name.id, [])
    rows, after = selection.cut_whole([{"proposal": each, "call": call, "id": name.id} for each in proposals])
    return Rows(rows=rows, after=after, about=f"“{name.spelling}”，{STATES_OF_NAME[name.state]}")
