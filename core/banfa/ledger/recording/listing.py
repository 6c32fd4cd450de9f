"""Reading entries: a page of those that stand, one of them, and all that was ever recorded of one.

Who is no officer sees his own entries alone (`banfa.ledger.recording.own`), without what is secret from him:
none of a kind that is sealed from him, and of a history only what he could see change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sqlalchemy import BigInteger, Integer, Text, bindparam, func, null, tuple_

from banfa.database.tenancy import select
from banfa.errors import Malformed, Missing
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.entries.lookup import SEARCH_TEXT
from banfa.ledger.entries.pinyin import fold_text
from banfa.ledger.entries.reading import MAX_NAME
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import MAX_ID, InvalidValue
from banfa.ledger.recording.lookup import list_lookup_columns, list_orders, make_order_key
from banfa.ledger.recording.names import NAMES, name_party
from banfa.ledger.recording.own import EVERYTHING, find_own, find_party, is_own, is_own_now
from banfa.trust.permissions import allow
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Kind
    from banfa.trust.unit import Unit

E = TypeVar("E", bound=Entry)
Position = tuple[Any, int | str]
"""Where an entry stands in a list: the key of the order, and what decides where two are alike."""

MAX_PAGE_SIZE: Final = 1000
NOTHING_HIDDEN: Final[frozenset[str]] = frozenset()
_MAX_STATEMENTS: Final = 1024
_RECORDS_AT_ONCE: Final = 200  # of an entry's history, by one statement


@dataclass(frozen=True, slots=True)
class Named(Generic[E]):
    """An entry, and the names of whom it refers to by id: recorder, provider, enterprise.

    A name is None where what it names is no longer there.
    """

    row: E
    names: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Page(Generic[E]):
    """Entries of a list; `after` is where the next page begins, None when this is the last.

    `hidden` names the fields that are secret from who asks: they are None in every row. `total` is how many
    there are on all pages, where that was asked for.
    """

    entries: Sequence[Named[E]]
    after: Position | None
    hidden: frozenset[str] = NOTHING_HIDDEN
    total: int | None = None

    @property
    def rows(self) -> Sequence[E]:
        """The entries without the names."""
        return [entry.row for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Revision(Generic[E]):
    """One record of an entry. `superseded_at` is when another took its place (None: it stands)."""

    row: E
    names: Mapping[str, str | None]
    superseded_at: datetime | None
    voids: bool


def list_entries(
    unit: Unit,
    row: type[E],
    filters: Mapping[str, Any] | None = None,
    *,
    profile: Profile,
    q: str | None = None,
    updated_since: datetime | None = None,
    sort: str = "id",
    after: Sequence[Any] | None = None,
    limit: int = 50,
    count: bool = False,
) -> Page[E]:
    """List entries of a kind, named by the class of its rows, that stand: those after a place of this list.

    A subject's come by day where others' come by id, and by chance where two are alike, since the order of
    recording can tell who spoke.

    `filters` are those of the kind; their values are read as those of a report are. `q` is what the entry's
    names or numbers contain, or their pinyin or its initials. `sort` is one of the kind's orders, or one with
    "-" before it. Raises Malformed for any of them.
    """
    kind = row.declaration
    hidden = find_hidden(unit, kind)
    context = ReadingContext(profile, unit.today)
    given = {
        name: _read_filter(kind, name, value, hidden, context)
        for name, value in (filters or {}).items()
        if value is not None
    }
    if q is not None:
        given["q"] = _read_search(kind, q)
    if updated_since is not None:
        if "recorded_at" in hidden:
            raise Malformed("parameter_unknown", f"{kind.zh}不能按登记时间筛选。", field="updated_since")
        given["updated_since"] = updated_since
    _check_sort(kind, sort, hidden)
    day = None if kind.day in hidden else kind.day
    chosen = _Choice(kind, find_own(unit, kind), tuple(given), day)
    binds = {"own": find_party(unit), **{f"f_{name}": value for name, value in given.items()}}
    limit = max(1, min(limit, MAX_PAGE_SIZE))
    position = _read_position(chosen, sort, after)
    statement = _select_page(chosen, hidden, sort, goes_on=position is not None)
    if chosen.own != EVERYTHING:
        binds["salt"] = sha256(unit.actor.bureau.id_key + b"order of lists").hexdigest()
    key, tie = position or (None, None)
    records = unit.execute(statement, **binds, key=key, tie=tie, limit=limit + 1).all()
    entries = list(_name_rows(row, hidden, records[:limit]))
    more = (records[limit - 1].sort_key, records[limit - 1].tie) if len(records) > limit else None
    total = unit.execute(_count(chosen), **binds).scalar_one() if count else None
    return Page(entries, more, hidden, total)


def get_entry(unit: Unit, row: type[E], entry_id: int) -> E:
    """Get the standing record of an entry. Raises Missing: not there, voided, or somebody else's."""
    return get_named_entry(unit, row, entry_id).row


