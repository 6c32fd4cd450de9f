"""One stored hit with all its reasons: the facts, the entries behind them, and what became of it.

Facts and evidence are read again as of the run that changed the hit last, as the ledger was known then, under
the law as the instruments known then settle it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.law import facts_of
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import reports_of
from banfa.procedures.facts import fact_shown
from banfa.procedures.instruments import issue
from banfa.procedures.watch import hits
from banfa.procedures.watch.look import described, moment_of, see

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition, Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.trust.unit import Unit


def get_hit(unit: Unit, profile: Profile, *, hit_id: int) -> dict[str, Any]:
    """A hit with facts, evidence and history. Raises Missing."""
    row = hits.find_hit(unit, hit_id)
    head = hits.shown(row) | {
        "as_of": row["run_as_of"].isoformat(),
        "known_at": row["run_known_at"],
        "history": hits.history(unit, hit_id),
    }
    for law in laws_then(unit, profile, row):
        for clause in law.clauses:
            if clause.cite.key == row["clause"]:
                says = {key: said for key, said in described(clause).items() if key in ("force", "remedies")}
                return head | says | {"facts": facts_shown(unit, profile, law, clause, row)}
    # The plugin has the edition or the clause no longer: what was found stands in the hit itself.
    return head | {"force": "", "remedies": [], "facts": []}


def laws_then(unit: Unit, profile: Profile, row: Mapping[str, Any]) -> Iterator[Edition]:
    """The edition as the instruments known at the last run settle it, if the plugin still has it."""
    if row["edition"] not in {edition.key for edition in profile.editions}:
        return
    known = [one for one in issue.of_edition(unit, row["edition"]) if one["id"] <= row["run_instrument_id"]]
    yield issue.settled(profile, row["edition"], known)


def facts_shown(
    unit: Unit, profile: Profile, law: Edition, clause: Clause, row: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The facts that the clause reads, each with its value and the entries behind it."""
    moment = moment_of(
        unit.connection,
        law,
        tenant_id=unit.tenant_id,
        as_of=row["run_as_of"],
        known_at=row["run_known_at"],
    )
    seen = see(unit.connection, law, moment, only=[row["provider_id"]])
    names = reports_of(ReadingContext(profile, unit.today))
    return [
        fact_shown(unit.connection, fact, seen.data.sheet.col(fact).at(0), row["provider_id"], moment)
        | {"reports": reports_out(fact, moment, names)}
        for fact in facts_of(clause.when)
    ]


def reports_out(fact: Fact, moment: AsOf, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Reports that have to be complete for the fact to be known, and are not up to the day asked about."""
    found = []
    for name in reports_needed([fact]):
        until = moment.complete.get(name)
        if until is None or until < moment.as_of:
            told = until.isoformat() if until else None
            found.append({"reports": name, "zh": names.get(name, name), "until_on": told})
    return found
