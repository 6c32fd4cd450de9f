"""What people call an entry: its name or number, of many entries in one statement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, literal

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.recording.own import make_reach

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import Field
    from banfa.trust.unit import Unit


@cache
def find_label(kind: Kind) -> Field | None:
    """Find the field that people call an entry of a kind by: a name, a key, what it is searched by."""
    names = (field for field in kind.fields if field.sortable)
    keys = (field for field in kind.fields if field.name in kind.keys)
    searched = (field for field in kind.fields if field.searchable)
    return next(names, None) or next(keys, None) or next(searched, None)


def label_entries(unit: Unit, kind: Kind, entry_ids: Iterable[int | None]) -> dict[int, str]:
    """Say what standing entries of a kind are called, by id; by outward id where they have no name.

    A district is told of what is its own.

    One statement, or none for no entries.
    """
    ids = sorted({entry_id for entry_id in entry_ids if entry_id is not None})
    if not ids:
        return {}
    statement = _select_labels(kind).where(make_reach(unit, kind))
    labels = {row.entry_id: row.label for row in unit.execute(statement, wanted=ids)}
    outward = dict(zip(ids, unit.ids.encode(kind.name, ids), strict=True))
    return {entry_id: labels.get(entry_id) or outward[entry_id] for entry_id in ids}


@cache
def _select_labels(kind: Kind) -> Select[Any]:
    c, field = kind.row.c, find_label(kind)
    label = literal(None) if field is None else c[field.name]
    wanted = c.entry_id == any_(bindparam("wanted", type_=ARRAY(BigInteger)))
    return select(c.entry_id, label.label("label")).where(wanted, stands(kind.row.rows))
