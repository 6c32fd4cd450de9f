"""How far each old sheet is: its rows by state, what is not complete, names that are not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam, func, or_

from banfa.database.tenancy import select
from banfa.procedures.history.history_rows import STATES_OF_ROW, UNDONE, HistoryRow
from banfa.procedures.history.name_rows import HistoryName
from banfa.procedures.history.sheet_rows import HistorySheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Subquery

    from banfa.trust.unit import Unit

r, s, n = HistoryRow.c, HistorySheet.c, HistoryName.c


class Progress(NamedTuple):
    """How far a sheet is: rows by state, those that lack something, names that are not settled."""

    sheet: HistorySheet
    rows: Mapping[str, int]
    incomplete: int
    names: int


def _count_rows() -> Subquery:
    """Count the rows of every sheet by state, and those still to be done that are not complete."""
    lacks = func.cardinality(r.lacking) > 0
    return (
        select(
            r.history_sheet_id.label("sheet_id"),
            *(func.count().filter(r.state == state).label(state) for state in STATES_OF_ROW),
            func.count().filter(lacks, r.state.in_(UNDONE)).label("incomplete"),
        )
        .group_by(r.history_sheet_id)
        .subquery("counted")
    )


def _count_names() -> Subquery:
    """Count the names of every sheet that are not settled."""
    of_row = or_(n.id == r.written_provider_id, n.id == r.written_enterprise_id)
    return (
        select(r.history_sheet_id.label("sheet_id"), func.count(n.id.distinct()).label("names"))
        .select_from(HistoryRow.rows.join(HistoryName.rows, of_row))
        .where(n.state == "open", r.state.in_(UNDONE))
        .group_by(r.history_sheet_id)
        .subquery("named")
    )


_ROWS, _NAMES = _count_rows(), _count_names()
_PROGRESS: Final = (
    select(*HistorySheet.columns(), _ROWS, func.coalesce(_NAMES.c.names, 0).label("open_names"))
    .select_from(
        HistorySheet.rows.outerjoin(_ROWS, _ROWS.c.sheet_id == s.id).outerjoin(
            _NAMES, _NAMES.c.sheet_id == s.id
        )
    )
    .where(s.id > bindparam("after"))
    .order_by(s.id)
    .limit(bindparam("limit"))
)


def list_progress(unit: Unit, *, after: int = 0, limit: int) -> list[Progress]:
    """List sheets with how far they are, by id after `after`: one statement for all."""
    width = len(HistorySheet.names)
    listed = []
    for row in unit.execute(_PROGRESS, after=after, limit=limit):
        counts = {state: getattr(row, state) or 0 for state in STATES_OF_ROW}
        listed.append(Progress(HistorySheet.make(row[:width]), counts, row.incomplete or 0, row.open_names))
    return listed
