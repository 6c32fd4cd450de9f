"""Ranks by counting: how many are ahead, surely and possibly.

Points are small whole numbers, so how many have more than p is a running count, not a sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.law import Ties

if TYPE_CHECKING:
    from banfa.reasoning.columns import Col, Flags, Ints, Truth

MAX_COUNTED_SPAN: Final = 1 << 22
"""The widest span of points that is counted rather than sorted, in units."""


class Above:
    """Counts of a group's members that have more than so many points."""

    def __init__(self, points: Ints) -> None:
        self.points = points
        self.n = len(points)
        self.least = int(points.min(initial=0))
        self.wide = int(points.max(initial=0)) - self.least >= MAX_COUNTED_SPAN
        self.more: Ints = np.sort(points) if self.wide else self._count_above()

    def _count_above(self) -> Ints:
        """Count, for k from 0 to one beyond the widest difference, who has at least k more than the least."""
        counts = np.bincount(self.points - self.least if self.least else self.points)
        return np.concatenate([[self.n], self.n - np.cumsum(counts)]).astype(np.int32)

    def than(self, points: Ints, *, level: bool) -> Ints:
        """Count who has more; with `level`, who has at least as much."""
        if self.wide:
            return self.n - np.searchsorted(self.more, points, side="left" if level else "right")
        if points is self.points and not self.least:  # none lies outside the count
            return self.more[0 if level else 1 :].take(points, mode="clip")
        return self.more.take(points + ((0 if level else 1) - self.least), mode="clip")


@dataclass(frozen=True, eq=False)
class Rivals:
    """For each subject, how many of the others are ahead of it.

    `surely`, `possibly` count those who take part; `surely_if`, `possibly_if` those who may take part, if
    they do. Subjects with equal points at the line are ahead of one another where ties are all out.
    """

    surely: Ints
    possibly: Ints
    surely_if: Ints
    possibly_if: Ints
    certain: bool

    def ranks(self) -> tuple[Ints, Ints]:
        """The best and the worst rank of each subject, from 1; one array where nothing is open."""
        best = self.surely + 1
        return best, best if self.certain else self.possibly + self.possibly_if + 1


def count_rivals(total: Col, taking_part: Truth, ties: Ties) -> Rivals:
    """Count who is ahead; nobody is a rival of himself."""
    surely, possibly = _count_ahead(total, taking_part.must, ties)
    if taking_part.exact:
        nobody = np.zeros_like(surely)
        return Rivals(surely, possibly, nobody, nobody, certain=total.exact)
    doubtful = _count_ahead(total, taking_part.may & ~taking_part.must, ties)
    return Rivals(surely, possibly, *doubtful, certain=False)


def _count_ahead(total: Col, group: Flags, ties: Ties) -> tuple[Ints, Ints]:
    """Count who of a group is surely, and possibly, ahead of each subject, itself left out."""
    # A subject of the group is counted against itself as well: where ties are level always or when it is
    # known, else when its own range is wide. These counts are taken out again below.
    everyone = bool(group.all())
    level = ties is Ties.ALL_OUT
    low, high = (points if everyone else points[group] for points in total)
    surely = Above(low).than(total.high, level=level)
    if total.exact:
        alike = surely - group if level else surely
        return alike, alike
    possibly = Above(high).than(total.low, level=level)
    wide = total.high > total.low
    if level:
        return surely - (group & ~wide), possibly - group
    return surely, possibly - (group & wide)
