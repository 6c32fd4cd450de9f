"""Reviewing a computed round: as many approvals as internal procedure asks for, by others than computed it.

An approval is of one computation: when the round is computed again, it no longer counts. What an upheld
objection has had computed again while the grades are public is approved in the same way: then it becomes
public, and whom it moved may object again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.procedures.rounds.approvals import Approval, approvals_needed, list_approvals
from banfa.procedures.rounds.computations import (
    Computation,
    check_fresh,
    find_computation,
    find_public_computation,
)
from banfa.procedures.rounds.diff import list_moves
from banfa.procedures.rounds.lifecycle import RoundDetails, describe_round
from banfa.procedures.rounds.objection_windows import open_windows
from banfa.procedures.rounds.transitions import StepDetail, check_step, find_round, take_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit

_STEP_IN: Final = {"published": "review_again", "reviewed": "review_late"}
"""The step by which a round in this state is reviewed; `review` in any other."""


@dataclass(frozen=True, slots=True)
class RoundApproved:
    """A round after an approval, and how many there are of those that are needed."""

    details: RoundDetails
    approvals: int
    approvals_needed: int


def approve_round(unit: Unit, *, round_id: int, opinion: str, version: int | None = None) -> RoundApproved:
    """Approve the round's computation; the last approval needed takes the round to reviewed.

    Raises Conflict for who asked for the computation or approved it already, and for a stale computation:
    unless it is public already, since what was shown is what has to be approved.
    """
    round_ = find_round(unit, round_id, version=version)
    step = _STEP_IN.get(round_.state, "review")
    check_step(round_, step)
    if not opinion.strip():
        raise Malformed("opinion_missing", "请写明审核意见 opinion。", field="opinion")
    computation = find_computation(unit, round_)
    if round_.state != "published":
        check_fresh(unit, round_, computation)
    needed = approvals_needed(unit, round_)
    given = list_approvals(unit, computation.id)
    _check_reviewer(unit, computation, given)
    if len(given) >= needed:
        raise Conflict("already_reviewed", "这次计分已审核通过，不必再审。")
    unit.add(
        Approval,
        computation_id=computation.id,
        approved_by=unit.actor.person.id,
        opinion=opinion,
        approved_at=unit.now,
    )
    count = len(given) + 1
    detail = StepDetail(opinion=opinion, step=count, of=needed)
    if count < needed:
        unit.note("round.approved", f"round/{round_id}", detail.items())
    elif round_.state == "published":
        round_ = _publish_corrected(unit, round_, computation, detail)
    else:
        round_ = take_step(unit, round_, step, detail=detail)
    return RoundApproved(describe_round(unit, round_), count, needed)


def _publish_corrected(unit: Unit, round_: Round, computation: Computation, detail: StepDetail) -> Round:
    """Make public what was computed again; whom it moved may object for as long as the grades were public."""
    before = find_public_computation(unit, round_)
    moved = [move.provider_id for move in list_moves(unit, before=before, after=computation)]
    days = round_.public_days or 0
    if moved:
        until = open_windows(unit, round_id=round_.id, providers=moved, days=days)
        detail = replace(detail, working_days=days, public_until=until)
    corrected = replace(round_, public_computation_id=computation.id)
    return take_step(unit, corrected, "review_again", detail=detail)


def _check_reviewer(unit: Unit, computation: Computation, given: Iterable[Approval]) -> None:
    """Nobody reviews what he had computed, and nobody twice, whichever token he holds."""
    reviewer = unit.actor.person.id
    if computation.computed_by == reviewer:
        raise Conflict("own_work", "发起计分的人不能审核自己的结果，请由他人审核。")
    if any(approval.approved_by == reviewer for approval in given):
        raise Conflict("already_approved", "您已审核通过这次计分，须由他人继续审核。")
