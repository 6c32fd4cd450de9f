"""What rests on a decision: facts of later leads and grades that are others without it.

They are read before a decision is annulled and again after it, each as of its own day: what differs rests on
the decision, what does not is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam

from banfa.law import facts_of
from banfa.ledger.entries.asof import NOW
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.kinds.decisions import GRADE, Decision
from banfa.procedures.cases.leads import Lead
from banfa.procedures.instruments.editions import known_edition_key_on, settle_edition
from banfa.procedures.receipts.evaluation_input import PROVIDER, wanted_facts
from banfa.procedures.watch.look import as_of_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition, Fact
    from banfa.trust.unit import Unit

Values = tuple[Any, ...]
x = Decision.c
_LEADS: Final = (
    Lead.select()
    .where(
        Lead.c.provider_id == bindparam("provider_id"),
        Lead.c.case_id.is_not(None),
        Lead.c.found_on >= bindparam("since"),
        Lead.c.state != "annulled",
    )
    .order_by(Lead.c.id)
)
_GRADES: Final = Decision.standing.where(
    x.provider_id == bindparam("provider_id"), x.kind == GRADE, x.decided_on >= bindparam("since")
).order_by(x.decided_on, x.entry_id)


class Resting(NamedTuple):
    """Later leads with a case, and later grades, each with the facts that it can rest on."""

    leads: list[tuple[Lead, Values]]
    grades: list[tuple[Decision, Values]]

    def list_changed(self, before: Resting) -> tuple[list[Lead], list[Decision]]:
        """List the leads and grades whose facts are not what they were before."""
        led = {lead.id: values for lead, values in before.leads}
        graded = {grade.entry_id: values for grade, values in before.grades}
        leads = [lead for lead, values in self.leads if led.get(lead.id) != values]
        return leads, [grade for grade, values in self.grades if graded.get(grade.entry_id) != values]


def read_resting(unit: Unit, profile: Profile, decision: Decision) -> Resting:
    """Read the facts of all that came after a decision, as the ledger now is."""
    since = {"provider_id": decision.provider_id, "since": decision.decided_on}
    leads = [(lead, _read_lead(unit, profile, lead)) for lead in unit.all(Lead, _LEADS, **since)]
    grades = [
        (grade, _read_grade(unit, profile, grade))
        for grade in unit.all(Decision, _GRADES, **since)
        if grade.entry_id != decision.entry_id
    ]
    return Resting(leads, grades)


def _read_lead(unit: Unit, profile: Profile, lead: Lead) -> Values:
    day = lead.verified_on or lead.found_on
    law = settle_edition(unit, profile, edition=lead.edition, day=day)
    facts = [
        fact
        for clause in law.clauses
        if clause.cite.key == lead.clause
        for fact in facts_of(clause.when)
        if fact.subject == PROVIDER
    ]
    return _read_facts(unit, law, facts, lead.provider_id, day)


def _read_grade(unit: Unit, profile: Profile, grade: Decision) -> Values:
    day = grade.period_on or grade.decided_on
    key = grade.edition or known_edition_key_on(unit, profile, day=day) or profile.latest.key
    law = settle_edition(unit, profile, edition=key, day=day)
    return _read_facts(unit, law, wanted_facts(law), grade.provider_id, day)


def _read_facts(unit: Unit, law: Edition, facts: Iterable[Fact], provider_id: int, day: date) -> Values:
    """Read facts of one provider as of a day: of each what it is at least and at most."""
    at = as_of_for(unit, unit.connection, law, day=day, known_at=NOW)
    read = build_sheet(unit.connection, facts, at, [provider_id], with_evidence=False)
    return tuple(
        (key, tuple(end.tolist() for end in column)) for key, column in sorted(read.sheet.columns.items())
    )
