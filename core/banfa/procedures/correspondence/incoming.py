"""Registering incoming papers (收文), giving them to who deals with them, recording how they were done."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, key, past_day, text
from banfa.procedures.cases.proceeding_rows import PROCEEDINGS
from banfa.procedures.cases.steps import start, take
from banfa.procedures.correspondence.incoming_rows import INCOMING, KINDS, Incoming
from banfa.procedures.correspondence.letter_rows import LETTERS
from banfa.procedures.inputs import Inputs, link
from banfa.trust.locks import Lock, take_lock
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ReceivePaper(
    Inputs,
    example={
        "sender": "省经济和信息化厅",
        "foreign_no": "工信中小函〔2026〕58号",
        "title": "关于报送试点城市工作进展的通知",
        "kind": "notice",
        "received_on": "2026-04-08",
        "due_on": "2026-12-20",
    },
):
    """What came in."""

    sender: str = text("来文单位", max_length=200)
    foreign_no: str | None = key("来文字号", max_length=100)
    title: str = text("标题", max_length=300)
    kind: str = choice("文种", KINDS)
    received_on: date = past_day("收到之日")
    due_on: date | None = day("办结期限", hint="来文载明或者本局确定的")
    letter_id: int | None = link("letter", "相关的来信")
    proceeding_id: int | None = link("proceeding", "相关的复议、诉讼等来文")


class AssignPaper(Inputs, example={"handler_id": "PERSON", "due_on": "2026-12-18"}):
    """Who deals with it, and until when."""

    handler_id: int = link("person", "承办人")
    due_on: date | None = day("办结期限", hint="不填则照旧")


class FinishPaper(
    Inputs,
    example={"done_on": "2026-04-08", "words": "已按要求报送。", "reply_no": "厦工信企业函〔2026〕160号"},
):
    """When and how it was done."""

    done_on: date = past_day("办结之日")
    words: str = text("办理情况", max_length=2000)
    reply_no: str | None = key("复文字号", max_length=100, hint="本局行文答复的填写")


_SAME: Final = Incoming.select().where(
    Incoming.c.sender == bindparam("sender"), Incoming.c.foreign_no == bindparam("foreign_no")
)
_COUNT: Final = select(func.count()).where(
    func.date_part("year", func.timezone("Asia/Shanghai", Incoming.c.received_at)) == bindparam("year")
)


def _number_paper(unit: Unit, year: int) -> str:
    """Give the next number of a year, 收〔2026〕3号: without gaps, since none is ever removed."""
    take_lock(unit, Lock.CASES)
    count = unit.execute(_COUNT, year=year).scalar() or 0
    return f"收〔{year}〕{count + 1}号"


def receive_paper(unit: Unit, _profile: Profile, data: ReceivePaper) -> Incoming:
    """Register an incoming paper. Raises Missing, Conflict (`paper_registered`), Malformed."""
    _check_due(data.due_on, data.received_on)
    number = _number_paper(unit, unit.today.year)
    if data.foreign_no is not None:
        same = unit.one_or_none(Incoming, _SAME, sender=data.sender, foreign_no=data.foreign_no)
        if same is not None:
            message = f"{data.sender}的{data.foreign_no}已登记为{same.number}，不必再登记。"
            raise Conflict("paper_registered", message, field="foreign_no")
    if data.letter_id is not None:
        LETTERS.find(unit, data.letter_id, lock=False)
    if data.proceeding_id is not None:
        PROCEEDINGS.find(unit, data.proceeding_id, lock=False)
    values = {**vars(data), "number": number}
    me = unit.actor.person.id
    return start(unit, INCOMING, "receive", values, **values, received_by=me, received_at=unit.now)


def _check_due(due_on: date | None, received_on: date) -> None:
    if due_on is not None and due_on < received_on:
        message = f"办结期限（due_on）不能早于收到之日{received_on}。"
        raise Malformed("days_reversed", message, field="due_on")


def assign_paper(
    unit: Unit, _profile: Profile, row_id: int, data: AssignPaper, version: int | None = None
) -> Incoming:
    """Give a paper to who deals with it, at first or anew. Raises Missing, Malformed (`not_a_handler`)."""
    row = INCOMING.find(unit, row_id, version=version)
    step = "reassign" if row.state == "assigned" else "assign"
    INCOMING.check(row, step)
    person = find_person(unit, data.handler_id)
    if person.kind != "natural" or not person.active:
        raise Malformed("not_a_handler", "承办人须是在用的人员。", field="handler_id")
    _check_due(data.due_on, row.received_on)
    values = {"handler_id": person.id, "due_on": data.due_on or row.due_on}
    return take(unit, INCOMING, row, step, vars(data), **values)


def finish_paper(
    unit: Unit, _profile: Profile, row_id: int, data: FinishPaper, version: int | None = None
) -> Incoming:
    """Record that a paper is done. Raises Malformed (`days_reversed`)."""
    row = INCOMING.begin(unit, "finish", row_id, version=version)
    if data.done_on < row.received_on:
        message = f"办结之日（done_on）不能早于收到之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="done_on")
    return take(unit, INCOMING, row, "finish", vars(data), **vars(data))
