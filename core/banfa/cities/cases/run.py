"""Runs worked cases against an edition, and says what came out in the words of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.cities.cases.case import TRUTH_WORDS, Case, Row, Settler, find_subject, read_cases
from banfa.cities.cases.facts import silent_span
from banfa.cities.cases.file import CaseError
from banfa.cities.cases.wording import (
    ABSENT,
    ELSEWHERE,
    OPEN,
    format_expected_grade,
    format_expected_points,
    format_expected_remedies,
    format_grade,
    format_list,
    format_points,
    format_publicity,
    format_remedies,
    parse_total,
)
from banfa.law import (
    Clause,
    Edition,
    Fact,
    Publicity,
    Rule,
    SettingError,
    Support,
    elements_of,
)
from banfa.reasoning.calendar import Calendar, day_number
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Col, Sheet, between, exact_truth
from banfa.reasoning.conditions import truth
from banfa.reasoning.evaluation import Evaluation, evaluate, hull_of_grades, hull_of_marks, resolve_choices
from banfa.reasoning.grading import grade
from banfa.reasoning.scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from banfa.cities.profile import Profile

WEEKS: Final = Calendar.of((), first=date(2020, 1, 1), last=date(2019, 12, 31)).with_weeks_until(
    day_number(date(2035, 12, 31))
)
"""The calendar of cases: Saturdays and Sundays are the only rest days, so that one can be written by hand."""


@dataclass(frozen=True)
class CaseResult:
    """One expectation and what came of it. `row` is 0 where the case has one situation, or none."""

    file: str
    line: int
    name: str
    rule: str
    row: int
    said: str
    expected: str
    got: str

    @property
    def ok(self) -> bool:
        """Whether the law said what was expected."""
        return self.expected == self.got


def run_cases(profile: Profile, path: Path) -> list[CaseResult]:
    """Run every expectation of a file; what cannot be read is a result that fails."""
    cases, wrong = read_cases(profile, [path])
    results = [_unreadable_result(error) for error in wrong]
    for case in cases:
        results += run_case(case)
    return sorted(results, key=lambda r: (r.line, r.row))


def _unreadable_result(error: CaseError) -> CaseResult:
    """Make a result of a mistake in a file."""
    return CaseResult(
        error.file, error.line, "", "", 0, "", "写法正确", f"{error.message}。改法：{error.mend}"
    )


def run_case(case: Case, settler: Settler | None = None) -> list[CaseResult]:
    """Run one case against its own edition, or another. Never raises for what the law says."""
    try:
        return run_case_against(case, settler.settle(case.written.settings) if settler else case.law)
    except (SettingError, CaseError) as error:
        return [_make_result(case, 0, "", "可以适用", str(error))]


def run_case_against(case: Case, law: Edition) -> list[CaseResult]:
    """Run one case against an edition already settled. Raises CaseError where the rule is not there."""
    _, subjects = find_subject(case.written, law)
    return [*_compare_statements(case, subjects), *RUNNERS[case.written.kind](case, law, subjects)]


def _make_result(case: Case, row: int, situation: str, expected: str, got: str) -> CaseResult:
    """Make one line of the report."""
    written = case.written
    name = written.name or (written.target if written.kind in {"评定", "评价"} else "")
    return CaseResult(written.file, written.line, name, case.rule, row, situation, expected, got)


def _compare_statements(case: Case, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """Compare what a case states of its rule without any facts: force, remedies, full points, periods."""
    body = case.written.body
    for key, says in STATEMENTS.get(case.written.kind, {}).items():
        if key in body:
            expected = format_expected_remedies(body[key]) if key == "措施" else format_list(body[key])
            for statement in dict.fromkeys(says(s) for s in subjects):
                yield _make_result(case, 0, key, expected, statement)


STATEMENTS: Final[Mapping[str, Mapping[str, Callable[[Any], str]]]] = {
    "条款": {
        "力度": lambda c: str(c.force.value),
        "性质": lambda c: str(c.nature.value),
        "要件": lambda c: "、".join("＋".join(together) for together in elements_of(c.when)),
        "措施": format_remedies,
    },
    "规则": {"阶段": lambda r: str(r.stage.value), "否则": lambda r: str(r.otherwise.value)},
    "指标": {"满分": lambda c: str(c.full)},
    "评定": {"每": lambda g: str(g.every)},
    "公示": {"不少于": format_publicity},
    "支持": {"等级": lambda s: "、".join(s.labels)},
}


def group_by_day(rows: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Group rows that ask about the same day: one sheet for all of them."""
    for day, group in groupby(sorted(rows, key=lambda r: r.as_of), key=lambda r: r.as_of):
        yield day, list(group)


def sheet_of_rows(rows: Sequence[Row], as_of: int, read: Mapping[str, Fact]) -> Sheet:
    """Put rows into columns; a fact that a row does not name is what its silence means."""
    columns: dict[str, Col] = {}
    for key in dict.fromkeys(k for row in rows for k in row.facts):
        spans = [row.facts.get(key) or silent_span(read[key]) for row in rows]
        columns[key] = between([low for low, _ in spans], [high for _, high in spans])
    return Sheet(as_of, len(rows), columns, WEEKS)


