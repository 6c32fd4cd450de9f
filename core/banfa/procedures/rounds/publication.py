"""Publicity (公示) of proposed grades, and closing the round: its grades become decisions.

Up to publication a computation has to be of the ledger and the law as they are. What is public is no longer
measured against what comes in later: that is named when the round is closed, and taken in by taking the
publication back, or through an objection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.law import OpenNumber, WorkingDays
from banfa.ledger.kinds.decisions import record_grades
from banfa.procedures.calendars import is_sure, working_days_after
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.locks import PUBLICATION, take_turn
from banfa.procedures.receipts.file import law_hash
from banfa.procedures.rounds import computations, objections
from banfa.procedures.rounds.approvals import check_reviewed
from banfa.procedures.rounds.lifecycle import shown
from banfa.procedures.rounds.results import graded_rows, open_results
from banfa.procedures.rounds.transitions import check_step, evaluation_round, find_round, take_step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.trust.unit import Unit

LISTED: Final = 50
"""How many open results a refusal names."""


def publish(
    unit: Unit, profile: Profile, *, round_id: int, days: int | None = None, version: int | None = None
) -> dict[str, Any]:
    """Make the proposed grades public for `days` working days, by default the measure's minimum.

    Raises Conflict where the edition is not in force, terms are unset, results open, or the computation
    stale or not approved, or where the period is spoken for; Malformed for a publicity shorter than the
    measure allows.
    """
    row = find_round(unit, round_id, version=version)
    check_step(row, "publish")
    check_in_force(unit, row)
    law = issue.settled_edition(unit, profile, edition=row["edition"])
    check_set(law)
    found = computations.current(unit, row)
    computations.check_fresh(unit, row, found, law=law_hash(law))
    check_settled(unit, found)
    check_reviewed(unit, row)
    if found["labels"]:
        check_alone(unit, row)
    length = publicity_days(law, days)
    until = working_days_after(unit.today, length)
    detail = {"working_days": length, "public_until": until.isoformat(), "provisional": not is_sure(until)}
    public = {"public_from": unit.today, "public_until": until, "public_days": length}
    return shown(unit, take_step(unit, row, "publish", detail=detail, **public))


def check_in_force(unit: Unit, row: Mapping[str, Any]) -> None:
    """Raises Conflict for a trial: where the round's edition is not the one in force on its last day."""
    ruling, mine = issue.ruling(unit, row["period_end"]), row["edition"]
    if ruling is None:
        message = f"版本“{mine}”在{row['period_end']}没有施行，只能试算；请先登记公布施行的文件。"
        raise Conflict("edition_not_in_force", message, edition=mine)
    if ruling != mine:
        message = f"{row['period_end']}施行的是版本“{ruling}”，而结果按版本“{mine}”得出；请撤回后重新计算。"
        raise Conflict("edition_not_in_force", message, edition=mine, in_force=ruling)


def check_set(law: Edition) -> None:
    """Raises Conflict listing what no document has set."""
    if opened := unset_for_round(law):
        names = "、".join(o["zh"] for o in opened)
        raise Conflict("terms_unset", f"尚有待定事项未以文件确定：{names}。", unset=opened)


def check_settled(unit: Unit, found: Mapping[str, Any]) -> None:
    """Raises Conflict naming whose result is still open."""
    if found["open_results"]:
        left = open_results(unit, found["id"], limit=LISTED)
        names = "、".join(one["provider"] for one in left) + ("等" if found["open_results"] > LISTED else "")
        message = (
            f"还有{found['open_results']}家服务商的结果尚不能确定（{names}），"
            "请补齐事实、申明数据截止或暂不评价，再重新计算。"
        )
        raise Conflict("results_open", message, providers=left, count=found["open_results"])


def check_alone(unit: Unit, row: Mapping[str, Any]) -> None:
    """Raises Conflict where grades for days of this period are public or given already.

    Rounds may overlap as long as they are worked on (a trial beside the real one). Two that give grades may
    not: a provider would be graded twice for the same days, and clauses count grades.
    """
    take_turn(unit, PUBLICATION)
    c = evaluation_round.c
    statement = (
        unit.select(c.id, c.name)
        .where(c.id != row["id"], c.state.in_(("published", "closed")))
        .where(c.period_start <= row["period_end"], c.period_end >= row["period_start"])
        .order_by(c.id)
    )
    if others := unit.connection.execute(statement).all():
        names = "、".join(f"“{one.name}”" for one in others)
        message = f"与{names}的评价周期重叠，同一时段不能评定两次等级。"
        raise Conflict("period_overlaps", message, rounds=[one.id for one in others])


def publicity_days(law: Edition, days: int | None) -> int:
    """How many working days. Raises Malformed where the measure, or the bureau's document, wants more."""
    rule = law.publicity
    if rule is None:
        if days is None:
            raise Malformed("days_missing", "本办法未规定公示期，请写明公示工作日数 days。", field="days")
        least, told = 1, "公示"
    else:
        least = rule.at_least.n if isinstance(rule.at_least, WorkingDays) else rule.at_least.low
        told = f"依{rule.cite}" + ("和本局文件，公示" if isinstance(rule.at_least, OpenNumber) else "，公示")
    if days is not None and days < least:
        message = f"{told}不得少于{least}个工作日，不能是{days}个。"
        raise Malformed("publicity_too_short", message, field="days", least=least)
    return least if days is None else days


def close(unit: Unit, *, round_id: int, version: int | None = None) -> dict[str, Any]:
    """Close the round once publicity is over and every objection decided; its grades become decisions.

    Raises Conflict where something is still running, undecided, open or not approved.
    """
    row = find_round(unit, round_id, version=version)
    check_step(row, "close")
    check_in_force(unit, row)
    check_over(unit, row)
    if waiting := objections.undecided(unit, round_id):
        raise Conflict("objections_undecided", f"还有{len(waiting)}件异议未处理完毕。", objections=waiting)
    found = computations.current(unit, row)
    check_settled(unit, found)
    check_reviewed(unit, row)
    count = record_grades(
        unit,
        grades=[(one, found["labels"][code]) for one, code in graded_rows(unit, found["id"])],
        decided_on=unit.today,
        round_id=round_id,
        edition=row["edition"],
        digest=found["digest"],
        cite=found["cite"],
    )
    since = computations.stale(unit, row, found)
    detail = {"grades": count, "digest": found["digest"], "changed_since": since}
    return shown(unit, take_step(unit, row, "close", detail=detail))


def check_over(unit: Unit, row: Mapping[str, Any]) -> None:
    """Raises Conflict while publicity runs, for all or for those whom an upheld objection moved.

    Its end is counted again: when it was worked out, the year's holidays may not have been published yet.
    """
    again = working_days_after(row["public_from"], row["public_days"])
    until: date = max([again, row["public_until"], *objections.windows(unit, row["id"]).values()])
    if unit.today <= until:
        message = f"公示到{until}届满，次日起方可办结。"
        raise Conflict("publicity_running", message, public_until=until.isoformat())
    if not is_sure(until):
        message = f"本系统尚没有{until.year}年的放假安排，不能确定公示何时届满；请先升级日历。"
        raise Conflict("calendar_unpublished", message, year=until.year)
