"""Where the facts about targets, concessions, service cases and a city's own kinds of record are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case

from banfa.ledger.facts.aggregates import COUNT, MOST, TOTAL, Source
from banfa.ledger.facts.selects import each, in_pool, latest, of_stay
from banfa.ledger.kinds.completeness import record_reports
from banfa.ledger.kinds.concessions import concession
from banfa.ledger.kinds.records import record
from banfa.ledger.kinds.service_cases import SMALL_AND_MEDIUM, service_case
from banfa.ledger.kinds.targets import target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate

WHOLE = 10_000
"""A target's gap is told in 1/10000 of what was due, rounded down."""

t, r, k, v = target.c, record.c, concession.c, service_case.c
missing = case((t.achieved < t.planned, t.planned - t.achieved), (t.achieved.is_(None), t.planned), else_=0)

targets = Source(
    "target",
    "targets",
    latest(
        in_pool(target, "due_on", (missing * WHOLE // t.planned).label("gap")),
        target,
        ("provider_id", "item"),
        "due_on",
    ),
    told_by=("target",),
    pooled=True,
)
records = Source(
    "record",
    "records",
    in_pool(record, "occurred_on", r.kind, r.amount),
    told_by=(record_reports("{0}"),),
    pooled=True,
)
items = Source(
    "record",
    "items",
    each(record, ("provider_id", "kind", "item"), "occurred_on"),
    told_by=(record_reports("{0}"),),
    pooled=True,
)
concessions = Source(
    "concession", "concessions", of_stay(concession, "promised_on", k.kept_on), told_by=("concession",)
)
cases = Source(
    "service_case",
    "cases",
    of_stay(service_case, "verified_on", v.industry, v.client_size),
    told_by=("service_case",),
)


def of_kind(row: Any, kind: str) -> Any:
    """Whether a record is of a kind."""
    return row.kind == kind


RECORDS: Mapping[str, Aggregate] = {
    "target_gap": targets.measure(MOST, "gap", undone_by=("target",)),
    "records": records.measure(COUNT, on="occurred_on", where=of_kind, takes=(str,)),
    "record_sum": records.measure(TOTAL, "amount", on="occurred_on", where=of_kind, takes=(str,)),
    "record_items": items.measure(COUNT, on="last_on", where=of_kind, takes=(str,)),
    "concessions_promised": concessions.measure(COUNT, on="promised_on"),
    "concessions_kept": concessions.measure(COUNT, on="kept_on"),
    "service_cases": cases.measure(
        COUNT,
        on="verified_on",
        where=lambda row: row.industry.is_not(None) & row.client_size.in_(SMALL_AND_MEDIUM),
    ),
}
