"""Reading entries: a page of those that stand, one of them, and all that was ever recorded of one.

A provider's or an enterprise's own token sees its own entries alone, without what is secret from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sqlalchemy import Date, Text, false, func, literal, null, tuple_

from banfa.database.tenancy import select
from banfa.errors import Malformed, Missing
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.entries.reading import MAX_NAME
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import LAST_DAY, MAX_ID, InvalidValue
from banfa.trust.permissions import allow
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.kind import Kind
    from banfa.trust.unit import Unit

E = TypeVar("E", bound=Entry)

MAX_PAGE_SIZE: Final = 500
NOTHING_HIDDEN: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Page(Generic[E]):
    """Entries of a list; `after` is where the next page begins, None when this is the last.

    `recorders` are the names of the persons who recorded the rows, by id. `hidden` names the fields that are
    secret from who asks: they are None in every row.
    """

    rows: Sequence[E]
    after: Any
    recorders: Mapping[int | None, str | None]
    hidden: frozenset[str] = NOTHING_HIDDEN


@dataclass(frozen=True, slots=True)
class Revision(Generic[E]):
    """One record of an entry. `superseded_at` is when another took its place (None: it stands)."""

    row: E
    superseded_at: datetime | None
    voids: bool


def list_entries(
    unit: Unit,
    row: type[E],
    filters: Mapping[str, Any] | None = None,
    *,
    profile: Profile,
    after: Any = None,
    limit: int = 50,
) -> Page[E]:
    """List entries of a kind, named by the class of its rows, that stand: after `after` of a page before.

    They come by id; to a subject by day, and within a day by chance, since the order of recording can tell
    who spoke.

    `filters` are those of the kind; their values are read as those of a report are. Raises Malformed for a
    filter.
    """
    kind = row.declaration
    hidden = find_hidden(unit, kind)
    context = ReadingContext(profile, unit.today)
    given = {name: value for name, value in (filters or {}).items() if value is not None}
    conditions = [_make_condition(kind, name, value, hidden, context) for name, value in given.items()]
    limit = max(1, min(limit, MAX_PAGE_SIZE))
    statement = (
        _select_listed(kind, hidden)
        .where(stands(row.rows), _is_own(unit, kind), *conditions)
        .limit(limit + 1)
    )
    if allow(unit.actor, "ledger.read") == "own":
        return _list_shuffled(unit, row, statement, after=after, limit=limit, hidden=hidden)
    statement = statement.where(row.c.entry_id > (after or 0)).order_by(row.c.entry_id)
    records = unit.execute(statement).all()
    rows = [row.make(record[:-1]) for record in records[:limit]]
    recorders = {entry.recorded_by: record.recorder for entry, record in zip(rows, records, strict=False)}
    return Page(rows, rows[-1].entry_id if len(records) > limit else None, recorders, hidden)


def _list_shuffled(
    unit: Unit, row: type[E], statement: Select[Any], *, after: Any, limit: int, hidden: frozenset[str]
) -> Page[E]:
    """List by day and, within a day, by a hash that only this tenant's key gives."""
    c, day = row.c, row.declaration.day
    salt = sha256(unit.actor.bureau.id_key + b"order of lists").hexdigest()
    last = literal(LAST_DAY, Date)
    place = (last if day is None else func.coalesce(c[day], last), func.md5(func.concat(salt, c.entry_id)))
    if after:
        statement = statement.where(tuple_(*place) > tuple_(date.fromisoformat(after[0]), after[1]))
    statement = statement.add_columns(*(part.label(f"place_{n}") for n, part in enumerate(place)))
    records = unit.execute(statement.order_by(*place)).all()
    rows = [row.make(record[:-3]) for record in records[:limit]]
    last_place = [str(records[limit - 1].place_0), records[limit - 1].place_1] if records[limit:] else None
    return Page(rows, last_place, {None: None}, hidden)


