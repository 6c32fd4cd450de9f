"""Task books: of categories, editions and provisions that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.cities.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile


def task_book_problems(profile: Profile) -> Iterator[Problem]:
    """Problems of what a city says of task books; one that says nothing has none ordered."""
    for duty in profile.task_books:
        where = f"任务书（{duty.cite}）"
        if unknown := set(duty.editions) - {e.key for e in profile.editions}:
            message = f"{where}所写版本没有：{'、'.join(sorted(unknown))}"
            yield Problem("", "unknown-edition", message, "核对 editions")
        if unknown := set(duty.categories) - {c.key for c in profile.categories}:
            message = f"{where}所写类别没有：{'、'.join(sorted(unknown))}"
            yield Problem("", "unknown-category", message, "写 categories 中的 key")
        for edition in profile.editions:
            if duty.editions and edition.key not in duty.editions:
                continue
            if duty.cite.numbers not in {p.cite.numbers for p in edition.outline}:
                message = f"{where}所引条款不在版本“{edition.key}”的大纲中"
                yield Problem("", "not-in-outline", message, "核对 cite，或者在大纲中补上这一条")
