"""Which clauses are met, for all subjects at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.reasoning.columns import Sheet, Truth, exact_truth
from banfa.reasoning.conditions import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    from banfa.law import Clause
    from banfa.reasoning.categories import Categories


@dataclass(frozen=True, eq=False)
class JudgedClause:
    """A clause and for whom it is met."""

    clause: Clause
    truth: Truth

    @property
    def state(self) -> npt.NDArray[np.int8]:
        """0 not met, 1 open, 2 met."""
        return self.truth.state


def judge(
    clauses: Iterable[Clause], sheet: Sheet, categories: Categories | None = None
) -> list[JudgedClause]:
    """Judge every clause over every subject of the sheet.

    `categories`: those each subject holds; a clause limited to some is never met by others. Without it
    clauses count for every subject, whatever they are limited to.
    """
    return [
        JudgedClause(clause, _limit_to_categories(truth(clause.when, sheet), clause.categories, categories))
        for clause in clauses
    ]


def _limit_to_categories(met: Truth, to: tuple[str, ...], categories: Categories | None) -> Truth:
    """Keep the truth for subjects of these categories, false for the others; no categories mean all."""
    if not to or categories is None:
        return met
    mine = categories.among(to)
    if met.exact:
        return exact_truth(met.must & mine)
    return Truth(met.must & mine, met.may & mine)