def get_entry(unit: Unit, row: type[E], entry_id: int) -> E:
    """Get the standing record of an entry. Raises Missing: not there, voided, or somebody else's."""
    kind = row.declaration
    statement = _select_visible(kind, find_hidden(unit, kind)).where(
        row.c.entry_id == entry_id, stands(row.rows), _is_own(unit, kind)
    )
    entry = unit.one_or_none(row, statement) if 0 < entry_id <= MAX_ID else None
    if entry is None:
        raise Missing("entry_missing", f"没有这条{kind.zh}，或已作废；请核对编号。", kind=kind.name)
    return entry


def list_revisions(unit: Unit, row: type[E], entry_id: int) -> list[Revision[E]]:
    """List every record of an entry, oldest first. Raises Missing like `get_entry`, unless it was voided."""
    kind, c = row.declaration, row.c
    # psycopg cannot load `infinity`.
    ended = func.nullif(c.superseded_at.cast(Text), "infinity").cast(c.superseded_at.type)
    statement: Select[Any] = (
        _select_visible(kind, find_hidden(unit, kind))
        .add_columns(ended.label("ended_at"), c.voids)
        .where(c.entry_id == entry_id, _is_own(unit, kind))
        .order_by(c.id)
    )
    records = unit.execute(statement).all() if 0 < entry_id <= MAX_ID else ()
    if not records:
        raise Missing("entry_missing", f"没有这条{kind.zh}，请核对编号。", kind=kind.name)
    return [Revision(row.make(record[:-2]), record.ended_at, record.voids) for record in records]


def find_hidden(unit: Unit, kind: Kind) -> frozenset[str]:
    """Which fields are kept from this actor. Raises Forbidden for one who may not read at all."""
    allow(unit.actor, "ledger.read")
    return kind.secret_from.get(unit.actor.role, NOTHING_HIDDEN)


@cache
def _select_visible(kind: Kind, hidden: frozenset[str]) -> Select[Any]:
    """Select whole rows of a kind, with NULL in place of what is hidden: that never leaves the database."""
    c = kind.row.c
    return select(*(null().label(name) if name in hidden else c[name] for name in kind.row.names))


@cache
def _select_listed(kind: Kind, hidden: frozenset[str]) -> Select[Any]:
    """The same, with the names of who recorded them, which so cost no statement of their own."""
    recorder = null() if "recorded_by" in hidden else name_person(kind.row.c.recorded_by)
    return _select_visible(kind, hidden).add_columns(recorder.label("recorder"))


def _is_own(unit: Unit, kind: Kind) -> ColumnElement[bool]:
    """Which entries this actor may see: all, or those about its own provider or enterprise."""
    c = kind.row.c
    if allow(unit.actor, "ledger.read") == "all":
        every: ColumnElement[bool] = c.entry_id > 0
        return every
    subject = unit.actor.provider_id if unit.actor.role == "provider" else unit.actor.enterprise_id
    column = "entry_id" if kind.name == unit.actor.role else f"{unit.actor.role}_id"
    if subject is None or column not in c:
        return false()
    own: ColumnElement[bool] = c[column] == subject
    return own


def _make_condition(
    kind: Kind, name: str, value: Any, hidden: frozenset[str], context: ReadingContext
) -> ColumnElement[bool]:
    """Make the condition that a filter stands for. Raises Malformed for a filter or value that cannot be."""
    field = None if name in hidden else kind.filters.get(name)
    if field is None:
        offered = "、".join(name for name in kind.filters if name not in hidden)
        message = f"{kind.zh}不能按 {name[:MAX_NAME]} 筛选；可用：{offered}。"
        raise Malformed("parameter_unknown", message, field=name[:MAX_NAME])
    try:
        value = field.read(value)
        value = value if field.fit is None else field.fit(value, context)
    except InvalidValue as invalid:
        error = field.describe(invalid)
        raise Malformed(error.code, error.message, field=error.path) from None
    c = kind.row.c
    condition: ColumnElement[bool]
    if name in ("from", "to"):
        day = c[kind.day or ""]
        condition = day >= value if name == "from" else day <= value
    else:
        condition = c[name] == value
    return condition