def _run_clause(case: Case, law: Edition, subjects: Sequence[Clause]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Judge a clause for every row."""
    for day, rows in group_by_day(case.rows):
        categories = Categories.of([(row.category or _first_category(subjects),) for row in rows])
        (judged,) = judge(tuple(subjects), sheet_of_rows(rows, day, case.read), categories)
        for row, state in zip(rows, judged.state.tolist(), strict=True):
            yield _make_result(case, row.n, row.said, str(row.expected), TRUTH_WORDS["条款"][state])


def _first_category(clauses: Sequence[Clause]) -> str:
    """The category a clause is about where the case does not say."""
    return next((c.categories[0] for c in clauses if c.categories), "")


def _run_rule(case: Case, law: Edition, subjects: Sequence[Rule]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Judge a rule for every row."""
    for day, rows in group_by_day(case.rows):
        states = truth(subjects[0].holds, sheet_of_rows(rows, day, case.read)).state
        for row, state in zip(rows, states.tolist(), strict=True):
            limits = subjects[0].categories
            concerned = not limits or row.category is None or row.category in limits
            got = TRUTH_WORDS["规则"][state] if concerned else ELSEWHERE
            yield _make_result(case, row.n, row.said, str(row.expected), got)


def _run_criterion(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """Score a criterion for every row."""
    if law.rubric is None:
        return
    for day, rows in group_by_day(case.rows):
        facts = sheet_of_rows(rows, day, case.read)
        marks = reduce(hull_of_marks, (score(rubric, facts) for rubric, _ in resolve_choices(law.rubric, {})))
        points = marks.points(subjects[0].key)
        low, high = points.low.tolist(), points.high.tolist()
        for row, least, most in zip(rows, low, high, strict=True):
            got = format_points(least, most, law.rubric.unit)
            yield _make_result(case, row.n, row.said, format_expected_points(row.expected), got)


def _run_grading(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """Grade totals."""
    (grading,) = subjects
    unit = law.rubric.unit if law.rubric else 1
    try:
        ends = [parse_total(row.expected["总分"], unit) for row in case.rows]
    except ValueError as error:
        yield _make_result(case, 0, "总分", "写作 95、79.99 或 [60, 70]", str(error))
        return
    part = exact_truth(np.array([row.expected["等级"] != ABSENT for row in case.rows]))
    totals = between([a for a, _ in ends], [b for _, b in ends])
    graded = reduce(
        hull_of_grades, (grade(way, totals, unit, part) for way, _ in resolve_choices(grading, {}))
    )
    labels = grading.labels
    for row, best, worst in zip(case.rows, graded.best.tolist(), graded.worst.tolist(), strict=True):
        yield _make_result(
            case,
            row.n,
            row.said,
            format_expected_grade(row.expected["等级"]),
            format_grade(best, worst, labels),
        )


def _run_evaluation(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Run a whole evaluation: points, total, place and grade for every provider."""
    for day, rows in group_by_day(case.rows):
        categories = Categories.of([(row.category or "",) for row in rows])
        evaluation = evaluate(law, sheet_of_rows(rows, day, case.read), categories=categories)
        for at, row in enumerate(rows):
            outcome = _describe_evaluation(evaluation, law, at)
            for key, raw in row.expected.items():
                yield from _compare_expectation(case, row, key, raw, outcome)


def _compare_expectation(
    case: Case, row: Row, key: str, raw: Any, outcome: Mapping[str, str]
) -> Iterator[CaseResult]:
    """Compare one line of what was expected of a provider."""
    if key == "指标":
        for criterion, points in raw.items():
            got = outcome.get(f"指标{criterion}", "没有这个指标")
            yield _make_result(case, row.n, f"{row.said} {criterion}", format_expected_points(points), got)
        return
    expected = format_expected_points(raw) if key in {"总分", "名次"} else format_expected_grade(raw)
    yield _make_result(case, row.n, f"{row.said} {key}", expected, outcome[key])


def _describe_evaluation(evaluation: Evaluation, law: Edition, at: int) -> dict[str, str]:
    """Describe what an evaluation says of one provider, in the words of a case."""
    outcome = {"总分": "无", "等级": "无", "名次": "无"}
    outcome["参评"] = ("否", OPEN, "是")[evaluation.taking_part.at(at)]
    if evaluation.marks is not None:
        unit = evaluation.marks.unit
        outcome["总分"] = format_points(*evaluation.marks.total.at(at), unit)
        outcome |= {
            f"指标{key}": format_points(*evaluation.marks.points(key).at(at), unit)
            for key in evaluation.marks.keys
        }
    if law.grading and evaluation.graded is not None:
        graded = evaluation.graded
        outcome["等级"] = format_grade(int(graded.best[at]), int(graded.worst[at]), law.grading.labels)
        outcome["名次"] = format_points(int(graded.rank_best[at]), int(graded.rank_worst[at]), 1)
    return outcome


def _run_nothing(case: Case, law: Edition, subjects: Sequence[Publicity | Support]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Run nothing beyond what is stated."""
    return iter(())


RUNNERS: Final[Mapping[str, Callable[[Case, Edition, Any], Iterator[CaseResult]]]] = {
    "条款": _run_clause,
    "规则": _run_rule,
    "指标": _run_criterion,
    "评定": _run_grading,
    "评价": _run_evaluation,
    "公示": _run_nothing,
    "支持": _run_nothing,
}
