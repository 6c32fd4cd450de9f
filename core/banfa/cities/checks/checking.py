"""The checker: what keeps a city, or an edition settled by a bureau's instruments, from being used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from banfa.cities.checks.cases import case_problems
from banfa.cities.checks.editions import editions_problems
from banfa.cities.checks.grading import grading_problems
from banfa.cities.checks.outline import outline_problems
from banfa.cities.checks.rubric import rubric_problems
from banfa.cities.checks.terms import term_problems
from banfa.cities.checks.vocabulary import people_problems
from banfa.cities.checks.words import word_problems
from banfa.cities.problems import Problem
from banfa.cities.profile import Profile
from banfa.law import Cite, Edition
from banfa.reasoning.bounds import overflowing


def problems(profile: Profile, name: str | None = None, *, cases: bool = True) -> list[Problem]:
    """Everything wrong with a city; empty when sound. `name` is the plugin's own, that of its entry point."""
    name = profile.city.key if name is None else name
    found = list(type_problems(profile))
    if not found:  # what has the wrong type cannot be asked anything further
        found += people_problems(profile, name)
        found += editions_problems(profile)
        for edition in profile.editions:
            found += edition_problems(edition, profile)
        if cases and not found:  # cases are read against law that is sound
            found += case_problems(profile)
    return [replace(p, plugin=name) for p in dict.fromkeys(found)]


def type_problems(profile: Profile) -> Iterator[Problem]:
    """What is no word of law, or not the word its place asks for."""
    said: dict[str, Any] = {
        "city": profile.city,
        "editions": profile.editions,
        "categories": profile.categories,
        "industries": profile.industries,
        "record_kinds": profile.record_kinds,
        "notices": profile.notices,
    }
    for hook, value in said.items():
        yield from word_problems(value, hook)


def edition_problems(edition: Edition, profile: Profile | None = None) -> list[Problem]:
    """Everything wrong with an edition as its plugin says it; with a `profile`, its record kinds too."""
    found = list(word_problems(edition, f"edition“{edition.key}”"))
    return found or [*outline_problems(edition, profile), *settled_problems(edition, profile)]


def settled_problems(edition: Edition, profile: Profile | None = None) -> list[Problem]:
    """Everything wrong with the rules of an edition, as a bureau's instruments have settled it.

    What its outline names as open may be open no longer, so the outline is not asked again.
    """
    found = list(word_problems(edition, f"edition“{edition.key}”"))
    if found:
        return found
    found += [*term_problems(edition, profile), *rubric_problems(edition), *grading_problems(edition)]
    return found or [overflow(cite, reason) for cite, reason in overflowing(edition)]


def overflow(cite: Cite, reason: str) -> Problem:
    """A number that could grow beyond what is computed with."""
    mend = "收紧事实、待定的数或比例的上下限和分母，使乘积、总和放得进 64 位整数"
    return Problem("", "overflow", f"{cite}：{reason}", mend)
