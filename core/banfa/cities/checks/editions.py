"""Editions of one city: keys that stay, days without overlap or gap, one name for one kind of finding."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from banfa.cities.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Edition


def editions_problems(profile: Profile) -> Iterator[Problem]:
    """Problems between the editions of a city."""
    if not profile.editions:
        yield Problem("", "no-edition", "editions 没有返回任何版本", "至少返回一个 Edition")
    for key, times in Counter(e.key for e in profile.editions).items():
        if times > 1:
            mend = "每个版本一个 key，永不改变：凭证和评价周期用它指名版本"
            yield Problem("", "edition-repeats", f"有{times}个版本都叫“{key}”", mend)
    dated = [e for e in profile.editions if isinstance(e.valid_from, date)]
    for edition in dated:
        if isinstance(edition.valid_to, date) and edition.valid_to < _start_of(edition):
            yield Problem(
                "",
                "edition-ends-early",
                f"版本“{edition.key}”的终止日早于施行日",
                "核对 valid_from、valid_to",
            )
    by_day = sorted(dated, key=_start_of)
    for earlier, later in pairwise(by_day):
        yield from _neighbour_problems(earlier, later)
    yield from _name_problems(profile)


def _start_of(edition: Edition) -> date:
    """The day a dated edition begins."""
    assert isinstance(edition.valid_from, date)  # noqa: S101 - the caller chose it so
    return edition.valid_from


def _neighbour_problems(earlier: Edition, later: Edition) -> Iterator[Problem]:
    """Days of both of two editions, one after the other, or of neither."""
    next_day = _start_of(later)
    where = f"版本“{earlier.key}”与“{later.key}”"
    mend = f"前一版的 valid_to 写后一版施行的前一日（{next_day - timedelta(days=1)}）"
    if not isinstance(earlier.valid_to, date) or earlier.valid_to >= next_day:
        yield Problem("", "editions-overlap", f"{where}在{next_day}同时有效", mend)
    elif earlier.valid_to + timedelta(days=1) < next_day:
        gap = f"{earlier.valid_to + timedelta(days=1)}至{next_day - timedelta(days=1)}"
        yield Problem("", "editions-gap", f"{where}之间{gap}没有有效的版本", mend)


def _name_problems(profile: Profile) -> Iterator[Problem]:
    """Findings, checks and topics with two names: recorded once, one may be read by several provisions."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in profile.facts:
        if fact.args:
            names[fact.name, str(fact.args[0])].add(fact.zh)
    for (name, key), wordings in names.items():
        if name != "grades" and len(wordings) > 1:
            mend = "同一事实各处用同一说法；不是一回事的换一个 key"
            yield Problem(
                "", "two-names", f"{name}[{key}]有{len(wordings)}种说法：{'、'.join(sorted(wordings))}", mend
            )
