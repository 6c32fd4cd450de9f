"""Decisions under a document: proposed, confirmed by another person, or imported; `/decisions` reads them."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from flask import Blueprint as PlainBlueprint
from marshmallow import Schema

from banfa.errors import Forbidden
from banfa.ledger.kinds.decisions import FILLED_IN, KINDS_OF_DECISION, Decision
from banfa.procedures.decisions import cut_over, proposing, steps
from banfa.procedures.decisions.importing import import_decisions as import_rows
from banfa.trust.rights import BY_PROCEDURE
from banfa.web.api.entries import record_rows
from banfa.web.api.entry_schemas import BulkReport, make_bulk_form, make_content, make_form
from banfa.web.api.examples import DECISION, PAST_DECISION
from banfa.web.api.names import add_names
from banfa.web.api.pages import page_of
from banfa.web.fields import Date, DateTime, Enum, Id, Integer, Nested, PersonName, Str
from banfa.web.operation import MEBIBYTE, PREFIX, Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery, by_id
from banfa.web.responses import Answer

blp = Blueprint("decision_procedure", __name__, description="决定的提出、确认和导入")
by_procedure: Final = PlainBlueprint("by_procedure", __name__, url_prefix=PREFIX)
"""The addresses at which any other kind of entry is recorded, corrected, voided: they name the procedure."""

KIND: Final = Decision.declaration
EXPLAINED: Final = """\
须写明决定机关、文号、依据的版本和条款；版本须在作出之日施行，并规定有此种措施。另一人确认后才记入台账。"""

ProposalIn: Final = make_form(
    "DecisionProposalIn", KIND, without=("external_id", *FILLED_IN), required=proposing.DOCUMENTED
)
Content: Final = make_content("ProposedDecision", KIND, without=FILLED_IN)
ImportIn: Final = make_bulk_form("DecisionImport", KIND, without=FILLED_IN)


class ProposalQuery(PageQuery):
    """Of which state."""

    state = Enum("只看处于这一状态的", choices=steps.STATES)


class Proposal(Schema):
    """A decision proposed, or days to be added to one."""

    id = Id("编号", of="decision_proposal", required=True)
    version = Integer("第几次变化，即 ETag", minimum=1, required=True)
    purpose = Enum("作出决定，还是补记日期", choices=steps.PURPOSES, required=True)
    state = Enum("状态", choices=steps.STATES, required=True)
    kind = Enum("决定种类", choices=KINDS_OF_DECISION, required=True)
    document_no = Str("文号；补记日期的为证明该日期的文件或回证", required=True)
    decision = Nested(Content, "拟记入台账的内容", required=True)
    proposed_by = PersonName("提出人", required=True)
    proposed_at = DateTime("提出时间", required=True)
    ended_by = PersonName("确认、退回或收回的人")
    ended_at = DateTime("确认、退回或收回的时间")
    reason = Str("退回或收回的理由")
    decision_id = Id("所记入或所补记的决定编号", of="decision")


class ReasonIn(Form):
    """Why."""

    reason = Str("理由", required=True, max_length=2000)


def _make_days() -> type[Schema]:
    """Make the form of the days that can be added to a decision."""
    days: dict[str, Any] = {name: Date(KIND.field(name).zh) for name in proposing.LATER_DAYS}
    return type("DecisionDays", (Form,), days)


class DaysIn(Form):
    """Days that came to be known after the decision, and the paper that shows them."""

    document_no = Str("证明该日期的文件或送达回证", required=True, max_length=200)
    days = Nested(_make_days(), "要补记的日期", required=True)


class CutOverIn(Form):
    """The last day whose decisions are imported."""

    until_on = Date("既往决定的截至日", required=True)


class CutOver(Schema):
    """The day as it was set."""

    until_on = Date("既往决定的截至日", required=True)
    set_by = PersonName("设定人", required=True)
    set_at = DateTime("设定时间", required=True)


@blp.route("/decision-proposals")
@blp.arguments(ProposalQuery, location="query")
@blp.response(200, page_of(Proposal))
@operation("decision.read", summary="拟作的决定")
def list_decision_proposals(call: Call, query: Arguments) -> Answer:
    """Every proposal, in the order of proposing."""
    state = query.get("state")
    page = call.page(
        query,
        lambda after, limit: steps.list_proposals(call.unit, state=state, after=after or 0, limit=limit),
        key=by_id,
        render=_render_proposal,
    )
    _name_parties(call, page.data["items"])
    return page


@blp.route("/decision-proposals", methods=["POST"])
@blp.arguments(ProposalIn, example=DECISION)
@blp.response(201, Proposal)
@operation("decision.propose", summary="提出决定", description=EXPLAINED)
def propose_decision(call: Call, body: Arguments) -> Answer:
    """Propose a decision."""
    proposal = proposing.propose_decision(call.unit, call.profile, body)
    return _answer(call, proposal, location=True)


@blp.route("/decisions/<id(decision):decision_id>/days", methods=["POST"])
@blp.arguments(
    DaysIn, example={"document_no": "厦工信送〔2026〕3号送达回证", "days": {"served_on": "2026-03-13"}}
)
@blp.response(201, Proposal)
@operation(
    "decision.propose",
    summary="提出补记决定的日期",
    description="只补记尚无记录的日期，另一人确认后记入；已有的不能改写。",
)
def propose_decision_days(call: Call, body: Arguments, decision_id: int) -> Answer:
    """Propose days that came to be known after the decision."""
    days = {name: day for name, day in body["days"].items() if day is not None}
    proposal = proposing.propose_days(
        call.unit, call.profile, decision_id=decision_id, document_no=body["document_no"], days=days
    )
    return _answer(call, proposal, location=True)


@blp.route("/decision-proposals/<id(decision_proposal):proposal_id>")
@blp.response(200, Proposal)
@operation("decision.read", summary="拟作的一件决定")
def get_decision_proposal(call: Call, proposal_id: int) -> Answer:
    """One proposal."""
    return _answer(call, steps.find_proposal(call.unit, proposal_id))


@blp.route("/decision-proposals/<id(decision_proposal):proposal_id>/confirmation", methods=["POST"])
@blp.response(200, Proposal)
@operation(
    "decision.confirm",
    summary="确认决定",
    description="提出的人不能自行确认。确认后即记入台账，不能更正；作错的另作撤回决定。",
    versioned=True,
)
def confirm_decision_proposal(call: Call, proposal_id: int) -> Answer:
    """Confirm what another person proposed."""
    proposal = proposing.confirm_proposal(
        call.unit, call.profile, proposal_id=proposal_id, version=call.version
    )
    return _answer(call, proposal)


@blp.route("/decision-proposals/<id(decision_proposal):proposal_id>/rejection", methods=["POST"])
@blp.arguments(ReasonIn, example={"reason": "送达之日与回证不符，请核对后重提"})
@blp.response(200, Proposal)
@operation("decision.confirm", summary="退回拟作的决定", versioned=True)
def reject_decision_proposal(call: Call, body: Arguments, proposal_id: int) -> Answer:
    """Send a proposal back."""
    return _answer(
        call,
        proposing.reject_proposal(call.unit, proposal_id=proposal_id, version=call.version, **body),
    )


@blp.route("/decision-proposals/<id(decision_proposal):proposal_id>/taking-back", methods=["POST"])
@blp.arguments(ReasonIn, example={"reason": "文号填写有误"})
@blp.response(200, Proposal)
@operation("decision.propose", summary="收回拟作的决定", description="只有提出的人可以收回。", versioned=True)
def take_decision_proposal_back(call: Call, body: Arguments, proposal_id: int) -> Answer:
    """Take one's own proposal back."""
    return _answer(
        call,
        proposing.take_proposal_back(call.unit, proposal_id=proposal_id, version=call.version, **body),
    )


