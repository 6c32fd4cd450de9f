"""Whether a claim may be subsidised, asked again at the meeting, at the allocation and at every payment.

What the measure denies goes no further. What it leaves open goes on only once a person has decided it by
name, with the reason, on what is open then; where something else has become open since, it is decided anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Forbidden
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.steps import take
from banfa.procedures.naming import same_name
from banfa.procedures.subsidies.answering import NO, OPEN, answer_one
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim
from banfa.procedures.subsidies.papers import Paper
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class WeighSubsidy(
    Paper,
    example={
        "answer_name": "何平",
        "answer_reason": "经核对发票和市场报价，价格不高于同类产品平均价格。",
    },
):
    """Who has decided, and why it goes on although the measure leaves it open."""

    answer_name: str = text("作出认定的人", max_length=50)
    answer_reason: str = text("认定的理由", max_length=2000)


def weigh_subsidy(
    unit: Unit, profile: Profile, row_id: int, data: WeighSubsidy, version: int | None = None
) -> Claim:
    """Record that a named person has decided what the measure leaves open.

    Raises Conflict (`nothing_open`), Forbidden (`same_person`).
    """
    row = CLAIMS.find(unit, row_id, version=version)
    step = f"weigh_{row.state}" if f"weigh_{row.state}" in CLAIMS.steps else "weigh_computed"
    CLAIMS.check_taker(unit, row, CLAIMS.check(row, step))
    subsidy = answer_one(unit, profile, row.contract_id)
    if not subsidy.binds or subsidy.answer != OPEN:
        message = f"没有需要由人认定的情形：{subsidy.sentence}"
        raise Conflict("nothing_open", message)
    if row.computed_by is not None and same_name(data.answer_name, find_person(unit, row.computed_by).name):
        message = f"{data.answer_name}是测算金额的人，不能认定自己经办的申报能否奖补。"
        raise Forbidden("same_person", message)
    weighed = {**vars(data), "answer": subsidy.sentence}
    return take(unit, CLAIMS, row, step, weighed, **weighed, answer_by=unit.actor.person.id)


def check_subsidy(unit: Unit, profile: Profile, claim: Claim) -> str:
    """Check that nothing in the measure is in the way of a claim; gives what it says, in a line.

    Raises Conflict (`subsidy_denied`, `subsidy_open`).
    """
    subsidy = answer_one(unit, profile, claim.contract_id)
    if subsidy.binds and subsidy.answer == NO:
        message = f"按办法条款不能补助，请登记不予补助：{subsidy.sentence}"
        raise Conflict("subsidy_denied", message)
    decided = claim.answer_by is not None and claim.answer == subsidy.sentence
    if subsidy.binds and subsidy.answer == OPEN and not decided:
        message = f"能否奖补尚不能确定，须先由有权的人具名认定并写明理由：{subsidy.sentence}"
        raise Conflict("subsidy_open", message)
    return subsidy.sentence
