"""Evaluation rounds (评价周期): opened for a period, cut off, computed as a job, taken back by a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.procedures.instruments import issue
from banfa.procedures.locks import ROUNDS, take_turn
from banfa.procedures.rounds import computations, objections
from banfa.procedures.rounds.approvals import void_approvals
from banfa.procedures.rounds.exclusions import check_grounds
from banfa.procedures.rounds.transitions import (
    COMPUTE,
    STATES,
    check_step,
    evaluation_round,
    find_round,
    history,
    take_step,
)
from banfa.reasoning.calendar import NO_CALENDAR, day_number, day_of, due
from banfa.trust.permissions import allow
from banfa.trust.persons import put_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.trust.unit import Unit

UNDO: Final = {
    "open": "withdraw",
    "cut_off": "undo_cut_off",
    "computed": "undo_compute",
    "reviewed": "undo_review",
    "published": "undo_publish",
}
MAY_UNDO: Final = {
    "open": "round.manage",
    "cut_off": "round.manage",
    "computed": "round.manage",
    "reviewed": "round.review",
    "published": "round.publish",
}
"""Whoever may take a step may take it back."""

UNDONE: Final[Mapping[str, Mapping[str, Any]]] = {
    "computed": {"computation_id": None},
    "published": {"public_from": None, "public_until": None, "public_days": None},
}
"""What of the round is then no longer so, by the state that is left."""


def open_round(
    unit: Unit,
    profile: Profile,
    *,
    name: str,
    period_start: date,
    period_end: date,
    edition: str | None = None,
) -> dict[str, Any]:
    """Open a round, by the edition in force on its last day; without one, on trial by `edition` or the last.

    Rounds may overlap while they are worked on; see `publication.check_alone`. Raises Malformed for days
    the wrong way round, a period longer than the measure evaluates or an unknown edition, Conflict for a
    name used twice.
    """
    if not name.strip():
        raise Malformed("field_missing", "请写明评价周期的名称（name）。", field="name")
    if period_end < period_start:
        message = "评价周期的终日 period_end 不能早于始日 period_start。"
        raise Malformed("days_reversed", message, field="period_end")
    ruling = issue.edition_on(unit, profile, day=period_end)
    chosen = edition or ruling or profile.latest.key
    check_length(issue.known_edition(profile, chosen), period_start, period_end)
    if ruling and chosen != ruling:
        message = f"{period_end}施行的是版本“{ruling}”，不能用“{chosen}”评价。"
        raise Conflict("edition_not_in_force", message, field="edition")
    take_turn(unit, ROUNDS)
    same = unit.select(evaluation_round.c.id).where(evaluation_round.c.name == name)
    if unit.connection.execute(same).first():
        raise Conflict("round_exists", f"已有名为“{name}”的评价周期，请换一个名称。", field="name")
    row = {
        "name": name,
        "edition": chosen,
        "period_start": period_start,
        "period_end": period_end,
        "opened_by": unit.actor.person.id,
        "opened_at": unit.now,
    }
    made = unit.insert(evaluation_round).values(**row).returning(evaluation_round.c.id)
    round_id = unit.connection.execute(made).scalar_one()
    unit.note("round.opened", f"round/{round_id}", {"name": name, "edition": chosen})
    return get_round(unit, round_id=round_id)


def check_length(law: Edition, start: date, end: date) -> None:
    """A round is no longer than the measure's rhythm of evaluation. Raises Malformed."""
    if law.grading is None:
        return
    every = law.grading.every
    last = day_of(due(day_number(start), every, NO_CALENDAR, rest_days_move=False).day) - timedelta(1)
    if end > last:
        told = f"依{law.grading.cite}，每{every}评价一次"
        message = f"{told}：自{start}起的评价周期至迟到{last}，终日 period_end 不能是{end}。"
        raise Malformed("period_too_long", message, field="period_end", latest=last.isoformat())


