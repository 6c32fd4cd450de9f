"""How far a bureau is from its first evaluation, read off the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import list_declared
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.instruments.editions import edition_key_on, find_edition, settle_edition_on
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.trust.persons import Person

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Editions, whether one is promulgated, terms not set, people who can log in, providers.

    `reports` are kinds of report that the evaluation reads, `undeclared` those that nobody has declared
    complete.
    """

    editions: int
    edition: str
    promulgated: bool
    unset: int
    officers: int
    reviewers: int
    providers: int
    reports: int
    undeclared: int


def find_readiness(unit: Unit, profile: Profile) -> Readiness:
    """Find what a bureau has."""
    key = edition_key_on(unit, unit.today)
    edition = profile.latest if key is None else find_edition(profile, key)
    counts: Any = unit.execute(_COUNTS).one()
    officers, reviewers, providers = counts
    settled = settle_edition_on(unit, profile, day=unit.today)
    needed = set(reports_needed(wanted_facts(settled)))
    declared = {row.reports for row in list_declared(unit) if row.until_on is not None}
    return Readiness(
        editions=len(profile.editions),
        edition=edition.key,
        promulgated=key is not None,
        unset=len(unset_for_round(settled)),
        officers=officers,
        reviewers=reviewers,
        providers=providers,
        reports=len(needed),
        undeclared=len(needed - declared),
    )


def _count_role(role: str) -> ColumnElement[int]:
    can = Person.c.account_id.is_not(None) & Person.c.active & (literal(role) == func.any(Person.c.roles))
    return select(func.count()).select_from(Person.rows).where(can).scalar_subquery()


_COUNTS: Final[Any] = select(
    _count_role("officer"),
    _count_role("reviewer"),
    select(func.count(Provider.c.id)).where(stands(Provider.rows)).scalar_subquery(),
)
