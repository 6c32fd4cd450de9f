"""Reading what came in: a sheet's rows and names, how far each sheet is, what there is about a party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, cast, func, or_

from banfa.database.tenancy import select
from banfa.procedures.history.history_rows import UNDONE, HistoryRow
from banfa.procedures.history.name_rows import HistoryName
from banfa.procedures.history.sheet_rows import HistorySheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

MOST: Final = 50
"""Rows of a party that its own page shows."""
r, s, n = HistoryRow.c, HistorySheet.c, HistoryName.c


def list_rows_of(
    unit: Unit, sheet_id: int, *, after: int, limit: int, state: str | None = None, incomplete: bool = False
) -> list[HistoryRow]:
    """List a sheet's rows in their order, after the row of this number; of a state, only incomplete ones."""
    statement = HistoryRow.select().where(r.history_sheet_id == sheet_id, r.line > after)
    if state is not None:
        statement = statement.where(r.state == state)
    if incomplete:
        statement = statement.where(func.cardinality(r.lacking) > 0)
    return unit.all(HistoryRow, statement.order_by(r.line).limit(limit))


class NamedRows(NamedTuple):
    """A name, and how many rows of a sheet have it."""

    name: HistoryName
    rows: int


def list_names_of(unit: Unit, sheet_id: int, *, after: int, limit: int) -> list[NamedRows]:
    """List the names that a sheet's rows have, by id after `after`, those of rows left out too."""
    of_row = or_(n.id == r.written_provider_id, n.id == r.written_enterprise_id)
    statement = (
        select(*HistoryName.columns(), cast(func.count(), BigInteger).label("rows"))
        .select_from(HistoryName.rows.join(HistoryRow.rows, of_row))
        .where(r.history_sheet_id == sheet_id, n.id > after)
        .group_by(*HistoryName.columns())
        .order_by(n.id)
        .limit(limit)
    )
    return [NamedRows(HistoryName.make(row[:-1]), row.rows) for row in unit.execute(statement)]


_OF_PARTY: Final[Mapping[str, Any]] = {
    party: HistoryRow.select()
    .add_columns(s.title)
    .select_from(HistoryRow.rows.join(HistorySheet.rows, s.id == r.history_sheet_id))
    .where(r[f"{party}_id"] == bindparam("party_id"), r.state.in_(UNDONE))
    .order_by(r.id)
    .limit(bindparam("limit"))
    for party in ("provider", "enterprise")
}


class RowOfParty(NamedTuple):
    """A row about a party, with the sheet it stands in."""

    row: HistoryRow
    title: str


def list_unconfirmed(unit: Unit, party: str, party_id: int, *, limit: int = MOST) -> list[RowOfParty]:
    """List the rows about a party that nobody has confirmed, oldest first."""
    rows = unit.execute(_OF_PARTY[party], party_id=party_id, limit=limit)
    return [RowOfParty(HistoryRow.make(row[:-1]), row.title) for row in rows]
