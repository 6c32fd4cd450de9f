"""What a resource and an act are: from these follow operations of the API and forms of the pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Forbidden
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.cases.listing import find_row, list_rows
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.steps import MANAGE, READ
from banfa.procedures.inputs import Inputs, Nothing
from banfa.trust.actor import DISTRICT
from banfa.trust.permissions import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.cities.profile import Profile
    from banfa.database.rows import TenantRow
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.machine import Machine
    from banfa.trust.unit import Unit

    Obstacle = Callable[[Unit, Profile, Any], str | None]
    """See `banfa.procedures.cases.obstacles`."""


NOTHING: Final = 0
"""The number of no thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done to a thing, or, without a `path`, something new entered.

    `perform` takes the unit, the profile, the thing's id, what is said and the version that was read; that of
    something new only the first two and what is said. `steps` are the steps of the thing's machine that it
    can take: it is offered where one of them can be taken. `gives` names the resource that comes of it.
    `open_case`: only while the case is handled; `aside`: also by who stands aside from it; `obstacle` finds
    what else is in its way.
    `on_board`: only where this deployment has notice boards (`banfa.web.public`). What one that `tells_once`
    answers is told only then: its doors stand in modules of their own.
    """

    name: str
    zh: str
    action: str
    perform: Callable[..., Any]
    path: str = ""
    inputs: type[Inputs] = Nothing
    steps: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    gives: str = ""
    heavy: bool = False
    open_case: bool = False
    aside: bool = False
    obstacle: Obstacle | None = None
    on_board: bool = False
    tells_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Things of a kind: how they are listed and found, and what can be done to them.

    `name` is the kind of its outward ids, `many` its address. `filters` are columns by which it is listed,
    `words` the Chinese words of a column's values. `columns` are those of a page's list. `read` is what one
    must be allowed to do to read them, `manage` to hang files on them. `labels` names columns that nobody
    fills in and that are not common to all, `money` those of them that are amounts in 分. `own` is the column
    whose value makes a thing a district's own: without it no district reads or does anything here. `apart`
    are columns that stand in no list: they are read of one thing at a time.
    """

    name: str
    one: str
    many: str
    zh: str
    row: type[TenantRow]
    machine: Machine[Any] | None = None
    filters: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    makes: tuple[Act, ...] = ()
    acts: tuple[Act, ...] = ()
    read: str = READ
    manage: str = MANAGE
    labels: Mapping[str, str] = field(default_factory=dict)
    money: tuple[str, ...] = ()
    own: str = ""
    apart: tuple[str, ...] = ()

    def find(self, unit: Unit, row_id: int) -> Any:
        """Find one, for a district one of its own: another's is like none. Raises Missing."""
        row = self._find(unit, row_id)
        districts = unit.actor.districts
        if districts is not None and getattr(row, self.own) not in districts:
            return self._find(unit, NOTHING)
        return row

    def _find(self, unit: Unit, row_id: int) -> Any:
        if self.machine is not None:
            return self.machine.find(unit, row_id, lock=False)
        return find_row(unit, self.row, row_id, missing=f"{self.one}_missing", zh=f"条{self.zh}")

    def fetch(self, unit: Unit, *, after: int, limit: int, **equal: object) -> list[Any]:
        """List some, by id after `after`; to a district its own."""
        districts = unit.actor.districts
        among = None if districts is None else {self.own: districts}
        return list_rows(unit, self.row, after=after, limit=limit, among=among, **equal)

    def list_roles(self, action: str) -> tuple[str, ...]:
        """The roles of whoever may be confined here to what is his own, by an action."""
        return (DISTRICT,) if self.own and PERMISSIONS[DISTRICT, action] == "own" else ()

    @property
    def path(self) -> str:
        """Its address below the tenant's."""
        return "/" + self.many.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the thing's state allows; `obstacle` says what keeps this person from it now."""

    act: Act
    obstacle: str | None = None


def list_offers(unit: Unit, profile: Profile, resource: Resource, row: Any) -> list[Offer]:
    """List the acts that the thing's state allows, each with what is in its way for this person."""
    acts = [act for act in resource.acts if _is_offered(resource, act, row)]
    case = _find_case(unit, resource, row) if acts else None
    aside = _find_aside(unit, case)
    closed = None
    if case is not None and case.state != "open":
        closed = f"案件{CASES.states[case.state]}，不能再办理。"

    def find_obstacle(act: Act) -> str | None:
        if aside is not None and not act.aside:
            return aside
        if closed is not None and act.open_case:
            return closed
        own = _find_own(unit, resource, act, row)
        if own is not None or act.obstacle is None:
            return own
        return act.obstacle(unit, profile, row)

    return [Offer(act, find_obstacle(act)) for act in acts]


def _is_offered(resource: Resource, act: Act, row: Any) -> bool:
    if act.states:
        return row.state in act.states
    if resource.machine is None or not act.steps:
        return True
    return any(row.state in resource.machine.steps[step].leaves for step in act.steps)


def _find_case(unit: Unit, resource: Resource, row: Any) -> CaseFile | None:
    """The case that a thing belongs to; None for one that belongs to none."""
    if resource.row is CASES.row:
        case: CaseFile = row
        return case
    if hasattr(row, "document_id"):
        row = DOCUMENTS.find(unit, row.document_id, lock=False)
    case_id = getattr(row, "case_id", None)
    return None if case_id is None else CASES.find(unit, case_id, lock=False)


def _find_aside(unit: Unit, case: CaseFile | None) -> str | None:
    """That this person stands aside from the case, in a sentence."""
    if case is None:
        return None
    try:
        check_not_recused(unit, case.id)
    except Forbidden as error:
        return error.detail
    return None


def _find_own(unit: Unit, resource: Resource, act: Act, row: Any) -> str | None:
    """That this person may take none of the act's steps, having done what comes before, in a sentence."""
    machine = resource.machine
    if machine is None:
        return None
    why = None
    for step in (machine.steps[name] for name in act.steps):
        if row.state in step.leaves:
            try:
                machine.check_taker(unit, row, step)
            except Forbidden as error:
                why = error.detail
            else:
                return None
    return why
