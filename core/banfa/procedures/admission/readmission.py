"""What a provider's earlier stays in the pool mean for a new one: what is counted on, and what anew.

Nothing here decides. No text of the five bars who was removed, or left, from applying again, nor says after
how long: that is open (OPEN), and nobody is turned away for it. What a clause counts follows from its own
facts: those of this stay in the pool begin anew, those of all stays or of a year go on; a reading that the
bureau has not chosen stays open. Where neither the text nor a reading that the plugin offers says from when
on a fact counts, the line says so: it is how Banfa counts, and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from banfa.law import Choice, Compare, Window, walk
from banfa.law import facts as f
from banfa.law.expressions import facts_of, open_terms_of
from banfa.procedures.instruments.editions import find_edition, settle_edition_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile
    from banfa.law import Cite, Clause, Fact
    from banfa.trust.unit import Unit


class Counting(StrEnum):
    """How a clause counts for who is in the pool again."""

    ANEW = "自本次入库起重新计算"
    ON = "此前的继续计算"
    BOTH = "一部分重新计算，一部分继续计算"
    OPEN = "待定"


SILENT: Final = "办法没有写明前一次在库期间的情形是否计入，所列是系统现在的计法"
"""Of a clause whose counting neither the text nor a reading of the plugin's lays down."""
BY_DAY: Final = (
    "自本次入库起计算的，看认定、作出、送达、拒绝、逾期、签约、验收或者评价之日是否在本次入库以后，"
    "不看所涉情形发生之日；本次入库以前的拒不整改、逾期未整改不计入。"
)
"""By which days what begins anew is counted (`on` in `banfa.ledger.facts`)."""
OF_STAY: Final = frozenset(
    fact.name for fact in (f.joined_on, f.selected_on, f.first_contract_since_selection_on)
)
"""Facts of a day that are about the last stay."""
OF_NO_STAY: Final = frozenset({f.commenced_on.name, f.in_pool_at_end.name})
"""Facts that no stay changes."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A clause, and how it counts; of one that is open, the words of the reading to be chosen.

    `note` is `SILENT` where nothing lays that down.
    """

    cite: Cite
    situation: str
    counting: Counting
    question: str = ""
    note: str = ""


def list_countings(unit: Unit, profile: Profile, categories: Sequence[str]) -> list[Counted]:
    """List how the clauses for these categories count, by the edition in force as it is settled today."""
    law = settle_edition_on(unit, profile, day=unit.today)
    written = {clause.cite: clause for clause in find_edition(profile, law.key).clauses}
    return [
        _count(clause, written[clause.cite])
        for clause in law.clauses
        if not clause.categories or set(clause.categories) & set(categories)
    ]


def _count(clause: Clause, written: Clause) -> Counted:
    """Say how a clause counts as it is settled; `written` is the same with every choice still in it."""
    cite, situation, when = clause.cite, clause.zh, clause.when
    if questions := _find_questions(when):
        question = questions[0]
        ways = "；".join(option.zh for option in question.options)
        return Counted(cite, situation, Counting.OPEN, f"{question.zh}：{ways}")
    spans = _find_spans(when)
    counting = Counting.BOTH if len(spans) > 1 else Counting.ANEW if spans == {True} else Counting.ON
    laid_down = {*_find_of_stay(when), *facts_of(tuple(_find_questions(written.when)))}
    is_silent = any(fact not in laid_down for fact in _list_counted(when))
    return Counted(cite, situation, counting, note=SILENT if is_silent else "")


def _find_questions(value: object) -> list[Choice]:
    """Find the choices on which it depends whether earlier stays count, of several in one the innermost."""
    return [
        choice
        for choice in open_terms_of(value)
        if isinstance(choice, Choice)
        and len({_find_spans(option.value) for option in choice.options}) > 1
        and not _find_questions(choice.options)
    ]


def _find_of_stay(value: object) -> Iterator[Fact]:
    """Find what is held against the day of entry, or of the list: by its nature it is of the last stay."""
    for compare in walk(value):
        if isinstance(compare, Compare) and any(fact.name in OF_STAY for fact in facts_of(compare)):
            yield from facts_of(compare)


def _list_counted(value: object) -> list[Fact]:
    """List the facts of a law value that some stay changes."""
    return [fact for fact in facts_of(value) if fact.name not in OF_NO_STAY]


def _find_spans(value: object) -> frozenset[bool]:
    """Whether what a law value reads is of the last stay alone (True) or not: of all its facts."""
    return frozenset(
        fact.window is Window.MEMBERSHIP or fact.name in OF_STAY for fact in _list_counted(value)
    )
