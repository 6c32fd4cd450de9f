"""What happened in a made-up city: reports as a public service platform would send them, from a seed.

The city's plugin says which categories, industries, topics, checks and record kinds there are; the story
fills them. It holds what real ledgers hold: busy and idle providers, ties, overdue and failed acceptances,
unhappy enterprises, contracts that break the measure, facts nobody has reported yet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from banfa.demo.names import Names, Place, credit_code, place_of

if TYPE_CHECKING:
    from banfa.cities.profile import Profile

PROVIDERS: Final = 30
"""Providers of a city at scale 1."""

TWINS: Final = 6
"""Every so many, a provider has the figures of the one before it: their points tie."""

WORST, BEST = 40, 99
"""Points that the least and the most able are given on a topic, more or less."""


@dataclass(frozen=True, slots=True)
class Span:
    """The period evaluated, and how far history goes back."""

    start: date
    end: date
    history: date


@dataclass(slots=True)
class Story:
    """Reports by kind, in an order in which they can be recorded; every row has an `external_id`."""

    profile: Profile
    span: Span
    place: Place
    random: Random
    names: Names
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, kind: str, /, **row: Any) -> str:
        """Add a report, without what is None; returns its external id."""
        external_id = f"{kind}-{len(self.rows[kind]) + 1:06}"
        given = {key: value for key, value in row.items() if value is not None}
        self.rows[kind].append({"external_id": external_id, **given})
        return external_id


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider while its story is told: `talent`, 0 to 1, colours everything, `random` draws figures."""

    uscc: str
    joined: date
    industry: str | None
    talent: float
    random: Random

    def day(self, first: date, last: date) -> date:
        """Some day between the two."""
        return first + timedelta(self.random.randint(0, max((last - first).days, 0)))

    def chance(self, of: float) -> bool:
        """Whether something of this probability happens."""
        return self.random.random() < of

    def score(self) -> int:
        """Points that somebody gives it on a topic, of 100."""
        middle = WORST + (BEST - WORST) * self.talent
        return min(100, max(0, round(self.random.gauss(middle, 5))))


def new_firm(story: Story, seed: str) -> Firm:
    """A provider in the pool since some day before the period."""
    random = Random(seed)
    talent = random.triangular(0.25, 1.0, 0.9)
    joined = story.span.history + timedelta(
        random.randint(0, (story.span.start - story.span.history).days - 20)
    )
    industries = story.profile.industries
    industry = random.choice(industries).key if industries and random.random() < 0.8 else None
    return Firm(credit_code(story.random, story.place), joined, industry, talent, random)


def empty_story(profile: Profile, *, seed: int, span: Span) -> Story:
    """A story in which nothing has happened yet."""
    random = Random(f"{profile.city.key}-{seed}")
    return Story(profile, span, place_of(profile.city), random, Names(random))
