"""What a lead rests on where its situation counts who is dissatisfied, and what calls back leave of it.

The answers that count are those of which the clause's facts are made, as of the day on which it was found.
Each is called back; what the enterprises have confirmed is then held against the clause's own bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.law import facts_of
from banfa.ledger.entries.tables import stands
from banfa.ledger.facts.evidence import rows_behind_each
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey
from banfa.procedures.cases.callback_rows import CONFIRMED, Callback
from banfa.procedures.cases.clauses import find_clause
from banfa.procedures.instruments.editions import settle_edition
from banfa.procedures.watch.look import as_of_for, see
from banfa.reasoning.columns import exact_column
from banfa.reasoning.conditions import truth
from banfa.reasoning.reasons import explain_condition

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Fact
    from banfa.procedures.cases.leads import Lead
    from banfa.reasoning.columns import Sheet
    from banfa.trust.unit import Unit

s = Survey.c
_CHECKED: Final = select(Callback.c.id).where(
    Callback.c.survey_id == s.entry_id, Callback.c.state == "checked"
)
_ANSWERS: Final = (
    select(
        s.entry_id,
        _CHECKED.exists().label("called_back"),
        _CHECKED.where(Callback.c.outcome == CONFIRMED).exists().label("confirmed"),
    )
    .where(
        s.entry_id == any_(bindparam("wanted", type_=ARRAY(BigInteger))),
        s.topic == OVERALL,
        s.answer == DISSATISFIED,
        stands(Survey.rows),
    )
    .order_by(s.entry_id)
)


@dataclass(frozen=True, slots=True)
class Dissatisfaction:
    """Who is dissatisfied as a clause counts it: for each fact its rows, each by the answers behind it."""

    clause: Clause
    subject: Sheet
    rows: dict[Fact, list[tuple[int, ...]]]

    def list_ids(self) -> list[int]:
        """List the answers behind all its facts, those included that are not 不满意 themselves."""
        return sorted({number for rows in self.rows.values() for ids in rows for number in ids})

    def count_only(self, confirmed: set[int]) -> Sheet:
        """Give the facts as they are where only these answers count."""
        counted = {
            fact.key: exact_column([sum(not confirmed.isdisjoint(ids) for ids in rows)])
            for fact, rows in self.rows.items()
        }
        return replace(self.subject, columns={**self.subject.columns, **counted})


def read_dissatisfaction(
    unit: Unit, profile: Profile, *, edition: str, clause: str, provider_id: int, day: date
) -> Dissatisfaction | None:
    """Read who is dissatisfied as of a day, as a clause counts it; None for one that does not."""
    law = settle_edition(unit, profile, edition=edition, day=unit.today)
    situation = find_clause(law, clause)
    facts = tuple(facts_of(situation.when))
    counting = [fact for fact in facts if fact.called_back]
    if not counting:
        return None
    known_at = unit.watermark()
    with unit.snapshot() as connection:
        at = as_of_for(unit, connection, law, day=day, known_at=known_at)
        seen = see(connection, replace(law, clauses=(situation,)), at, only=[provider_id])
        # One that never was in the pool by then has no facts: nobody was dissatisfied with it as a member.
        sheet = seen.data.sheet
        ends = {fact: sheet.col(fact).at(0) for fact in counting} if sheet.n else {}
        counted = rows_behind_each(connection, ends, provider_id, at)
    if not sheet.n:
        sheet = replace(sheet, n=1, columns={fact.key: exact_column([0]) for fact in facts})
    rows = {fact: [row.ids for row in counted.get(fact, ())] for fact in counting}
    return Dissatisfaction(situation, sheet, rows)


def list_to_call_back(unit: Unit, voices: Dissatisfaction | None) -> list[int] | None:
    """List the 不满意 that are called back before the situation can be true; None where it counts none."""
    if voices is None:
        return None
    return [row.entry_id for row in unit.execute(_ANSWERS, wanted=voices.list_ids())]


def check_called_back(unit: Unit, profile: Profile, lead: Lead) -> None:
    """Check that what a lead rests on was called back, and that what was confirmed is still enough.

    Raises Conflict (`not_called_back`, `too_few_confirmed`).
    """
    if lead.survey_ids is None:
        return
    voices = read_dissatisfaction(
        unit,
        profile,
        edition=lead.edition,
        clause=lead.clause,
        provider_id=lead.provider_id,
        day=lead.found_on,
    )
    if voices is None:
        return
    left = sum(not row.called_back for row in unit.execute(_ANSWERS, wanted=lead.survey_ids))
    if left:
        message = f"本情形依据的“不满意”评价还有{left}条没有回访核实并经复核，请先逐条回访（/callbacks）。"
        raise Conflict("not_called_back", message, left=left)
    confirmed = {row.entry_id for row in unit.execute(_ANSWERS, wanted=voices.list_ids()) if row.confirmed}
    subject = voices.count_only(confirmed)
    if not truth(voices.clause.when, subject).may[0]:
        why = explain_condition(voices.clause.when, subject)
        message = f"逐条回访核实后，只计企业确认的：{why}。情形不成立，请认定不属实。"
        raise Conflict("too_few_confirmed", message, confirmed=len(confirmed))