def get_named_entry(unit: Unit, row: type[E], entry_id: int) -> Named[E]:
    """Get the same with the names of whom it refers to. Raises Missing."""
    kind = row.declaration
    hidden = find_hidden(unit, kind)
    statement = _select_one(kind, hidden, find_own(unit, kind))
    known = 0 < entry_id <= MAX_ID
    records = unit.execute(statement, wanted=entry_id, own=find_party(unit)).all() if known else ()
    if not records:
        raise Missing("entry_missing", f"没有这条{kind.zh}，或已作废；请核对编号。", kind=kind.name)
    return next(_name_rows(row, hidden, records))


def list_revisions(
    unit: Unit, row: type[E], entry_id: int, *, after: int = 0, limit: int | None = None
) -> list[Revision[E]]:
    """List the records of an entry, oldest first: all, or so many that come after the one with this id.

    Raises Missing like `get_entry`, unless it was voided.
    """
    kind = row.declaration
    hidden = find_hidden(unit, kind)
    revisions = _read_revisions(unit, row, hidden, entry_id, after)
    if hidden != NOTHING_HIDDEN:
        revisions = _leave_out_unseen(revisions, kind)
    first = next(revisions, None)
    if first is None:
        raise Missing("entry_missing", f"没有这条{kind.zh}，请核对编号。", kind=kind.name)
    return list(islice(revisions if after else chain([first], revisions), limit))


def _read_revisions(
    unit: Unit, row: type[E], hidden: frozenset[str], entry_id: int, since: int
) -> Iterator[Revision[E]]:
    """Read the records of an entry from the one with this id on, as many at a time as a page may have."""
    if not 0 < entry_id <= MAX_ID:
        return
    statement = _select_history(row.declaration, hidden, find_own(unit, row.declaration))
    places = {"wanted": entry_id, "own": find_party(unit)}
    while records := unit.execute(statement, **places, since=since).all():
        for entry, record in zip(_name_rows(row, hidden, records), records, strict=True):
            yield Revision(entry.row, entry.names, record.ended_at, record.voids)
        if len(records) < _RECORDS_AT_ONCE:
            return
        since = records[-1].id + 1


def find_hidden(unit: Unit, kind: Kind) -> frozenset[str]:
    """Which fields are kept from this actor. Raises Forbidden for one who may not read at all."""
    allow(unit.actor, "ledger.read")
    return kind.secret_from.get(unit.actor.role, NOTHING_HIDDEN)


