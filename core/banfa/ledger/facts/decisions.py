"""Where the bureau's own acts are found: decisions, findings, complaints. These need no report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, cast, exists, literal

from banfa.ledger.entries.asof import AS_OF, of_tenant, standing_at, told_by_then
from banfa.ledger.facts.aggregates import COUNT, LAST, SAID, Source
from banfa.ledger.facts.pool import STAY, standing_decisions
from banfa.ledger.facts.selects import anywhere, latest, of_stay
from banfa.ledger.kinds.complaints import UPHELD, complaint
from banfa.ledger.kinds.decisions import (
    GRADE,
    MISSED,
    ORDER,
    OUTCOME,
    RECHECK_FAILED,
    REFUSED,
    REMOVAL,
    WITHDRAWAL,
    decision,
)
from banfa.ledger.kinds.findings import finding
from banfa.ledger.kinds.memberships import membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate, Where

d, f = decision.c, finding.c
last_stay = and_(STAY.c.provider_id == d.provider_id, STAY.c.last)

order_withdrawal = decision.alias("order_withdrawal")
order_withdrawn = (
    of_tenant(literal(1))
    .select_from(order_withdrawal)
    .where(
        told_by_then(order_withdrawal),
        order_withdrawal.c.provider_id == d.provider_id,
        order_withdrawal.c.about_id == d.about_id,
        order_withdrawal.c.kind == WITHDRAWAL,
        order_withdrawal.c.decided_on <= AS_OF,
        d.kind == OUTCOME,
    )
    .correlate(decision)
)
# The outcome of an order falls with the order.
decisions = Source(
    "decision",
    "decisions",
    standing_decisions(
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
    .where(~exists(order_withdrawn)),
)
grades = Source(
    "decision",
    "grades",
    latest(
        standing_decisions(d.entry_id.label("id"), d.provider_id, d.label, d.decided_on, STAY.c.since)
        .outerjoin(STAY, last_stay)
        .where(d.kind == GRADE),
        decision,
        ("provider_id",),
        "decided_on",
    ),
)
complaints = Source("complaint", "complaints", of_stay(complaint, "decided_on", complaint.c.outcome))
findings = Source("finding", "findings", of_stay(finding, "found_on", f.kind, f.holds))
checks = Source(
    "finding",
    "checks",
    latest(
        anywhere(finding, "found_on", f.kind, cast(f.holds, Integer).label("met")),
        finding,
        ("provider_id", "kind"),
        "found_on",
    ),
)
memberships = Source(
    "membership",
    "memberships",
    standing_at(membership, membership.c.entry_id.label("id"), membership.c.provider_id, membership.c.from_on)
    .join(STAY, and_(STAY.c.provider_id == membership.c.provider_id, STAY.c.last))
    .where(membership.c.from_on == STAY.c.since),
)


def of_kind(kind: str) -> Where:
    """Make the condition that a decision is of a kind."""
    return lambda row: row.kind == kind


def ended(outcome: str) -> Where:
    """Make the condition that an order ended so."""
    return lambda row: and_(row.kind == OUTCOME, row.label == outcome)


def labelled(row: Any, label: str) -> Any:
    """Whether a decision gives this grade."""
    return and_(row.kind == GRADE, row.label == label)


ACTS: Mapping[str, Aggregate] = {
    "joined_on": memberships.measure(LAST, "from_on"),
    "orders_issued": decisions.measure(COUNT, on="decided_on", where=of_kind(ORDER)),
    "orders_served": decisions.measure(COUNT, on="served_on", where=of_kind(ORDER)),
    "orders_refused": decisions.measure(COUNT, on="decided_on", where=ended(REFUSED)),
    "orders_missed": decisions.measure(COUNT, on="decided_on", where=ended(MISSED)),
    "rechecks_failed": decisions.measure(COUNT, on="decided_on", where=ended(RECHECK_FAILED)),
    "removals": decisions.measure(COUNT, on="effective_on", where=of_kind(REMOVAL)),
    "grades": decisions.measure(COUNT, on="decided_on", where=labelled, takes=(str,)),
    "latest_grade": grades.measure(
        COUNT, on="decided_on", where=lambda row, label: row.label == label, takes=(str,)
    ),
    "complaints_upheld": complaints.measure(COUNT, on="decided_on", where=lambda row: row.outcome == UPHELD),
    "finding": findings.measure(
        COUNT, on="found_on", where=lambda row, kind: and_(row.kind == kind, row.holds), takes=(str,)
    ),
    "verified": checks.measure(SAID, "met", where=lambda row, kind: row.kind == kind, takes=(str,)),
}
