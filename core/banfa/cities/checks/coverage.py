"""Which numbers of the law the worked cases come close to: a triple below, at and above for each.

A clause that says 超过5家 needs a case with fewer, with five and with more. What merely asks that something
happened needs a case where it did and one where it did not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from banfa.cities.cases.case import Case, Row, read_cases, subject
from banfa.cities.cases.trying import by_day, sheet
from banfa.cities.cases.wording import total_units
from banfa.cities.checks.answers import rules
from banfa.cities.checks.comparisons import Comparison, comparisons
from banfa.cities.problems import Problem
from banfa.cities.profile import Profile
from banfa.law import (
    Clause,
    Compare,
    Criterion,
    Edition,
    Fact,
    Op,
    OpenNumber,
    Rule,
    Scale,
    Share,
)
from banfa.reasoning.conditions import truth

BELOW, AT, ABOVE = "低于", "正好", "高于"
TRIPLE = (BELOW, AT, ABOVE)

Seen = Mapping[tuple[str, Any], set[str]]
"""Rule and number (a comparison, a floor, a step) to the sides on which some case stands."""


def triple_problems(profile: Profile) -> list[Problem]:
    """Every number without a case below, at or above it. The cases must be readable."""
    cases, _ = read_cases(profile, profile.cases)
    found: list[Problem] = []
    for edition in profile.editions:
        mine = [c for c in cases if c.edition == edition.key]
        seen = sides(mine)
        for name, number, said, wanted in numbers(edition):
            lacking = [side for side in wanted if side not in seen.get((name, number), set())]
            if lacking:
                found.append(lack(profile.city.key, name, said, lacking))
    return found


def lack(city: str, name: str, said: str, lacking: Sequence[str]) -> Problem:
    """A number that the cases do not come close to."""
    mend = f"给 {name} 的案例加上{'、'.join(lacking)}这个数的情形"
    return Problem(city, "number-without-triple", f"{name} 的“{said}”缺少{'、'.join(lacking)}的案例", mend)


def numbers(edition: Edition) -> Iterator[tuple[str, Any, str, Sequence[str]]]:
    """Every number of an edition: its rule, itself, how to call it, and which sides need a case."""
    for name, _, rule in rules(edition):
        match rule:
            case Clause(when=condition) | Rule(holds=condition):
                for one in comparisons(condition):
                    if isinstance(one.compare.right, OpenNumber):
                        continue  # the bureau's number, not the measure's
                    said = f"{days(one.compare.left)}{one.compare.op.value}{one.compare.right}"
                    yield name, one.compare, said, (BELOW, AT) if one.existence else TRIPLE
            case Criterion(scale=Scale() as scale):
                for step in scale.steps[1:]:
                    yield name, step.at, f"分档起点 {step.at}", TRIPLE
    if edition.grading:
        for band in edition.grading.bands:
            if band.floor is not None:
                yield "grading", band.floor, f"{band.label}{band.floor}分", TRIPLE


def days(term: Any) -> str:
    """A term with the days it looks at: the same count over others is another number."""
    return f"{term}（{term.window.value}）" if isinstance(term, Fact) else str(term)


def sides(cases: Iterable[Case]) -> Seen:
    """On which sides of each number the cases stand."""
    seen: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for case in cases:
        _, subjects = subject(case.written, case.law)
        for name, number, side in case_sides(case, case.law, subjects):
            seen[name, number].add(side)
    return seen


def case_sides(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[tuple[str, Any, str]]:
    """The sides one case stands on."""
    match case.written.kind:
        case "条款" | "规则":
            for rule in subjects:
                condition = rule.when if isinstance(rule, Clause) else rule.holds
                for one in comparisons(condition):
                    yield from ((case.rule, one.compare, side) for side in compared(case, one))
        case "评定":
            yield from floor_sides(case, law)
        case "指标" if isinstance(subjects[0].scale, Scale):
            yield from step_sides(case, subjects[0].scale)


def compared(case: Case, one: Comparison) -> Iterator[str]:
    """On which sides of a comparison's number the rows stand, as far as they are known."""
    reaches = Compare(one.compare.left, Op.REACHES, one.compare.right)
    exceeds = Compare(one.compare.left, Op.EXCEEDS, one.compare.right)
    below = Compare(one.compare.left, Op.BELOW, one.compare.right)
    for day, rows in by_day(case.rows):
        facts = sheet(rows, day, case.read)
        more, much_more = truth(reaches, facts).must, truth(exceeds, facts)
        less = truth(below, facts).must
        for at in range(len(rows)):
            if less[at]:
                yield BELOW
            elif much_more.must[at]:
                yield from (ABOVE, AT) if one.existence else (ABOVE,)
            elif more[at] and not much_more.may[at]:
                yield AT


def floor_sides(case: Case, law: Edition) -> Iterator[tuple[str, Any, str]]:
    """On which sides of each grade's floor the totals stand."""
    unit = law.rubric.unit if law.rubric else 1
    for band in law.grading.bands if law.grading else ():
        for row in case.rows if band.floor is not None else ():
            low, high = total_units(row.expected["总分"], unit)
            if low == high:
                yield "grading", band.floor, side_of(Fraction(low, unit), Fraction(band.floor or 0))


def step_sides(case: Case, scale: Scale) -> Iterator[tuple[str, Any, str]]:
    """On which sides of each step of a scale the rows stand."""
    for step in scale.steps:
        for row in case.rows:
            value = measured(scale.of, row)
            if value is not None:
                yield case.rule, step.at, side_of(value, step.at)


def measured(of: Fact | Share, row: Row) -> Fraction | None:
    """What a scale measures in a row, where it is known."""
    if isinstance(of, Share):
        num, den = measured(of.num, row), measured(of.den, row)
        return num / den if num is not None and den else None
    low, high = row.facts.get(of.key, (0, 1))
    return Fraction(low, of.per) if low == high else None


def side_of(value: Fraction, number: Fraction) -> str:
    """Below, at or above."""
    return AT if value == number else (BELOW if value < number else ABOVE)
