"""Letters that the bureau deals with: accepted, verified by two, concluded by another, replied to, closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, past_day, text
from banfa.procedures.cases.persons import find_handler
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.channels import EXTEND, PETITIONS, Term, find_term
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter, withhold
from banfa.procedures.correspondence.letter_words import ANSWERED_ONLY, MANAGE, MANNERS, SATISFACTIONS
from banfa.procedures.correspondence.passing import begin, check_since
from banfa.procedures.inputs import Inputs, link
from banfa.trust.permissions import PERMISSIONS

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
    answer_manner: str | None = choice("告知方式", MANNERS, hint="信访事项须书面")


class ExtendLetter(
    Inputs,
    example={
        "until": "2026-12-28",
        "reason": "情况复杂，须等待评测报告。",
        "approved_by": "局长 何平",
        "approved_on": "2026-04-08",
    },
):
    """Until when, why, and who has approved it."""

    until: date = day("延长至")
    reason: str = text("理由", max_length=2000)
    approved_by: str = text("批准人（职务、姓名）", max_length=100)
    approved_on: date = past_day("批准之日", hint="须在期限届满以前")


class ReplyToLetter(
    Inputs, example={"replied_on": "2026-04-08", "reply_manner": "written", "reply": "已责令该服务商改正。"}
):
    """When and how the bureau replied, and what."""

    replied_on: date = past_day("答复之日")
    reply_manner: str = choice("答复方式", MANNERS, hint="实名反映的信访事项须书面")
    reply: str = text("答复内容", max_length=4000)


class CloseLetter(
    Inputs, example={"ended_on": "2026-04-08", "satisfaction": "satisfied", "called_on": "2026-04-08"}
):
    """When it was closed, and what its writer said when called."""

    ended_on: date = past_day("办结之日")
    satisfaction: str = choice("回访满意度", SATISFACTIONS, hint="匿名的选不回访")
    called_on: date | None = past_day("回访之日")


class HandLetterOver(Inputs, example={"handler_id": "PERSON"}):
    """To whom."""

    handler_id: int = link("person", "承办人", hint="移交给谁")


def accept_letter(
    unit: Unit, _profile: Profile, row_id: int, data: AcceptLetter, version: int | None = None
) -> Letter:
    """Accept a letter; its term begins, and who has written a 信访事项 is told in writing.

    Raises Malformed (`field_missing`, `days_reversed`, `not_in_writing`).
    """
    letter = begin(unit, "accept", row_id, version)
    check_since(letter, data.accepted_on, "accepted_on", "受理之日")
    for name in ("answered_on", "answer_manner"):
        if letter.named and getattr(data, name) is None:
            message = f"实名的来信须告知受理情况，请填写{data.fields[name].zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    if letter.named:
        _check_written(letter, data.answer_manner, "answer_manner", "告知受理情况")
    if data.answered_on is not None:
        check_since(letter, data.answered_on, "answered_on", "告知之日")
    term = find_term(letter.channel, Term(letter.due_on, letter.due_by), data.accepted_on, letter.answer_by)
    due = {"due_on": term.due_on, "due_by": term.due_by}
    return take(unit, LETTERS, letter, "accept", withhold(data), **vars(data), **due)


def _check_written(letter: Letter, manner: str | None, field: str, zh: str) -> None:
    """Check that who has written a 信访事项 is answered in writing. Raises Malformed (`not_in_writing`)."""
    if letter.channel in PETITIONS and manner != "written":
        message = f"信访事项须书面{zh}（{field}），电话、当面告知的请补发书面告知。"
        raise Malformed("not_in_writing", message, field=field)


def extend_letter(
    unit: Unit, _profile: Profile, row_id: int, data: ExtendLetter, version: int | None = None
) -> Letter:
    """Extend a term: of a 信访事项 once, by 30 days at most (信访工作条例第三十四条).

    Approved before the term is over, whenever it is entered. Raises Malformed (`field_out_of_range`),
    Conflict (`extended_before`).
    """
    letter = begin(unit, "extend", row_id, version)
    if letter.due_on is None or letter.reason is not None:
        raise Conflict("extended_before", "该来信已延长过办理期限，不能再延长。")
    latest = letter.due_on + timedelta(EXTEND)
    if data.until <= letter.due_on or (letter.channel in PETITIONS and data.until > latest):
        message = f"延长后的期限（until）须在{letter.due_on}之后；信访事项延长不超过30日（至{latest}）。"
        raise Malformed("field_out_of_range", message, field="until")
    if not letter.received_on <= data.approved_on <= letter.due_on:
        message = f"批准之日（approved_on）须在收到之后、期限届满（{letter.due_on}）之前；逾期不能延长。"
        raise Malformed("field_out_of_range", message, field="approved_on")
    inputs = {name: getattr(data, name) for name in ("until", "approved_by", "approved_on")}
    reason = f"{data.reason}（{data.approved_by}批准）"
    return take(unit, LETTERS, letter, "extend", inputs, due_on=data.until, reason=reason)


def hand_letter_over(
    unit: Unit, _profile: Profile, row_id: int, data: HandLetterOver, version: int | None = None
) -> Letter:
    """Hand a letter over to another person. Raises Missing, Malformed (`not_a_handler`)."""
    letter = LETTERS.find(unit, row_id, version=version)
    step = "hand_over_accepted" if letter.state == "accepted" else "hand_over"
    LETTERS.check(letter, step)
    person = find_handler(unit, data.handler_id, field="handler_id")
    if not any(PERMISSIONS[role, MANAGE] for role in person.roles):
        message = "新的承办人须是本局办理来信的人员，不能是服务商、企业或者平台的人员。"
        raise Malformed("not_a_handler", message, field="handler_id")
    return take(unit, LETTERS, letter, step, vars(data), handler_id=person.id)


def reply_to_letter(
    unit: Unit, _profile: Profile, row_id: int, data: ReplyToLetter, version: int | None = None
) -> Letter:
    """Record the reply: of a complaint once it is concluded, of another once it is accepted.

    Raises Conflict (`wrong_state`), Malformed (`days_reversed`, `not_in_writing`).
    """
    letter = LETTERS.find(unit, row_id, version=version)
    step = "answer" if letter.kind in ANSWERED_ONLY else "reply"
    LETTERS.check(letter, step)
    if letter.named and step == "reply":
        _check_written(letter, data.reply_manner, "reply_manner", "答复")
    check_since(
        letter, data.replied_on, "replied_on", "答复之日", since=letter.verified_on or letter.accepted_on
    )
    return take(unit, LETTERS, letter, step, withhold(data), **vars(data))


def close_letter(
    unit: Unit, _profile: Profile, row_id: int, data: CloseLetter, version: int | None = None
) -> Letter:
    """Close a letter with what its writer said when called; an anonymous one also without an answer.

    Raises Conflict (`wrong_state`, `reply_missing`), Malformed.
    """
    letter = LETTERS.find(unit, row_id, version=version)
    step = "end_at_once" if letter.kind in ANSWERED_ONLY else "end"
    step = "close" if letter.state == "replied" else step
    LETTERS.check(letter, step)
    if step != "close" and letter.named:
        raise Conflict("reply_missing", "实名的来信须先答复，再办结。")
    since = letter.replied_on or letter.verified_on or letter.accepted_on
    check_since(letter, data.ended_on, "ended_on", "办结之日", since=since)
    if step != "close" and data.satisfaction != "none":
        message = "没有答复的匿名来信不回访，回访满意度（satisfaction）请选不回访。"
        raise Malformed("field_out_of_range", message, field="satisfaction")
    if (data.satisfaction == "none") != (data.called_on is None):
        message = "回访的须填写回访之日（called_on），不回访的不填。"
        raise Malformed("field_missing", message, field="called_on")
    if data.called_on is not None:
        check_since(letter, data.called_on, "called_on", "回访之日", since=since)
    return take(unit, LETTERS, letter, step, withhold(data), **vars(data))
