"""Huangshi's grades and what follows of them, as a clerk would keep them by hand, from articles 14 and 15.

14(7): one D, or two C in all, and the bureau warns and orders rectification. 15(6): two D in all, and it may
remove. A grade that was withdrawn counts no longer; of who has left the pool nothing is asked any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ONE_D, TWO_C, TWO_D = "14.7前段", "14.7后段", "15.6"
FOLLOWS = {ONE_D: ("warning", "order"), TWO_C: ("warning", "order"), TWO_D: ("removal",)}


@dataclass
class Clerk:
    """`grades` by decision, `leads` by number with the hit each was taken from, in the order of taking."""

    grades: dict[int, str] = field(default_factory=dict)
    removed_by: int | None = None
    leads: dict[int, str] = field(default_factory=dict)
    hits_taken: set[int] = field(default_factory=set)

    def list_situations(self) -> set[str]:
        """Which of the three situations there are now."""
        if self.removed_by is not None:
            return set()
        labels = list(self.grades.values())
        holds = {ONE_D: "D" in labels, TWO_C: labels.count("C") >= 2, TWO_D: labels.count("D") >= 2}
        return {clause for clause, there in holds.items() if there}

    def reject_taking_up(self, hit: int, *, stands: bool) -> str | None:
        """With which code a hit is not taken up as a lead; None where it is."""
        if not stands:
            return "hit_not_met"
        return "lead_registered" if hit in self.hits_taken else None
