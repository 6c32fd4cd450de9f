"""Likely doubles as they come in, are listed and ruled on (see `banfa.ledger.entries.doubles`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, and_, any_, bindparam, func, literal, union_all
from sqlalchemy.exc import IntegrityError

from banfa.database.tenancy import select
from banfa.errors import Conflict, Missing
from banfa.ledger.entries.asof import known_now
from banfa.ledger.entries.doubles import DoubleRuling, LikelyDouble, are_alike
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.references import in_list
from banfa.trust.canonical import plain
from banfa.trust.locks import Lock, take_lock
from banfa.trust.permissions import allow
from banfa.trust.persons import name_person
from banfa.trust.source_row import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import CompoundSelect, Select, Subquery

    from banfa.ledger.entries.entry import Draft, Kind
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Double:
    """A pair that may be one: the entries, whose they are, and what has been ruled (None: nothing yet).

    `external_id` and `of_external_id` are their sources' numbers for them, `provider_id` whom they are about.
    """

    id: int
    kind: str
    entry_id: int
    of_id: int
    source: str
    of_source: str
    external_id: str | None
    of_external_id: str | None
    provider_id: int | None
    noticed_at: datetime
    is_double: bool | None
    reason: str | None
    ruled_by: str | None
    ruled_at: datetime | None


def note_doubles(unit: Unit, kind: Kind, drafts: Sequence[Draft], *, source: str) -> None:
    """Write down which entries just written another source reports alike."""
    if not kind.alike or not drafts:
        return
    # Of two sources that report at one moment, the second one sees what the first has written.
    take_lock(unit, Lock.DOUBLES)
    if unit.execute(_find_others(kind), source=source).first() is None:
        return
    written = [draft.entry_id for draft in drafts]
    pairs = unit.execute(_find_alike(kind), written=written)
    rows = [
        {
            "kind": kind.name,
            "entry_id": pair.entry_id,
            "of_id": pair.of_id,
            "noticed_at": unit.recorded_at,
        }
        for pair in pairs
    ]
    if rows:
        table = LikelyDouble.table
        upsert = unit.upsert(table).on_conflict_do_nothing().returning(table.c.id)
        unit.seal(table, unit.connection.execute(upsert, rows).scalars().all())


@cache
def _find_others(kind: Kind) -> Select[Any]:
    """Select whether any other source reports entries of a kind."""
    s, c = Source.c, kind.row.c
    theirs = select(c.entry_id).where(c.source == s.key, stands(kind.row.rows)).correlate(Source.rows)
    return select(s.key).where(s.key != bindparam("source"), theirs.exists()).limit(1)


@cache
def _find_alike(kind: Kind) -> Select[Any]:
    """Select pairs of standing entries, one of those written, that two sources report alike."""
    new, other = kind.row.alias("new"), kind.row.alias("other")
    written = bindparam("written", type_=ARRAY(BigInteger))
    pair = func.greatest(new.c.entry_id, other.c.entry_id), func.least(new.c.entry_id, other.c.entry_id)
    return (
        select(pair[0].label("entry_id"), pair[1].label("of_id"))
        .join_from(new, other, and_(are_alike(kind.row, new, other), new.c.source != other.c.source))
        .where(new.c.entry_id == any_(written), stands(new), stands(other))
        .distinct()
    )


def find_alike(unit: Unit, kind: Kind, entry_ids: Sequence[int]) -> dict[int, int]:
    """Find the earlier entry that each of these is alike to, whoever has reported it: by entry."""
    if not kind.alike or not entry_ids:
        return {}
    new, earlier = kind.row.alias("new"), kind.row.alias("earlier")
    statement = (
        select(new.c.entry_id, func.min(earlier.c.entry_id).label("of_id"))
        .join_from(new, earlier, and_(are_alike(kind.row, new, earlier), earlier.c.entry_id < new.c.entry_id))
        .where(in_list(new.c.entry_id, entry_ids), stands(new), stands(earlier))
        .group_by(new.c.entry_id)
    )
    return {row.entry_id: row.of_id for row in unit.execute(statement)}


def list_doubles(
    unit: Unit, *, waiting: bool = True, after: int | None = None, limit: int = 50
) -> list[Double]:
    """List pairs that are alike now, by default those that nobody has ruled on. Raises Forbidden."""
    allow(unit.actor, "ledger.rule")
    return _list(unit, waiting=waiting, after=after or 0, limit=limit)


def _list(unit: Unit, *, waiting: bool, after: int, limit: int, only: int = 0) -> list[Double]:
    doubles = _select_doubles().subquery("doubles")
    c = doubles.c
    statement = select(doubles).where(c.id > bindparam("after", type_=BigInteger)).order_by(c.id).limit(limit)
    if waiting:
        statement = statement.where(c.is_double.is_(None))
    if only:
        statement = statement.where(c.id == only)
    return [Double(*list(row)) for row in unit.execute(statement, after=after)]


def select_waiting() -> Subquery:
    """Select the pairs that nobody has ruled on, within a statement of `Unit.execute`."""
    doubles = _select_doubles().subquery("doubles")
    return select(doubles).where(doubles.c.is_double.is_(None)).subquery("waiting")


def list_waiting_of(unit: Unit, *, provider_id: int, kinds: Iterable[str]) -> list[Double]:
    """List the pairs of these kinds about a provider that nobody has ruled on."""
    doubles = _select_doubles().subquery("doubles")
    c = doubles.c
    statement = select(doubles).where(
        c.is_double.is_(None), c.provider_id == provider_id, c.kind.in_(sorted(kinds))
    )
    return [Double(*list(row)) for row in unit.execute(statement.order_by(c.id))]


@cache
def _select_doubles() -> CompoundSelect[Any]:
    """Select the pairs of every kind that both stand and are alike, with what is ruled of them."""
    selects = []
    d, r = LikelyDouble.c, DoubleRuling.rows
    for kind in (kind for kind in KINDS.values() if kind.alike):
        row = kind.row
        earlier, later = row.alias("earlier"), row.alias("later")
        selects.append(
            select(
                *(d.id, literal(kind.name).label("kind"), d.entry_id, d.of_id),
                *(later.c.source, earlier.c.source.label("of_source")),
                *(later.c.external_id, earlier.c.external_id.label("of_external_id"), later.c.provider_id),
                d.noticed_at,
                *(r.c.is_double, r.c.reason),
                *(name_person(r.c.ruled_by).label("ruled_by"), r.c.recorded_at.label("ruled_at")),
            )
            .join_from(LikelyDouble.rows, earlier, and_(earlier.c.entry_id == d.of_id, known_now(earlier)))
            .join(
                later, and_(later.c.entry_id == d.entry_id, known_now(later), are_alike(row, earlier, later))
            )
            .outerjoin(r, and_(r.c.double_id == d.id, known_now(r)))
            .where(d.kind == kind.name)
        )
    return union_all(*selects)


def find_double(unit: Unit, double_id: int) -> Double:
    """Find a pair. Raises Forbidden, and Missing for one that is none, or no longer alike."""
    allow(unit.actor, "ledger.rule")
    pairs = _list(unit, waiting=False, after=0, limit=1, only=double_id)
    if not pairs:
        raise Missing("double_missing", "没有这一对疑似重复的记录，或两者已不再相同；请核对编号。")
    return pairs[0]


def describe_ruling(pair: Double) -> dict[str, Any]:
    """Say how a pair is ruled, as plain data: to be held against later."""
    described: dict[str, Any] = plain({"is_double": pair.is_double, "ruled_at": pair.ruled_at})
    return described


def rule_double(
    unit: Unit, double_id: int, *, is_double: bool, reason: str, seen: Mapping[str, Any] | None = None
) -> Double:
    """Rule whether a pair is one thing; a ruling of before stays on record.

    `seen` is how it was ruled when somebody thought of it, as `describe_ruling` gives it. Raises Forbidden,
    Missing for a pair that is none, or no longer alike, and Conflict (`changed_meanwhile`).
    """
    if seen is not None:
        take_lock(unit, Lock.DOUBLES)
    pair = find_double(unit, double_id)
    if seen is not None and describe_ruling(pair) != seen:
        raise _make_late_problem()
    c = DoubleRuling.table.c
    ended = unit.update(DoubleRuling.table).where(c.double_id == double_id, stands(DoubleRuling.table))
    ending = ended.values(superseded_at=func.greatest(c.recorded_at, unit.recorded_at)).returning(c.id)
    unit.seal(DoubleRuling.table, unit.connection.execute(ending).scalars().all())
    values = {"double_id": double_id, "is_double": is_double, "reason": reason}
    more = {"ruled_by": unit.actor.person.id, "recorded_at": unit.recorded_at}
    try:
        unit.add(DoubleRuling, **values, **more)
    except IntegrityError as error:
        raise _make_late_problem() from error
    unit.note("double.ruled", f"double/{double_id}", {"is_double": is_double, "reason": reason})
    return find_double(unit, double_id)


def _make_late_problem() -> Conflict:
    return Conflict("changed_meanwhile", "该对记录刚刚已由他人认定，请重新读取。")
