"""The contracts of a provider as effects list them: what is recorded of each, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import and_, bindparam, func

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import known_now
from banfa.ledger.entries.doubles import select_doubtful
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.acceptances import PASSED, STATE_AUTHORITIES, Acceptance
from banfa.ledger.kinds.contracts import TRANSFORMATION, Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.kinds.progress import SUBSTANTIVE, Progress
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit

CLEAN: Final = "confirmed_clean"
"""The finding that a project has nothing unlawful or irregular about it (Huangshi 17)."""


class ListedContract(NamedTuple):
    """A contract as it stands today.

    `begun_on`: the first substantive progress; `authority`, `accepted_on`, `outcome`: the last acceptance;
    `clean`, `confirmed_on`, `confirmed_by`: the last finding on whether it is clean. `failed_state`: it is
    the project on which its enterprise last failed a province's or the nation's acceptance.
    """

    entry_id: int
    number: str | None
    kind: str
    signed_on: date
    ended_on: date | None
    ended_why: str | None
    enterprise: str | None
    begun_on: date | None
    authority: str | None
    accepted_on: date | None
    outcome: str | None
    clean: bool | None
    confirmed_on: date | None
    confirmed_by: str | None
    failed_state: bool

    @property
    def name(self) -> str:
        """What people call it: its number, or its day, with the enterprise."""
        return f"{self.number or f'{self.signed_on}签订的合同'}（{self.enterprise or '企业未登记'}）"

    @property
    def runs(self) -> bool:
        """Whether nobody has reported its end."""
        return self.ended_on is None

    @property
    def is_project(self) -> bool:
        """Whether it is a project of transformation, carried on or completed; not one that was broken off."""
        return self.kind == TRANSFORMATION and self.ended_why in (None, "completed")


c, a, p, f = Contract.c, Acceptance.c, Progress.c, Finding.c
_of_contract = and_(a.provider_id == c.provider_id, a.contract_id == c.entry_id)
_newest = (a.accepted_on.desc(), a.entry_id.desc())
_accepted = (
    select(a.authority, a.accepted_on, a.outcome)
    .where(_of_contract, a.accepted_on.is_not(None), stands(Acceptance.rows))
    .order_by(*_newest)
    .limit(1)
    .correlate(Contract.rows)
    .lateral("accepted")
)
# The last examination of an enterprise counts: one made good no longer does (Huangshi 8(5), 16).
_examined = (
    select(a.contract_id, a.outcome)
    .where(
        a.provider_id == c.provider_id,
        a.enterprise_id == c.enterprise_id,
        a.authority.in_(STATE_AUTHORITIES),
        a.accepted_on.is_not(None),
        stands(Acceptance.rows),
    )
    .order_by(*_newest)
    .limit(1)
    .correlate(Contract.rows)
    .lateral("examined")
)
_confirmed = (
    select(f.holds, f.found_on, name_person(f.recorded_by).label("person"))
    .where(f.contract_id == c.entry_id, f.kind == CLEAN, stands(Finding.rows))
    .order_by(f.found_on.desc(), f.entry_id.desc())
    .limit(1)
    .correlate(Contract.rows)
    .lateral("confirmed")
)
_begun_on = (
    select(func.min(p.occurred_on))
    .where(
        p.provider_id == c.provider_id,
        p.contract_id == c.entry_id,
        p.kind == SUBSTANTIVE,
        stands(Progress.rows),
    )
    .correlate(Contract.rows)
    .scalar_subquery()
)
_doubles = select_doubtful(Contract, known=known_now)
_always: ColumnElement[bool] = c.entry_id.is_not(None)
_CONTRACTS: Final = (
    select(
        *(c.entry_id, c.number, c.kind, c.signed_on, c.ended_on, c.ended_why),
        Enterprise.c.name.label("enterprise"),
        _begun_on.label("begun_on"),
        *(_accepted.c.authority, _accepted.c.accepted_on, _accepted.c.outcome),
        *(_confirmed.c.holds, _confirmed.c.found_on, _confirmed.c.person),
        and_(
            _examined.c.contract_id == c.entry_id,
            _examined.c.outcome.is_distinct_from(PASSED),
        ).is_(True),
    )
    .select_from(
        Contract.rows.outerjoin(
            Enterprise.rows, (Enterprise.c.entry_id == c.enterprise_id) & stands(Enterprise.rows)
        )
        .outerjoin(_accepted, _always)
        .outerjoin(_examined, _always)
        .outerjoin(_confirmed, _always)
        .outerjoin(_doubles, _doubles.c.entry_id == c.entry_id)
    )
    .where(
        c.provider_id == bindparam("provider_id"),
        _doubles.c.is_double.is_not(True),
        stands(Contract.rows),
    )
    .order_by(c.signed_on, c.entry_id)
)


def list_contracts(unit: Unit, provider_id: int) -> list[ListedContract]:
    """List a provider's contracts by day of signing, in one statement; what is ruled a double is none."""
    return [ListedContract._make(row) for row in unit.execute(_CONTRACTS, provider_id=provider_id)]
