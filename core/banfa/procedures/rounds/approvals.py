"""Approvals of a computation, and how many internal procedure asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Text

from banfa.database.base import moment, tenant_table
from banfa.errors import Conflict
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.internal import internal_procedure_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

_voided_at = moment("voided_at", nullable=True)

approval = tenant_table(
    "approval",
    Column("computation_id", BigInteger, nullable=False),
    Column("approved_by", BigInteger, nullable=False),
    Column("opinion", Text, nullable=False),
    moment("approved_at"),
    _voided_at,
    Index(
        "ux_approval_standing",
        "tenant_id",
        "computation_id",
        "approved_by",
        unique=True,
        postgresql_where=_voided_at.is_(None),
    ),
    ForeignKeyConstraint(
        ["tenant_id", "computation_id"],
        ["computation.tenant_id", "computation.id"],
        name="fk_approval_computation_id",
    ),
    refers={"approved_by": "person"},
    rights="SELECT, INSERT, UPDATE (voided_at)",
)


def approvals_needed(unit: Unit, row: Mapping[str, Any]) -> int:
    """How many must approve, by internal procedure as it now stands."""
    return internal_procedure_of(issue.of_edition(unit, row["edition"])).review_steps


def approvals(unit: Unit, computation_id: int) -> list[dict[str, Any]]:
    """The approvals of a computation that stand, in order."""
    c = approval.c
    statement = (
        unit.select(c.approved_by, c.opinion, c.approved_at)
        .where(c.computation_id == computation_id, c.voided_at.is_(None))
        .order_by(c.id)
    )
    rows = unit.connection.execute(statement).mappings()
    return [{**r, "approved_at": r["approved_at"].isoformat()} for r in rows]


def check_reviewed(unit: Unit, row: Mapping[str, Any]) -> None:
    """Raises Conflict where the round's computation still lacks approvals."""
    given, needed = len(approvals(unit, row["computation_id"])), approvals_needed(unit, row)
    if given < needed:
        message = f"现有计算结果须经{needed}人审核，尚有{needed - given}人没有审核通过。"
        raise Conflict("not_reviewed", message, approvals=given, approvals_needed=needed)


def void_approvals(unit: Unit, computation_id: int) -> None:
    """Approvals of a computation count no longer: its review was taken back."""
    statement = unit.update(approval).where(
        approval.c.computation_id == computation_id, approval.c.voided_at.is_(None)
    )
    unit.connection.execute(statement.values(voided_at=unit.now))
