"""Standing (效力): whether contracts count, and why not. Worked out on reading, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.law import Stage, facts_of
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.contract_sheet import build_contract_sheet
from banfa.ledger.kinds.completeness import completeness
from banfa.reasoning.conditions import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile
    from banfa.law import Cite, Edition
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule that does not hold for a contract, or may not (`open`), and what then follows (`otherwise`)."""

    cite: Cite
    zh: str
    otherwise: str
    open: bool


def find_standings(
    unit: Unit, profile: Profile, contract_ids: Iterable[int], *, edition: Edition | None = None
) -> dict[int, list[Standing]]:
    """Hold contracts against the rules about contracts, as everything stands now: by contract id.

    A contract with an empty list is in order. `edition`: a settled one, the city's latest if not given.
    Contracts that do not stand are left out.
    """
    rules = (edition or profile.latest).at(Stage.CONTRACT)
    ids = sorted(set(contract_ids))
    if not ids:
        return {}
    at = AsOf(
        tenant_id=unit.tenant_id,
        as_of=unit.today,
        round_start=unit.today,
        known_at=NOW,
        complete=completeness(unit.connection, unit.tenant_id, known_at=NOW),
    )
    standing_ids, sheet = build_contract_sheet(unit.connection, ids, facts_of(rules), at)
    failures: dict[int, list[Standing]] = {int(i): [] for i in standing_ids}
    for rule in rules:
        holds = truth(rule.holds, sheet)
        for row, contract_id in enumerate(failures):
            if not holds.must[row]:
                standing = Standing(rule.cite, rule.zh, rule.otherwise.value, bool(holds.may[row]))
                failures[contract_id].append(standing)
    return failures
