"""Verifying what a letter says: established by two persons, concluded by another."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text, text_list
from banfa.ledger.kinds.complaints import CONDUCTS
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter, withhold
from banfa.procedures.correspondence.letter_words import ANSWERED_ONLY, SUBSTANTIATED, VERIFIED_OUTCOMES
from banfa.procedures.correspondence.passing import begin, check_since
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class VerifyLetter(
    Inputs,
    example={
        "verified_on": "2026-04-08",
        "verifiers": ["林晓", "周宁"],
        "method": "走访企业，调阅合同和付款凭证",
        "finding": "该服务商收款后三个月未派人到场，情况属实。",
        "outcome": "true",
        "conduct": "irregular",
    },
):
    """What two persons have established, and how."""

    verified_on: date = past_day("核实之日")
    verifiers: list[str] = text_list("核实人", max_length=50, max_items=6, hint="两名以上；均不能复核")
    method: str = text("核实方式", max_length=500)
    finding: str = text("查明的情况", max_length=4000)
    outcome: str = choice("结论", VERIFIED_OUTCOMES)
    conduct: str | None = choice("查实的行为性质", CONDUCTS, hint="反映服务商且属实、部分属实的须填写")
    occurred_on: date | None = past_day("行为发生之日")


def verify_letter(
    unit: Unit, _profile: Profile, row_id: int, data: VerifyLetter, version: int | None = None
) -> Letter:
    """Enter what two persons have established. Raises Malformed, Conflict (`nothing_to_verify`)."""
    letter = begin(unit, "verify", row_id, version)
    if letter.kind in ANSWERED_ONLY:
        raise Conflict("nothing_to_verify", "意见建议和咨询没有须核实的事项，请直接答复。")
    verifiers = check_two(data.verifiers, field="verifiers", zh="核实人")
    check_since(letter, data.verified_on, "verified_on", "核实之日")
    _check_conduct(letter, data)
    values = {**vars(data), "verifiers": verifiers, "verified_by": unit.actor.person.id}
    return take(unit, LETTERS, letter, "verify", withhold(data), **values)


def _check_conduct(letter: Letter, data: VerifyLetter) -> None:
    """What was established of a provider says of which conduct, anything else does not. Raises Malformed."""
    needed = letter.provider_id is not None and data.outcome in SUBSTANTIATED
    if needed and data.conduct is None:
        message = "反映服务商的来信属实或部分属实的，须写明查实的行为性质（conduct）。"
        raise Malformed("field_missing", message, field="conduct")
    if data.conduct is not None and not needed:
        message = "查实的行为性质（conduct）只在反映服务商的来信属实或部分属实时填写。"
        raise Malformed("field_unknown", message, field="conduct")


def confirm_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Letter:
    """Confirm, as another person, what was established."""
    letter = LETTERS.begin(unit, "confirm", row_id, version=version)
    return take(unit, LETTERS, letter, "confirm", {}, confirmed_by=unit.actor.person.id)


def return_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Letter:
    """Send it back to be verified anew, as another person."""
    letter = LETTERS.begin(unit, "return", row_id, version=version)
    return take(unit, LETTERS, letter, "return", {})
