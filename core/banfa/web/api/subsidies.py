"""Whether a contract may be subsidised, and by which words of the measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.subsidies.answering import ANSWERS, answer_one
from banfa.procedures.subsidies.papers import READ
from banfa.web.fields import Boolean, Cite, Enum, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.values import render_cite
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.law import Cite as CiteOfLaw
    from banfa.web.requests import Call


class SubsidyReason(Schema):
    """What bears on it, by which provision; null where the measure has none."""

    cite = Cite(allow_none=True, required=True)
    cite_zh = Str("条款；办法没有规定的为空", allow_none=True, required=True)
    words = Str("情形和事实", required=True)
    open = Boolean("是否尚不能确定", required=True)


class SubsidyAnswer(Schema):
    """The answer, in one line and by its reasons."""

    answer = Enum("能否奖补", choices=ANSWERS, required=True)
    answer_zh = Str("能否奖补的名称", required=True)
    sentence = Str("一句话的答复", required=True)
    trial = Boolean("是否只是试算（没有版本施行，不作依据）", required=True)
    reasons = List(Nested(SubsidyReason), "所据条款", required=True)


def _render(cite: CiteOfLaw | None) -> dict[str, Any]:
    return {"cite": None, "cite_zh": None} if cite is None else render_cite(cite)


blp: Final = Blueprint("subsidies", __name__, description="奖补资金")


@blp.route("/contracts/<id(contract):entry_id>/subsidy", methods=["GET"])
@blp.response(200, SubsidyAnswer)
@operation(READ, summary="合同能否奖补")
def get_contract_subsidy(call: Call, entry_id: int) -> Answer:
    """Say whether a contract may be subsidised."""
    get_entry(call.unit, Contract, entry_id)
    subsidy = answer_one(call.unit, call.profile, entry_id)
    return Answer(
        {
            "answer": subsidy.answer,
            "answer_zh": ANSWERS[subsidy.answer],
            "sentence": subsidy.sentence,
            "trial": subsidy.trial,
            "reasons": [
                {**_render(reason.cite), "words": reason.words, "open": reason.open}
                for reason in subsidy.reasons
            ],
        }
    )
