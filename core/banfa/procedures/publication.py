"""Publicity (公示) of proposed grades, and closing the round: its grades become decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict, Malformed
from banfa.law import OpenNumber, WorkingDays, settle
from banfa.ledger.decisions import record_grades
from banfa.procedures import computations, instruments, objections
from banfa.procedures.calendars import working_days_after
from banfa.procedures.results import graded_rows, open_results
from banfa.procedures.rounds import shown
from banfa.procedures.steps import check_step, find_round, take_step
from banfa.procedures.terms import unset_for_round

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.trust.unit import Unit

LISTED = 50
"""How many open results a refusal names."""


def publish(
    unit: Unit, profile: Profile, *, round_id: int, days: int | None = None, version: int | None = None
) -> dict[str, Any]:
    """Make the proposed grades public for `days` working days, by default the measure's minimum.

    Raises Conflict where the edition is not in force, terms are unset, results open, or the computation stale;
    Malformed for a period shorter than the measure allows.
    """
    row = find_round(unit, round_id, version=version)
    check_step(row, "publish")
    standing = instruments.of_edition(unit, row["edition"])
    law = settle(instruments.known_edition(profile, row["edition"]), instruments.merged(standing))
    check_publishable(unit, row, law)
    length = publicity_days(law, days)
    until = working_days_after(unit.today, length)
    detail = {"working_days": length, "public_until": until.isoformat()}
    row = take_step(unit, row, "publish", detail=detail, public_from=unit.today, public_until=until)
    return shown(unit, row)


def check_publishable(unit: Unit, row: dict[str, Any], law: Edition) -> None:
    """Everything that stands between a result and the public, the gravest first."""
    force = instruments.in_force(unit, edition=row["edition"])
    if force is None or not force.covers(row["period_end"]):
        message = f"版本“{row['edition']}”在{row['period_end']}尚未施行，只能试算；请先登记公布施行的文件。"
        raise Conflict("edition_not_in_force", message, edition=row["edition"])
    if opened := unset_for_round(law):
        names = "、".join(o["zh"] for o in opened)
        raise Conflict("terms_unset", f"尚有待定事项未以文件确定：{names}。", unset=opened)
    found = computations.current(unit, row)
    if reasons := computations.stale(unit, row, found):
        raise Conflict(
            "computation_stale", "计算之后台账或文件已有变化，请撤回审核并重新计算。", changed=reasons
        )
    if left := open_results(unit, found["id"], limit=LISTED):
        message = f"还有{found['open_results']}家服务商的结果尚不能确定，请补齐事实、申明数据截止或暂不评价。"
        raise Conflict("results_open", message, providers=left, count=found["open_results"])


def publicity_days(law: Edition, days: int | None) -> int:
    """How many working days. Raises Malformed when shorter than the measure or the bureau's document allows."""
    rule = law.publicity
    if rule is None:
        if days is None:
            raise Malformed("days_missing", "本办法未规定公示期，请写明公示工作日数 days。", field="days")
        return days
    least = rule.at_least.n if isinstance(rule.at_least, WorkingDays) else rule.at_least.low
    if days is not None and days < least:
        told = f"依{rule.cite}" + ("和本局文件" if isinstance(rule.at_least, OpenNumber) else "")
        raise Malformed(
            "publicity_too_short",
            f"{told}，公示不得少于{least}个工作日，不能是{days}个。",
            field="days",
            least=least,
        )
    return days or least


def close(unit: Unit, profile: Profile, *, round_id: int, version: int | None = None) -> dict[str, Any]:
    """Close the round once publicity is over and every objection decided; its grades become decisions."""
    row = find_round(unit, round_id, version=version)
    check_step(row, "close")
    until = max([row["public_until"], *objections.windows(unit, round_id).values()])
    if unit.today <= until:
        raise Conflict(
            "publicity_running", f"公示到{until}届满，次日起方可办结。", public_until=until.isoformat()
        )
    if waiting := objections.undecided(unit, round_id):
        raise Conflict("objections_undecided", f"还有{len(waiting)}件异议未处理完毕。", objections=waiting)
    found = computations.current(unit, row)
    law = instruments.known_edition(profile, row["edition"])
    labels = law.grading.labels if law.grading else ()
    given = (
        [(provider_id, labels[code]) for provider_id, code in graded_rows(unit, found["id"])]
        if labels
        else []
    )
    record_grades(
        unit,
        grades=given,
        decided_on=unit.today,
        round_id=round_id,
        edition=row["edition"],
        digest=found["digest"],
    )
    row = take_step(unit, row, "close", detail={"grades": len(given), "digest": found["digest"]})
    return shown(unit, row)
