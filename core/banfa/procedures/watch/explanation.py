"""One stored hit with all its reasons: the facts, the entries behind them, and what became of it.

Facts and evidence are read again as of the run that changed the hit last, as the ledger was known then, under
the law as the instruments known then settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from banfa.law import facts_of
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import reports_of
from banfa.procedures.facts import FactState, read_facts
from banfa.procedures.instruments.editions import settle_by
from banfa.procedures.instruments.instrument import list_holding
from banfa.procedures.watch.hits import ChangeInRun, NamedHit, WatchRun, find_hit, find_run, list_changes
from banfa.procedures.watch.look import as_of_for, see

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition, Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.procedures.watch.hits import Hit
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report that has to be complete for a fact to be known; `until_on` is how far it is declared so."""

    reports: str
    zh: str
    until_on: date | None


@dataclass(frozen=True, slots=True)
class ExplainedFact:
    """A fact that a clause reads, and the reports that are still out."""

    state: FactState
    missing_reports: tuple[MissingReport, ...]


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A hit as of its last run; `clause` is None and `facts` empty where the plugin has it no longer."""

    named: NamedHit
    run: WatchRun
    clause: Clause | None
    facts: tuple[ExplainedFact, ...]
    history: tuple[ChangeInRun, ...]


def explain_hit(unit: Unit, profile: Profile, *, hit_id: int) -> ExplainedHit:
    """Explain a hit by its facts, evidence and history. Raises Missing."""
    named = find_hit(unit, hit_id)
    hit, run = named.hit, find_run(unit, named.hit.run_id)
    history = tuple(list_changes(unit, hit_id))
    law = _settle_as_then(unit, profile, hit, run)
    for clause in law.clauses if law else ():
        if law and clause.cite.key == hit.clause:
            facts = tuple(_read_facts(unit, profile, law, clause, provider_id=hit.provider_id, run=run))
            return ExplainedHit(named, run, clause, facts, history)
    # The plugin has the edition or the clause no longer: what was found stands in the hit itself.
    return ExplainedHit(named, run, None, (), history)


def _settle_as_then(unit: Unit, profile: Profile, hit: Hit, run: WatchRun) -> Edition | None:
    """Settle the hit's edition by the instruments known then; None where the plugin has it no longer."""
    if hit.edition not in {edition.key for edition in profile.editions}:
        return None
    instruments = list_holding(unit, hit.edition, day=run.as_of)
    known = [instrument for instrument in instruments if instrument.id <= run.instrument_id]
    return settle_by(profile, hit.edition, known)


def _read_facts(
    unit: Unit, profile: Profile, law: Edition, clause: Clause, *, provider_id: int, run: WatchRun
) -> Iterator[ExplainedFact]:
    """Read the facts that the clause reads, each with its value and the entries behind it."""
    connection = unit.connection
    as_of = as_of_for(unit, connection, law, day=run.as_of, known_at=run.known_at)
    seen = see(connection, replace(law, clauses=(clause,)), as_of, only=[provider_id])
    names = reports_of(ReadingContext(profile, unit.today))
    ends = {fact: seen.data.sheet.col(fact).at(0) for fact in facts_of(clause.when)}
    for state in read_facts(connection, ends, provider_id=provider_id, as_of=as_of):
        yield ExplainedFact(state, tuple(_missing_reports(state.fact, as_of, names)))


def _missing_reports(fact: Fact, as_of: AsOf, names: Mapping[str, str]) -> Iterator[MissingReport]:
    """Name reports that have to be complete for the fact to be known, and are not up to that day."""
    for name in reports_needed([fact]):
        until = as_of.complete.get(name)
        if until is None or until < as_of.as_of:
            yield MissingReport(name, names.get(name, name), until)
