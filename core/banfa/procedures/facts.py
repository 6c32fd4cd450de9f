"""A fact as people are shown it: its value or range, and the records behind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from banfa.ledger.facts.evidence import rows_behind_fact
from banfa.reasoning.calendar import REACH, day_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.evidence import EvidenceRow

DAY = "日期"
"""The unit of facts that are days."""


def fact_shown(
    connection: Connection, fact: Fact, ends: tuple[int, int], provider_id: int, moment: AsOf
) -> dict[str, Any]:
    """One fact of a provider, `ends` being its lowest and highest value, with its evidence as then known."""
    return {
        "key": fact.key,
        "zh": fact.zh,
        "unit": fact.unit,
        "window": fact.window.value,
        "value": value(fact, *ends),
        "evidence": [_render_row(row) for row in rows_behind_fact(connection, fact, provider_id, moment)],
    }


def _render_row(row: EvidenceRow) -> dict[str, Any]:
    value = row.value.isoformat() if isinstance(row.value, date) else row.value
    on = None if row.on is None else row.on.isoformat()
    return {"kind": row.kind, "ids": list(row.ids), "on": on, "value": value}


def value(fact: Fact, low: int, high: int) -> Any:
    """A fact's value, or the range it lies in; a day in ISO 8601, null where it has not come or never was."""
    if fact.unit == DAY:
        first, last = (day_of(end).isoformat() if abs(end) < REACH else None for end in (low, high))
        return first if low == high else [first, last]
    return low if low == high else [low, high if high < fact.high else None]
