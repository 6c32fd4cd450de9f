"""Points and other values of a result that may still be open: what they are, exact, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

TakingPart = Literal["no", "open", "yes"]
TAKING_PART: Final[tuple[TakingPart, ...]] = ("no", "open", "yes")
"""Whether a provider takes part, by the code that is stored."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points between two ends, which are equal where they are known, in 1/`unit` of a point."""

    low: int
    high: int
    unit: int
