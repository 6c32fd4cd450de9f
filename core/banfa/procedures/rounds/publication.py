"""Publicity (公示) of proposed grades, and closing the round: its grades become decisions.

Up to publication a computation has to be of the ledger and the law as they are. What is public is no longer
measured against what comes in later: that is named when the round is closed, and taken in by taking the
publication back, or through an objection.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.law import OpenNumber, WorkingDays, cite
from banfa.ledger.kinds.decisions import record_grades
from banfa.procedures.calendars import count_working_days_on, is_sure, read_calendar
from banfa.procedures.instruments.editions import check_not_ended, edition_key_on
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.receipts.format import hash_law
from banfa.procedures.rounds.approvals import check_reviewed
from banfa.procedures.rounds.computations import (
    Computation,
    changes_since,
    check_fresh,
    find_computation,
    list_late_kinds,
)
from banfa.procedures.rounds.documents import settle_round_law
from banfa.procedures.rounds.lifecycle import RoundDetails, describe_round
from banfa.procedures.rounds.objection_rows import UNDECIDED, list_ids_in
from banfa.procedures.rounds.objection_windows import window_ends
from banfa.procedures.rounds.results import list_grades, list_open_results
from banfa.procedures.rounds.transitions import (
    PUBLIC_STATES,
    Round,
    StepDetail,
    check_step,
    find_round,
    take_step,
)
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition, Publicity
    from banfa.trust.unit import Unit

MAX_NAMED: Final = 50
"""How many open results an error names."""

_OVERLAPPING: Final = (
    Round.select()
    .where(
        Round.c.id != bindparam("round_id"),
        Round.c.state.in_(PUBLIC_STATES),
        Round.c.period_start <= bindparam("end"),
        Round.c.period_end >= bindparam("start"),
    )
    .order_by(Round.c.id)
)


def publish_round(
    unit: Unit,
    profile: Profile,
    *,
    round_id: int,
    days: int | None = None,
    published_in: str | None = None,
    version: int | None = None,
) -> RoundDetails:
    """Make the proposed grades public for `days` working days, by default the measure's minimum.

    `published_in`: where, by name or address.

    Raises Conflict where the edition is not in force, terms are unset, results open, or the computation
    stale or not approved, or where the period is spoken for; Malformed for a publicity shorter than the
    measure allows.
    """
    round_ = find_round(unit, round_id, version=version)
    check_step(round_, "publish")
    take_lock(unit, Lock.INSTRUMENTS)  # a notice that comes meanwhile counts again what is public by then
    _check_in_force(unit, round_)
    law = settle_round_law(unit, profile, round_)
    _check_set(law)
    computation = find_computation(unit, round_)
    check_fresh(unit, round_, computation, law=hash_law(law))
    _check_settled(unit, computation)
    check_reviewed(unit, round_, computation.id)
    if computation.labels:
        _check_alone(unit, round_)
    length = _publicity_days(law, days)
    calendar = read_calendar(unit.connection, unit.tenant_id)
    until = count_working_days_on(calendar, unit.today, length)
    detail = StepDetail(
        working_days=length,
        public_until=until,
        published_in=published_in,
        provisional=not is_sure(calendar, until),
    )
    public = replace(
        round_,
        public_from=unit.today,
        public_until=until,
        public_days=length,
        public_computation_id=computation.id,
    )
    return describe_round(unit, take_step(unit, public, "publish", detail=detail))


def _check_in_force(unit: Unit, round_: Round) -> None:
    """Raise Conflict for a trial: where the round's edition is not the one in force on its last day."""
    in_force = edition_key_on(unit, round_.period_end)
    if in_force is None:
        check_not_ended(unit, round_.edition, round_.period_end)
        message = f"版本“{round_.edition}”在{round_.period_end}没有施行，只能试算；请先登记公布施行的文件。"
        raise Conflict("edition_not_in_force", message, edition=round_.edition)
    if in_force != round_.edition:
        message = (
            f"{round_.period_end}施行的是版本“{in_force}”，而结果按版本“{round_.edition}”得出；"
            "请撤回后重新计分。"
        )
        raise Conflict("edition_not_in_force", message, edition=round_.edition, in_force=in_force)


def _check_set(law: Edition) -> None:
    """Raise Conflict listing what no document has set."""
    if terms := unset_for_round(law):
        names = "、".join(term.zh for term in terms)
        unset = [{**asdict(term), "cite_zh": str(cite(term.cite))} for term in terms]
        raise Conflict("terms_unset", f"尚有待定事项未以文件确定：{names}。", unset=unset)


def _check_settled(unit: Unit, computation: Computation) -> None:
    """Raise Conflict naming whose result is still open."""
    count = computation.open_results
    if count:
        named = list_open_results(unit, computation.id, limit=MAX_NAMED)
        names = "、".join(result.provider for result in named) + ("等" if count > MAX_NAMED else "")
        message = (
            f"还有{count}家服务商的结果尚不能确定（{names}），"
            "请补齐事实、申明数据截止或暂不评价，再重新计分。"
        )
        providers = [result._asdict() for result in named]
        raise Conflict("results_open", message, providers=providers, count=count)


