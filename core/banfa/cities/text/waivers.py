"""What of a text the reader of official texts cannot read, waived by its author with a reason.

They stand in `waivers.yaml`, in the folder above the cases: `检查名 位置: 理由`, as the problem prints them.
The list may only shrink: what is waived and no longer found has to be taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.cities.mutation.run import read_listed
from banfa.cities.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.cities.profile import Profile

WAIVERS: Final = "waivers.yaml"
WAIVABLE: Final = frozenset(
    {"not-in-text", "number-unclaimed", "remedy-untaken", "force-differs", "heading-differs"}
)
"""What is about words. That a provision is missing, or too many, nobody can waive."""


def read_waivers(profile: Profile) -> dict[str, str]:
    """Read what a city waives, with its reasons. Raises CaseError for what is no list."""
    return read_listed(profile, WAIVERS)


def apply_waivers(problems: Iterable[Problem], waivers: Mapping[str, str], city: str) -> list[Problem]:
    """Give the problems that are not waived, and those of the list itself."""
    problems = list(problems)
    names = {_name_problem(problem) for problem in problems if problem.rule in WAIVABLE}
    left = [p for p in problems if p.rule not in WAIVABLE or _name_problem(p) not in waivers]
    for name, reason in waivers.items():
        if name not in names:
            message = f"{WAIVERS} 里的“{name}”已能核对，或已不存在"
            left.append(Problem(city, "waiver-unneeded", message, "删去这一条：清单只减不增"))
        elif not reason.strip():
            message = f"{WAIVERS} 里的“{name}”没有理由"
            left.append(Problem(city, "waiver-unreasoned", message, "写明原文怎样说、为什么规则与它一致"))
    return left


def _name_problem(problem: Problem) -> str:
    return f"{problem.rule} {problem.place}"
