"""Letters that the bureau does not deal with: passed on, objected to, for 纪检, repeated, withdrawn."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import list_attached
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.channels import CHANNELS, TRANSFERRED, find_objection_day
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter, withhold
from banfa.procedures.correspondence.letter_words import SEALED, UNANSWERED
from banfa.procedures.correspondence.receiving import find_reporter
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.naming import names_in

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


WITHDRAWAL: Final = "withdrawal"
"""The kind of a paper by which a writer withdraws what he has written, or the record of his call."""


class SendOn(
    Inputs,
    example={"sent_to": "市市场监督管理局", "ended_on": "2026-04-08", "reason": "反映事项属该局职责。"},
):
    """To whom it goes, when and why."""

    sent_to: str = text("转往单位", max_length=200)
    ended_on: date = past_day("转出之日")
    reason: str = text("理由", max_length=2000)


class ObjectTo(Inputs, example={"ended_on": "2026-04-08", "reason": "反映事项不属本局职责，请另行转办。"}):
    """When the bureau objected, and why."""

    ended_on: date = past_day("提出异议之日")
    reason: str = text("理由", max_length=2000)


class Join(Inputs, example={"joined_id": "LETTER"}):
    """Which letter it repeats."""

    joined_id: int = link("letter", "并入的来信")


class Withdraw(Inputs, example={"ended_on": "2026-04-08", "reason": "反映人来电撤回。"}):
    """When its writer withdrew it, and how, by his paper or the record of his call."""

    ended_on: date = past_day("撤回之日")
    reason: str = text("撤回的方式和理由", max_length=2000)


def begin(unit: Unit, step: str, row_id: int, version: int | None) -> Letter:
    """Find a letter for a step. Raises as the machine does, Conflict (`sealed_letter`)."""
    letter = LETTERS.begin(unit, step, row_id, version=version)
    if letter.kind == SEALED:
        message = "不拆封的来信只能转纪检；登记有误、并非此类的，由纪检退回后以原编号另行登记。"
        raise Conflict("sealed_letter", message)
    return letter


def check_since(letter: Letter, day: date, field: str, zh: str, *, since: date | None = None) -> None:
    """Check that a day is not before another, by default that of receipt. Raises Malformed."""
    first = since or letter.received_on
    if day < first:
        message = f"{zh}（{field}）不能早于{first}。"
        raise Malformed("days_reversed", message, field=field)


def send_on(unit: Unit, _profile: Profile, row_id: int, data: SendOn, version: int | None = None) -> Letter:
    """Record that a letter was passed on to whom it is for, never to whom it is about.

    Raises Conflict (`sealed_letter`, `sent_to_accused`), Malformed (`days_reversed`).
    """
    letter = begin(unit, "send_on", row_id, version)
    _check_not_accused(unit, letter, data.sent_to)
    check_since(letter, data.ended_on, "ended_on", "转出之日")
    return take(unit, LETTERS, letter, "send_on", withhold(data), **vars(data), outcome="elsewhere")


def _check_not_accused(unit: Unit, letter: Letter, sent_to: str) -> None:
    """Keep a letter from whom it is about, his head and his contact (信访工作条例第三十条).

    Raises Conflict (`sent_to_accused`).
    """
    if letter.provider_id is None:
        return
    provider = get_entry(unit, Provider, letter.provider_id)
    accused = (provider.name, provider.uscc, provider.legal_representative)
    is_contact = provider.contact is not None and names_in(sent_to, provider.contact)
    if is_contact or any(names_in(name, sent_to) for name in accused):
        message = "不得将来信转给被反映的服务商及其人员（信访工作条例第三十条），请核对转往单位（sent_to）。"
        raise Conflict("sent_to_accused", message, field="sent_to")


def object_to_letter(
    unit: Unit, _profile: Profile, row_id: int, data: ObjectTo, version: int | None = None
) -> Letter:
    """Record that the bureau objected to what was passed on to it (信访工作条例第二十三条).

    Raises Conflict (`not_transferred`), Malformed (`objection_late`, `days_reversed`).
    """
    letter = begin(unit, "object", row_id, version)
    if letter.channel not in TRANSFERRED:
        message = f"{CHANNELS[letter.channel]}不是转办件，不提出异议；不属本机关的，请转有权处理的单位。"
        raise Conflict("not_transferred", message)
    check_since(letter, data.ended_on, "ended_on", "提出异议之日")
    latest = find_objection_day(unit, letter.received_on)
    if data.ended_on > latest:
        message = (
            f"对转办提出异议须在收到之日起5个工作日内（至{latest}，信访工作条例第二十三条）；"
            "已过期的，请与转办单位协商后转有权处理的单位，或者受理。"
        )
        raise Malformed("objection_late", message, field="ended_on")
    return take(unit, LETTERS, letter, "object", withhold(data), **vars(data))


def keep_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Letter:
    """Record that the objection was not agreed to: the bureau deals with it after all."""
    letter = LETTERS.begin(unit, "keep", row_id, version=version)
    return take(unit, LETTERS, letter, "keep", {}, ended_on=None, reason=None)


def yield_letter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Letter:
    """Record that the objection was agreed to, and the papers went back."""
    letter = LETTERS.begin(unit, "yield", row_id, version=version)
    return take(unit, LETTERS, letter, "yield", {}, outcome="elsewhere")


def join_letter(unit: Unit, _profile: Profile, row_id: int, data: Join, version: int | None = None) -> Letter:
    """Join a letter to the one that it repeats, which is then due by the earlier of both days.

    Raises Missing, Malformed (`letter_of_itself`, `letters_unlike`).
    """
    _ = [LETTERS.find(unit, each) for each in sorted({row_id, data.joined_id})]  # locked in one order
    letter = begin(unit, "join", row_id, version)
    other = LETTERS.find(unit, data.joined_id)
    if other.id == letter.id or other.state not in UNANSWERED:
        message = "请并入另一件仍在办理、尚未答复的来信（joined_id）；已经答复的，请另行办理。"
        raise Malformed("letter_of_itself", message, field="joined_id")
    if not are_alike(letter, other):
        message = (
            "只能并入反映同一服务商、类别相同的来信（joined_id）；实名的来信不能并入匿名的来信，"
            "否则无从答复反映人。"
        )
        raise Malformed("letters_unlike", message, field="joined_id")
    _hold_to_earlier(unit, other, letter)
    values = {"joined_id": other.id, "outcome": "repeated", "ended_on": unit.today}
    return take(unit, LETTERS, letter, "join", withhold(data), **values)


def are_alike(letter: Letter, other: Letter) -> bool:
    """Whether a letter can repeat another: of the same provider and kind, and answered if it has a name."""
    same = (letter.provider_id, letter.kind) == (other.provider_id, other.kind)
    return same and (other.named or not letter.named)


def _hold_to_earlier(unit: Unit, other: Letter, letter: Letter) -> None:
    """Hold a letter that is not answered yet to the days of one that joins it, where they are earlier."""
    days: dict[str, Any] = {}
    if letter.due_on is not None and (other.due_on is None or letter.due_on < other.due_on):
        days |= {"due_on": letter.due_on, "due_by": letter.due_by}
    answer_by = letter.answer_by if other.state == "registered" else None
    if answer_by is not None and (other.answer_by is None or answer_by < other.answer_by):
        days["answer_by"] = answer_by
    if days:
        take(unit, LETTERS, other, f"hasten_{other.state}", days, **days)


def withdraw_letter(
    unit: Unit, _profile: Profile, row_id: int, data: Withdraw, version: int | None = None
) -> Letter:
    """Record that its writer withdrew a letter, as another than who has it in hand, by the writer's paper.

    Raises Conflict (`sealed_letter`, `letters_joined`, `paper_missing`), Malformed (`days_reversed`).
    """
    letter = begin(unit, "withdraw", row_id, version)
    if list_rows(unit, Letter, joined_id=letter.id, state="joined"):
        message = "另有来信已并入本件，撤回不影响其他反映人，请继续办理。"
        raise Conflict("letters_joined", message)
    check_since(letter, data.ended_on, "ended_on", "撤回之日")
    _check_paper(unit, letter)
    return take(unit, LETTERS, letter, "withdraw", withhold(data), **vars(data), outcome="withdrawn")


def _check_paper(unit: Unit, letter: Letter) -> None:
    """Check that who acts can open the paper by which a letter is withdrawn: it hangs on it or its writer.

    Raises Conflict (`paper_missing`).
    """
    reporter = find_reporter(unit, letter.id)
    files = list_attached(unit, "letter", letter.id)
    if reporter is not None:
        files += list_attached(unit, "letter_reporter", reporter.id)
    if not any(file.kind == WITHDRAWAL and file.erased_at is None for file in files):
        message = (
            "还缺撤回申请（反映人的书面申请，或者来电、来访撤回的记录）：请由承办人附在来信或者反映人上，"
            "再由能查看该材料的另一人登记撤回。"
        )
        raise Conflict("paper_missing", message, lacking=[WITHDRAWAL])
