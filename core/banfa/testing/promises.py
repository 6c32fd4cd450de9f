"""What a city promises, each as a function from a city to what is wrong with it.

`banfa city check` finds most of it as well; here each promise stands by itself, and some are only kept here:
that a city loads alone, that every total has one grade, that every reading can be applied and explained.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.cities.cases.case import read_cases
from banfa.cities.cases.run import run_cases
from banfa.cities.cases.wording import format_decimal
from banfa.cities.checks.cases import case_problems
from banfa.cities.checks.coverage import triple_problems
from banfa.cities.checks.editions import editions_problems
from banfa.cities.checks.outline import outline_problems
from banfa.cities.checks.run import settled_problems, type_problems
from banfa.cities.checks.vocabulary import notice_problems
from banfa.cities.loading.discovery import GROUP, LOAD_TIMEOUT_S
from banfa.cities.loading.plugin import shape_problems
from banfa.cities.problems import Problem
from banfa.law import Beyond, Choice, Edition, Grading, Notice, SettingError, open_terms, settle
from banfa.law.notices import BLANKS
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Flags, Ints, Sheet, exact_column, exact_truth
from banfa.reasoning.evaluation import evaluate, resolve_choices
from banfa.reasoning.explain import explain_clause
from banfa.reasoning.grading import grade
from banfa.testing.source import source_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

    from banfa.cities.profile import Profile

LOAD_ALONE: Final = """
import json, sys
from importlib.metadata import entry_points
points = {p.name: p for p in entry_points(group=sys.argv[1])}
points[sys.argv[2]].load()
others = [n for n, p in points.items() if n != sys.argv[2] and p.module in sys.modules]
print(json.dumps(others))
"""
"""Load one city in a fresh interpreter; which others came with it?"""
SOME_DAY: Final = 20_000


def loads_alone(point: EntryPoint) -> Iterator[Problem]:
    """A city needs no other city: it loads in an interpreter where nothing else has been."""
    command = [sys.executable, "-c", LOAD_ALONE, GROUP, point.name]
    mend = "只依赖 banfa.law；去掉对别的城市和对装载顺序的依赖"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            command, capture_output=True, check=False, encoding="utf-8", timeout=LOAD_TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        yield Problem(point.name, "loads-alone", f"单独装载超过{LOAD_TIMEOUT_S:g}秒", mend)
        return
    last = (done.stdout.strip().splitlines() or [""])[-1]
    if done.returncode or not last:
        reason = (done.stderr.strip().splitlines() or [f"退出状态 {done.returncode}"])[-1]
        yield Problem(point.name, "loads-alone", f"单独装载不了：{reason}", mend)
    elif others := json.loads(last):
        yield Problem(point.name, "loads-alone", f"装载时带入了别的城市：{'、'.join(others)}", mend)


def hooks_are_marked(plugin: object, name: str) -> Iterator[Problem]:
    """Every hook is a known one, marked, and the required ones are there."""
    yield from shape_problems(plugin, name)


def outline_is_answered(profile: Profile) -> Iterator[Problem]:
    """Every provision has a disposition and, where it needs one, an answer that exists."""
    for edition in profile.editions:
        yield from outline_problems(edition, profile)


def editions_adjoin(profile: Profile) -> Iterator[Problem]:
    """Editions neither overlap nor leave a gap."""
    yield from editions_problems(profile)


def totals_have_one_grade(profile: Profile) -> Iterator[Problem]:
    """Every total that can be reached lies within exactly one grade, and that one is given."""
    mend = "从高到低写出各等级的最低分，逐级降低，末等不设最低分"
    for edition in profile.editions:
        grading, rubric = edition.grading, edition.rubric
        if grading is None or rubric is None:
            continue
        most = sum(d.full if isinstance(d.full, int) else d.full.high for d in rubric.dimensions)
        totals = np.arange(max(most, rubric.total) * rubric.unit + 1, dtype=np.int64)
        within = np.array(
            [_lies_within(totals, low, high, rubric.unit) for low, high in _grade_spans(grading)]
        )
        where = f"{edition.key}：{grading.cite}"
        if (within.sum(axis=0) != 1).any():
            at = Fraction(int(totals[within.sum(axis=0) != 1][0]), rubric.unit)
            yield Problem(
                "", "total-without-grade", f"{where}，{format_decimal(at)}分没有等级，或有两个等级", mend
            )
            continue
        for n, band in enumerate(grading.bands):
            if not within[n].any():
                yield Problem("", "grade-without-total", f"{where}，没有总分能评为“{band.label}”", mend)
        floors = replace(grading, beyond=Beyond.FLOORS_ONLY)  # places depend on the others
        part = exact_truth(np.ones(len(totals), np.bool_))
        for way, _ in resolve_choices(floors, {}):
            graded = grade(way, exact_column(totals), rubric.unit, part)
            if not (within.argmax(axis=0) == graded.best).all() or not (graded.best == graded.worst).all():
                yield Problem("", "total-without-grade", f"{where}，评出的等级与最低分不符", mend)


def _grade_spans(grading: Grading) -> Iterator[tuple[int | None, int | None]]:
    """What totals each grade is for: from its own floor to below that of the one above."""
    above: int | None = None
    for band in grading.bands:
        yield band.floor, above
        above = band.floor


def _lies_within(totals: Ints, low: int | None, high: int | None, unit: int) -> Flags:
    """Which totals lie from one floor to below another."""
    above = np.ones(len(totals), np.bool_) if low is None else totals >= low * unit
    return above if high is None else above & (totals < high * unit)


def categories_reach_rules(profile: Profile) -> Iterator[Problem]:
    """Every category of provider is under some rule, and every rule under some category there is."""
    known_keys = {c.key for c in profile.categories}
    for edition in profile.editions:
        limits = [(r.cite, r.categories) for r in edition.clauses]
        limits += [(r.cite, r.categories) for r in edition.rules]
        reached = {key for _, keys in limits for key in keys or known_keys}
        if edition.rubric:
            reached |= known_keys  # an evaluation is of all
        for key in sorted(known_keys - reached):
            mend = "核对各规则的 categories，或在大纲写明该类别为何没有规则，并从 categories 去掉"
            yield Problem("", "category-without-rule", f"{edition.key}：类别“{key}”没有任何规则适用", mend)
        for cite, keys in limits:
            if unknown := set(keys) - known_keys:
                mend = "改为 categories 钩子里的 key"
                yield Problem("", "unknown-category", f"{cite}限于没有的类别{sorted(unknown)}", mend)


def readings_are_total(profile: Profile) -> Iterator[Problem]:
    """Each option of each choice settles, evaluates and explains, and so does the law with all left open."""
    for edition in profile.editions:
        yield from _apply_settings(edition, {}, profile)
        for key, open_term in open_terms(edition).items():
            for option in open_term.options if isinstance(open_term, Choice) else ():
                yield from _apply_settings(edition, {key: option.key}, profile)


def _apply_settings(edition: Edition, settings: dict[str, Any], profile: Profile) -> Iterator[Problem]:
    """What goes wrong when nobody knows anything and only this is set."""
    set_terms = "、".join(f"{k}={v}" for k, v in settings.items()) or "全部待定时"
    where = f"{edition.key}：{set_terms}"
    mend = "该选项的值要和其他选项一样能用在同一处：条件对条件，事实对同单位的事实"
    try:
        law = settle(edition, settings)
        yield from settled_problems(law, profile)
        sheet = Sheet(SOME_DAY, 1, {}, NO_CALENDAR)
        evaluate(law, sheet)
        for judged in judge(law.clauses, sheet):
            if not explain_clause(judged, sheet, 0):
                yield Problem("", "reading-unexplained", f"{where}，{judged.clause.cite}没有说明", mend)
    except (SettingError, TypeError, ValueError, KeyError) as error:
        yield Problem("", "reading-fails", f"{where}不能适用：{type(error).__name__}: {error}", mend)


def templates_render(profile: Profile) -> Iterator[Problem]:
    """Each document, its blanks filled in, has nothing left to fill in."""
    yield from notice_problems(profile)
    for notice in profile.notices:
        text = _fill_blanks(notice)
        if "{" in text or "}" in text:
            mend = f"只用这些空格：{'、'.join(BLANKS)}"
            yield Problem("", "template-undefined", f"文书“{notice.key}”填写后仍有空格", mend)
        if not notice.title.strip() or not notice.body.strip():
            yield Problem("", "template-empty", f"文书“{notice.key}”没有标题或正文", "写 title 和 body")


def _fill_blanks(notice: Notice) -> str:
    """The document with every blank filled in by its own name."""
    text = f"{notice.title}\n{notice.addressee}\n{notice.body}"
    for blank in BLANKS:
        text = text.replace(f"{{{blank}}}", blank)
    return text


def is_pure(profile: Profile, module: str) -> Iterator[Problem]:
    """Nothing reads a clock, the network or the machine, and nothing is a float."""
    yield from type_problems(profile)
    yield from source_problems(module, profile.city.key)


def cases_pass(profile: Profile) -> Iterator[Problem]:
    """Every rule has a case, every number its triple, and all come out as expected."""
    lacking = list(case_problems(profile))
    yield from lacking
    if read_cases(profile, profile.cases)[1]:
        return
    for path in profile.cases:
        for result in run_cases(profile, path):
            if not result.ok:
                where = f"{result.file}:{result.line} {result.rule} {result.said}"
                message = f"{where}，预期 {result.expected}，得出 {result.got}"
                yield Problem("", "case-fails", message, "对照原文，改规则或改案例的预期")
    yield from triple_problems(profile)
