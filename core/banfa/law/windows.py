"""What can be asked of each fact: over which days, with which arguments, and how far its number goes.

Data that the checker, the ledger and the reference of the law language all read: what is not here the ledger
cannot answer, and `banfa city check` says so before anybody waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from banfa.law.expressions import Fact, Share, Window

DAY: Final = (Window.AS_OF,)
SPANS: Final = (Window.ROUND, Window.YEAR, Window.EVER, Window.MEMBERSHIP)
"""Windows that take in days up to the one asked about."""
PERIODS: Final = (Window.ROUND, Window.YEAR, Window.LAST_YEAR, Window.YEAR_BEFORE_LAST)
"""Windows of what is said of a named period: it stays that period's whenever it is asked."""
CONTRACT: Final = "contract"

WINDOWS: Final[Mapping[str, tuple[Window, ...]]] = MappingProxyType(
    {
        "joined_on": DAY,
        "selected_on": DAY,
        "first_contract_since_selection_on": DAY,
        "products": DAY,
        "scenarios": DAY,
        "verified": DAY,
        "target_gap": DAY,
        "commenced_on": DAY,
        # promised with the application, which comes before any stay or period; kept are some of these
        "concessions_promised": (Window.EVER,),
        "concessions_kept": (Window.EVER,),
        "in_pool_at_end": DAY,
        "examined_in_year": PERIODS,
        "examined_in_year_since": PERIODS,
        "at_level_in_year": PERIODS,
        "at_level_in_year_since": PERIODS,
        "period_verified": PERIODS,
        # one question over two windows: the first contract with an enterprise in this stay, or ever
        "last_new_enterprise_on": (Window.MEMBERSHIP,),
        "last_new_enterprise_ever_on": (Window.EVER,),
    }
)
"""Facts that are not asked over every span: what holds on a day, and what names its span itself."""

LEVELS: Final = (1, 2, 3, 4)
"""Digital levels that an acceptance can be passed at."""
FULL_SCORE: Final = 100
"""The most whole points that somebody gives on a topic."""
SCORES: Final = frozenset({"rating_sum", "review_sum"})

FEWER_IS_BETTER: Final = frozenset(
    {
        "dissatisfied_answers",
        "dissatisfied_enterprises",
        "ever_dissatisfied_enterprises",
        "dissatisfied_served",
        "ever_dissatisfied_served",
        "enterprises_below_2",
        "enterprises_failed_state",
        "warnings_served",
        "orders_issued",
        "orders_served",
        "orders_refused",
        "orders_missed",
        "orders_missed_by_close",
        "rechecks_failed",
        "orders_missed_moved",
        "orders_missed_moved_by_close",
        "rechecks_failed_moved",
        "complaints_upheld",
        "removals",
        "finding",
        "target_gap",
    }
)
EITHER_WAY: Final = frozenset({"records", "record_items", "record_sum", "grades", "latest_grade"})
"""Of these the city alone knows whether many are good."""


def windows_of(fact: Fact) -> tuple[Window, ...]:
    """The windows that the ledger answers this fact over; facts of a contract are as of its signing."""
    return DAY if fact.subject == CONTRACT else WINDOWS.get(fact.name, SPANS)


def figure_span(figure: Fact | Share) -> tuple[Fraction, Fraction]:
    """The least and the most a figure can be, as scales and comparisons count it: a share from 0 to 1."""
    match figure:
        case Share(part=True):
            return Fraction(0), Fraction(1)
        case Share(num=Fact(name=name)) if name in SCORES:
            return Fraction(0), Fraction(FULL_SCORE)
        case Share(num=num):
            return Fraction(0), Fraction(num.high, num.per)
    return Fraction(figure.low, figure.per), Fraction(figure.high, figure.per)


def figure_direction(figure: Fact | Share) -> int:
    """1 where more is better, -1 where fewer are, 0 where only the city knows."""
    name = figure.num.name if isinstance(figure, Share) else figure.name
    return 0 if name in EITHER_WAY else -1 if name in FEWER_IS_BETTER else 1
