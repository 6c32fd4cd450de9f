"""Facts as they stood for a provider: lowest and highest value, and the records behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.ledger.facts.evidence import EvidenceRow, rows_behind_each

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact of a provider; `low` and `high` are equal where it is known, days counted from 1970-01-01."""

    fact: Fact
    low: int
    high: int
    evidence: tuple[EvidenceRow, ...]


def read_facts(
    connection: Connection, ends: Mapping[Fact, tuple[int, int]], *, provider_id: int, as_of: AsOf
) -> list[FactState]:
    """Read the evidence of a provider's facts, each beside its lowest and highest value; in their order."""
    rows = rows_behind_each(connection, ends, provider_id, as_of)
    return [FactState(fact, low, high, tuple(rows[fact])) for fact, (low, high) in ends.items()]
