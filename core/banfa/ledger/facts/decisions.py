"""Where the bureau's own acts are found: decisions, findings, complaints. These need no report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, and_, cast, extract, func, literal
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, COMMENCED, select_known
from banfa.ledger.facts.aggregates import COUNT, LARGEST, LAST, THE_DAY, THE_ONE, Source
from banfa.ledger.facts.orders import select_orders
from banfa.ledger.facts.pool import MEMBERSHIPS, STAY, select_standing_decisions
from banfa.ledger.facts.selects import select_anywhere, select_latest, select_with_stay
from banfa.ledger.kinds.complaints import IRREGULAR, UNLAWFUL, UPHELD, Complaint
from banfa.ledger.kinds.decisions import GRADE, REMOVAL, WARNING, Decision
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.kinds.memberships import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate, Where

d, f = Decision.c, Finding.c
last_stay = and_(STAY.c.provider_id == d.provider_id, STAY.c.last)

decisions = Source(
    "decision",
    "decisions",
    select_standing_decisions(
        d.entry_id.label("id"),
        d.provider_id,
        d.kind,
        d.label,
        d.decided_on,
        d.served_on,
        d.effective_on,
        func.coalesce(d.period_on, d.decided_on).label("period_on"),
        STAY.c.since,
    ).outerjoin(STAY, last_stay),
)
orders = Source("decision", "orders", select_orders())
moved_orders = Source("decision", "moved_orders", select_orders(moved=True))
period_graded = func.coalesce(d.period_on, d.decided_on)
grades = Source(
    "decision",
    "grades",
    select_standing_decisions(
        d.entry_id.label("id"),
        d.provider_id,
        d.label,
        d.decided_on,
        period_graded.label("period_on"),
        STAY.c.since,
    )
    .outerjoin(STAY, last_stay)
    .where(d.kind == GRADE)
    .ext(distinct_on(d.provider_id))
    .order_by(d.provider_id, period_graded.desc(), d.decided_on.desc(), d.entry_id.desc()),
)
"""The latest grade is that of the latest period; of several for one period, the one given last."""
complaints = Source(
    "complaint",
    "complaints",
    select_with_stay(
        Complaint.rows,
        "decided_on",
        Complaint.c.outcome,
        Complaint.c.conduct,
        func.coalesce(Complaint.c.occurred_on, Complaint.c.decided_on).label("happened_on"),
    ),
)
findings = Source(
    "finding",
    "findings",
    select_with_stay(
        Finding.rows,
        "found_on",
        f.kind,
        f.holds,
        f.elements,
        func.coalesce(f.occurred_on, f.found_on).label("happened_on"),
    ),
)
checks = Source(
    "finding",
    "checks",
    select_latest(
        select_anywhere(Finding.rows, "found_on", f.kind, cast(f.holds, Integer).label("met")),
        Finding.rows,
        ("provider_id", "kind"),
        "found_on",
    ),
)
checked_period = func.coalesce(f.period_on, f.found_on)
checked_year = extract("year", checked_period)
period_checks = Source(
    "finding",
    "period_checks",
    select_known(
        Finding.rows,
        f.entry_id.label("id"),
        f.provider_id,
        f.kind,
        cast(f.holds, Integer).label("met"),
        checked_period.label("period_on"),
        STAY.c.since,
    )
    .outerjoin(STAY, and_(STAY.c.provider_id == f.provider_id, STAY.c.last))
    .where(checked_period <= AS_OF)
    .ext(distinct_on(f.provider_id, f.kind, checked_year))
    .order_by(
        f.provider_id,
        f.kind,
        checked_year,
        checked_period.desc(),
        f.found_on.desc(),
        f.entry_id.desc(),
    ),
    by_year=True,
)
"""The last check about each year: one about a named period may be made after the period is over."""
memberships = Source(
    "membership",
    "memberships",
    select_known(
        Membership.rows,
        Membership.c.entry_id.label("id"),
        Membership.c.provider_id,
        Membership.c.from_on,
        Membership.c.selected_on,
        COMMENCED.label("commenced_on"),
    )
    .join(STAY, and_(STAY.c.provider_id == Membership.c.provider_id, STAY.c.last))
    .where(Membership.c.from_on == STAY.c.since),
)
held = MEMBERSHIPS.subquery("held_then")
stays = Source(
    "membership",
    "at_end",
    select(held.c.entry_id.label("id"), held.c.provider_id, held.c.until_on, literal(1).label("present")),
)


def _is_of_kind(kind: str) -> Where:
    """Make the condition that a decision is of a kind."""
    return lambda row: row.kind == kind


def _is_check(row: Any, kind: str) -> Any:
    """Whether a check is of this kind."""
    return row.kind == kind


def _is_graded(row: Any, label: str) -> Any:
    """Whether a decision gives this grade."""
    return and_(row.kind == GRADE, row.label == label)


ACTS: Final[Mapping[str, Aggregate]] = {
    "commenced_on": memberships.aggregate(LAST, "commenced_on"),
    "in_pool_at_end": stays.aggregate(LARGEST, "present", where=lambda row: row.until_on >= AS_OF),
    "joined_on": memberships.aggregate(LAST, "from_on"),
    "selected_on": memberships.aggregate(
        THE_DAY, "selected_on", where=lambda row: row.selected_on.is_not(None)
    ),
    "orders_issued": orders.aggregate(COUNT, on="decided_on"),
    "orders_served": orders.aggregate(COUNT, on="served_on", happened="decided_on"),
    "orders_refused": orders.aggregate(COUNT, on="refused_on", happened="decided_on"),
    "orders_missed": orders.aggregate(COUNT, on="missed_on", happened="decided_on"),
    "orders_missed_by_close": orders.aggregate(COUNT, on="missed_by_close_on", happened="decided_on"),
    "rechecks_failed": orders.aggregate(COUNT, on="failed_on", happened="decided_on"),
    "orders_missed_moved": moved_orders.aggregate(
        COUNT, on="missed_on", happened="decided_on", doubtful="unsure"
    ),
    "orders_missed_moved_by_close": moved_orders.aggregate(
        COUNT, on="missed_by_close_on", happened="decided_on", doubtful="unsure"
    ),
    "rechecks_failed_moved": moved_orders.aggregate(
        COUNT, on="failed_on", happened="decided_on", doubtful="unsure"
    ),
    "warnings_served": decisions.aggregate(
        COUNT, on="served_on", where=_is_of_kind(WARNING), happened="decided_on"
    ),
    "removals": decisions.aggregate(
        COUNT, on="effective_on", where=_is_of_kind(REMOVAL), happened="decided_on"
    ),
    "grades": decisions.aggregate(
        COUNT, on="decided_on", where=_is_graded, takes=(str,), happened="period_on"
    ),
    "latest_grade": grades.aggregate(
        COUNT,
        on="decided_on",
        where=lambda row, label: row.label == label,
        takes=(str,),
        happened="period_on",
    ),
    "complaints_upheld": complaints.aggregate(
        COUNT, on="decided_on", where=lambda row: row.outcome == UPHELD, happened="happened_on"
    ),
    "complaints_unlawful": complaints.aggregate(
        COUNT,
        on="decided_on",
        where=lambda row: row.conduct.in_((UNLAWFUL, IRREGULAR)),
        happened="happened_on",
    ),
    "finding": findings.aggregate(
        COUNT,
        on="found_on",
        where=lambda row, kind: and_(row.kind == kind, row.holds),
        takes=(str,),
        happened="happened_on",
    ),
    "verified": checks.aggregate(THE_ONE, "met", where=_is_check, takes=(str,)),
    "period_verified": period_checks.aggregate(THE_ONE, "met", on="period_on", where=_is_check, takes=(str,)),
}
