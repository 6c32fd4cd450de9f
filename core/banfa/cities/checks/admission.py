"""Routes of admission: of categories and provisions that there are, one for each category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.cities.problems import Problem
from banfa.law import AdmissionStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute


def admission_problems(profile: Profile) -> Iterator[Problem]:
    """Problems of the routes of a city; one that has none has no admission by batch."""
    for route in profile.admission_routes:
        yield from _route_problems(profile, route)
    for edition in profile.editions if profile.admission_routes else ():
        for category in profile.categories:
            count = sum(route.covers(edition.key, category.key) for route in profile.admission_routes)
            if count != 1:
                message = f"版本“{edition.key}”的“{category.zh}”有{count}条入库途径"
                yield Problem("", "route-count", message, "每个类别在每个版本中写一条 AdmissionRoute")


def _route_problems(profile: Profile, route: AdmissionRoute) -> Iterator[Problem]:
    where = f"入库途径（{route.cite}）"
    editions = [e for e in profile.editions if not route.editions or e.key in route.editions]
    if unknown := set(route.editions) - {e.key for e in profile.editions}:
        message = f"{where}所写版本没有：{'、'.join(sorted(unknown))}"
        yield Problem("", "unknown-edition", message, "核对 editions")
    for edition in editions:
        if route.cite.numbers not in {p.cite.numbers for p in edition.outline}:
            message = f"{where}所引条款不在版本“{edition.key}”的大纲中"
            yield Problem("", "not-in-outline", message, "核对 cite，或者在大纲中补上这一条")
    if unknown := set(route.categories) - {c.key for c in profile.categories}:
        message = f"{where}所写类别没有：{'、'.join(sorted(unknown))}"
        yield Problem("", "unknown-category", message, "写 categories 中的 key")
    steps = (*route.steps, *route.one_of, *route.afterwards)
    if len(set(steps)) < len(steps):
        yield Problem("", "step-repeats", f"{where}同一步骤写了两次", "每一步只写在一处")
    if len(route.one_of) == 1 and not route.open_choice:
        yield Problem("", "one-of-one", f"{where}只有一种方式可选", "必经的写在 steps 中")
    if route.open_choice and not route.one_of:
        yield Problem("", "one-of-none", f"{where}写了其他方式，没有写原文列出的方式", "写在 one_of 中")
    if AdmissionStep.OTHER in steps:
        yield Problem("", "step-other", f"{where}把“其他方式”写成了步骤", "原文有“等”字的写 open_choice")
