"""What of a result is told outside the bureau: to a provider of its own, to the platform of all listed.

A mean that is read before and after one answer gives the answer away, however many had answered before. So
what enterprises said is told only of a closed period, whose result no longer changes, and only where enough
of them spoke in that very period: figures since entry are told each period, and one less the other is what
was said in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from banfa.ledger.facts.surveys import SATISFACTION, count_voices
from banfa.ledger.kinds.surveys import OVERALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.procedures.facts import FactState
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit

MIN_VOICES: Final = 5
"""Enterprises that must have spoken on a topic in the period before what they said is told."""
UNTIL_CLOSED: Final = "涉及试点企业的满意度评价，评价周期办结后可见。"
TOO_FEW: Final = f"本期作出该项满意度评价的试点企业不足{MIN_VOICES}家，不提供该项内容。"
SEALED: Final = frozenset({"survey", "complaint"})
"""Kinds of entry of which no single one is told as evidence."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How much may be told. `voices`: how many enterprises spoke in the period, by topic."""

    closed: bool
    voices: Mapping[str, int]

    def explain_silence(self, facts: Iterable[Fact]) -> str:
        """Say why what rests on these facts is not told; nothing where it is."""
        topics = {_find_topic(fact) for fact in facts if fact.name in SATISFACTION}
        if not topics:
            return ""
        if not self.closed:
            return UNTIL_CLOSED
        return TOO_FEW if min(self.voices.get(topic, 0) for topic in topics) < MIN_VOICES else ""


def find_disclosure(unit: Unit, round_: Round, *, provider_id: int, at: AsOf) -> Disclosure:
    """Find how much of a provider's result may be told, of what was known as of `at`."""
    return Disclosure(round_.state == "closed", count_voices(unit.connection, provider_id, at))


def seal(state: FactState) -> FactState:
    """Leave out the entries behind a fact that tell who spoke, or when."""
    return replace(state, evidence=tuple(row for row in state.evidence if row.kind not in SEALED))


def _find_topic(fact: Fact) -> str:
    """What a fact about satisfaction is about; verdicts are on the whole."""
    return str(fact.args[0]) if fact.args else OVERALL