def get_round(unit: Unit, *, round_id: int) -> dict[str, Any]:
    """A round with its history, what it computed last, and whether that is stale or a trial."""
    row = find_round(unit, round_id, lock=False)
    return shown(unit, row) | {"history": history(unit, round_id)}


def list_rounds(unit: Unit, *, after: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """Rounds by id after `after`."""
    rows = unit.connection.execute(
        unit.select(evaluation_round)
        .where(evaluation_round.c.id > after)
        .order_by(evaluation_round.c.id)
        .limit(limit)
    )
    return put_names(unit, [plain(dict(row)) for row in rows.mappings()], "opened_by")


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A round's own columns, JSON-ready."""
    days = {
        k: row[k].isoformat() if row[k] else None
        for k in ("period_start", "period_end", "public_from", "public_until")
    }
    kept = {k: row[k] for k in ("id", "name", "edition", "state", "version", "opened_by")}
    return {**kept, **days, "state_zh": STATES[row["state"]], "opened_at": row["opened_at"]}


def shown(unit: Unit, row: Mapping[str, Any]) -> dict[str, Any]:
    """A round with its computation. `trial`: its edition is not the one in force on its last day (试算)."""
    trial = issue.ruling(unit, row["period_end"]) != row["edition"]
    computation = computations.summary(unit, row) if row["computation_id"] else None
    return put_names(unit, [plain(row)], "opened_by")[0] | {
        "trial": trial,
        "notice": "试算：评价周期终日施行的不是该版本，结果不得公示。" if trial else "",
        "computation": computation,
    }


def cut_off(unit: Unit, *, round_id: int, version: int | None = None) -> dict[str, Any]:
    """Close the period for reporting: what is recorded from now on shows a computation to be stale."""
    row = find_round(unit, round_id, version=version)
    check_step(row, "cut_off")
    if unit.today <= row["period_end"]:
        end = row["period_end"].isoformat()
        raise Conflict("period_running", f"评价周期到{end}届满，次日起方可截数。", period_end=end)
    return shown(unit, take_step(unit, row, "cut_off"))


def request_computation(
    unit: Unit, profile: Profile, *, round_id: int, version: int | None = None
) -> dict[str, Any]:
    """Ask for the round to be computed as a job. Returns the round with `work_id`."""
    row = find_round(unit, round_id, version=version)
    check_step(row, "compute")
    work_id = unit.work(COMPUTE, {"round_id": round_id, "city": profile.city.key})
    unit.note("round.computation_requested", f"round/{round_id}", {"work_id": work_id}, event=False)
    return shown(unit, row) | {"work_id": work_id}


def reverse(
    unit: Unit, *, round_id: int, reason: str, document_no: str, version: int | None = None
) -> dict[str, Any]:
    """Take the last step back by a named decision; impossible once the round is closed.

    A round that is only open is withdrawn.

    Taking back a review voids its approvals; taking back a computation leaves the round without results.
    Objections that are not decided wait for the next publication. Raises Conflict while a recomputation is
    under way, Forbidden for who may not take that step.
    """
    row = find_round(unit, round_id, version=version)
    state = row["state"]
    if state == "withdrawn":
        raise Conflict("nothing_to_reverse", "该评价周期已作废，没有可撤回的步骤。")
    if state == "closed":
        check_step(row, "close")
    allow(unit.actor, MAY_UNDO[state])
    check_grounds(reason, document_no)
    if waiting := objections.recomputing(unit, round_id):
        message = "有异议成立，正在重新计算，请待计算结束再撤回；计算失败的，先重新处理该异议。"
        raise Conflict("objection_recomputing", message, objections=waiting)
    if state == "reviewed":
        void_approvals(unit, row["computation_id"])
    detail = {"reason": reason, "document_no": document_no}
    changes = dict(UNDONE.get(state, {}))
    if state == "open":  # its name is free again
        changes["name"] = f"{row['name']}（作废{row['id']}）"
    return shown(unit, take_step(unit, row, UNDO[state], detail=detail, **changes))
