"""What comes back of a referral (移送): whether the body that it went to has opened a case, and why not.

行政执法机关移送涉嫌犯罪案件的规定: a copy goes to the 人民检察院 (6); the 公安机关 answers in writing, with
its reasons where it does not open a case (8).
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.procedures.cases.clauses import REFERRAL
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

ANSWERS: Final = {"opened": "决定立案", "not_opened": "不予立案"}


class AnswerReferral(
    Inputs,
    example={
        "copied_on": "2026-05-06",
        "answered_on": "2026-05-07",
        "outcome": "opened",
        "words": "立案决定书文号：某公（经）立字〔2026〕12号。",
    },
):
    """When the 检察院 had its copy, and what the body answered."""

    copied_on: date = past_day("抄送人民检察院之日")
    answered_on: date = past_day("收到答复之日")
    outcome: str = choice("答复", ANSWERS)
    words: str = text("答复的内容（不予立案的写明理由）", max_length=2000)


def answer_referral(
    unit: Unit, _profile: Profile, remedy_id: int, data: AnswerReferral, version: int | None = None
) -> CaseRemedy:
    """Record the answer to a referral. Raises Conflict (`not_a_referral`), Malformed (`days_reversed`)."""
    remedy = REMEDIES.begin(unit, "answer_referral", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    if remedy.kind != REFERRAL:
        raise Conflict("not_a_referral", "只有移送才登记受送机关的答复，请用“登记已执行完毕”。")
    if remedy.served_on is not None and data.answered_on < remedy.served_on:
        message = f"收到答复之日（answered_on）不能早于送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field="answered_on")
    return take(unit, REMEDIES, remedy, "answer_referral", vars(data))


def find_no_referral(_unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether a remedy is no referral, to which nobody answers."""
    return None if remedy.kind == REFERRAL else ""
