"""试点项目进度台账: a line a transformation contract, from diagnosis to what was paid.

A page of lines takes as many statements as there are tables, however long it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.acceptances import PASSED, STATE_AUTHORITIES, Acceptance
from banfa.ledger.kinds.contracts import COMPLETED, TRANSFORMATION, Contract
from banfa.ledger.kinds.diagnoses import Diagnosis
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.listings import WITHDRAWN, EnterpriseChange, EnterpriseListing
from banfa.ledger.kinds.progress import Progress
from banfa.ledger.kinds.surveys import Survey
from banfa.ledger.recording.names import name_providers
from banfa.procedures.subsidies.by_contract import ContractMoney, sum_by_contract
from banfa.procedures.visits.reports import VisitReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from banfa.ledger.entries.entry import Entry
    from banfa.trust.unit import Unit

k, n, a, p, d, s, v = (
    Contract.c,
    Enterprise.c,
    Acceptance.c,
    Progress.c,
    Diagnosis.c,
    Survey.c,
    VisitReport.c,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """A contract with its parties and the last word on each stage; None where the ledger has none.

    `planned`: the acceptance that is planned and not held; `accepted`: the city's last, `state_accepted` the
    last by province or state (复验). `surveyed`: whether the enterprise has said what it thinks. `money`:
    what was granted and paid of the contract's claims. `listing`: the last batch on whose list the enterprise
    is; `withdrawn_on`: the day it has left the pilot since. `overdue`: whether it is past the listing's last
    day without having passed any acceptance; nothing follows from it.
    """

    contract: Contract
    enterprise: Enterprise
    provider: str
    integrator: str
    diagnosis: Diagnosis | None
    progress: Progress | None
    planned: Acceptance | None
    accepted: Acceptance | None
    state_accepted: Acceptance | None
    report: VisitReport | None
    surveyed: bool
    money: ContractMoney
    listing: EnterpriseListing | None
    withdrawn_on: date | None
    overdue: bool

    @property
    def planned_on(self) -> date | None:
        """The day for which an acceptance is planned; of one that was held, for which it was."""
        acceptance = self.planned or self.accepted
        return acceptance.planned_on if acceptance else None

    @property
    def finished_on(self) -> date | None:
        """The day on which the contract was carried out to its end (履行完毕)."""
        return self.contract.ended_on if self.contract.ended_why == COMPLETED else None

    @property
    def level_before(self) -> int | None:
        """The level before: as the acceptance says, else as the first diagnosis has found."""
        if self.accepted is not None and self.accepted.level_before is not None:
            return self.accepted.level_before
        return None if self.diagnosis is None else self.diagnosis.level

    @property
    def edition_before(self) -> str | None:
        """By which indicators the level before was found."""
        if self.accepted is not None and self.accepted.level_before is not None:
            return self.accepted.level_edition
        return None if self.diagnosis is None else self.diagnosis.level_edition


def list_projects(
    unit: Unit, filters: Mapping[str, Any], *, after: int = 0, limit: int = 200
) -> list[ProjectLine]:
    """List transformation contracts that stand by id after `after`, those whose columns have these values.

    `filters`: `provider_id` of the contract; `district`, `industry` of the enterprise (None: any).
    """
    columns: dict[str, Any] = {"provider_id": k.provider_id, "district": n.district, "industry": n.industry}
    statement = (
        select(*Contract.columns(), *(column.label(f"of_{column.name}") for column in Enterprise.columns()))
        .select_from(Contract.rows.join(Enterprise.rows, n.entry_id == k.enterprise_id))
        .where(
            stands(Contract.rows),
            stands(Enterprise.rows),
            k.kind == TRANSFORMATION,
            k.entry_id > bindparam("after"),
            *(columns[name] == value for name, value in filters.items() if value is not None),
        )
        .order_by(k.entry_id)
        .limit(bindparam("limit"))
    )
    width = len(Contract.names)
    rows = unit.execute(statement, after=after, limit=limit).all()
    return _make_lines(unit, [(Contract.make(row[:width]), Enterprise.make(row[width:])) for row in rows])


_IDS: Final = bindparam("wanted", type_=ARRAY(BigInteger))
_ACCEPTANCES: Final = Acceptance.standing.where(a.contract_id == any_(_IDS)).order_by(
    a.accepted_on.asc().nulls_first(), a.entry_id
)


def _select_one(row: type[Entry], key: str, day: str, *, last: bool) -> Select[Any]:
    """Select the first or the last entry of each of some contracts or enterprises."""
    c = row.c
    order = c[day].desc() if last else c[day].asc()
    return (
        row.standing.where(c[key] == any_(_IDS), c[day].is_not(None))
        .ext(distinct_on(c[key]))
        .order_by(c[key], order, c.entry_id.desc())
    )


_PROGRESS: Final = _select_one(Progress, "contract_id", "occurred_on", last=True)
_DIAGNOSES: Final = _select_one(Diagnosis, "enterprise_id", "diagnosed_on", last=False)
_LISTINGS: Final = _select_one(EnterpriseListing, "enterprise_id", "listed_on", last=True)
_WITHDRAWALS: Final = _select_one(EnterpriseChange, "enterprise_id", "occurred_on", last=True).where(
    EnterpriseChange.c.what == WITHDRAWN
)
_REPORTS: Final = (
    VisitReport.select()
    .where(v.enterprise_id == any_(_IDS), v.state == "checked")
    .order_by(v.reported_on, v.id)
)
_SURVEYED: Final = (
    select(s.enterprise_id, s.provider_id)
    .where(s.enterprise_id == any_(_IDS), stands(Survey.rows))
    .distinct()
)


def _make_lines(unit: Unit, listed: Sequence[tuple[Contract, Enterprise]]) -> list[ProjectLine]:
    contracts = [contract.entry_id for contract, _ in listed]
    enterprises = [enterprise.entry_id for _, enterprise in listed]
    parties = {
        number
        for contract, _ in listed
        for number in (contract.provider_id, contract.integrator_id)
        if number is not None
    }
    names = name_providers(unit, parties)
    progress = {row.contract_id: row for row in unit.all(Progress, _PROGRESS, wanted=contracts)}
    diagnoses = {row.enterprise_id: row for row in unit.all(Diagnosis, _DIAGNOSES, wanted=enterprises)}
    acceptances = unit.all(Acceptance, _ACCEPTANCES, wanted=contracts)
    held = [row for row in acceptances if row.accepted_on is not None]
    planned = {row.contract_id: row for row in acceptances if row.accepted_on is None}
    city = {row.contract_id: row for row in held if row.authority not in STATE_AUTHORITIES}
    state = {row.contract_id: row for row in held if row.authority in STATE_AUTHORITIES}
    reports = {
        (row.enterprise_id, row.provider_id): row
        for row in unit.all(VisitReport, _REPORTS, wanted=enterprises)
    }
    passed = {row.contract_id for row in held if row.outcome == PASSED}
    listings = {row.enterprise_id: row for row in unit.all(EnterpriseListing, _LISTINGS, wanted=enterprises)}
    withdrawn = _find_withdrawn(unit, enterprises, listings)
    surveyed = _list_surveyed(unit, enterprises)
    money = sum_by_contract(unit, contracts)
    return [
        ProjectLine(
            contract=contract,
            enterprise=enterprise,
            provider=names.get(contract.provider_id, ""),
            integrator=names.get(contract.integrator_id or 0, ""),
            diagnosis=diagnoses.get(enterprise.entry_id),
            progress=progress.get(contract.entry_id),
            planned=planned.get(contract.entry_id),
            accepted=city.get(contract.entry_id),
            state_accepted=state.get(contract.entry_id),
            report=reports.get((enterprise.entry_id, contract.provider_id)),
            surveyed=(enterprise.entry_id, contract.provider_id) in surveyed,
            money=money.get(contract.entry_id, ContractMoney()),
            listing=listings.get(enterprise.entry_id),
            withdrawn_on=withdrawn.get(enterprise.entry_id),
            overdue=contract.entry_id not in passed
            and enterprise.entry_id not in withdrawn
            and _is_past(contract, listings.get(enterprise.entry_id), unit.today),
        )
        for contract, enterprise in listed
    ]


def _is_past(contract: Contract, listing: EnterpriseListing | None, today: date) -> bool:
    """Whether it is past the last day of a listing, of a contract not ended before its work was done.

    Where the list's document sets no last day there is none to be past.
    """
    if listing is None or listing.until_on is None or contract.ended_why not in {None, COMPLETED}:
        return False
    return today > listing.until_on


def _find_withdrawn(
    unit: Unit, enterprises: list[int], listings: Mapping[int, EnterpriseListing]
) -> dict[int, date]:
    """Find the day on which enterprises have left the pilot, those that were not listed again later."""
    rows = unit.all(EnterpriseChange, _WITHDRAWALS, wanted=enterprises)
    days = {row.enterprise_id: row.occurred_on for row in rows}
    return {
        number: day
        for number, day in days.items()
        if number not in listings or listings[number].listed_on <= day
    }


def _list_surveyed(unit: Unit, enterprises: Iterable[int]) -> set[tuple[int, int]]:
    """Which enterprises have said of which providers what they think."""
    rows = unit.execute(_SURVEYED, wanted=list(enterprises))
    return {(row.enterprise_id, row.provider_id) for row in rows}
