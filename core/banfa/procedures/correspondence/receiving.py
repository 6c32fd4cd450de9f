"""Registering letters, and who has written them."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, day, key, past_day, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.steps import start
from banfa.procedures.correspondence.channels import (
    BY_HAND,
    CHANNELS,
    NUMBERED,
    find_answer_day,
    find_first_term,
)
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter, number_letter, withhold
from banfa.procedures.correspondence.letter_words import KINDS, RETURNABLE, SEALED
from banfa.procedures.correspondence.reporter_rows import Reporter
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class RegisterLetter(
    Inputs,
    example={
        "channel": "hotline",
        "foreign_no": "厦12345工单0031号",
        "kind": "complaint",
        "provider_id": "PROVIDER",
        "received_on": "2026-04-01",
        "foreign_due_on": "2026-12-15",
        "named": True,
        "confidential": True,
        "summary": "反映该服务商收取改造款后长期不派人到场。",
    },
):
    """What came, by which channel."""

    channel: str = choice("渠道", BY_HAND)
    foreign_no: str | None = key("外部编号", max_length=100, hint="12345工单号、信访编号、来文字号")
    kind: str = choice("类别", KINDS)
    received_on: date = past_day("收到之日")
    foreign_due_on: date | None = day("渠道办结期限", hint="来件载明的")
    named: bool = boolean("是否实名")
    confidential: bool = boolean("是否要求保密")
    provider_id: int | None = link("provider", "被反映的服务商")
    enterprise_id: int | None = link("enterprise", "涉及的试点企业", hint="要求保密的登记在反映人中")
    complainant_id: int | None = link("enterprise", "反映的试点企业", hint="来信的企业；要求保密的同上")
    summary: str | None = text("反映事项", max_length=4000, hint="不写反映人；不拆封的不填")


class EnterReporter(Inputs, example={"name": "某先生", "contact": "13900000000"}):
    """Who has written."""

    name: str = text("反映人", max_length=100)
    contact: str | None = text("联系方式", max_length=200)
    enterprise_id: int | None = link("enterprise", "反映或者涉及的试点企业", hint="要求保密的登记在此")


_SAME: Final = Letter.select().where(
    Letter.c.channel == bindparam("channel"),
    Letter.c.foreign_no == bindparam("foreign_no"),
    Letter.c.state.not_in(RETURNABLE),
)
_OF_LETTER: Final = Reporter.select().where(Reporter.c.letter_id == bindparam("letter_id"))


def register_letter(unit: Unit, _profile: Profile, data: RegisterLetter) -> Letter:
    """Register a letter, with its days. Raises Missing, Malformed, Conflict (`letter_registered`)."""
    _check_content(data)
    if data.foreign_no is None and data.channel in NUMBERED:
        message = f"{CHANNELS[data.channel]}须填写外部编号（foreign_no）。"
        raise Malformed("field_missing", message, field="foreign_no")
    if data.foreign_due_on is not None and data.foreign_due_on < data.received_on:
        message = f"渠道办结期限（foreign_due_on）不能早于收到之日{data.received_on}。"
        raise Malformed("days_reversed", message, field="foreign_due_on")
    number = number_letter(unit, unit.today.year)
    _check_new(unit, data)
    if data.provider_id is not None:
        get_entry(unit, Provider, data.provider_id)
    enterprises = {each for each in (data.enterprise_id, data.complainant_id) if each is not None}
    for enterprise_id in enterprises:
        get_entry(unit, Enterprise, enterprise_id)
    term = find_first_term(unit, data.channel, data.received_on, data.foreign_due_on)
    return start(
        unit,
        LETTERS,
        "register",
        withhold(data),
        **vars(data),
        number=number,
        answer_by=find_answer_day(data.channel, data.received_on),
        due_on=term.due_on,
        due_by=term.due_by,
        handler_id=unit.actor.person.id,
        registered_by=unit.actor.person.id,
        registered_at=unit.now,
    )


def _check_content(data: RegisterLetter) -> None:
    """A letter that is not opened says nothing, any other says something. Raises Malformed."""
    if data.kind != SEALED:
        if data.summary is None:
            raise Malformed("field_missing", "反映事项（summary）没有填写。", field="summary")
        _check_writer(data)
        return
    for name in ("summary", "provider_id", "enterprise_id", "complainant_id"):
        if getattr(data, name) is not None:
            message = f"不拆封的来信只登记渠道、编号和日期，请不要填写{data.fields[name].zh}（{name}）。"
            raise Malformed("sealed_letter", message, field=name)


def _check_writer(data: RegisterLetter) -> None:
    """A letter in confidence names no enterprise, an anonymous one nobody who wrote it. Raises Malformed."""
    for name in ("enterprise_id", "complainant_id"):
        if data.confidential and getattr(data, name) is not None:
            message = f"要求保密的来信，{data.fields[name].zh}（{name}）请在登记反映人时填写，此处不填。"
            raise Malformed("confidential_letter", message, field=name)
    if data.complainant_id is not None and not data.named:
        message = "匿名的来信没有反映的企业（complainant_id），请不要填写。"
        raise Malformed("field_unknown", message, field="complainant_id")


def _check_new(unit: Unit, data: RegisterLetter) -> None:
    """Check that a channel's number is not registered yet. Raises Conflict (`letter_registered`)."""
    if data.foreign_no is None:
        return
    same = unit.one_or_none(Letter, _SAME, channel=data.channel, foreign_no=data.foreign_no)
    if same is not None:
        message = f"{CHANNELS[data.channel]}{data.foreign_no}已登记为{same.number}，请到该件办理。"
        raise Conflict("letter_registered", message, field="foreign_no")


def find_reporter(unit: Unit, letter_id: int) -> Reporter | None:
    """Find who has written a letter; None where nobody has entered it."""
    return unit.one_or_none(Reporter, _OF_LETTER, letter_id=letter_id)


def enter_reporter(
    unit: Unit, _profile: Profile, letter_id: int, data: EnterReporter, version: int | None = None
) -> Reporter:
    """Enter who has written a letter, once. Raises Conflict (`sealed_letter`, `reporter_entered`)."""
    letter = LETTERS.find(unit, letter_id, version=version)
    if letter.kind == SEALED or letter.state in RETURNABLE:
        raise Conflict("sealed_letter", "不拆封或已转出的来信不登记反映人。")
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)
    if find_reporter(unit, letter_id) is not None:
        raise Conflict("reporter_entered", "该来信已登记反映人，不必再登记。")
    row = unit.add(
        Reporter,
        letter_id=letter_id,
        name=data.name,
        contact=data.contact,
        enterprise_id=data.enterprise_id,
        state="entered",
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    unit.note("letter_reporter.recorded", f"letter_reporter/{row.id}", {"letter_id": letter_id})
    return row
