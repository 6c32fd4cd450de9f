"""Orders to rectify (限期整改) with their days: issued, served, due, reported done, 拒不整改, checked again.

Whether one was done in time follows from these days alone. 拒不整改 counts from its own day. An order is not
done in time from the day after its due day, with 拒不整改 or without, where no report of completion came by
then; a report that came by then keeps the term until a check finds that nothing was done.

A due day that a term leads to moves off a rest day where the bureau reads Civil Code 203 so (`moved`); one
that the order fixes as a date is what the order says. A suspended term has no due day, and is not missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, literal, or_
from sqlalchemy.dialects.postgresql import aggregate_order_by

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import shift_to_work
from banfa.ledger.facts.pool import STAY, select_standing_decisions
from banfa.ledger.kinds.decisions import (
    DONE,
    ORDER,
    OUTCOME,
    RECHECK_FAILED,
    RECHECK_PASSED,
    REFUSED,
    Decision,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

d = Decision.c


def select_orders(*, moved: bool = False) -> Select[Any]:
    """One row for each standing order: the days that follow from its own days and those of its outcomes.

    What is still to come is NULL: `missed_on`, `missed_by_close_on` (a report after office hours of the last
    day is late), `failed_on` (the check that found no effect). `moved`: terms do not end on a rest day;
    `unsure` are orders of which the calendar does not tell where their term ends.
    """
    shift = shift_to_work(d.due_on) if moved else literal(0)
    has_term = d.term.is_not(None)
    o = (
        select_standing_decisions(
            *(d.entry_id.label("id"), d.provider_id, d.decided_on, d.served_on),
            (d.due_on + case((has_term, func.coalesce(shift, 0)), else_=0)).label("due_on"),
            and_(has_term, d.due_on.is_not(None), shift.is_(None)).label("unsure"),
        )
        .where(d.kind == ORDER)
        .subquery("order_of")
    ).c
    e = (
        select_standing_decisions(d.provider_id, d.about_id, d.entry_id, d.label, d.decided_on, d.after_hours)
        .where(d.kind == OUTCOME)
        .subquery("outcome")
    ).c
    checked = e.label.in_((RECHECK_PASSED, RECHECK_FAILED))
    failed = e.label == RECHECK_FAILED
    done = and_(e.label == DONE, e.decided_on <= o.due_on)
    on_last_day_late = and_(e.decided_on == o.due_on, func.coalesce(e.after_hours, False))
    checks_first = (checked.desc().nulls_last(), e.decided_on.desc(), e.entry_id.desc())
    days = (
        select(
            *(o.id, o.provider_id, o.decided_on, o.served_on, o.due_on, o.unsure),
            func.max(e.decided_on).filter(done).label("done_on"),
            func.max(e.decided_on).filter(done, ~on_last_day_late).label("done_by_close_on"),
            func.min(e.decided_on).filter(e.label == REFUSED).label("refused_on"),
            func.min(e.decided_on).filter(failed, e.decided_on > o.due_on).label("failed_late_on"),
            func.array_agg(aggregate_order_by(e.label, *checks_first))[1].label("first_label"),
            func.max(e.decided_on).filter(checked).label("checked_on"),
        )
        .select_from(o.id.table.outerjoin(e.about_id.table, _belongs_to(e, o)))
        .group_by(o.id, o.provider_id, o.decided_on, o.served_on, o.due_on, o.unsure)
        .subquery("days")
    ).c
    failed_early = case((days.first_label == RECHECK_FAILED, days.checked_on))
    return select(
        *(days.id, days.provider_id, days.decided_on, days.served_on, days.refused_on, days.unsure),
        _day_missed(days, days.done_on, days.failed_late_on, failed_early).label("missed_on"),
        _day_missed(days, days.done_by_close_on, days.failed_late_on, failed_early).label(
            "missed_by_close_on"
        ),
        # A failed check before the due day is overtaken by a later one: there was time to try again.
        func.coalesce(days.failed_late_on, failed_early).label("failed_on"),
        STAY.c.since,
    ).join_from(days.id.table, STAY, and_(STAY.c.provider_id == days.provider_id, STAY.c.last), isouter=True)


def _belongs_to(e: Any, o: Any) -> ColumnElement[bool]:
    return and_(e.provider_id == o.provider_id, e.about_id == o.id)


def _day_missed(order: Any, done: Any, failed_late: Any, failed_early: Any) -> ColumnElement[Any]:
    """The day from which an order counts as not done in time; NULL where it was, or has still time.

    An order that was not served binds nobody yet.
    """
    day_after = order.due_on + 1
    return case(
        (order.served_on.is_(None), None),
        (done.is_(None), day_after),
        (failed_late.is_not(None), failed_late),
        (or_(failed_early < done, failed_early.is_(None)), None),
        else_=day_after,
    )