def _leave_out_unseen(revisions: Iterable[Revision[E]], kind: Kind) -> Iterator[Revision[E]]:
    """Leave out records that say what the one before said: how many there are tells of what is hidden."""
    before = None
    for revision in revisions:
        now = [*(getattr(revision.row, name) for name in kind.columns), revision.voids]
        if now != before:
            yield revision
        before = now


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which entries a list is of: a kind's, one's own by the column `own`, by these filters.

    `day` is their day where who asks may see it.
    """

    kind: Kind
    own: str | None
    filters: tuple[str, ...]
    day: str | None


# Statements are made once for each kind, way of asking and reader: making one takes as long as running it.


@cache
def _select_named(kind: Kind, hidden: frozenset[str]) -> Select[Any]:
    """Select whole rows of a kind and the names beside ids, which so cost no statement of their own.

    NULL stands in place of what is hidden: that never leaves the database.
    """
    c = kind.row.c
    columns = (null().label(name) if name in hidden else c[name] for name in kind.row.names)
    parties = (name_party(c[name], name).label(NAMES[name]) for name in _list_parties(kind, hidden))
    recorder = null() if "recorded_by" in hidden else name_person(c.recorded_by)
    return select(*columns, recorder.label("recorder"), *parties)


@cache
def _list_parties(kind: Kind, hidden: frozenset[str]) -> tuple[str, ...]:
    """Under which columns entries refer to a provider or an enterprise, as far as they are shown."""
    return tuple(name for name in NAMES if name in kind.columns and name not in hidden)


def _name_rows(row: type[E], hidden: frozenset[str], records: Sequence[Any]) -> Iterator[Named[E]]:
    """Make the rows of what `_select_named` gave, with their names."""
    width = len(row.names)
    names = ("recorded_by", *(NAMES[name] for name in _list_parties(row.declaration, hidden)))
    names = names[1:] if "recorded_by" in hidden else names
    start = width + ("recorded_by" in hidden)
    end = start + len(names)
    for record in records:
        yield Named(row.make(record[:width]), dict(zip(names, record[start:end], strict=True)))


@lru_cache(_MAX_STATEMENTS)
def _select_page(chosen: _Choice, hidden: frozenset[str], sort: str, *, goes_on: bool) -> Select[Any]:
    """Select a page; one that `goes_on` begins after a position."""
    down = sort.startswith("-")
    *keys, tie = _list_keys(chosen, sort)
    sort_key = keys[0] if keys else null()
    statement = _select_named(chosen.kind, hidden).add_columns(sort_key.label("sort_key"), tie.label("tie"))
    statement = statement.where(*_make_conditions(chosen))
    if goes_on:
        place = [bindparam("key", type_=key.type) for key in keys]
        here, there = tuple_(*keys, tie), tuple_(*place, bindparam("tie", type_=tie.type))
        statement = statement.where(here < there if down else here > there)
    # Written out, since a plan for any limit is one for a tenth of the table.
    limit = bindparam("limit", type_=Integer, literal_execute=True)
    return statement.order_by(*(part.desc() if down else part for part in (*keys, tie))).limit(limit)


def _list_keys(chosen: _Choice, sort: str) -> tuple[ColumnElement[Any], ...]:
    """List what a list is put in order by: the key, if it has one, and what decides where two are alike.

    An id decides. To a subject it would tell the order of recording: a hash of it, which only this tenant's
    key gives, stands in its place, and the day goes before.
    """
    kind, order, tie = chosen.kind, sort.removeprefix("-"), chosen.kind.row.c.entry_id
    if chosen.own != EVERYTHING:
        order = (chosen.day or order) if order == "id" else order
        tie = func.md5(func.concat(bindparam("salt", type_=Text), tie), type_=Text)
    return (tie,) if order == "id" else (make_order_key(kind, order), tie)


@lru_cache(_MAX_STATEMENTS)
def _count(chosen: _Choice) -> Select[Any]:
    """Select how many entries a list has."""
    return select(func.count()).select_from(chosen.kind.row.rows).where(*_make_conditions(chosen))


@cache
def _select_one(kind: Kind, hidden: frozenset[str], own: str | None) -> Select[Any]:
    """Select the standing record of an entry."""
    conditions = (kind.row.c.entry_id == bindparam("wanted"), stands(kind.row.rows), is_own(kind, own))
    return _select_named(kind, hidden).where(*conditions)


@cache
def _select_history(kind: Kind, hidden: frozenset[str], own: str | None) -> Select[Any]:
    """Select the records of an entry from one on, oldest first."""
    c = kind.row.c
    # psycopg cannot load `infinity`.
    ended = func.nullif(c.superseded_at.cast(Text), "infinity").cast(c.superseded_at.type)
    statement = _select_named(kind, hidden).add_columns(ended.label("ended_at"), c.voids)
    since = c.id >= bindparam("since", type_=BigInteger)
    reached = is_own(kind, own) & is_own_now(kind, own)
    chosen = statement.where(c.entry_id == bindparam("wanted"), since, reached)
    return chosen.order_by(c.id).limit(_RECORDS_AT_ONCE)


def _make_conditions(chosen: _Choice) -> Iterator[ColumnElement[bool]]:
    """Make the conditions that a list's entries meet; what they are compared with is bound as `f_<name>`."""
    kind, c = chosen.kind, chosen.kind.row.c
    yield stands(kind.row.rows)
    yield is_own(kind, chosen.own)
    for name in chosen.filters:
        if name == "q":
            yield func.strpos(c[SEARCH_TEXT], bindparam("f_q", type_=Text)) > 0
        elif name == "updated_since":
            yield c.recorded_at >= bindparam("f_updated_since", type_=c.recorded_at.type)
        elif name in ("from", "to"):
            day = c[chosen.day or ""]
            bound = bindparam(f"f_{name}", type_=day.type)
            yield day >= bound if name == "from" else day <= bound
        else:
            yield c[name] == bindparam(f"f_{name}", type_=c[name].type)


