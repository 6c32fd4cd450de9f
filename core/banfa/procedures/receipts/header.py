"""What a receipt says of itself: its section `about`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RoundNamed:
    """The round of a receipt."""

    id: int
    name: str
    period_start: date
    period_end: date


@dataclass(frozen=True, slots=True)
class InstrumentNamed:
    """A document that the result follows from."""

    kind: str
    document_no: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class ExcludedProvider:
    """A provider ruled not evaluable, and why."""

    provider_id: int
    reason: str
    document_no: str


@dataclass(frozen=True, slots=True)
class CorrectedProvider:
    """What an upheld objection corrects of a provider: the items, as they were known at that moment."""

    provider_id: int
    items: tuple[str, ...]
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Header:
    """Whose result, of which round, under which documents, as known when, resting on which records.

    `promulgated_by` is None for a trial. `complete` says up to which day each kind of report was declared
    complete, `evidence` which entries of each kind were there, as `arrays.packed_ids` writes them.
    `corrected` is left out of the data where no objection corrects anything.
    """

    tenant: str
    city: str
    bureau: str
    round: RoundNamed
    edition: str
    trial: bool
    promulgated_by: str | None
    instruments: tuple[InstrumentNamed, ...]
    known_at: datetime
    complete: dict[str, date]
    excluded: tuple[ExcludedProvider, ...]
    evidence: dict[str, dict[str, Any]]
    corrected: tuple[CorrectedProvider, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Give the section as JSON data."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        if not self.corrected:
            del data["corrected"]
        return data

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Header:
        """Read the section. Raises ValueError where it does not say what it should."""
        return msgspec.convert(data, cls)
