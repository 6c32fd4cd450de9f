"""Proposals of decisions and their steps, as one table; nothing but a confirmation reaches the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import CheckConstraint, Index, bindparam, func, text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict, Forbidden, Missing, PreconditionFailed
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.trust.unit import Unit

STATES: Final = {"proposed": "待确认", "recorded": "已记录", "rejected": "已退回", "taken_back": "已收回"}
PURPOSES: Final = {"decision": "作出决定", "days": "补记日期"}

Taker = Literal["anybody", "proposer", "another"]


@dataclass(frozen=True, slots=True)
class Step:
    """One transition: from the states it leaves into the one it enters.

    `action` is what its taker must be allowed to do, `taker` who that is beside the proposer, by person.
    `undone_by` is the step that undoes it, or a further decision. `reasoned` steps say why; one that
    `records` writes into the ledger.
    """

    name: str
    zh: str
    leaves: tuple[str, ...]
    enters: str
    action: str
    taker: Taker
    undone_by: str
    reasoned: bool = False
    records: bool = False


# fmt: off
STEPS: Final = {step.name: step for step in (
    Step("propose", "提出", (), "proposed",
         "decision.propose", "anybody", "take_back"),
    Step("confirm", "确认", ("proposed",), "recorded",
         "decision.confirm", "another", "withdrawal", records=True),
    Step("reject", "退回", ("proposed",), "rejected",
         "decision.confirm", "another", "propose", reasoned=True),
    Step("take_back", "收回", ("proposed",), "taken_back",
         "decision.propose", "proposer", "propose", reasoned=True),
)}
# fmt: on
"""Every step. `propose` makes the proposal and so leaves no state; what ended is proposed anew."""


class Proposal(
    TenantRow,
    table="decision_proposal",
    refers={"provider_id": "provider", "proposed_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("purpose", PURPOSES),
        one_of("kind", KINDS_OF_DECISION),
        CheckConstraint("(state = 'proposed') = (ended_by IS NULL)", name="ended_by_somebody"),
        CheckConstraint("(state = 'recorded') <= (ended_by <> proposed_by)", name="confirmed_by_another"),
        CheckConstraint("state <> 'recorded' OR decision_id IS NOT NULL", name="recorded_named"),
        Index(
            "uq_decision_proposal_pending",
            "tenant_id",
            "document_no",
            "purpose",
            "kind",
            "provider_id",
            func.coalesce(text("about_id"), 0),
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("data", "reason"),
):
    """A proposal. `data` is what the ledger will be told, by column; `decision_id` the entry it led to.

    One whose purpose is `days` adds days to the decision of that id. `ended_by` confirmed, rejected or took
    it back.
    """

    id: int
    purpose: str = text_column()
    kind: str = text_column()
    provider_id: int
    about_id: int | None = bigint_column()
    document_no: str = text_column()
    data: Any = json_column()
    state: str = text_column(default="'proposed'")
    version: int = integer_column(default="1")
    proposed_by: int
    proposed_at: datetime = instant_column()
    ended_by: int | None = bigint_column()
    ended_at: datetime | None = instant_column()
    reason: str | None = text_column()
    decision_id: int | None = bigint_column()


_BY_ID: Final = Proposal.select().where(Proposal.c.id == bindparam("proposal_id"))
_BY_ID_LOCKED: Final = _BY_ID.with_for_update()
_PAGE: Final = (
    Proposal.select()
    .where(Proposal.c.id > bindparam("after"))
    .order_by(Proposal.c.id)
    .limit(bindparam("limit"))
)


def find_proposal(unit: Unit, proposal_id: int, *, lock: bool = False) -> Proposal:
    """Find one proposal. Raises Missing (`proposal_missing`)."""
    proposal = unit.one_or_none(Proposal, _BY_ID_LOCKED if lock else _BY_ID, proposal_id=proposal_id)
    if proposal is None:
        raise Missing("proposal_missing", "没有这件拟作决定，请核对编号。")
    return proposal


def list_proposals(
    unit: Unit, *, state: str | None = None, after: int = 0, limit: int = 50
) -> list[Proposal]:
    """List proposals, of one state if given, by id after `after`."""
    statement = _PAGE if state is None else _PAGE.where(Proposal.c.state == state)
    return unit.all(Proposal, statement, after=after, limit=limit)


_UNDER: Final = (
    Proposal.select()
    .where(
        Proposal.c.provider_id == bindparam("provider_id"),
        Proposal.c.purpose == "decision",
        Proposal.c.data["cite"].astext == bindparam("cite"),
    )
    .order_by(Proposal.c.id.desc())
    .limit(bindparam("limit"))
)


def list_proposals_under(unit: Unit, *, provider_id: int, cite: str, limit: int = 10) -> list[Proposal]:
    """List the latest proposals of decisions about a provider under a provision."""
    return unit.all(Proposal, _UNDER, provider_id=provider_id, cite=cite, limit=limit)


def begin_step(unit: Unit, name: str, proposal_id: int, *, version: int | None) -> Proposal:
    """Find the proposal, locked, if this person may take the step now.

    Raises Missing, PreconditionFailed (`proposal_changed`), Conflict (`wrong_state`), Forbidden
    (`same_person`, `not_proposer`).
    """
    step, proposal = STEPS[name], find_proposal(unit, proposal_id, lock=True)
    if version is not None and proposal.version != version:
        message = "该拟作决定已有变化，请重新读取后再办理。"
        raise PreconditionFailed("proposal_changed", message, version=proposal.version)
    if proposal.state not in step.leaves:
        message = f"该拟作决定{STATES[proposal.state]}，不能再{step.zh}。"
        raise Conflict("wrong_state", message, state=proposal.state)
    is_proposer = proposal.proposed_by == unit.actor.person.id
    if step.taker == "another" and is_proposer:
        raise Forbidden("same_person", f"提出决定的人不能自行{step.zh}，请由另一人办理。")
    if step.taker == "proposer" and not is_proposer:
        raise Forbidden("not_proposer", f"只有提出的人可以{step.zh}；他人请退回。")
    return proposal


def end_step(
    unit: Unit, name: str, proposal: Proposal, *, decision_id: int | None, reason: str | None = None
) -> Proposal:
    """Write the step that was taken, if the proposal still is as it was read. Raises Conflict."""
    step, table = STEPS[name], Proposal.table
    statement = (
        unit.update(table)
        .where(table.c.id == proposal.id, table.c.version == proposal.version)
        .values(
            state=step.enters,
            version=proposal.version + 1,
            ended_by=unit.actor.person.id,
            ended_at=unit.now,
            reason=reason,
            decision_id=decision_id,
        )
    )
    if unit.execute(statement).rowcount != 1:
        raise Conflict("changed_meanwhile", "办理期间该拟作决定有变动，请重试。")
    unit.seal(table, [proposal.id])
    noted = {"document_no": proposal.document_no, "decision_id": decision_id, "reason": reason}
    data = {name: value for name, value in noted.items() if value is not None}
    subject = f"decision_proposal/{proposal.id}"
    unit.note(f"decision_proposal.{step.enters}", subject, data, revision=proposal.version + 1)
    return find_proposal(unit, proposal.id)
