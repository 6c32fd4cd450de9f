"""Running a worked case against an edition, and saying what came out in the words of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from banfa.cities.cases.case import WORDS, Case, Row, Settler, read_cases, subject
from banfa.cities.cases.facts import silent
from banfa.cities.cases.file import CaseError
from banfa.cities.cases.wording import (
    ABSENT,
    ELSEWHERE,
    OPEN,
    at_least,
    remedies,
    show_grade,
    show_list,
    show_points,
    total_units,
    wanted_grade,
    wanted_points,
    wanted_remedies,
)
from banfa.cities.profile import Profile
from banfa.law import (
    Clause,
    Edition,
    Fact,
    Publicity,
    Rule,
    SettingError,
    Support,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Col, Sheet, between, settled
from banfa.reasoning.conditions import truth
from banfa.reasoning.evaluation import Evaluation, either_graded, either_marks, evaluate, ways
from banfa.reasoning.grading import grade
from banfa.reasoning.scoring import score


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
        """Did the law say what was expected?"""
        return self.expected == self.got


def run_cases(profile: Profile, path: Path) -> list[CaseResult]:
    """Every expectation of a file; what cannot be read is a result that fails."""
    cases, wrong = read_cases(profile, [path])
    made = [unreadable(error) for error in wrong]
    for case in cases:
        made += try_case(case)
    return sorted(made, key=lambda r: (r.line, r.row))


def unreadable(error: CaseError) -> CaseResult:
    """A mistake in a file as a result."""
    return CaseResult(
        error.file, error.line, "", "", 0, "", "写法正确", f"{error.message}。改法：{error.mend}"
    )


def try_case(case: Case, settler: Settler | None = None) -> list[CaseResult]:
    """Run one case against its own edition, or another. Never raises for what the law says."""
    try:
        return try_law(case, settler.settled(case.written.settings) if settler else case.law)
    except (SettingError, CaseError) as error:
        return [result(case, 0, "", "可以适用", str(error))]


def try_law(case: Case, law: Edition) -> list[CaseResult]:
    """Run one case against an edition already settled. Raises CaseError where the rule is not there."""
    _, subjects = subject(case.written, law)
    return [*stated(case, subjects), *RUNS[case.written.kind](case, law, subjects)]


def result(case: Case, row: int, said: str, expected: str, got: str) -> CaseResult:
    """One line of the report."""
    written = case.written
    name = written.name or (written.target if written.kind in {"评定", "评价"} else "")
    return CaseResult(written.file, written.line, name, case.rule, row, said, expected, got)


def stated(case: Case, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """What a case says of its rule without any facts: force, remedies, full points, periods."""
    body = case.written.body
    for key, says in STATED.get(case.written.kind, {}).items():
        if key in body:
            expected = wanted_remedies(body[key]) if key == "措施" else show_list(body[key])
            for said in dict.fromkeys(says(s) for s in subjects):
                yield result(case, 0, key, expected, said)


STATED: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "条款": {"力度": lambda c: str(c.force.value), "性质": lambda c: str(c.nature.value), "措施": remedies},
    "规则": {"阶段": lambda r: str(r.stage.value), "否则": lambda r: str(r.otherwise.value)},
    "指标": {"满分": lambda c: str(c.full)},
    "评定": {"每": lambda g: str(g.every)},
    "公示": {"不少于": at_least},
    "支持": {"等级": lambda s: "、".join(s.labels)},
}


def by_day(rows: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Rows together that ask about the same day: one sheet for all of them."""
    for day, group in groupby(sorted(rows, key=lambda r: r.as_of), key=lambda r: r.as_of):
        yield day, list(group)


def sheet(rows: Sequence[Row], as_of: int, read: Mapping[str, Fact]) -> Sheet:
    """The rows as columns; a fact that a row does not name is what its silence means."""
    columns: dict[str, Col] = {}
    for key in dict.fromkeys(k for row in rows for k in row.facts):
        spans = [row.facts.get(key) or silent(read[key]) for row in rows]
        columns[key] = between([low for low, _ in spans], [high for _, high in spans])
    return Sheet(as_of, len(rows), columns, NO_CALENDAR)


