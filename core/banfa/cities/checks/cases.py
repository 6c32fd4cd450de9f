"""Checks that there is a worked case for every rule, and for every way a choice can be made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.cities.cases.case import Case, read_cases
from banfa.cities.checks.answers import list_rules
from banfa.cities.problems import Problem
from banfa.law import Choice, Dimension, Edition, Support, open_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile

WITHOUT_OWN_CASE: Final = ("rubric", "support:")
"""Rules that other cases ask: a rubric through its criteria; support is asked only where a city wishes."""


def case_problems(profile: Profile) -> Iterator[Problem]:
    """Cases that cannot be read, and rules and options without one. Nothing is run here."""
    cases, wrong = read_cases(profile, profile.cases)
    for error in wrong:
        place = f"{error.file} 第{error.line}行：" if error.line else ""
        yield Problem("", "case-malformed", f"{place}{error.message}", error.mend)
    if wrong:
        return  # what is missing can be told once all can be read
    for edition in profile.editions:
        mine = [c for c in cases if c.edition == edition.key]
        yield from _untried_rules(edition, mine)
        yield from _untried_options(edition, mine)


def _untried_rules(edition: Edition, cases: Sequence[Case]) -> Iterator[Problem]:
    """Rules without a case: clauses, criteria, rules, grading, publicity, and criteria left open."""
    tried = {c.rule for c in cases}
    if any(c.written.kind == "评价" for c in cases):
        tried.add("grading")
    for name, cite, rule in list_rules(edition):
        if isinstance(rule, Support) or name in tried or name.startswith(WITHOUT_OWN_CASE):
            continue
        if isinstance(rule, Dimension):
            if rule.open is None or any(t.startswith(f"criterion:{rule.cite.key}#") for t in tried):
                continue
            mend = f'写一个“指标: "{rule.cite.key}#1"”的案例，在“设定”里给 {rule.open.key} 一项指标'
        else:
            mend = f"在案例文件里写一个 {name} 的案例，格式见 plugins/README.md"
        yield Problem("", "rule-without-case", f"{cite}的规则 {name} 没有案例", mend)


def _untried_options(edition: Edition, cases: Sequence[Case]) -> Iterator[Problem]:
    """Options of choices that are set in no case, of those that a case could show: what follows differs."""
    judging = replace(edition, readings=(), publicity=None)
    tried = {(key, str(value)) for c in cases for key, value in c.written.settings.items() if c.rows}
    for key, open_term in open_terms(judging).items():
        for option in open_term.options if isinstance(open_term, Choice) else ():
            if (key, option.key) not in tried:
                mend = f"写一个“设定: {{{key}: {option.key}}}”的案例"
                where = f"口径“{key}”的选项“{option.key}”（{option.zh}）"
                yield Problem("", "option-without-case", f"{where}没有案例", mend)
