"""A SELECT that names the tenant for every tenant table in its FROM list.

`with_loader_criteria` does not reach Core statements; this does. The condition on a joined table goes into
ON, on any other into WHERE, so that an outer join keeps its rows.
"""

# ruff: noqa: SLF001 - a statement is built by copying, and what is set is the copy's own

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from sqlalchemy import Alias, Join, Select, Table, and_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement


def own_rows(table: Any, tenant_id: int | None) -> ColumnElement[bool]:
    """Give the condition that rows of a tenant table (or of its alias) belong to the tenant.

    Raises TypeError without a tenant: such a statement is not about tables.
    """
    if tenant_id is None:
        message = f"{table} belongs to tenants: read it by tenant_select"
        raise TypeError(message)
    condition: ColumnElement[bool] = table.c.tenant_id == tenant_id
    return condition


class TenantSelect(Select[*tuple[Any, ...]]):
    """See `banfa.database.tenancy.tenant_select`."""

    inherit_cache = True
    _tenant_id: int | None
    _conditions: Mapping[Any, ColumnElement[bool]]  # by table, wherever they stand

    @classmethod
    def of(cls, tenant_id: int | None, entities: Iterable[Any]) -> Self:
        """Start a statement for a tenant; with None for one that may not touch a tenant table."""
        entities = tuple(entities)
        statement = cls(*entities)
        statement._tenant_id = tenant_id
        statement._conditions = {}
        return statement._narrow(entities)

    def add_columns(self, *entities: Any) -> Self:
        """Ask for further columns."""
        return cast(Self, super().add_columns(*entities))._narrow(entities)

    def with_only_columns(self, *entities: Any, **options: Any) -> Self:
        """Ask for other columns instead."""
        return cast(Self, super().with_only_columns(*entities, **options))._narrow(entities)

    def select_from(self, *froms: Any) -> Self:
        """Add FROM elements; joins made beforehand are narrowed as well."""
        elements = tuple(self._rebuilt(element) for element in froms)
        statement = super().select_from(*elements)
        for element in elements:
            statement = statement._settle(element)
        return statement

    def join(self, target: Any, onclause: Any = None, *, isouter: bool = False, full: bool = False) -> Self:
        """Join a table. `onclause` has to be given."""
        _refuse_full(full)
        return super().join(target, self._on(target, onclause), isouter=isouter)._moved(target)

    def outerjoin(self, target: Any, onclause: Any = None, *, full: bool = False) -> Self:
        """Join a table and keep the rows that have no match."""
        _refuse_full(full)
        return self.join(target, onclause, isouter=True)

    def join_from(
        self, from_: Any, target: Any, onclause: Any = None, *, isouter: bool = False, full: bool = False
    ) -> Self:
        """Join a table to one that is named."""
        _refuse_full(full)
        joined = super().join_from(from_, target, self._on(target, onclause), isouter=isouter)
        return joined._moved(target)._narrow((from_,))

    def outerjoin_from(self, from_: Any, target: Any, onclause: Any = None, *, full: bool = False) -> Self:
        """Join a table to one that is named and keep the rows that have no match."""
        _refuse_full(full)
        return self.join_from(from_, target, onclause, isouter=True)

    def _narrow(self, elements: Iterable[Any]) -> Self:
        """Put the tenant's condition into WHERE for every table that the elements bring in newly."""
        statement = self
        for table in _tables(Select(*elements).columns_clause_froms):
            if table not in statement._conditions:
                condition = own_rows(table, self._tenant_id)
                statement = statement.where(condition)
                statement._conditions = {**statement._conditions, table: condition}
        return statement

    def _moved(self, target: Any) -> Self:
        """Take the conditions on a joined table out of WHERE: they stand in ON now."""
        for table in _tables((target,)):
            standing = self._conditions.get(table)
            self._where_criteria = tuple(c for c in self._where_criteria if c is not standing)
            self._conditions = {**self._conditions, table: own_rows(table, self._tenant_id)}
        return self

    def _settle(self, element: Any) -> Self:
        if not isinstance(element, Join):
            return self._narrow((element,))
        return self._settle(element.left)._moved(element.right)

    def _rebuilt(self, element: Any) -> Any:
        if not isinstance(element, Join):
            return element
        _refuse_full(element.full)
        on = self._on(element.right, element.onclause)
        return Join(self._rebuilt(element.left), element.right, on, isouter=element.isouter)

    def _on(self, target: Any, onclause: Any) -> Any:
        if onclause is None:
            message = "give the ON clause of the join: the tenant's condition has to be added to it"
            raise TypeError(message)
        return and_(onclause, *(own_rows(table, self._tenant_id) for table in _tables((target,))))


def _tables(elements: Iterable[Any]) -> Iterator[Any]:
    """Find the tenant tables, and aliases of such, among FROM elements. Subqueries look after themselves."""
    for element in elements:
        if isinstance(element, Join):
            yield from _tables((element.left, element.right))
        named = element.element if isinstance(element, Alias) else element
        if isinstance(named, Table) and named.info.get("tenant"):
            yield element


def _refuse_full(full: bool) -> None:  # noqa: FBT001 - passes on what Select takes
    if full:
        message = "a full outer join has no place for the tenant's condition: write two selects"
        raise TypeError(message)