def clause_results(case: Case, law: Edition, subjects: Sequence[Clause]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Truth of a clause for every row."""
    for day, rows in by_day(case.rows):
        categories = Categories.of([(row.category or first_category(subjects),) for row in rows])
        (judged,) = judge(tuple(subjects), sheet(rows, day, case.read), categories)
        for row, state in zip(rows, judged.state.tolist(), strict=True):
            yield result(case, row.n, row.said, str(row.expected), WORDS["条款"][state])


def first_category(clauses: Sequence[Clause]) -> str:
    """Whom a clause is about where the case does not say."""
    return next((c.categories[0] for c in clauses if c.categories), "")


def rule_results(case: Case, law: Edition, subjects: Sequence[Rule]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Truth of a rule for every row."""
    for day, rows in by_day(case.rows):
        states = truth(subjects[0].holds, sheet(rows, day, case.read)).state
        for row, state in zip(rows, states.tolist(), strict=True):
            limits = subjects[0].categories
            concerned = not limits or row.category is None or row.category in limits
            got = WORDS["规则"][state] if concerned else ELSEWHERE
            yield result(case, row.n, row.said, str(row.expected), got)


def criterion_results(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """Points of a criterion for every row."""
    if law.rubric is None:
        return
    for day, rows in by_day(case.rows):
        facts = sheet(rows, day, case.read)
        marks = reduce(either_marks, (score(rubric, facts) for rubric, _ in ways(law.rubric, {})))
        points = marks.points(subjects[0].key)
        low, high = points.low.tolist(), points.high.tolist()
        for row, least, most in zip(rows, low, high, strict=True):
            got = show_points(least, most, law.rubric.unit)
            yield result(case, row.n, row.said, wanted_points(row.expected), got)


def grading_results(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:
    """Grades from totals."""
    (grading,) = subjects
    unit = law.rubric.unit if law.rubric else 1
    try:
        ends = [total_units(row.expected["总分"], unit) for row in case.rows]
    except ValueError as error:
        yield result(case, 0, "总分", "写作 95、79.99 或 [60, 70]", str(error))
        return
    part = settled(np.array([row.expected["等级"] != ABSENT for row in case.rows]))
    totals = between([a for a, _ in ends], [b for _, b in ends])
    graded = reduce(either_graded, (grade(way, totals, unit, part) for way, _ in ways(grading, {})))
    labels = grading.labels
    for row, best, worst in zip(case.rows, graded.best.tolist(), graded.worst.tolist(), strict=True):
        yield result(
            case, row.n, row.said, wanted_grade(row.expected["等级"]), show_grade(best, worst, labels)
        )


def evaluation_results(case: Case, law: Edition, subjects: Sequence[Any]) -> Iterator[CaseResult]:  # noqa: ARG001
    """A whole evaluation: points, total, place and grade for every provider."""
    for day, rows in by_day(case.rows):
        categories = Categories.of([(row.category or "",) for row in rows])
        done = evaluate(law, sheet(rows, day, case.read), categories=categories)
        for at, row in enumerate(rows):
            said = evaluated(done, law, at)
            for key, raw in row.expected.items():
                yield from one_expectation(case, row, key, raw, said)


def one_expectation(
    case: Case, row: Row, key: str, raw: Any, said: Mapping[str, str]
) -> Iterator[CaseResult]:
    """One line of what was expected of a provider."""
    if key == "指标":
        for criterion, points in raw.items():
            got = said.get(f"指标{criterion}", "没有这个指标")
            yield result(case, row.n, f"{row.said} {criterion}", wanted_points(points), got)
        return
    expected = wanted_points(raw) if key in {"总分", "名次"} else wanted_grade(raw)
    yield result(case, row.n, f"{row.said} {key}", expected, said[key])


def evaluated(done: Evaluation, law: Edition, at: int) -> dict[str, str]:
    """What an evaluation says of one provider, in the words of a case."""
    said = {"总分": "无", "等级": "无", "名次": "无"}
    said["参评"] = ("否", OPEN, "是")[done.taking_part.at(at)]
    if done.marks is not None:
        unit = done.marks.unit
        said["总分"] = show_points(*done.marks.total.at(at), unit)
        said |= {f"指标{key}": show_points(*done.marks.points(key).at(at), unit) for key in done.marks.keys}
    if law.grading and done.graded is not None:
        graded = done.graded
        said["等级"] = show_grade(int(graded.best[at]), int(graded.worst[at]), law.grading.labels)
        said["名次"] = show_points(int(graded.rank_best[at]), int(graded.rank_worst[at]), 1)
    return said


def no_results(case: Case, law: Edition, subjects: Sequence[Publicity | Support]) -> Iterator[CaseResult]:  # noqa: ARG001
    """Nothing beyond what is stated."""
    return iter(())


RUNS: Mapping[str, Callable[[Case, Edition, Any], Iterator[CaseResult]]] = {
    "条款": clause_results,
    "规则": rule_results,
    "指标": criterion_results,
    "评定": grading_results,
    "评价": evaluation_results,
    "公示": no_results,
    "支持": no_results,
}
