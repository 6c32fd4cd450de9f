"""Who signs a task book (任务书) with the bureau by the text, and which plans are drawn up by it."""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.values import vocabulary, word


@vocabulary
class PlanKind(StrEnum):
    """A plan that a text names."""

    ANNUAL = "年度推进计划"
    MONTHLY = "月度工作计划"


@word
class TaskBookDuty:
    """That providers of these categories (empty: all) sign a task book with the bureau.

    `plans`: those that the text has them draw up by it. `editions`: of which editions (empty: every one).
    """

    cite: Cite
    zh: str
    categories: tuple[str, ...] = ()
    plans: tuple[PlanKind, ...] = ()
    editions: tuple[str, ...] = ()

    def covers(self, edition: str, category: str) -> bool:
        """Whether a category signs one under an edition."""
        return (not self.editions or edition in self.editions) and (
            not self.categories or category in self.categories
        )