@blp.route("/decision-imports", methods=["POST"])
@blp.arguments(ImportIn, example={"rows": [PAST_DECISION]})
@blp.response(200, BulkReport)
@operation(
    "decision.import",
    summary="导入既往决定",
    description=(
        "作出之日不晚于既往决定的截至日（/cut-over）。文号等可以不全；办法没有规定的措施照样存入，"
        "不计入任何统计（/decisions?effect=no_basis）。凭 external_id 认出已导入的。"
    ),
    max_bytes=16 * MEBIBYTE,
    weight=20,
)
def import_decisions(call: Call, body: Arguments) -> Answer:
    """Import what was decided before Banfa came."""
    return record_rows(call, KIND, body["rows"], lambda rows: import_rows(call.unit, call.profile, rows))


@blp.route("/cut-over")
@blp.response(200, CutOver)
@operation("decision.read", summary="既往决定的截至日")
def get_cut_over(call: Call) -> Answer:
    """The last day whose decisions are imported."""
    return Answer(_render_cut_over(cut_over.find_cut_over(call.unit)))


@blp.route("/cut-over", methods=["POST"])
@blp.arguments(CutOverIn, example={"until_on": "2025-12-31"})
@blp.response(201, CutOver)
@operation("decision.import", summary="确定既往决定的截至日", description="只能确定一次。")
def set_cut_over(call: Call, body: Arguments) -> Answer:
    """Set the day, once."""
    return Answer(_render_cut_over(cut_over.set_cut_over(call.unit, **body)))


@by_procedure.post("/decisions", endpoint="record")
@by_procedure.post("/decisions/bulk", endpoint="record_in_bulk")
@by_procedure.post("/decisions/<decision_id>/correction", endpoint="correct")
@by_procedure.post("/decisions/<decision_id>/voiding", endpoint="void")
def name_procedure(**_path: str) -> NoReturn:
    """Say by which procedure a decision is recorded."""
    raise Forbidden("by_procedure_only", BY_PROCEDURE)


def _answer(call: Call, proposal: steps.Proposal, *, location: bool = False) -> Answer:
    item = _render_proposal(proposal)
    _name_parties(call, [item])
    where = call.locate("/decision-proposals", "decision_proposal", proposal.id) if location else None
    return Answer(item, version=proposal.version, location=where)


def _render_proposal(proposal: steps.Proposal) -> dict[str, Any]:
    names = [name for name in Proposal().fields if name != "decision"]
    return {**{name: getattr(proposal, name) for name in names}, "decision": dict(proposal.data)}


def _name_parties(call: Call, items: list[dict[str, Any]]) -> None:
    """Name whom proposals are about, in one statement for all."""
    for item, named in zip(items, add_names(call.unit, [item["decision"] for item in items]), strict=True):
        item["decision"] = named


def _render_cut_over(row: cut_over.CutOver) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CutOver().fields}
