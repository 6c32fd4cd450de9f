"""Reviewing a computed round: as many approvals as house procedure asks for, by persons who did not compute it.

An approval is of one computation: when the round is computed again, it no longer counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Text, UniqueConstraint

from banfa.database.base import moment, tenant_table
from banfa.errors import Conflict, Malformed
from banfa.procedures import computations, instruments
from banfa.procedures.house import house_of
from banfa.procedures.rounds import shown
from banfa.procedures.steps import check_step, find_round, take_step

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

approval = tenant_table(
    "approval",
    Column("computation_id", BigInteger, nullable=False),
    Column("token_id", BigInteger),
    Column("approved_by", Text, nullable=False),
    Column("opinion", Text, nullable=False),
    moment("approved_at"),
    UniqueConstraint("tenant_id", "computation_id", "approved_by"),
    ForeignKeyConstraint(
        ["tenant_id", "computation_id"],
        ["computation.tenant_id", "computation.id"],
        name="fk_approval_computation_id",
    ),
    rights="SELECT, INSERT",
)


def approve(unit: Unit, *, round_id: int, opinion: str, version: int | None = None) -> dict[str, Any]:
    """Approve the round's computation; the last approval needed takes the round to reviewed.

    Raises Conflict for who asked for the computation or approved it already, and for a stale computation.
    """
    row = find_round(unit, round_id, version=version)
    check_step(row, "review")
    if not opinion.strip():
        raise Malformed("opinion_missing", "请写明审核意见 opinion。", field="opinion")
    found = computations.current(unit, row)
    if reasons := computations.stale(unit, row, found):
        raise Conflict(
            "computation_stale", "计算之后台账或文件已有变化，请先重新计算再审核。", changed=reasons
        )
    given = approvals(unit, found["id"])
    check_reviewer(unit, found, given)
    approved = {
        "token_id": unit.actor.token_id,
        "approved_by": unit.actor.name,
        "opinion": opinion,
        "approved_at": unit.now,
    }
    unit.connection.execute(unit.insert(approval).values(computation_id=found["id"], **approved))
    needed = house_of(instruments.of_edition(unit, row["edition"])).review_steps
    detail = {"opinion": opinion, "step": len(given) + 1, "of": needed}
    if len(given) + 1 < needed:
        unit.note("round.approved", f"round/{round_id}", detail)
        return shown(unit, row) | {"approvals": len(given) + 1, "approvals_needed": needed}
    row = take_step(unit, row, "review", detail=detail)
    return shown(unit, row) | {"approvals": needed, "approvals_needed": needed}


def check_reviewer(unit: Unit, found: dict[str, Any], given: list[dict[str, Any]]) -> None:
    """Nobody reviews what he computed, and nobody twice."""
    me = unit.actor
    if found["asked_by"] == me.token_id and found["computed_by"] == me.name:
        raise Conflict("own_work", "发起计算的人不能审核自己的结果，请由他人审核。")
    if any(a["approved_by"] == me.name for a in given):
        raise Conflict("already_approved", "您已审核通过这次计算，须由他人继续审核。")


def approvals(unit: Unit, computation_id: int) -> list[dict[str, Any]]:
    """The approvals of a computation, in order."""
    rows = unit.connection.execute(
        unit.select(approval.c.approved_by, approval.c.opinion, approval.c.approved_at)
        .where(approval.c.computation_id == computation_id)
        .order_by(approval.c.id)
    )
    return [{**r, "approved_at": r["approved_at"].isoformat()} for r in rows.mappings()]