def _check_alone(unit: Unit, round_: Round) -> None:
    """Raise Conflict where grades for days of this period are public or given already.

    Rounds may overlap as long as they are worked on (a trial beside the real one). Two that give grades may
    not: a provider would be graded twice for the same days, and clauses count grades.
    """
    take_lock(unit, Lock.PUBLICATION)
    days = {"start": round_.period_start, "end": round_.period_end}
    if others := unit.all(Round, _OVERLAPPING, round_id=round_.id, **days):
        names = "、".join(f"“{other.name}”" for other in others)
        message = f"与{names}的评价周期重叠，同一时段不能评定两次等级。"
        raise Conflict("period_overlaps", message, rounds=[other.id for other in others])


def _publicity_days(law: Edition, days: int | None) -> int:
    """Say for how many working days. Raises Malformed where the measure, or a document, wants more."""
    rule = law.publicity
    if rule is None:
        if days is None:
            raise Malformed("days_missing", "本办法未规定公示期，请写明公示工作日数 days。", field="days")
        least, basis = 1, "公示"
    else:
        by_document = isinstance(rule.at_least, OpenNumber)
        least = _least_days(rule)
        basis = f"依{rule.cite}" + ("和本局文件，公示" if by_document else "，公示")
    if days is not None and days < least:
        message = f"{basis}不得少于{least}个工作日，不能是{days}个。"
        raise Malformed("publicity_too_short", message, field="days", least=least)
    return least if days is None else days


def _least_days(rule: Publicity) -> int:
    return rule.at_least.n if isinstance(rule.at_least, WorkingDays) else rule.at_least.low


def close_round(unit: Unit, *, round_id: int, version: int | None = None) -> RoundDetails:
    """Close the round once publicity is over and every objection decided; its grades become decisions.

    Raises Conflict where something is still running, undecided, open or not approved.
    """
    round_ = find_round(unit, round_id, version=version)
    check_step(round_, "close")
    _check_in_force(unit, round_)
    _check_over(unit, round_)
    if waiting := list_ids_in(unit, round_id, *UNDECIDED):
        message = f"还有{len(waiting)}件异议未处理完毕。"
        raise Conflict("objections_undecided", message, objections=waiting)
    computation = find_computation(unit, round_)
    _check_settled(unit, computation)
    check_reviewed(unit, round_, computation.id)
    count = record_grades(
        unit,
        grades=[
            (grade.provider_id, computation.labels[grade.code]) for grade in list_grades(unit, computation.id)
        ],
        decided_on=unit.today,
        period_on=round_.period_end,
        round_id=round_id,
        edition=round_.edition,
        digest=computation.digest,
        cite=computation.cite,
    )
    changes = (*list_late_kinds(unit, round_, computation), *changes_since(unit, round_, computation))
    detail = StepDetail(grades=count, digest=computation.digest, changed_since=changes)
    return describe_round(unit, take_step(unit, round_, "close", detail=detail))


def _check_over(unit: Unit, round_: Round) -> None:
    """Raise Conflict while publicity runs, for all or for those whom an upheld objection moved."""
    until, sure = find_end_of_publicity(unit, round_)
    if unit.today <= until:
        message = f"公示到{until}届满，次日起方可办结。"
        raise Conflict("publicity_running", message, public_until=until)
    if not sure:
        message = f"尚没有{until.year}年的放假安排，不能确定公示何时届满；请先登记当年的放假安排。"
        raise Conflict("calendar_unpublished", message, year=until.year)


def find_end_of_publicity(unit: Unit, round_: Round) -> tuple[date, bool]:
    """Find the last day on which anybody's result of a public round is shown, and whether that is sure.

    It is not where the holidays of its year are not known yet.
    """
    if round_.public_from is None or round_.public_until is None or round_.public_days is None:
        raise LookupError(f"round {round_.id} is public without its days")
    calendar = read_calendar(unit.connection, unit.tenant_id)
    # Its end is counted again: a release may have brought the year's holidays since it was worked out.
    recounted = count_working_days_on(calendar, round_.public_from, round_.public_days)
    until = max([recounted, round_.public_until, *window_ends(unit, round_.id).values()])
    return until, is_sure(calendar, until)


def foresee_publicity(unit: Unit, profile: Profile, round_: Round) -> tuple[int, date, bool] | None:
    """Foresee the shortest publicity if it began today: working days, last day, whether that is sure.

    None where the measure does not say how long it has to be.
    """
    rule = settle_round_law(unit, profile, round_).publicity
    if rule is None:
        return None
    days = _least_days(rule)
    calendar = read_calendar(unit.connection, unit.tenant_id)
    until = count_working_days_on(calendar, unit.today, days)
    return days, until, is_sure(calendar, until)
