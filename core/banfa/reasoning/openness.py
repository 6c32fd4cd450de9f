"""What keeps a thing open, for one subject or for all: the facts and open terms that would settle it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

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
from banfa.reasoning.columns import Col, Flags, Sheet
from banfa.reasoning.conditions import truth
from banfa.reasoning.fact_scale import prepare_fact_scale
from banfa.reasoning.share_scale import prepare_share_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Unsettled: TypeAlias = Fact | OpenNumber | Choice | OpenScale | OpenCriteria | Scale

COMPARED_PARTS: Final = 10_000
"""Points that agree to so small a part of one are the same."""


class OpenThing(NamedTuple):
    """A fact or an open term that keeps a value open, and for whom, one flag a subject."""

    thing: Unsettled
    whose: Flags


def find_unsettled(value: Any, sheet: Sheet, row: int) -> list[Unsettled]:
    """Find the facts and open terms that keep a value open for a subject; none where it is not.

    The value is as for `find_open_things`.
    """
    return pick_unsettled(find_open_things(value, sheet_of_one(sheet, row)), 0)


def find_open_things(value: Any, sheet: Sheet) -> list[OpenThing]:
    """Find the facts and open terms that keep a value open for somebody, in reading order.

    The value is a condition, clause, rule, criterion, dimension, rubric or grading. Parts that are
    decided whatever the rest turns out to be are left out. Of a grading only the open terms are named: its
    facts are everybody's points.
    """
    match value:
        case Clause(when=condition) | Rule(holds=condition):
            return list(_of_condition(condition, sheet))
        case Condition() | Choice():
            return list(_of_condition(value, sheet))
        case Criterion() | SetCriterion():
            return list(_of_criterion(value, sheet))
        case Dimension():
            return list(_of_dimension(value, sheet))
        case Rubric():
            return list(_of_rubric(value, sheet))
        case Grading():
            return list(_of_everybody(open_terms_of(value), sheet))
    raise TypeError(f"{value!r} is nothing that could be open")


def pick_unsettled(things: Iterable[OpenThing], row: int) -> list[Unsettled]:
    """Pick what is open for one subject."""
    # One reading may stand in several places with different values: it is one thing to settle.
    named: dict[object, Unsettled] = {}
    for thing, whose in things:
        if whose[row]:
            named.setdefault(getattr(thing, "key", thing), thing)
    return list(named.values())


def _of_everybody(things: Iterable[Unsettled], sheet: Sheet) -> Iterator[OpenThing]:
    everybody = np.ones(sheet.n, bool)
    return (OpenThing(thing, everybody) for thing in things)


def _of_condition(condition: Condition | Choice, sheet: Sheet) -> Iterator[OpenThing]:
    """Find what keeps a condition open, in reading order; nothing for whom it is not."""
    must, may = truth(condition, sheet)
    whose = must != may
    if not whose.any():
        return
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            of_parts = _of_conditions(parts, sheet)
        case Not(part=part):
            of_parts = _of_condition(part, sheet)
        case Choice(options=options):
            yield OpenThing(condition, whose)
            of_parts = _of_conditions((option.value for option in options), sheet)
        case Compare():
            terms = _of_everybody(open_terms_of(condition), sheet)
            of_parts = chain(terms, _find_unknown(facts_of(condition), sheet))
        case _:
            raise TypeError(f"{condition!r} is no condition")
    yield from (OpenThing(thing, whose & whose_part) for thing, whose_part in of_parts)


def _of_conditions(conditions: Iterable[Condition | Choice], sheet: Sheet) -> Iterator[OpenThing]:
    return chain.from_iterable(_of_condition(each, sheet) for each in conditions)


def _of_criterion(criterion: Criterion | SetCriterion, sheet: Sheet) -> Iterator[OpenThing]:
    """Find what keeps a criterion's points open: its scale, or the facts it reads."""
    scale = criterion.scale
    if isinstance(scale, OpenScale):
        yield from _of_everybody((scale,), sheet)
        return
    open_things: list[OpenThing] = []
    if isinstance(scale.of, Share) and scale.empty is None:
        empty = sheet.col(scale.of.den).low <= 0
        if empty.any():
            open_things.append(OpenThing(scale, empty))  # what an empty denominator earns is not said
    read = (scale.of.num, scale.of.den) if isinstance(scale.of, Share) else (scale.of,)
    open_things += _find_unknown(read, sheet)
    # Most often all is known, and then nothing has to be worked out.
    if open_things:
        low, high = _work_out_points(scale, criterion.full, sheet)
        yield from (OpenThing(thing, whose & (low != high)) for thing, whose in open_things)


def _work_out_points(scale: Scale, full: int, sheet: Sheet) -> Col:
    """The points that a scale may give, over all that its facts may turn out to be."""
    if isinstance(scale.of, Share):
        cols = sheet.col(scale.of.num), sheet.col(scale.of.den)
        ready = prepare_share_scale(
            scale, scale.of, cols, full=full * COMPARED_PARTS, unit=COMPARED_PARTS, rounding=Rounding.HALF_UP
        )
        return ready.points(*cols)
    ready_for_fact = prepare_fact_scale(scale, scale.of.per, COMPARED_PARTS, Rounding.HALF_UP)
    return ready_for_fact.points(sheet.col(scale.of))


def _of_dimension(dimension: Dimension, sheet: Sheet) -> Iterator[OpenThing]:
    """Find what keeps a dimension open: its weight and criteria, or one of them."""
    if isinstance(dimension.full, OpenNumber) and not dimension.full.is_set:
        yield from _of_everybody((dimension.full,), sheet)
    if dimension.open is not None:
        yield from _of_everybody((dimension.open,), sheet)
    for criterion in dimension.criteria:
        yield from _of_criterion(criterion, sheet)


def _of_rubric(rubric: Rubric, sheet: Sheet) -> Iterator[OpenThing]:
    """Find what keeps a total open."""
    choices = (choice for choice in (rubric.rounding, rubric.cap) if isinstance(choice, Choice))
    yield from _of_everybody(choices, sheet)
    for dimension in rubric.dimensions:
        yield from _of_dimension(dimension, sheet)


def _find_unknown(facts: Iterable[Fact], sheet: Sheet) -> Iterator[OpenThing]:
    """Those of the facts that are not known of somebody."""
    for fact in facts:
        low, high = sheet.col(fact)
        if low is not high and (unknown := low != high).any():
            yield OpenThing(fact, unknown)


def sheet_of_one(sheet: Sheet, row: int) -> Sheet:
    """The sheet of one subject alone."""
    columns = {key: col.rows(slice(row, row + 1)) for key, col in sheet.columns.items()}
    return Sheet(sheet.as_of, 1, columns, sheet.calendar)
