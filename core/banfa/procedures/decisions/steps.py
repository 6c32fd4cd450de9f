"""Proposals of decisions and their steps, as one table; nothing but a confirmation reaches the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.trust.unit import Unit

STATES: Final = {"proposed": "待确认", "recorded": "已记录", "rejected": "已退回", "taken_back": "已收回"}
PURPOSES: Final = {"decision": "作出决定", "days": "补记日期"}

# fmt: off
STEPS: Final = tabulate(
    Step("propose", "提出", (), "proposed", "decision.propose", "take_back"),
    Step("confirm", "确认", ("proposed",), "recorded", "decision.confirm", "withdrawal",
         not_by=("proposed_by",), records=True),
    Step("reject", "退回", ("proposed",), "rejected", "decision.confirm", "propose",
         not_by=("proposed_by",)),
    Step("take_back", "收回", ("proposed",), "taken_back", "decision.propose", "propose",
         only_by="proposed_by"),
)
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


MACHINE: Final = Machine(
    Proposal,
    zh="拟作决定",
    missing="proposal_missing",
    changed="proposal_changed",
    states=STATES,
    steps=STEPS,
    persons={"proposed_by": "提出"},
)
_PAGE: Final = (
    Proposal.select()
    .where(Proposal.c.id > bindparam("after"))
    .order_by(Proposal.c.id)
    .limit(bindparam("limit"))
)


def find_proposal(unit: Unit, proposal_id: int, *, lock: bool = False) -> Proposal:
    """Find one proposal. Raises Missing (`proposal_missing`)."""
    return MACHINE.find(unit, proposal_id, lock=lock)


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
    return MACHINE.begin(unit, name, proposal_id, version=version)


def end_step(
    unit: Unit, name: str, proposal: Proposal, *, decision_id: int | None, reason: str | None = None
) -> Proposal:
    """Write the step that was taken, if the proposal still is as it was read. Raises Conflict."""
    after = MACHINE.enter(
        unit,
        proposal,
        name,
        ended_by=unit.actor.person.id,
        ended_at=unit.now,
        reason=reason,
        decision_id=decision_id,
    )
    noted = {"document_no": proposal.document_no, "decision_id": decision_id, "reason": reason}
    data = {name: value for name, value in noted.items() if value is not None}
    unit.note(
        f"decision_proposal.{after.state}", f"decision_proposal/{after.id}", data, revision=after.version
    )
    return after
