"""Categories of providers: one subject may hold several; a rule for some asks whether it holds any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.reasoning.columns import Flags, Ints


@dataclass(frozen=True, eq=False)
class Categories:
    """The categories each subject holds, as a code into the different `sets` there are."""

    codes: Ints
    sets: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, held: Sequence[tuple[str, ...]]) -> Categories:
        """Make codes of each subject's category keys."""
        sets = {keys: code for code, keys in enumerate(dict.fromkeys(held))}
        return cls(np.array([sets[keys] for keys in held], np.int64), tuple(sets))

    def among(self, keys: Sequence[str]) -> Flags:
        """Flags of the subjects that hold one of these."""
        wanted = np.array([not set(held).isdisjoint(keys) for held in self.sets], bool)
        holds_one: Flags = wanted[self.codes] if len(self.sets) else np.zeros(0, bool)
        return holds_one
