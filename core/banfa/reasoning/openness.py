"""What keeps a thing open for one subject: the facts and open terms that would settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from banfa.law import (
    All,
    AnyOf,
    Choice,
    Clause,
    Compare,
    Condition,
    Criterion,
    Dimension,
    Fact,
    Grading,
    Not,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Rounding,
    Rubric,
    Rule,
    Scale,
    SetCriterion,
    Share,
    facts_of,
    open_terms_of,
)
from banfa.reasoning.columns import Sheet
from banfa.reasoning.conditions import truth
from banfa.reasoning.fact_scale import prepare_fact_scale
from banfa.reasoning.share_scale import prepare_share_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Unsettled: TypeAlias = Fact | OpenNumber | Choice | OpenScale | OpenCriteria | Scale

COMPARED_PARTS: Final = 10_000
"""Points that agree to so small a part of one are the same."""


def find_unsettled(value: Any, sheet: Sheet, row: int) -> list[Unsettled]:
    """Find the facts and open terms that keep a value open for a subject; none where it is not.

    The value is a condition, clause, rule, criterion, dimension, rubric or grading. Parts that are
    decided whatever the rest turns out to be are left out. Of a grading only the open terms are named: its
    facts are everybody's points.
    """
    subject = sheet_of_one(sheet, row)
    match value:
        case Clause(when=condition) | Rule(holds=condition):
            unsettled = _of_condition(condition, subject)
        case Condition() | Choice():
            unsettled = _of_condition(value, subject)
        case Criterion() | SetCriterion():
            unsettled = _of_criterion(value, subject)
        case Dimension():
            unsettled = _of_dimension(value, subject)
        case Rubric():
            unsettled = _of_rubric(value, subject)
        case Grading():
            unsettled = iter(open_terms_of(value))
        case _:
            raise TypeError(f"{value!r} is nothing that could be open")
    # One reading may stand in several places with different values: it is one thing to settle.
    named: dict[object, Unsettled] = {}
    for each in unsettled:
        named.setdefault(getattr(each, "key", each), each)
    return list(named.values())


def _of_condition(condition: Condition | Choice, subject: Sheet) -> Iterator[Unsettled]:
    """Find what keeps a condition open, in reading order; nothing where it is not."""
    if truth(condition, subject).at(0) != 1:
        return
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _of_condition(part, subject)
        case Not(part=part):
            yield from _of_condition(part, subject)
        case Choice(options=options):
            yield condition
            for option in options:
                yield from _of_condition(option.value, subject)
        case Compare():
            yield from open_terms_of(condition)
            yield from _pick_unknown(facts_of(condition), subject)


def _of_criterion(criterion: Criterion | SetCriterion, subject: Sheet) -> Iterator[Unsettled]:
    """Find what keeps a criterion's points open: its scale, or the facts it reads."""
    scale = criterion.scale
    if isinstance(scale, OpenScale):
        yield scale
        return
    unsettled: list[Unsettled] = []
    if isinstance(scale.of, Share) and scale.empty is None and subject.col(scale.of.den).low[0] <= 0:
        unsettled.append(scale)  # what an empty denominator earns is not said
    read = (scale.of.num, scale.of.den) if isinstance(scale.of, Share) else (scale.of,)
    unsettled += _pick_unknown(read, subject)
    # Most often all is known, and then nothing has to be worked out.
    if unsettled and not _points_are_settled(scale, criterion.full, subject):
        yield from unsettled


def _points_are_settled(scale: Scale, full: int, subject: Sheet) -> bool:
    """Whether a scale gives the same points whatever its facts turn out to be."""
    if isinstance(scale.of, Share):
        cols = subject.col(scale.of.num), subject.col(scale.of.den)
        ready = prepare_share_scale(
            scale, scale.of, cols, full=full * COMPARED_PARTS, unit=COMPARED_PARTS, rounding=Rounding.HALF_UP
        )
        low, high = ready.points(*cols).at(0)
    else:
        low, high = (
            prepare_fact_scale(scale, scale.of.per, COMPARED_PARTS, Rounding.HALF_UP)
            .points(subject.col(scale.of))
            .at(0)
        )
    return low == high


def _of_dimension(dimension: Dimension, subject: Sheet) -> Iterator[Unsettled]:
    """Find what keeps a dimension open: its weight and criteria, or one of them."""
    if isinstance(dimension.full, OpenNumber) and not dimension.full.is_set:
        yield dimension.full
    if dimension.open is not None:
        yield dimension.open
    for criterion in dimension.criteria:
        yield from _of_criterion(criterion, subject)


def _of_rubric(rubric: Rubric, subject: Sheet) -> Iterator[Unsettled]:
    """Find what keeps a total open."""
    yield from (choice for choice in (rubric.rounding, rubric.cap) if isinstance(choice, Choice))
    for dimension in rubric.dimensions:
        yield from _of_dimension(dimension, subject)


def _pick_unknown(facts: Iterable[Fact], subject: Sheet) -> Iterator[Fact]:
    """Those of the facts that are not known."""
    for fact in facts:
        low, high = subject.col(fact).at(0)
        if low != high:
            yield fact


def sheet_of_one(sheet: Sheet, row: int) -> Sheet:
    """The sheet of one subject alone."""
    columns = {key: col.rows(slice(row, row + 1)) for key, col in sheet.columns.items()}
    return Sheet(sheet.as_of, 1, columns, sheet.calendar)
