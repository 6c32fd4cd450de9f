"""What a resource and an act are: from these follow operations of the API and forms of the pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from banfa.procedures.cases.listing import find_row, list_rows
from banfa.procedures.cases.steps import MANAGE, READ
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.database.rows import TenantRow
    from banfa.procedures.machine import Machine
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done to a thing, or, without a `path`, something new entered.

    `perform` takes the unit, the profile, the thing's id, what is said and the version that was read; that of
    something new only the first two and what is said. `steps` are the steps of the thing's machine that it
    can take: it is offered where one of them can be taken. `gives` names the resource that comes of it.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Things of a kind: how they are listed and found, and what can be done to them.

    `name` is the kind of its outward ids, `many` its address. `filters` are columns by which it is listed,
    `words` the Chinese words of a column's values. `columns` are those of a page's list. `read` is what one
    must be allowed to do to read them, `manage` to hang files on them. `labels` names columns that nobody
    fills in and that are not common to all, `money` those of them that are amounts in 分.
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

    def find(self, unit: Unit, row_id: int) -> Any:
        """Find one. Raises Missing."""
        if self.machine is not None:
            return self.machine.find(unit, row_id, lock=False)
        return find_row(unit, self.row, row_id, missing=f"{self.one}_missing", zh=f"条{self.zh}")

    def fetch(self, unit: Unit, *, after: int, limit: int, **equal: object) -> list[Any]:
        """List some, by id after `after`."""
        return list_rows(unit, self.row, after=after, limit=limit, **equal)

    @property
    def path(self) -> str:
        """Its address below the tenant's."""
        return "/" + self.many.replace("_", "-")


def list_offered(resource: Resource, row: Any) -> list[Act]:
    """List the acts that the thing's state allows now."""
    return [act for act in resource.acts if _is_offered(resource, act, row)]


def _is_offered(resource: Resource, act: Act, row: Any) -> bool:
    if act.states:
        return row.state in act.states
    if resource.machine is None or not act.steps:
        return True
    return any(row.state in resource.machine.steps[step].leaves for step in act.steps)
