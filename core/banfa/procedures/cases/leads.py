"""Leads (线索): what may be a situation of the measure, unverified until two persons have verified it.

pending → false | verified → confirmed → opened | joined | declined. What a court or a review has annulled
on facts or law does not come again on the same facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, bindparam, text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.numbering import number_next
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit

SOURCES: Final = {
    "watch": "情形监测",
    "finding": "核查认定",
    "complaint": "投诉举报",
    "visit": "走访核实",
    "grade": "评价等级",
    "transfer": "其他部门移交",
    "own": "工作中发现",
}
STATES: Final = {
    "pending": "待核实",
    "false": "不属实",
    "verified": "已核实，待复核",
    "confirmed": "情形属实",
    "opened": "属实立案",
    "joined": "并案",
    "declining": "拟不予处理，待复核",
    "declined": "属实不予处理",
    "annulled": "处理已被撤销",
}
ANNULLED_FROM: Final = ("opened", "joined")
"""States of leads on which something was decided, which can be annulled."""
_BY_ANOTHER: Final = ("verified_by", "verifiers")
# fmt: off
STEPS: Final = tabulate(
    Step("register", "登记", (), "pending", MANAGE, "dismiss", origin=BY_OFFICE),
    Step("dismiss", "认定不属实", ("pending",), "false", MANAGE, origin=BY_OFFICE),
    Step("verify", "核实", ("pending",), "verified", MANAGE, "return", origin=BY_LAW),
    Step("confirm", "复核属实", ("verified",), "confirmed", CHECK, not_by=_BY_ANOTHER, origin=BY_LAW),
    Step("return", "退回重新核实", ("verified",), "pending", CHECK, not_by=_BY_ANOTHER, origin=BY_OFFICE,
         clears=("verified_by", "verified_at", "verified_on", "verifiers", "finding", "evidence")),
    Step("open_case", "立案", ("confirmed",), "opened", MANAGE, origin=BY_OFFICE),
    Step("join", "并案", ("confirmed",), "joined", MANAGE, origin=BY_OFFICE),
    Step("decline", "不予处理", ("confirmed",), "declined", MANAGE, origin=BY_OFFICE),
    Step("propose_decline", "提出不予处理", ("confirmed",), "declining", MANAGE, "refuse_decline",
         origin=BY_OFFICE),
    Step("confirm_decline", "同意不予处理", ("declining",), "declined", CHECK, not_by=("ended_by",),
         origin=BY_OFFICE),
    Step("refuse_decline", "不同意不予处理", ("declining",), "confirmed", CHECK, not_by=("ended_by",),
         origin=BY_OFFICE, clears=("ended_by", "ended_at", "reason")),
    Step("annul", "处理被撤销", ANNULLED_FROM, "annulled", MANAGE, origin=BY_LAW),
)
# fmt: on


class Lead(
    TenantRow,
    table="lead",
    refers={"provider_id": "provider", "registered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("source", SOURCES),
        UniqueConstraint("tenant_id", "number"),
        Index("uq_lead_hit", "tenant_id", "hit_id", unique=True, postgresql_where=text("hit_id IS NOT NULL")),
        Index("ix_lead_provider", "tenant_id", "provider_id", "clause"),
        Index("ix_lead_case", "tenant_id", "case_id", postgresql_where=text("case_id IS NOT NULL")),
    ),
    bound=Bound(state=True),
    erasable=("summary", "finding", "evidence", "verifiers", "reason", "new_facts"),
):
    """A lead; `number` is ours. `clause` is the situation's provision in `edition`, `force` its word for it.

    `complaint_id`, `finding_id`, `decision_id` (a grade): what it comes from, where the ledger has it.
    There is no `force` before it is confirmed: until then nothing says 应当. `evidence_key` is the hit's,
    empty for one that no watch found; `survey_ids` are the 不满意 behind it that are called back first, None
    where the situation counts none; `new_facts` say what is new where a decision on this situation was
    annulled before. `verifiers` are the two who verified, `verified_by` who entered it; `ended_by` closed it
    or proposed to.
    """

    id: int
    number: str = text_column()
    provider_id: int
    source: str = text_column()
    edition: str = text_column()
    clause: str = text_column()
    situation: str = text_column()
    force: str | None = text_column()
    hit_id: int | None = bigint_column()
    complaint_id: int | None = bigint_column()
    finding_id: int | None = bigint_column()
    decision_id: int | None = bigint_column()
    evidence_key: str = text_column(default="''")
    survey_ids: list[int] | None = array_column(BigInteger)
    summary: str = text_column()
    new_facts: str | None = text_column()
    found_on: date = date_column()
    verify_by: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    registered_by: int
    registered_at: datetime = instant_column()
    verifiers: list[str] | None = array_column(Text)
    verified_on: date | None = date_column()
    finding: str | None = text_column()
    evidence: list[str] | None = array_column(Text)
    verified_by: int | None = bigint_column()
    verified_at: datetime | None = instant_column()
    ended_by: int | None = bigint_column()
    ended_at: datetime | None = instant_column()
    reason: str | None = text_column()
    case_id: int | None = bigint_column()


LEADS: Final = Machine(
    Lead,
    zh="线索",
    missing="lead_missing",
    changed="lead_changed",
    states=STATES,
    steps=STEPS,
    persons={"verified_by": "登记核实结果", "verifiers": "核实", "ended_by": "提出不予处理"},
)


def number_lead(unit: Unit, year: int) -> str:
    """Give the next number of a lead in a year, 线索〔2026〕3号."""
    return number_next(unit, Lead.c.number, "线索", year)


_ANNULLED: Final = Lead.select().where(
    Lead.c.state == "annulled",
    Lead.c.provider_id == bindparam("provider_id"),
    Lead.c.clause == bindparam("clause"),
)


def list_annulled(unit: Unit, *, provider_id: int, clause: str) -> list[Lead]:
    """List the leads on which a decision about this provider and situation was annulled."""
    return unit.all(Lead, _ANNULLED, provider_id=provider_id, clause=clause)
