"""Where the bureau's own acts are found: decisions, findings, complaints. These need no report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, and_, cast, exists, literal

from banfa.ledger.entries.asof import AS_OF, select_known
from banfa.ledger.facts.aggregates import COUNT, LAST, THE_ONE, Source
from banfa.ledger.facts.pool import STAY, select_standing_decisions
from banfa.ledger.facts.selects import select_anywhere, select_latest, select_with_stay
from banfa.ledger.kinds.complaints import UPHELD, Complaint
from banfa.ledger.kinds.decisions import (
    GRADE,
    MISSED,
    ORDER,
    OUTCOME,
    RECHECK_FAILED,
    REFUSED,
    REMOVAL,
    WITHDRAWAL,
    Decision,
)
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.kinds.memberships import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate, Where

d, f = Decision.c, Finding.c
last_stay = and_(STAY.c.provider_id == d.provider_id, STAY.c.last)

order_withdrawal = Decision.alias("order_withdrawal")
withdrawn_order = (
    select_known(order_withdrawal, literal(1))
    .where(
        order_withdrawal.c.provider_id == d.provider_id,
        order_withdrawal.c.about_id == d.about_id,
        order_withdrawal.c.kind == WITHDRAWAL,
        order_withdrawal.c.decided_on <= AS_OF,
        d.kind == OUTCOME,
    )
    .correlate(Decision.rows)
)
# The outcome of an order falls with the order.
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
        STAY.c.since,
    )
    .outerjoin(STAY, last_stay)
    .where(~exists(withdrawn_order)),
)
grades = Source(
    "decision",
    "grades",
    select_latest(
        select_standing_decisions(d.entry_id.label("id"), d.provider_id, d.label, d.decided_on, STAY.c.since)
        .outerjoin(STAY, last_stay)
        .where(d.kind == GRADE),
        Decision.rows,
        ("provider_id",),
        "decided_on",
    ),
)
complaints = Source(
    "complaint", "complaints", select_with_stay(Complaint.rows, "decided_on", Complaint.c.outcome)
)
findings = Source("finding", "findings", select_with_stay(Finding.rows, "found_on", f.kind, f.holds))
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
memberships = Source(
    "membership",
    "memberships",
    select_known(
        Membership.rows, Membership.c.entry_id.label("id"), Membership.c.provider_id, Membership.c.from_on
    )
    .join(STAY, and_(STAY.c.provider_id == Membership.c.provider_id, STAY.c.last))
    .where(Membership.c.from_on == STAY.c.since),
)


def _is_of_kind(kind: str) -> Where:
    """Make the condition that a decision is of a kind."""
    return lambda row: row.kind == kind


def _has_outcome(outcome: str) -> Where:
    """Make the condition that an order ended so."""
    return lambda row: and_(row.kind == OUTCOME, row.label == outcome)


def _is_graded(row: Any, label: str) -> Any:
    """Whether a decision gives this grade."""
    return and_(row.kind == GRADE, row.label == label)


ACTS: Final[Mapping[str, Aggregate]] = {
    "joined_on": memberships.aggregate(LAST, "from_on"),
    "orders_issued": decisions.aggregate(COUNT, on="decided_on", where=_is_of_kind(ORDER)),
    "orders_served": decisions.aggregate(COUNT, on="served_on", where=_is_of_kind(ORDER)),
    "orders_refused": decisions.aggregate(COUNT, on="decided_on", where=_has_outcome(REFUSED)),
    "orders_missed": decisions.aggregate(COUNT, on="decided_on", where=_has_outcome(MISSED)),
    "rechecks_failed": decisions.aggregate(COUNT, on="decided_on", where=_has_outcome(RECHECK_FAILED)),
    "removals": decisions.aggregate(COUNT, on="effective_on", where=_is_of_kind(REMOVAL)),
    "grades": decisions.aggregate(COUNT, on="decided_on", where=_is_graded, takes=(str,)),
    "latest_grade": grades.aggregate(
        COUNT, on="decided_on", where=lambda row, label: row.label == label, takes=(str,)
    ),
    "complaints_upheld": complaints.aggregate(
        COUNT, on="decided_on", where=lambda row: row.outcome == UPHELD
    ),
    "finding": findings.aggregate(
        COUNT, on="found_on", where=lambda row, kind: and_(row.kind == kind, row.holds), takes=(str,)
    ),
    "verified": checks.aggregate(THE_ONE, "met", where=lambda row, kind: row.kind == kind, takes=(str,)),
}
