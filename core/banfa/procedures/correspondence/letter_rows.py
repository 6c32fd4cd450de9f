"""Letters (来信、投诉举报) as rows, and their steps.

What a letter says, what was found and what was answered stands in its row alone, never in the history of
steps nor in the audit's data: a letter that turns out to be for the discipline body is emptied at once. Who
has written it is a row of its own, which few may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, Text, UniqueConstraint, bindparam, func
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    ERASABLE,
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.database.tenancy import select
from banfa.ledger.kinds.complaints import CONDUCTS
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.correspondence.channels import CHANNELS
from banfa.procedures.correspondence.letter_words import (
    CHECK,
    CONCEALED_IN,
    KINDS,
    MANAGE,
    MANNERS,
    OPEN,
    OUTCOMES,
    SATISFACTIONS,
    STATES,
    UNANSWERED,
)
from banfa.procedures.correspondence.reporter_rows import IDENTITY
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.procedures.inputs import Inputs
    from banfa.trust.unit import Unit

NOT_DIVERTED: Final = tuple(state for state in STATES if state != "diverted")
_BY_ANOTHER: Final = ("verified_by", "verifiers")
_NOT_IN_HAND: Final = ("handler_id", "registered_by")
# fmt: off
STEPS: Final = tabulate(
    Step("register", "登记", (), "registered", MANAGE, origin=BY_LAW),
    Step("accept", "受理并告知", ("registered",), "accepted", MANAGE, origin=BY_LAW),
    Step("object", "对转办提出异议", ("registered",), "objected", MANAGE, "keep", origin=BY_LAW),
    Step("keep", "异议未获同意，继续办理", ("objected",), "registered", MANAGE, origin=BY_LAW),
    Step("yield", "异议获同意，交还材料", ("objected",), "moved", MANAGE, origin=BY_LAW),
    Step("send_on", "转有权处理的单位", OPEN, "moved", MANAGE, origin=BY_LAW),
    Step("divert", "转纪检", NOT_DIVERTED, "diverted", MANAGE, origin=BY_LAW),
    Step("join", "并入重复的来信", OPEN, "joined", CHECK, not_by=_NOT_IN_HAND, origin=BY_OFFICE),
    *(
        Step(f"hasten_{state}", "并入的来信期限在前，期限提前", (state,), state, MANAGE, origin=BY_OFFICE)
        for state in UNANSWERED
    ),
    Step("withdraw", "登记撤回", OPEN, "withdrawn", CHECK, not_by=_NOT_IN_HAND, origin=BY_LAW),
    *(
        Step(f"conceal_{state}", "登记要求保密", (state,), state, IDENTITY, origin=BY_OFFICE)
        for state in CONCEALED_IN
    ),
    Step("hand_over", "移交承办人", ("registered",), "registered", MANAGE, origin=BY_OFFICE),
    Step("hand_over_accepted", "移交承办人", ("accepted",), "accepted", MANAGE, origin=BY_OFFICE),
    Step("extend", "延长办理期限", ("accepted",), "accepted", MANAGE, origin=BY_LAW),
    Step("verify", "登记核实结论", ("accepted",), "verified", MANAGE, "return", origin=BY_LAW),
    Step("confirm", "复核结论", ("verified",), "concluded", CHECK, not_by=_BY_ANOTHER, origin=BY_OFFICE),
    Step("return", "退回重新核实", ("verified",), "accepted", CHECK, not_by=_BY_ANOTHER,
         origin=BY_OFFICE, clears=("verified_on", "verified_by", "verifiers", "method", "finding", "outcome",
                                   "conduct", "occurred_on")),
    Step("reply", "答复", ("concluded",), "replied", MANAGE, origin=BY_LAW),
    Step("answer", "答复建议、咨询", ("accepted",), "replied", MANAGE, origin=BY_LAW),
    Step("record", "记入台账", ("concluded",), "concluded", MANAGE, origin=BY_OFFICE, records=True),
    Step("record_later", "记入台账", ("replied",), "replied", MANAGE, origin=BY_OFFICE, records=True),
    Step("take_up", "登记为线索", ("concluded",), "concluded", MANAGE, origin=BY_OFFICE),
    Step("take_up_later", "登记为线索", ("replied",), "replied", MANAGE, origin=BY_OFFICE),
    Step("close", "回访并办结", ("replied",), "closed", MANAGE, origin=BY_OFFICE),
    Step("end", "匿名来信不作答复，办结", ("concluded",), "closed", MANAGE, origin=BY_OFFICE),
    Step("end_at_once", "匿名建议、咨询不作答复，办结", ("accepted",), "closed", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class Letter(
    TenantRow,
    table="letter",
    refers={
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "complainant_id": "enterprise",
        "handler_id": "person",
        "registered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("channel", CHANNELS),
        one_of("kind", KINDS),
        one_of("outcome", OUTCOMES),
        one_of("conduct", CONDUCTS),
        one_of("answer_manner", MANNERS),
        one_of("reply_manner", MANNERS),
        one_of("satisfaction", SATISFACTIONS),
        UniqueConstraint("tenant_id", "number"),
        Index(
            "uq_letter_foreign_no",
            "tenant_id",
            "channel",
            "foreign_no",
            unique=True,
            postgresql_where=sql("foreign_no IS NOT NULL AND state NOT IN ('moved', 'diverted')"),
        ),
        Index("ix_letter_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("summary", "verifiers", "finding", "reply", "reason"),
):
    """A letter. `number` is ours, `foreign_no` the channel's own, `foreign_due_on` the day that it names.

    `enterprise_id` is the enterprise that it concerns, `complainant_id` the one that has written it: neither
    stands here where it was asked to be confidential. `answer_by` is the last day for telling its writer that
    it was accepted, `answered_on` when that was done; `due_on` the last day for the whole and `due_by` what
    asks for it. `conduct` is what was established of the provider, `complaint_id` the ledger's entry that a
    person has made of it. `sent_to` is the body that it was passed on to, `joined_id` the letter that it
    repeats; `reason` why it ended or was extended.
    """

    id: int
    number: str = text_column()
    channel: str = text_column()
    foreign_no: str | None = text_column()
    kind: str = text_column()
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    complainant_id: int | None = bigint_column()
    received_on: date = date_column()
    foreign_due_on: date | None = date_column()
    answer_by: date | None = date_column()
    due_on: date | None = date_column()
    due_by: str | None = text_column()
    named: bool = boolean_column()
    confidential: bool = boolean_column()
    summary: str | None = text_column()
    handler_id: int = bigint_column()
    accepted_on: date | None = date_column()
    answered_on: date | None = date_column()
    answer_manner: str | None = text_column()
    verified_on: date | None = date_column()
    verifiers: list[str] | None = array_column(Text)
    method: str | None = text_column()
    finding: str | None = text_column()
    outcome: str | None = text_column()
    conduct: str | None = text_column()
    occurred_on: date | None = date_column()
    verified_by: int | None = bigint_column()
    confirmed_by: int | None = bigint_column()
    replied_on: date | None = date_column()
    reply_manner: str | None = text_column()
    reply: str | None = text_column()
    complaint_id: int | None = bigint_column()
    lead_id: int | None = bigint_column()
    joined_id: int | None = bigint_column()
    sent_to: str | None = text_column()
    ended_on: date | None = date_column()
    called_on: date | None = date_column()
    satisfaction: str | None = text_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    registered_by: int
    registered_at: datetime = instant_column()


LETTERS: Final = Machine(
    Letter,
    zh="来信",
    missing="letter_missing",
    changed="letter_changed",
    states=STATES,
    steps=STEPS,
    persons={
        "verified_by": "登记核实结论",
        "verifiers": "核实",
        "handler_id": "承办",
        "registered_by": "登记来信",
    },
)


_COUNT: Final = select(func.count()).where(
    func.date_part("year", func.timezone("Asia/Shanghai", Letter.c.registered_at)) == bindparam("year")
)


def number_letter(unit: Unit, year: int) -> str:
    """Give the next number of a year, 信〔2026〕3号: without gaps, since none is ever removed."""
    take_lock(unit, Lock.CASES)
    count = unit.execute(_COUNT, year=year).scalar() or 0
    return f"信〔{year}〕{count + 1}号"


OF_CONTENT: Final = (
    *("provider_id", "enterprise_id", "complainant_id", "method", "outcome", "conduct", "occurred_on"),
    *("verified_on", "verified_by", "confirmed_by", "complaint_id", "lead_id", "joined_id", "sent_to"),
    *("satisfaction", *Letter.table.info[ERASABLE]),
)
"""Columns that tell something of what a letter says: in its row alone, emptied where it goes to 纪检."""
WITHHELD: Final = frozenset({*OF_CONTENT, "content", "words"})


def withhold(data: Inputs) -> dict[str, Any]:
    """What of an act goes into the history of steps and the audit's data: channel, number, days, manner."""
    return {name: value for name, value in vars(data).items() if name not in WITHHELD}
