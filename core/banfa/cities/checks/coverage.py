"""Which numbers of the law the worked cases come close to: a triple below, at and above for each.

A clause that says 超过5家 needs a case with fewer, with five and with more. What merely asks that something
happened needs a case where it did and one where it did not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import Case, Row, find_subject, read_cases
from banfa.cities.cases.run import group_by_day, sheet_of_rows
from banfa.cities.cases.wording import parse_total
from banfa.cities.checks.answers import list_rules
from banfa.cities.checks.comparisons import Comparison, list_comparisons
from banfa.cities.problems import Problem
from banfa.law import (
    Clause,
    Compare,
    Criterion,
    Edition,
    Fact,
    Op,
    OpenNumber,
    Rate,
    Rule,
    Scale,
    Share,
    Since,
)
from banfa.law.windows import figure_span
from banfa.reasoning.conditions import truth

if TYPE_CHECKING:
    from banfa.cities.profile import Profile

BELOW, AT, ABOVE = "低于", "正好", "高于"
TRIPLE: Final = (BELOW, AT, ABOVE)

Seen = Mapping[tuple[str, Any], set[str]]
"""Rule and number (a comparison, a floor, a step) to the sides on which some case stands."""


def triple_problems(profile: Profile) -> list[Problem]:
    """Every number without a case below, at or above it. The cases must be readable."""
    cases, _ = read_cases(profile, profile.cases)
    problems: list[Problem] = []
    for edition in profile.editions:
        mine = [c for c in cases if c.edition == edition.key]
        seen = _find_sides(mine)
        for name, number, description, wanted in _list_numbers(edition):
            lacking = [side for side in wanted if side not in seen.get((name, number), set())]
            if lacking:
                problems.append(_lacking_problem(profile.city.key, name, description, lacking))
    return problems


def _lacking_problem(city: str, name: str, description: str, lacking: Sequence[str]) -> Problem:
    """Make a problem of a number that the cases do not come close to."""
    mend = f"给 {name} 的案例加上{'、'.join(lacking)}这个数的情形"
    message = f"{name} 的“{description}”缺少{'、'.join(lacking)}的案例"
    return Problem(city, "number-without-triple", message, mend, name)


def _list_numbers(edition: Edition) -> Iterator[tuple[str, Any, str, Sequence[str]]]:
    """List every number of an edition: its rule, itself, its description, which sides need a case."""
    for name, _, rule in list_rules(edition):
        match rule:
            case Clause(when=condition) | Rule(holds=condition):
                for comparison in list_comparisons(condition):
                    if isinstance(comparison.compare.right, OpenNumber):
                        continue  # the bureau's number, not the measure's
                    compare = comparison.compare
                    description = f"{_term_with_days(compare.left)}{compare.op.value}{compare.right}"
                    sides = (BELOW, AT) if comparison.existence else _possible_sides(compare)
                    yield name, compare, description, sides
            case Criterion(scale=Scale() as scale):
                for step in scale.steps[1:]:
                    yield name, step.at, f"分档起点 {step.at}", _sides_in_reach(scale.of, step.at)
    if edition.grading:
        for band in edition.grading.bands:
            if band.floor is not None:
                yield "grading", band.floor, f"{band.label}{band.floor}分", TRIPLE


def _possible_sides(compare: Compare) -> Sequence[str]:
    """Sides of a comparison's number on which its term can stand."""
    match compare:
        case Compare(left=Fact() | Share() as figure, right=int(number)):
            return _sides_in_reach(figure, Fraction(number))
        case Compare(left=Fact() | Share() as figure, right=Rate(num=num, den=den)):
            return _sides_in_reach(figure, Fraction(num, den))
    return TRIPLE


def _sides_in_reach(figure: Fact | Share, number: Fraction) -> Sequence[str]:
    """Sides of a number that the figure can reach: no mean of points is above a hundred."""
    least, most = figure_span(figure)
    outside = ({BELOW} if number <= least else set()) | ({ABOVE} if number >= most else set())
    return [side for side in TRIPLE if side not in outside]


def _term_with_days(term: Any) -> str:
    """A term with the days it looks at: the same count over others is another number."""
    return f"{term}（{term.window.value}）" if isinstance(term, Fact) else str(term)


def _find_sides(cases: Iterable[Case]) -> Seen:
    """Find on which sides of each number the cases stand."""
    seen: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for case in cases:
        _, subjects = find_subject(case.written, case.law)
        for name, number, side in _case_sides(case, case.law, subjects):
            seen[name, number].add(side)
    return seen


def _case_sides(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[tuple[str, Any, str]]:
    """Find the sides one case stands on."""
    match case.written.kind:
        case "条款" | "规则":
            for rule in subjects:
                condition = rule.when if isinstance(rule, Clause) else rule.holds
                for comparison in list_comparisons(condition):
                    yield from (
                        (case.rule, comparison.compare, side) for side in _comparison_sides(case, comparison)
                    )
        case "评定":
            yield from _floor_sides(case, law)
        case "指标" if isinstance(subjects[0].scale, Scale):
            yield from _step_sides(case, subjects[0].scale)


def _comparison_sides(case: Case, comparison: Comparison) -> Iterator[str]:
    """Find on which sides of a comparison's number the rows stand, as far as they are known."""
    left, right = comparison.compare.left, comparison.compare.right
    if isinstance(left, Since):  # the last day itself is where a period is exactly full
        left = replace(left, whole_days=False, judged_from=None)
    reaches, exceeds, below = (Compare(left, op, right) for op in (Op.REACHES, Op.EXCEEDS, Op.BELOW))
    for day, rows in group_by_day(case.rows):
        facts = sheet_of_rows(rows, day, case.read)
        more, much_more = truth(reaches, facts).must, truth(exceeds, facts)
        less = truth(below, facts).must
        for at in range(len(rows)):
            if less[at]:
                yield BELOW
            elif much_more.must[at]:
                yield from (ABOVE, AT) if comparison.existence else (ABOVE,)
            elif more[at] and not much_more.may[at]:
                yield AT


def _floor_sides(case: Case, law: Edition) -> Iterator[tuple[str, Any, str]]:
    """Find on which sides of each grade's floor the totals stand."""
    unit = law.rubric.unit if law.rubric else 1
    for band in law.grading.bands if law.grading else ():
        for row in case.rows if band.floor is not None else ():
            low, high = parse_total(row.expected["总分"], unit)
            if low == high:
                yield "grading", band.floor, _side_of(Fraction(low, unit), Fraction(band.floor or 0))


def _step_sides(case: Case, scale: Scale) -> Iterator[tuple[str, Any, str]]:
    """Find on which sides of each step of a scale the rows stand."""
    for step in scale.steps:
        for row in case.rows:
            value = _figure(scale.of, row)
            if value is not None:
                yield case.rule, step.at, _side_of(value, step.at)


def _figure(of: Fact | Share, row: Row) -> Fraction | None:
    """The figure a scale measures in a row, where it is known."""
    if isinstance(of, Share):
        num, den = _figure(of.num, row), _figure(of.den, row)
        return num / den if num is not None and den else None
    low, high = row.facts.get(of.key, (0, 1))
    return Fraction(low, of.per) if low == high else None


def _side_of(value: Fraction, number: Fraction) -> str:
    """The side of a number on which a value stands: below, at or above."""
    return AT if value == number else (BELOW if value < number else ABOVE)
