"""Rubric: dimensions, criteria and what they add up to."""

from __future__ import annotations

from banfa.law.cite import Cite
from banfa.law.open_terms import Choice, OpenNumber
from banfa.law.scales import OpenCriteria, OpenScale, Rounding, Scale
from banfa.law.values import word


@word
class Criterion:
    """One criterion: at most `full` whole points on a scale that the text or the bureau sets."""

    cite: Cite
    zh: str
    full: int
    scale: Scale | OpenScale

    @property
    def key(self) -> str:
        """What results file its points under; receipts keep it."""
        return self.cite.key


@word
class SetCriterion:
    """A criterion that the bureau set by an instrument, the n-th of its dimension (counted from 1)."""

    cite: Cite
    n: int
    zh: str
    full: int
    scale: Scale

    @property
    def key(self) -> str:
        """What results file its points under; receipts keep it."""
        return f"{self.cite.key}#{self.n}"


@word
class Dimension:
    """Some criteria and the whole points they add up to; `open` where the bureau sets the criteria too."""

    cite: Cite
    zh: str
    full: int | OpenNumber
    criteria: tuple[Criterion | SetCriterion, ...] = ()
    open: OpenCriteria | None = None
    bonus: bool = False


@word
class Rubric:
    """Points are kept in 1/`unit` of a point. The dimensions that are no bonus add up to `total` points.

    `cap` is the most a total can be, in points; None: bonus points may exceed `total`.
    """

    cite: Cite
    total: int
    dimensions: tuple[Dimension, ...]
    rounding: Rounding | Choice
    cap: int | Choice | None = None
    unit: int = 100

    @property
    def criteria(self) -> tuple[Criterion | SetCriterion, ...]:
        """Every criterion there is, in reading order; a dimension still open has none."""
        return tuple(c for d in self.dimensions for c in d.criteria)
