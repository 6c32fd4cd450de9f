"""What a provider is asked to confirm: its own counts that others report, raw and without points.

What enterprises have said of it is not among them: before the round is closed no provider is told of it. Nor
are points that experts have given, which are no raw counts; nor is what the bureau itself has found or
ordered: that has its own procedure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from banfa.ledger.kinds.surveys import Survey
from banfa.procedures.confirmations.sheet_rows import Count
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.procedures.rounds.computing import gather_facts
from banfa.procedures.rounds.documents import settle_round_law
from banfa.reasoning.terms import name_fact
from banfa.reasoning.wording import format_amount

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.law import Fact
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


NOT_ASKED: Final = frozenset({Survey.declaration.name, *REPORTS_VERIFIED})
"""Reports of which a provider is not asked."""


def count_round(unit: Unit, profile: Profile, round_: Round, *, known_at: datetime) -> dict[int, list[Count]]:
    """Count everyone who was in the pool during the round, as known at a moment: by provider, in their order.

    Nobody is counted where the round counts nothing that others report. Statements do not grow with the
    providers. Raises as the settling of the round's law does.
    """
    law = settle_round_law(unit, profile, round_)
    facts = [fact for fact in dict.fromkeys(wanted_facts(law)) if _is_confirmable(fact)]
    if not facts:
        return {}
    data = gather_facts(unit, law, replace(round_, cut_off_at=known_at), ())
    zh_of_reports = reports_of(ReadingContext(profile, unit.today))
    names = [
        (
            fact.key,
            name_fact(fact, data.sheet),
            "、".join(zh_of_reports.get(reports, reports) for reports in reports_needed([fact])),
        )
        for fact in facts
    ]
    columns = [data.sheet.col(fact) for fact in facts]
    return {
        provider_id: [
            Count(*name, format_amount(fact, *column.at(row)))
            for name, fact, column in zip(names, facts, columns, strict=True)
        ]
        for row, provider_id in enumerate(data.providers.tolist())
    }


def _is_confirmable(fact: Fact) -> bool:
    """Whether a fact rests on what others report, and its provider may be told of it."""
    reports = reports_needed([fact])
    return bool(reports) and NOT_ASKED.isdisjoint(reports)
