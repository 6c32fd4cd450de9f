"""Letters that the bureau deals with: accepted, verified by two, concluded by another, replied to, closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, past_day, text
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.channels import EXTEND, PETITIONS, Term, find_term
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter, withhold
from banfa.procedures.correspondence.letter_words import ANSWERED_ONLY, MANNERS, SATISFACTIONS
from banfa.procedures.correspondence.passing import begin, check_since
from banfa.procedures.inputs import Inputs, link
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class AcceptLetter(
    Inputs,
    example={"accepted_on": "2026-04-08", "answered_on": "2026-04-08", "answer_manner": "written"},
):
    """When it was accepted, and its writer told."""

    accepted_on: date = past_day("受理之日")
    answered_on: date | None = past_day("告知之日", hint="实名的须填写")
    answer_manner: str | None = choice("告知方式", MANNERS)


class ExtendLetter(
    Inputs,
    example={"until": "2026-12-28", "reason": "情况复杂，须等待评测报告。", "approved_by": "局长 何平"},
):
    """Until when, why, and who has approved it."""

    until: date = day("延长至")
    reason: str = text("理由", max_length=2000)
    approved_by: str = text("批准人（职务、姓名）", max_length=100)


class ReplyToLetter(
    Inputs, example={"replied_on": "2026-04-08", "reply_manner": "channel", "reply": "已责令该服务商改正。"}
):
    """When and how the bureau replied, and what."""

    replied_on: date = past_day("答复之日")
    reply_manner: str = choice("答复方式", MANNERS)
    reply: str = text("答复内容", max_length=4000)


class CloseLetter(
    Inputs, example={"ended_on": "2026-04-08", "satisfaction": "satisfied", "called_on": "2026-04-08"}
):
    """When it was closed, and what its writer said when called."""

    ended_on: date = past_day("办结之日")
    satisfaction: str = choice("回访满意度", SATISFACTIONS)
    called_on: date | None = past_day("回访之日")


class HandLetterOver(Inputs, example={"handler_id": "PERSON"}):
    """To whom."""

    handler_id: int = link("person", "承办人", hint="移交给谁")


def accept_letter(
    unit: Unit, _profile: Profile, row_id: int, data: AcceptLetter, version: int | None = None
) -> Letter:
    """Accept a letter; its term begins. Raises Malformed (`field_missing`, `days_reversed`)."""
    letter = begin(unit, "accept", row_id, version)
    check_since(letter, data.accepted_on, "accepted_on", "受理之日")
    for name in ("answered_on", "answer_manner"):
        if letter.named and getattr(data, name) is None:
            message = f"实名的来信须告知受理情况，请填写{data.fields[name].zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    if data.answered_on is not None:
        check_since(letter, data.answered_on, "answered_on", "告知之日")
    term = find_term(letter.channel, Term(letter.due_on, letter.due_by), data.accepted_on)
    due = {"due_on": term.due_on, "due_by": term.due_by}
    return take(unit, LETTERS, letter, "accept", withhold(data), **vars(data), **due)


def extend_letter(
    unit: Unit, _profile: Profile, row_id: int, data: ExtendLetter, version: int | None = None
) -> Letter:
    """Extend a term: of a 信访事项 once, by 30 days at most (信访工作条例第三十四条).

    Raises Malformed (`field_out_of_range`), Conflict (`extended_before`).
    """
    letter = begin(unit, "extend", row_id, version)
    if letter.due_on is None or letter.reason is not None:
        raise Conflict("extended_before", "该来信已延长过办理期限，不能再延长。")
    latest = letter.due_on + timedelta(EXTEND)
    if data.until <= letter.due_on or (letter.channel in PETITIONS and data.until > latest):
        message = f"延长后的期限（until）须在{letter.due_on}之后；信访事项延长不超过30日（至{latest}）。"
        raise Malformed("field_out_of_range", message, field="until")
    inputs = {"until": data.until, "approved_by": data.approved_by}
    reason = f"{data.reason}（{data.approved_by}批准）"
    return take(unit, LETTERS, letter, "extend", inputs, due_on=data.until, reason=reason)


def hand_letter_over(
    unit: Unit, _profile: Profile, row_id: int, data: HandLetterOver, version: int | None = None
) -> Letter:
    """Hand a letter over to another person. Raises Missing, Malformed (`not_a_handler`)."""
    letter = LETTERS.find(unit, row_id, version=version)
    step = "hand_over_accepted" if letter.state == "accepted" else "hand_over"
    LETTERS.check(letter, step)
    person = find_person(unit, data.handler_id)
    if person.kind != "natural" or not person.active:
        raise Malformed("not_a_handler", "新的承办人须是在用的人员。", field="handler_id")
    return take(unit, LETTERS, letter, step, vars(data), handler_id=person.id)


def reply_to_letter(
    unit: Unit, _profile: Profile, row_id: int, data: ReplyToLetter, version: int | None = None
) -> Letter:
    """Record the reply: of a complaint once it is concluded, of another once it is accepted.

    Raises Conflict (`wrong_state`), Malformed (`days_reversed`).
    """
    letter = LETTERS.find(unit, row_id, version=version)
    step = "answer" if letter.kind in ANSWERED_ONLY else "reply"
    LETTERS.check(letter, step)
    check_since(
        letter, data.replied_on, "replied_on", "答复之日", since=letter.verified_on or letter.accepted_on
    )
    return take(unit, LETTERS, letter, step, withhold(data), **vars(data))


def close_letter(
    unit: Unit, _profile: Profile, row_id: int, data: CloseLetter, version: int | None = None
) -> Letter:
    """Close a letter with what its writer said when called. Raises Malformed."""
    letter = begin(unit, "close", row_id, version)
    check_since(letter, data.ended_on, "ended_on", "办结之日", since=letter.replied_on)
    if (data.satisfaction == "none") != (data.called_on is None):
        message = "回访的须填写回访之日（called_on），不回访的不填。"
        raise Malformed("field_missing", message, field="called_on")
    if data.called_on is not None:
        check_since(letter, data.called_on, "called_on", "回访之日", since=letter.replied_on)
    return take(unit, LETTERS, letter, "close", withhold(data), **vars(data))
