"""What became of an entry that was recorded, corrected or voided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CREATED: Final = "created"
UNCHANGED: Final = "unchanged"
CORRECTED: Final = "corrected"
REJECTED: Final = "rejected"
VOIDED: Final = "voided"
OUTCOMES: Final = (CREATED, UNCHANGED, CORRECTED, REJECTED, VOIDED)


@dataclass(frozen=True, slots=True)
class Overruled:
    """A field of a row that was not taken, since a person has ruled on it: who, and since which day."""

    field: str
    by: str | None
    since: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`id` is the entry's, `version` its revision that stands now, `outcome` one of OUTCOMES.

    `overruled` are fields that keep the value on which a person has ruled.
    """

    id: int
    version: int
    outcome: str
    overruled: tuple[Overruled, ...] = ()
