"""Reviewing a computed round: as many approvals as internal procedure asks for, by others than computed it.

An approval is of one computation: when the round is computed again, it no longer counts. What an upheld
objection has had computed again while the grades are public is approved in the same way, before the round
can be closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict, Malformed
from banfa.procedures.rounds import computations
from banfa.procedures.rounds.approvals import approval, approvals, approvals_needed
from banfa.procedures.rounds.lifecycle import shown
from banfa.procedures.rounds.transitions import check_step, find_round, take_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit


def approve(unit: Unit, *, round_id: int, opinion: str, version: int | None = None) -> dict[str, Any]:
    """Approve the round's computation; the last approval needed takes the round to reviewed.

    Raises Conflict for who asked for the computation or approved it already, and for a stale computation:
    unless it is public already, since what was shown is what has to be approved.
    """
    row = find_round(unit, round_id, version=version)
    public = row["state"] == "published"
    step = {"published": "review_again", "reviewed": "review_late"}.get(row["state"], "review")
    check_step(row, step)
    if not opinion.strip():
        raise Malformed("opinion_missing", "请写明审核意见 opinion。", field="opinion")
    found = computations.current(unit, row)
    if not public:
        computations.check_fresh(unit, row, found)
    needed = approvals_needed(unit, row)
    given = approvals(unit, found["id"])
    check_reviewer(unit, found, given)
    if len(given) >= needed:
        raise Conflict("already_reviewed", "这次计算已审核通过，不必再审。")
    approved = {"approved_by": unit.actor.person.id, "opinion": opinion}
    values = {"computation_id": found["id"], **approved, "approved_at": unit.now}
    unit.connection.execute(unit.insert(approval).values(**values))
    count = len(given) + 1
    detail = {"opinion": opinion, "step": count, "of": needed}
    if count < needed:
        unit.note("round.approved", f"round/{round_id}", detail)
    else:
        row = take_step(unit, row, step, detail=detail)
    return shown(unit, row) | {"approvals": count, "approvals_needed": needed}


def check_reviewer(unit: Unit, found: Mapping[str, Any], given: list[dict[str, Any]]) -> None:
    """Nobody reviews what he had computed, and nobody twice, whichever token he holds."""
    me = unit.actor.person.id
    if found["computed_by"] == me:
        raise Conflict("own_work", "发起计算的人不能审核自己的结果，请由他人审核。")
    if any(one["approved_by"] == me for one in given):
        raise Conflict("already_approved", "您已审核通过这次计算，须由他人继续审核。")
