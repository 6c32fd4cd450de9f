"""Which clauses are met, for all subjects at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from banfa.law import Clause
from banfa.reasoning.categories import Categories
from banfa.reasoning.columns import Sheet, Truth, settled
from banfa.reasoning.conditions import truth


@dataclass(frozen=True, eq=False)
class Judged:
    """A clause and for whom it is met."""

    clause: Clause
    truth: Truth

    @property
    def state(self) -> npt.NDArray[np.int8]:
        """0 not met, 1 open, 2 met."""
        return self.truth.state


def judge(clauses: Iterable[Clause], sheet: Sheet, categories: Categories | None = None) -> list[Judged]:
    """Every clause over every subject of the sheet.

    `categories`: those each subject holds; a clause limited to some is never met by others. Without it the
    caller has seen to that.
    """
    return [
        Judged(clause, limited(truth(clause.when, sheet), clause.categories, categories))
        for clause in clauses
    ]


def limited(found: Truth, to: tuple[str, ...], categories: Categories | None) -> Truth:
    """The truth for subjects of these categories; false for the others. No categories: for all."""
    if not to or categories is None:
        return found
    mine = categories.among(to)
    if found.exact:
        return settled(found.must & mine)
    return Truth(found.must & mine, found.may & mine)
