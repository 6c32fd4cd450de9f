"""Whether a contract may be subsidised, and by which words of the measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    from banfa.web.requests import Call


class SubsidyReason(Schema):
    """A provision that bears on it."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    words = Str("情形和事实", required=True)
    open = Boolean("是否尚不能确定", required=True)


class SubsidyAnswer(Schema):
    """The answer, in one line and by its reasons."""

    answer = Enum("能否奖补", choices=ANSWERS, required=True)
    answer_zh = Str("能否奖补的名称", required=True)
    sentence = Str("一句话的答复", required=True)
    reasons = List(Nested(SubsidyReason), "所据条款", required=True)


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
            "reasons": [
                {**render_cite(reason.cite), "words": reason.words, "open": reason.open}
                for reason in subsidy.reasons
            ],
        }
    )
