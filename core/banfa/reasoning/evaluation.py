"""A whole evaluation: who takes part, points, grades.

What the bureau has not chosen yet (rounding, cap, ties, empty places, what a quota binds) is gone through
option by option, all together, and the results are the hull: for each subject the best and the worst it
can still get.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from banfa.law import Choice, Edition, Grading, Otherwise, Rubric, Rule, Stage, walk
from banfa.law.values import rewrite
from banfa.reasoning.columns import Col, Flags, Sheet, Truth, exact_truth
from banfa.reasoning.conditions import conjunction, truth
from banfa.reasoning.grading import Graded, Places, grade
from banfa.reasoning.scoring import Marks, score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.reasoning.categories import Categories

T = TypeVar("T", Rubric, Grading)


@dataclass(frozen=True, eq=False)
class JudgedRule:
    """A rule about taking part, and for whom it holds; it holds for whom it does not concern."""

    rule: Rule
    truth: Truth


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What follows from a settled edition and a sheet; no marks without a rubric, no grades without grading.

    `taking_part`: open where a rule about taking part is; the ranges of all the others allow for either.
    `excluded`: whom an officer ruled not evaluable; `also_counted`: how many of them count for the places.
    """

    marks: Marks | None
    taking_part: Truth
    graded: Graded | None
    rules: tuple[JudgedRule, ...]
    excluded: Flags | None = None
    also_counted: int = 0


def evaluate(
    edition: Edition,
    sheet: Sheet,
    *,
    excluded: Flags | None = None,
    still_counted: Flags | None = None,
    categories: Categories | None = None,
) -> Evaluation:
    """Evaluate every subject of the sheet by a settled edition, or one that is settled only in part.

    `excluded`: whom an officer has ruled not evaluable; `still_counted`: which of these count
    nevertheless when places are worked out.
    """
    rules = tuple(_judge_rule(rule, sheet, categories) for rule in edition.at(Stage.EVALUATION))
    barring = [a.truth for a in rules if a.rule.otherwise is Otherwise.NOT_EVALUATED]
    taking_part = conjunction(barring, sheet)
    if excluded is not None:
        admitted = exact_truth(~excluded)
        taking_part = conjunction([taking_part, admitted], sheet)
    also_counted = 0
    if excluded is not None and still_counted is not None:
        also_counted = int((excluded & still_counted).sum())
    marks, graded = _score_and_grade(edition, sheet, taking_part, also_counted)
    return Evaluation(marks, taking_part, graded, rules, excluded, also_counted)


def _judge_rule(rule: Rule, sheet: Sheet, categories: Categories | None) -> JudgedRule:
    """Judge a rule for every subject it concerns; for the others it holds."""
    holds = truth(rule.holds, sheet)
    if rule.categories and categories is not None:
        others = ~categories.among(rule.categories)
        must = holds.must | others
        holds = Truth(must, must if holds.exact else holds.may | others)
    return JudgedRule(rule, holds)


def _score_and_grade(
    edition: Edition, sheet: Sheet, taking_part: Truth, also_counted: int
) -> tuple[Marks | None, Graded | None]:
    """Work out marks and grades over every way the open choices can still be made."""
    if edition.rubric is None:
        return None, None
    marks: list[Marks] = []
    graded: list[Graded] = []
    for rubric, choices in resolve_choices(edition.rubric, {}):
        scored = score(rubric, sheet)
        marks.append(scored)
        if edition.grading is None:
            continue
        for grading, _ in resolve_choices(edition.grading, choices):
            graded.append(grade(grading, scored.total, scored.unit, taking_part, also_counted=also_counted))
    return reduce(hull_of_marks, marks), reduce(hull_of_grades, graded) if graded else None


def resolve_choices(law: T, choices: dict[str, str]) -> Iterator[tuple[T, dict[str, str]]]:
    """List the law under every combination of its open choices that agrees with those made, by key."""
    open_keys = {v.key: v for v in walk(law) if isinstance(v, Choice)}
    free = [[(key, option.key) for option in v.options] for key, v in open_keys.items() if key not in choices]
    for combination in product(*free):
        now = choices | dict(combination)
        yield _apply_choices(law, now), now


def _apply_choices(law: T, choices: dict[str, str]) -> T:
    """Put these options in place of the law's choices."""

    def put(value: Any) -> Any:
        return value.option(choices[value.key]).value if isinstance(value, Choice) else value

    settled_law: T = rewrite(law, put)
    return settled_law


def hull_of_marks(a: Marks, b: Marks) -> Marks:
    """The hull of two sets of marks."""
    return replace(
        a,
        low=np.minimum(a.low, b.low),
        high=np.maximum(a.high, b.high),
        total=Col(np.minimum(a.total.low, b.total.low), np.maximum(a.total.high, b.total.high)),
    )


def hull_of_grades(a: Graded, b: Graded) -> Graded:
    """The hull of two gradings; who does not take part does so in neither."""
    return Graded(
        best=np.minimum(a.best, b.best),
        worst=np.maximum(a.worst, b.worst),
        rank_best=np.minimum(a.rank_best, b.rank_best),
        rank_worst=np.maximum(a.rank_worst, b.rank_worst),
        places=tuple(_hull_of_places(x, y) for x, y in zip(a.places, b.places, strict=True)),
    )


def _hull_of_places(a: Places | None, b: Places | None) -> Places | None:
    """The hull of two quotas; None, no limit, where either has none."""
    if a is None or b is None:
        return None
    own, last = ((min(x[0], y[0]), max(x[1], y[1])) for x, y in ((a.own, b.own), (a.last, b.last)))
    return Places(own, last)
