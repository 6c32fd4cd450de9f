"""What a provider's earlier stays in the pool mean for a new one: how they ended, and what is counted on.

Nothing here decides. No text of the five bars who was removed, or left, from applying again, nor says after
how long: that is open (OPEN), and nobody is turned away for it. What a clause counts follows from its own
facts: those of this stay in the pool begin anew, those of all stays, of a year or of a certificate go on; a
reading that the bureau has not chosen stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from banfa.law import Choice, Window
from banfa.law import facts as f
from banfa.law.expressions import facts_of, open_terms_of
from banfa.ledger.kinds.decisions import REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.procedures.provider_story import list_stays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Cite, Clause, Edition
    from banfa.trust.unit import Unit


class Counting(StrEnum):
    """How a clause counts for who is in the pool again."""

    ANEW = "自本次入库起重新计算"
    ON = "此前的继续计算"
    BOTH = "一部分重新计算，一部分继续计算"
    OPEN = "待定"


NOT_RECORDED: Final = "没有写明"
OF_STAY: Final = frozenset(
    fact.name for fact in (f.joined_on, f.selected_on, f.first_contract_since_selection_on)
)
"""Facts of a day that are about the last stay."""
OF_NO_STAY: Final = frozenset({f.commenced_on.name, f.in_pool_at_end.name})
"""Facts that no stay changes."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A clause, and how it counts; of one that is open, the words of the reading to be chosen."""

    cite: Cite
    situation: str
    counting: Counting
    question: str = ""


@dataclass(frozen=True, slots=True)
class PastStay:
    """A membership, its last day (None: it goes on), and how it ended.

    `decision_id` is the removal that ended it, None where none did.
    """

    membership: Membership
    until_on: date | None
    ended: str
    decision_id: int | None


def list_past(unit: Unit, provider_id: int) -> list[PastStay]:
    """List a provider's memberships begun by today, the last first, each with how it ended."""
    m, d = Membership.c, Decision.c
    held = Membership.standing.where(m.provider_id == provider_id, m.from_on <= unit.today)
    memberships = unit.all(Membership, held.order_by(m.from_on.desc(), m.entry_id.desc()))
    decided = Decision.standing.where(d.provider_id == provider_id, d.kind.in_((REMOVAL, WITHDRAWAL)))
    decisions = unit.all(Decision, decided.order_by(d.entry_id))
    annulled = {each.about_id for each in decisions if each.kind == WITHDRAWAL and each.effective_on is None}
    removals = {
        each.effective_on: each
        for each in decisions
        if each.kind == REMOVAL and each.entry_id not in annulled
    }
    past = []
    for stay in list_stays(unit, provider_id, memberships):
        last, own = stay.until_on, stay.membership.until_on
        removal = removals.get(last + timedelta(1)) if last is not None and last != own else None
        ended = "" if last is None else _say_how(stay.membership, removal)
        past.append(PastStay(stay.membership, last, ended, removal.entry_id if removal else None))
    return past


def _say_how(membership: Membership, removal: Decision | None) -> str:
    if removal is not None:
        return f"取消资格（清退）：{removal.document_no or removal.decided_on}"
    return membership.ended_why or NOT_RECORDED


def list_countings(unit: Unit, profile: Profile, categories: Sequence[str]) -> list[Counted]:
    """List how the clauses for these categories count, by the edition in force as it is settled today."""
    law: Edition = settle_edition_on(unit, profile, day=unit.today)
    return [
        _count(clause)
        for clause in law.clauses
        if not clause.categories or set(clause.categories) & set(categories)
    ]


def _count(clause: Clause) -> Counted:
    cite, situation, when = clause.cite, clause.zh, clause.when
    for choice in open_terms_of(when):
        if isinstance(choice, Choice):
            ways = {option.zh: _find_spans(option.value) for option in choice.options}
            if len(set(ways.values())) > 1:
                question = f"{choice.zh}：{'；'.join(ways)}"
                return Counted(cite, situation, Counting.OPEN, question)
    spans = _find_spans(when)
    if len(spans) > 1:
        return Counted(cite, situation, Counting.BOTH)
    return Counted(cite, situation, Counting.ANEW if spans == {True} else Counting.ON)


def _find_spans(value: object) -> frozenset[bool]:
    """Whether what a law value reads is of the last stay alone (True) or not: of all its facts."""
    return frozenset(
        fact.window is Window.MEMBERSHIP or fact.name in OF_STAY
        for fact in facts_of(value)
        if fact.name not in OF_NO_STAY
    )
