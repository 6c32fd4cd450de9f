"""A fact as it stood for a provider: its lowest and highest value, and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.ledger.facts.evidence import EvidenceRow, rows_behind_fact

if TYPE_CHECKING:
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


def read_fact(
    connection: Connection, fact: Fact, ends: tuple[int, int], *, provider_id: int, as_of: AsOf
) -> FactState:
    """Read the evidence of one fact of a provider, `ends` being its lowest and highest value."""
    return FactState(fact, *ends, tuple(rows_behind_fact(connection, fact, provider_id, as_of)))
