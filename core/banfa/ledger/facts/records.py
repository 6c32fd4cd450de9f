"""Where the facts about targets, concessions, service cases and a city's own kinds of record are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case

from banfa.ledger.entries.asof import AS_OF
from banfa.ledger.facts.aggregates import COUNT, LARGEST, TOTAL, Source
from banfa.ledger.facts.selects import (
    leave_out_doubles,
    select_each,
    select_in_pool,
    select_latest,
    select_with_stay,
)
from banfa.ledger.kinds.completeness import record_reports
from banfa.ledger.kinds.concessions import Concession
from banfa.ledger.kinds.records import Record
from banfa.ledger.kinds.service_cases import SMALL_AND_MEDIUM, ServiceCase
from banfa.ledger.kinds.targets import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate

GAP_UNIT: Final = 10_000
"""A target's gap is counted in 1/10000 of what was due, rounded down."""

t, r, k, v = Target.c, Record.c, Concession.c, ServiceCase.c
missing = case((t.achieved < t.planned, t.planned - t.achieved), (t.achieved.is_(None), t.planned), else_=0)

targets = Source(
    "target",
    "targets",
    select_latest(
        # No silence counts before the day is over.
        select_in_pool(Target.rows, "due_on", (missing * GAP_UNIT // t.planned).label("gap")).where(
            t.due_on < AS_OF
        ),
        Target.rows,
        ("provider_id", "item"),
        "due_on",
    ),
    reports=("target",),
    pooled=True,
)
records = Source(
    "record",
    "records",
    leave_out_doubles(select_in_pool(Record.rows, "occurred_on", r.kind, r.amount), Record),
    reports=(record_reports("{0}"),),
    pooled=True,
)
items = Source(
    "record",
    "items",
    select_each(Record.rows, ("provider_id", "kind", "item"), "occurred_on"),
    reports=(record_reports("{0}"),),
    pooled=True,
)
concessions = Source(
    "concession",
    "concessions",
    leave_out_doubles(select_with_stay(Concession.rows, "promised_on", k.kept_on), Concession),
    reports=("concession",),
)
cases = Source(
    "service_case",
    "cases",
    leave_out_doubles(
        select_with_stay(ServiceCase.rows, "verified_on", v.industry, v.client_size), ServiceCase
    ),
    reports=("service_case",),
)


def _is_of_kind(row: Any, kind: str) -> Any:
    """Whether a record is of a kind."""
    return row.kind == kind


RECORDS: Final[Mapping[str, Aggregate]] = {
    "target_gap": targets.aggregate(LARGEST, "gap", undone_by=("target",)),
    "records": records.aggregate(COUNT, on="occurred_on", where=_is_of_kind, takes=(str,)),
    "record_sum": records.aggregate(TOTAL, "amount", on="occurred_on", where=_is_of_kind, takes=(str,)),
    "record_items": items.aggregate(COUNT, on="last_on", where=_is_of_kind, takes=(str,)),
    "concessions_promised": concessions.aggregate(COUNT, on="promised_on"),
    "concessions_kept": concessions.aggregate(COUNT, on="kept_on"),
    "service_cases": cases.aggregate(
        COUNT,
        on="verified_on",
        where=lambda row: row.industry.is_not(None) & row.client_size.in_(SMALL_AND_MEDIUM),
    ),
}
