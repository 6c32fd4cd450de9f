"""What would settle a thing that is still open for one subject: the facts and open terms that keep it so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

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
from banfa.reasoning.fact_scale import fact_scale
from banfa.reasoning.share_scale import share_scale

Unsettled: TypeAlias = Fact | OpenNumber | Choice | OpenScale | OpenCriteria | Scale

FINE = 10_000
"""Points that agree to so small a part of one are the same."""


def what_would_settle(value: Any, sheet: Sheet, row: int) -> list[Unsettled]:
    """The facts and open terms that keep a value open for a subject; none where it is not.

    The value is a condition, clause, rule, criterion, dimension, rubric or grading. Parts that are
    decided whatever the rest turns out to be are left out. Of a grading only the open terms are named: its
    facts are everybody's points.
    """
    one = only(sheet, row)
    match value:
        case Clause(when=condition) | Rule(holds=condition):
            found = of_condition(condition, one)
        case Condition() | Choice():
            found = of_condition(value, one)
        case Criterion() | SetCriterion():
            found = of_criterion(value, one)
        case Dimension():
            found = of_dimension(value, one)
        case Rubric():
            found = of_rubric(value, one)
        case Grading():
            found = iter(open_terms_of(value))
        case _:
            raise TypeError(f"{value!r} is nothing that could be open")
    return list(dict.fromkeys(found))


def of_condition(condition: Condition | Choice, one: Sheet) -> Iterator[Unsettled]:
    """What keeps a condition open, in reading order; nothing where it is not."""
    if truth(condition, one).at(0) != 1:
        return
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from of_condition(part, one)
        case Not(part=part):
            yield from of_condition(part, one)
        case Choice(options=options):
            yield condition
            for option in options:
                yield from of_condition(option.value, one)
        case Compare():
            yield from open_terms_of(condition)
            yield from unknown_facts(condition, one)


def of_criterion(criterion: Criterion | SetCriterion, one: Sheet) -> Iterator[Unsettled]:
    """What keeps a criterion's points open: its scale, or the facts it reads."""
    scale = criterion.scale
    if isinstance(scale, OpenScale):
        yield scale
    elif not settled_points(scale, criterion.full, one):
        if isinstance(scale.of, Share) and scale.empty is None and one.col(scale.of.den).low[0] <= 0:
            yield scale  # what an empty denominator earns is not said
        yield from unknown_facts(scale.of, one)


def settled_points(scale: Scale, full: int, one: Sheet) -> bool:
    """Whether a scale gives the same points whatever its facts turn out to be."""
    if isinstance(scale.of, Share):
        cols = one.col(scale.of.num), one.col(scale.of.den)
        ready = share_scale(scale, scale.of, cols, full=full * FINE, unit=FINE, rounding=Rounding.HALF_UP)
        low, high = ready.points(*cols).at(0)
    else:
        low, high = fact_scale(scale, scale.of.per, FINE, Rounding.HALF_UP).points(one.col(scale.of)).at(0)
    return low == high


def of_dimension(dimension: Dimension, one: Sheet) -> Iterator[Unsettled]:
    """What keeps a dimension open: its weight and criteria, or one of them."""
    if isinstance(dimension.full, OpenNumber) and not dimension.full.is_set:
        yield dimension.full
    if dimension.open is not None:
        yield dimension.open
    for criterion in dimension.criteria:
        yield from of_criterion(criterion, one)


def of_rubric(rubric: Rubric, one: Sheet) -> Iterator[Unsettled]:
    """What keeps a total open."""
    yield from (choice for choice in (rubric.rounding, rubric.cap) if isinstance(choice, Choice))
    for dimension in rubric.dimensions:
        yield from of_dimension(dimension, one)


def unknown_facts(value: Any, one: Sheet) -> Iterator[Fact]:
    """The facts inside that are not known."""
    for fact in facts_of(value):
        low, high = one.col(fact).at(0)
        if low != high:
            yield fact


def only(sheet: Sheet, row: int) -> Sheet:
    """The sheet of one subject alone."""
    columns = {key: col.rows(slice(row, row + 1)) for key, col in sheet.columns.items()}
    return Sheet(sheet.as_of, 1, columns, sheet.calendar)
