"""The checker: what keeps a city, or an edition settled by a bureau's instruments, from being used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from banfa.cities.checks.admission import admission_problems
from banfa.cities.checks.cases import case_problems
from banfa.cities.checks.conditions import expression_problems
from banfa.cities.checks.editions import editions_problems
from banfa.cities.checks.grading import grading_problems, label_problems
from banfa.cities.checks.outline import outline_problems
from banfa.cities.checks.rubric import fixed_scale_problems, rubric_problems
from banfa.cities.checks.task_books import task_book_problems
from banfa.cities.checks.vocabulary import vocabulary_problems
from banfa.cities.checks.words import word_problems
from banfa.cities.problems import Problem
from banfa.reasoning.bounds import find_overflows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Cite, Edition


def check_city(profile: Profile, name: str | None = None, *, cases: bool = True) -> list[Problem]:
    """List everything wrong with a city; `name` is the plugin's own, that of its entry point."""
    name = profile.city.key if name is None else name
    problems = list(type_problems(profile))
    if not problems:  # what has the wrong type cannot be asked anything further
        problems += vocabulary_problems(profile, name)
        problems += editions_problems(profile)
        problems += admission_problems(profile)
        problems += task_book_problems(profile)
        for edition in profile.editions:
            problems += edition_problems(edition, profile)
        if cases and not problems:  # cases are read against law that is sound
            problems += case_problems(profile)
    return [replace(p, plugin=name) for p in dict.fromkeys(problems)]


def type_problems(profile: Profile) -> Iterator[Problem]:
    """Values that are no word of law, or not the word their place asks for."""
    answers: dict[str, Any] = {
        "city": profile.city,
        "editions": profile.editions,
        "categories": profile.categories,
        "industries": profile.industries,
        "record_kinds": profile.record_kinds,
        "notices": profile.notices,
        "admission_routes": profile.admission_routes,
        "task_books": profile.task_books,
    }
    for hook, value in answers.items():
        yield from word_problems(value, hook)


def edition_problems(edition: Edition, profile: Profile | None = None) -> list[Problem]:
    """Everything wrong with an edition as its plugin says it; with a `profile`, its record kinds too."""
    problems = list(word_problems(edition, f"edition“{edition.key}”"))
    if problems:
        return problems
    editions = profile.editions if profile else (edition,)
    return [
        *outline_problems(edition, profile),
        *label_problems(edition, editions),
        *fixed_scale_problems(edition),
        *settled_problems(edition, profile),
    ]


def settled_problems(edition: Edition, profile: Profile | None = None) -> list[Problem]:
    """Everything wrong with the rules of an edition, as a bureau's instruments have settled it.

    What its outline names as open may be open no longer, so the outline is not asked again.
    """
    problems = list(word_problems(edition, f"edition“{edition.key}”"))
    if problems:
        return problems
    problems += [
        *expression_problems(edition, profile),
        *rubric_problems(edition),
        *grading_problems(edition),
    ]
    return problems or [_overflow_problem(cite, reason) for cite, reason in find_overflows(edition)]


def _overflow_problem(cite: Cite, reason: str) -> Problem:
    """Make a problem of a number that could grow beyond what is computed with."""
    mend = "收紧事实、待定的数或比例的上下限和分母，使乘积、总和放得进 64 位整数"
    return Problem("", "overflow", f"{cite}：{reason}", mend)
