"""Evaluation rounds (评价周期): opened for a period, cut off, computed as a job, taken back by a decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.procedures.confirmations.gate import check_confirmed
from banfa.procedures.instruments.editions import (
    check_not_ended,
    edition_key_on,
    find_edition,
    known_edition_key_on,
)
from banfa.procedures.instruments.instrument import last_instrument_id
from banfa.procedures.periods import check_period
from banfa.procedures.rounds.approvals import void_approvals
from banfa.procedures.rounds.computations import (
    FreshComputation,
    changes_since,
    find_computation,
    list_late_kinds,
)
from banfa.procedures.rounds.exclusions import check_reasons
from banfa.procedures.rounds.objection_rows import list_ids_in
from banfa.procedures.rounds.requests import request_computation_work
from banfa.procedures.rounds.transitions import (
    STATES,
    UNDOING,
    Round,
    RoundStep,
    StepDetail,
    check_not_closed,
    check_step,
    find_round,
    list_steps,
    take_step,
)
from banfa.trust.locks import Lock, take_lock
from banfa.trust.permissions import allow
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """A round with what it computed last, and its history where that was asked for.

    `trial`: its edition is not the one in force on its last day (试算).
    """

    round: Round
    trial: bool
    computation: FreshComputation | None
    history: tuple[RoundStep, ...] | None = None


@dataclass(frozen=True, slots=True)
class RoundRequested:
    """A round whose computation was asked for, and the work that carries it out."""

    details: RoundDetails
    work_id: int


_ALL: Final = Round.select().add_columns(name_person(Round.c.opened_by)).order_by(Round.c.id)
_BY_NAME: Final = Round.select().where(Round.c.name == bindparam("name"))


def open_round(
    unit: Unit,
    profile: Profile,
    *,
    name: str,
    period_start: date,
    period_end: date,
    edition: str | None = None,
) -> RoundDetails:
    """Open a round, by the edition in force on its last day; without one, on trial by `edition` or the last.

    Rounds may overlap while they are worked on; `publish_round` sees to it that only one of them gives
    grades. Raises Malformed for days the wrong way round, days that are not a period of the measure or an
    unknown edition, Conflict for a name used twice or a period that goes beyond the edition's end.
    """
    if not name.strip():
        raise Malformed("field_missing", "请写明评价周期的名称（name）。", field="name")
    if period_end < period_start:
        message = "评价周期的终日 period_end 不能早于始日 period_start。"
        raise Malformed("days_reversed", message, field="period_end")
    in_force = known_edition_key_on(unit, profile, day=period_end)
    chosen = edition or in_force or profile.latest.key
    check_period(find_edition(profile, chosen), period_start, period_end)
    if in_force and chosen != in_force:
        message = f"{period_end}施行的是版本“{in_force}”，不能用“{chosen}”评价。"
        raise Conflict("edition_not_in_force", message, field="edition")
    check_not_ended(unit, chosen, period_end)
    take_lock(unit, Lock.ROUNDS)
    if unit.all(Round, _BY_NAME, name=name):
        raise Conflict("round_exists", f"已有名为“{name}”的评价周期，请换一个名称。", field="name")
    opened = unit.add(
        Round,
        name=name,
        edition=chosen,
        period_start=period_start,
        period_end=period_end,
        opened_by=unit.actor.person.id,
        opened_at=unit.now,
    )
    unit.note("round.opened", f"round/{opened.id}", {"name": name, "edition": chosen})
    return get_round(unit, round_id=opened.id)


def get_round(unit: Unit, *, round_id: int) -> RoundDetails:
    """Get a round with its history, what it computed last, and whether that is stale or a trial."""
    details = describe_round(unit, find_round(unit, round_id, lock=False))
    return replace(details, history=tuple(list_steps(unit, round_id)))


def list_rounds(unit: Unit) -> list[WithPerson[Round]]:
    """List all rounds in the order of their ids, each with who opened it: there are a few a year."""
    return list_with_person(unit, Round, _ALL)


def describe_round(unit: Unit, round_: Round) -> RoundDetails:
    """Say of a round what it computed last, and whether that is stale or a trial."""
    computation = None
    if round_.computation_id is not None:
        last = find_computation(unit, round_)
        computation = FreshComputation(
            last, changes_since(unit, round_, last), list_late_kinds(unit, round_, last)
        )
    return RoundDetails(round_, edition_key_on(unit, round_.period_end) != round_.edition, computation)


def cut_off_round(unit: Unit, *, round_id: int, version: int | None = None) -> RoundDetails:
    """Close the period for reporting: what is recorded from now on is not in the result.

    Only an upheld objection corrects it; else the cut-off is taken back by a named decision. A confirmation
    of its data (数据核对) comes before. Raises Conflict (`period_running`, and as `check_confirmed`).
    """
    round_ = find_round(unit, round_id, version=version)
    check_step(round_, "cut_off")
    if unit.today <= round_.period_end:
        message = f"评价周期到{round_.period_end}届满，次日起方可截止数据。"
        raise Conflict("period_running", message, period_end=round_.period_end)
    check_confirmed(unit, round_.id)
    take_lock(unit, Lock.INSTRUMENTS)
    last = last_instrument_id(unit)
    cut_off = replace(round_, cut_off_at=unit.watermark(), cut_off_instrument=last)
    return describe_round(unit, take_step(unit, cut_off, "cut_off"))


def request_computation(
    unit: Unit, profile: Profile, *, round_id: int, version: int | None = None
) -> RoundRequested:
    """Ask for the round to be computed as a job."""
    round_ = find_round(unit, round_id, version=version)
    check_step(round_, "compute")
    work_id = request_computation_work(unit, profile, round_id=round_id)
    unit.note("round.computation_requested", f"round/{round_id}", {"work_id": work_id}, event=False)
    return RoundRequested(describe_round(unit, round_), work_id)


REOPENED: Final = ("cut_off", "computed", "reviewed")
"""States from which a round is taken back to before its cut-off at once."""


def reopen_round(
    unit: Unit, *, round_id: int, reason: str, document_no: str, version: int | None = None
) -> RoundDetails:
    """Take back what was done since the cut-off, and the cut-off, so that late data come in.

    Each step is taken back as by `reverse_round`, and by the same document. A round that is public is not
    reopened so. Raises as `reverse_round`, and Conflict (`not_reopened`).
    """
    round_ = find_round(unit, round_id, version=version)
    if round_.state not in REOPENED:
        message = f"该评价周期{STATES[round_.state]}，不能直接撤回到数据截止之前。"
        raise Conflict("not_reopened", message, state=round_.state)
    while True:
        details = reverse_round(unit, round_id=round_id, reason=reason, document_no=document_no)
        if details.round.state == "open":
            return details


def reverse_round(
    unit: Unit, *, round_id: int, reason: str, document_no: str, version: int | None = None
) -> RoundDetails:
    """Take the last step back by a named decision; impossible once the round is closed.

    A round that is only open is withdrawn.

    Taking back a review voids its approvals; taking back a computation leaves the round without results.
    Objections that are not decided wait for the next publication. Raises Conflict while a recomputation is
    under way, Forbidden for who may not take that step.
    """
    round_ = find_round(unit, round_id, version=version)
    check_not_closed(round_)
    undo = UNDOING.get(round_.state)
    if undo is None:
        raise Conflict("nothing_to_reverse", "该评价周期已作废，没有可撤回的步骤。")
    allow(unit.actor, undo.action)
    check_reasons(reason, document_no)
    if recomputing := list_ids_in(unit, round_id, "recomputing"):
        message = "有异议成立，正在重新计分，请待计分结束再撤回；计分失败的，先重新处理该异议。"
        raise Conflict("objection_recomputing", message, objections=recomputing)
    if undo.name == "undo_review" and round_.computation_id is not None:
        void_approvals(unit, round_.computation_id)
    # The name of a round that is withdrawn is free again.
    if undo.name == "withdraw":
        round_ = replace(round_, name=f"{round_.name}（作废{round_.id}）")
    detail = StepDetail(reason=reason, document_no=document_no)
    return describe_round(unit, take_step(unit, round_, undo.name, detail=detail))
