"""Sending a letter by the form on the web: by anybody, where the bureau has opened it (内部工作规程)."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import choice as choose
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.errors import Malformed, Overburdened
from banfa.ledger.entries.specifiers import boolean, text
from banfa.procedures.cases.attaching import hang
from banfa.procedures.cases.steps import start
from banfa.procedures.correspondence.reporter_rows import Reporter
from banfa.procedures.correspondence.web_rows import (
    OF_CONTENT,
    WEB_LETTERS,
    SealedWebLetter,
    WebLetter,
)
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.inputs import Inputs
from banfa.procedures.seen_text import check_seen
from banfa.trust.credential import fingerprint
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.procedures.files.rows import StoredFile
    from banfa.trust.unit import Unit

ANONYMOUS: Final = "匿名"
MOST_A_DAY: Final = 200
"""How many letters a bureau takes by the form in a day: a bound of ours, against floods."""
MOST_FILES: Final = 3
MEDIA: Final = (".pdf", ".png", ".jpg", ".jpeg", ".ofd", ".docx")
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of what people copy by hand: without those that look alike."""
CODE_LENGTH: Final = 16
TAIL_LENGTH: Final = 6
"""Of what makes a number one that nobody else can think of, to ask with it until it is locked."""


class SendLetter(Inputs):
    """What the form asks."""

    sealed: bool | None = boolean("反映公职人员、专家或第三方机构")
    about: str = text("被反映的单位或者个人", max_length=200)
    provider_named: str | None = text("涉及的服务商（名称或者统一社会信用代码）", max_length=200)
    happened: str | None = text("发生时间", max_length=200)
    content: str = text("反映的事项", max_length=4000)
    anonymous: bool | None = boolean("匿名")
    name: str | None = text("您的姓名或者单位名称", max_length=100)
    contact: str | None = text("联系电话或者电子邮箱", max_length=200)
    confidential: bool | None = boolean("要求保密")


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter at the only moment its query code is known."""

    row: WebLetter
    code: str


def check_letter(data: SendLetter) -> None:
    """Check what was typed, before anything of it is stored.

    Raises Malformed (`unstorable_text`, `private_number`, `writer_missing`, `anonymous_named`).
    """
    texts = {name: value for name, value in vars(data).items() if isinstance(value, str)}
    check_seen(texts.values())
    check_no_numbers(data, but=("provider_named",))
    if data.anonymous:
        if data.name or data.contact:
            message = "选择匿名的，请不要填写姓名和联系方式；愿意留下的，请不选匿名。"
            raise Malformed("anonymous_named", message, field="anonymous")
    elif not (data.name and data.contact):
        message = "请填写您的姓名或者单位名称（name）和联系方式（contact）；不愿意留下的，请选择匿名。"
        raise Malformed("writer_missing", message, field="name")


def find_kind(data: SendLetter) -> str:
    """Find as which kind of paper its files are stored: those that few may see are never one with others."""
    if data.sealed:
        return "sealed_material"
    return "confidential_material" if data.confidential else "web_material"


_TODAY: Final = select(func.count()).where(WebLetter.c.sent_on == bindparam("day"))


def send_letter(unit: Unit, data: SendLetter, papers: Sequence[StoredFile]) -> SentLetter:
    """Store what was sent: it waits to be registered, as received on the day on which it was sent.

    Raises Overburdened (`letterbox_full`), and as `check_letter` does.
    """
    check_letter(data)
    number = _number(unit)
    code = _draw(CODE_LENGTH)
    content = {name: getattr(data, name) for name in OF_CONTENT}
    row = start(
        unit,
        WEB_LETTERS,
        "send",
        {"number": number, "sealed": bool(data.sealed)},
        **({} if data.sealed else content),
        number=number,
        code_sha256=fingerprint(code),
        sealed=bool(data.sealed),
        named=not data.anonymous,
        confidential=bool(data.confidential),
        sent_on=unit.today,
        sent_at=unit.now,
        sent_by=unit.actor.person.id,
    )
    thing, thing_id = _keep_writer(unit, row, data, content)
    for paper in papers:
        hang(unit, thing, thing_id, paper)
    return SentLetter(row, code)


def _number(unit: Unit) -> str:
    """Give the next number of a day: 20260403-0007-K7MQ2X. Raises Overburdened (`letterbox_full`)."""
    take_lock(unit, Lock.LETTERBOX)
    count = unit.execute(_TODAY, day=unit.today).scalar() or 0
    if count >= MOST_A_DAY:
        message = "今日网上提交的来信已达上限，请明日再提交，或者拨打12345。"
        raise Overburdened("letterbox_full", message, retry_after=3600)
    return f"{unit.today:%Y%m%d}-{count + 1:04}-{_draw(TAIL_LENGTH)}"


def _draw(length: int) -> str:
    return "".join(choose(_LETTERS) for _ in range(length))


def _keep_writer(
    unit: Unit, row: WebLetter, data: SendLetter, content: dict[str, str | None]
) -> tuple[str, int]:
    """Keep who has written, and what is sealed, where few may read it; give the thing its files hang on."""
    if data.sealed:
        writer = {"name": data.name, "contact": data.contact}
        sealed = unit.add(SealedWebLetter, web_letter_id=row.id, **content, **writer, sent_at=unit.now)
        unit.note("sealed_web_letter.recorded", f"sealed_web_letter/{sealed.id}", {"web_letter_id": row.id})
        return "sealed_web_letter", sealed.id
    reporter = unit.add(
        Reporter,
        web_letter_id=row.id,
        name=data.name or ANONYMOUS,
        contact=data.contact,
        state="entered",
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    unit.note("letter_reporter.recorded", f"letter_reporter/{reporter.id}", {"web_letter_id": row.id})
    return ("letter_reporter", reporter.id) if data.confidential else ("web_letter", row.id)
