"""Approvals of a computation, and how many internal procedure asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam, text

from banfa.database.rows import Bound, TenantRow, instant_column, text_column
from banfa.errors import Conflict
from banfa.procedures.instruments.instrument import list_holding, merge_internal

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


class Approval(
    TenantRow,
    table="approval",
    refers={"computation_id": "computation", "approved_by": "person"},
    rights="SELECT, INSERT, UPDATE (voided_at)",
    constraints=(
        Index(
            "ux_approval_standing",
            "tenant_id",
            "computation_id",
            "approved_by",
            unique=True,
            postgresql_where=text("voided_at IS NULL"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("opinion",),
):
    """One person's approval. `voided_at`: when the review was taken back."""

    id: int
    computation_id: int
    approved_by: int
    opinion: str = text_column()
    approved_at: datetime = instant_column()
    voided_at: datetime | None = instant_column()


_STANDING: Final = (
    Approval.select()
    .where(Approval.c.computation_id == bindparam("computation_id"), Approval.c.voided_at.is_(None))
    .order_by(Approval.c.id)
)


def approvals_needed(unit: Unit, round_: Round) -> int:
    """Tell how many must approve, by internal procedure as it now stands."""
    return merge_internal(list_holding(unit, round_.edition, day=unit.today)).review_steps


def list_approvals(unit: Unit, computation_id: int) -> list[Approval]:
    """List the approvals of a computation that stand, in order."""
    return unit.all(Approval, _STANDING, computation_id=computation_id)


def check_reviewed(unit: Unit, round_: Round, computation_id: int) -> None:
    """Raise Conflict where the round's computation still lacks approvals."""
    given, needed = len(list_approvals(unit, computation_id)), approvals_needed(unit, round_)
    if given < needed:
        message = f"现有计分结果须经{needed}人审核，尚有{needed - given}人没有审核通过。"
        raise Conflict("not_reviewed", message, approvals=given, approvals_needed=needed)


def void_approvals(unit: Unit, computation_id: int) -> None:
    """Let the approvals of a computation count no longer: its review was taken back."""
    table = Approval.table
    statement = unit.update(table).where(
        table.c.computation_id == computation_id, table.c.voided_at.is_(None)
    )
    voided = unit.connection.execute(statement.values(voided_at=unit.now).returning(table.c.id))
    unit.seal(table, voided.scalars().all())