def _read_position(chosen: _Choice, sort: str, after: Sequence[Any] | None) -> Position | None:
    """Read where a list goes on; in a cursor days and instants are text."""
    if after is None:
        return None
    key, tie = after
    type_ = _list_keys(chosen, sort)[0].type.python_type
    read = {date: date.fromisoformat, datetime: datetime.fromisoformat}.get(type_)
    return (read(key) if read and isinstance(key, str) else key), tie


def _read_filter(kind: Kind, name: str, value: Any, hidden: frozenset[str], context: ReadingContext) -> Any:
    """Read what a filter is to be compared with. Raises Malformed for a filter or value that cannot be."""
    unseen = hidden | {"from", "to"} if kind.day in hidden else hidden
    field = None if name in unseen else kind.filters.get(name)
    if field is None:
        offered = "、".join(name for name in kind.filters if name not in unseen)
        message = f"{kind.zh}不能按 {name[:MAX_NAME]} 筛选；可用：{offered}。"
        raise Malformed("parameter_unknown", message, field=name[:MAX_NAME])
    try:
        value = field.read(value)
        return value if field.fit is None else field.fit(value, context)
    except InvalidValue as invalid:
        error = field.describe(invalid)
        raise Malformed(error.code, error.message, field=error.path) from None


def _read_search(kind: Kind, q: str) -> str:
    """Read what is searched for. Raises Malformed."""
    if not list_lookup_columns(kind):
        raise Malformed("parameter_unknown", f"{kind.zh}没有可供搜索的名称、编号。", field="q")
    folded = fold_text(q)
    if not folded:
        raise Malformed("field_malformed", "搜索内容（q）不能为空。", field="q")
    return folded


def _check_sort(kind: Kind, sort: str, hidden: frozenset[str]) -> None:
    """Hold an order against the kind's. Raises Malformed."""
    offered = [name for name in list_orders(kind) if name not in hidden]
    if sort.removeprefix("-") not in offered:
        message = f"{kind.zh}不能按 {sort[:MAX_NAME]} 排序；可用：{'、'.join(offered)}，前加 - 为倒序。"
        raise Malformed("field_out_of_range", message, field="sort")
