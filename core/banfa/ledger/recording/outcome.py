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
class Outcome:
    """`id` is the entry's, `version` its revision that stands now, `outcome` one of OUTCOMES."""

    id: int
    version: int
    outcome: str
