"""历史数据: how far each old sheet is, and whom a name that is written there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.procedures.history.actions import READ
from banfa.procedures.history.fields import KINDS_OF_SHEET, PARTIES
from banfa.procedures.history.history_rows import STATES_OF_ROW
from banfa.procedures.history.name_rows import NAMES
from banfa.procedures.history.progress import list_progress
from banfa.procedures.history.proposing import REASONS, propose
from banfa.procedures.history.sheet_rows import STATES_OF_SHEET
from banfa.web.api.pages import page_of
from banfa.web.fields import Enum, Id, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import PageQuery
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.history.progress import Progress
    from banfa.procedures.history.proposing import Proposal
    from banfa.web.requests import Arguments, Call

blp: Final = Blueprint("history", __name__, description="历史数据")


class SheetProgress(Schema):
    """How far a sheet is."""

    history_sheet_id = Id("历史表", of="history_sheet", required=True)
    title = Str("表名", required=True)
    kind = Enum("表的内容", choices=KINDS_OF_SHEET, required=True)
    state = Enum("状态", choices=STATES_OF_SHEET, required=True)
    unmatched = Integer("未匹配", unit="行", required=True)
    matched = Integer("已匹配，未确认", unit="行", required=True)
    confirmed = Integer("已确认", unit="行", required=True)
    left_out = Integer("不采用", unit="行", required=True)
    incomplete = Integer("没有办完而内容不完整的", unit="行", required=True)
    names = Integer("待匹配的名称写法", unit="个", required=True)


class ProposalOfParty(Schema):
    """A party that a name may be; nobody is matched but by a person."""

    party = Enum("服务商或者试点企业", choices=PARTIES, required=True)
    provider_id = Id("服务商编号", allow_none=True, required=True)
    enterprise_id = Id("企业编号", allow_none=True, required=True)
    name = Str("台账中的名称", required=True)
    code = Str("统一社会信用代码", required=True, allow_none=True)
    why = Enum("为什么建议", choices=REASONS, required=True)


class Proposals(Schema):
    """All that are proposed."""

    items = List(Nested(ProposalOfParty), "建议，由最可能的到相近的", required=True)


@blp.route("/history-progress", methods=["GET"])
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(SheetProgress))
@operation(READ, summary="各历史表的进度")
def list_history_progress(call: Call, query: Arguments) -> Answer:
    """List every sheet with how far it is."""

    def fetch(after: int | None, limit: int) -> list[Progress]:
        return list_progress(call.unit, after=after or 0, limit=limit)

    return call.page(query, fetch, key=lambda progress: progress.sheet.id, render=_render_progress)


def _render_progress(progress: Progress) -> dict[str, Any]:
    sheet = progress.sheet
    about = {"title": sheet.title, "kind": sheet.kind, "state": sheet.state}
    rows = {state: progress.rows[state] for state in STATES_OF_ROW}
    counts = {"incomplete": progress.incomplete, "names": progress.names}
    return {"history_sheet_id": sheet.id, **about, **rows, **counts}


@blp.route("/history-names/<id(history_name):row_id>/proposals", methods=["GET"])
@blp.response(200, Proposals)
@operation(READ, summary="名称写法的匹配建议")
def list_history_name_proposals(call: Call, row_id: int) -> Answer:
    """List the parties that a name may be; nothing for one that is settled."""
    name = NAMES.find(call.unit, row_id, lock=False)
    proposals = propose(call.unit, [name]).get(name.id, [])
    return Answer({"items": [_render_proposal(proposal) for proposal in proposals]})


def _render_proposal(proposal: Proposal) -> dict[str, Any]:
    ids = {f"{party}_id": proposal.entry_id if party == proposal.party else None for party in PARTIES}
    return {
        "party": proposal.party,
        **ids,
        "name": proposal.name,
        "code": proposal.code,
        "why": proposal.why,
    }
