"""Reading entries: a page of those that stand, one of them, and all that was ever recorded of one.

A provider's or an enterprise's own token sees its own entries alone, without what is secret from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, false, func

from banfa.errors import Malformed, Missing
from banfa.ledger.entries.fields import Unfit, calendar_day
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.references import LARGEST_ID, is_id
from banfa.trust.permissions import allow
from banfa.trust.persons import person_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from banfa.ledger.entries.kind import Kind
    from banfa.trust.unit import Unit

MOST = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as tuples under `fields`; `after` is where the next page begins, None when this is the last."""

    fields: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    after: int | None

    def dicts(self) -> list[dict[str, Any]]:
        """Each row by field name."""
        return [dict(zip(self.fields, row, strict=True)) for row in self.rows]


def list_rows(
    unit: Unit, kind: str, filters: Mapping[str, Any] | None = None, *, after: int = 0, limit: int = 50
) -> Page:
    """List entries of a kind that stand, by id after `after`.

    `filters`: columns of reference (`provider_id`), states (`kind`, `topic`, `outcome` …), `source`,
    `external_id`, keys (`uscc`, `number`), and `from` / `to` for the kind's day. Raises Missing for the
    kind, Malformed for a filter.
    """
    found = find_kind(kind)
    fields, columns = shown(unit, found)
    c = found.table.c
    hidden = secret(unit, found)
    wanted = (
        condition(found, name, value, hidden) for name, value in (filters or {}).items() if value is not None
    )
    limit = max(1, min(limit, MOST))
    statement = (
        unit.select(*columns)
        .where(stands(found.table), c.entry_id > after, own(unit, found), *wanted)
        .order_by(c.entry_id)
        .limit(limit + 1)
    )
    rows = [tuple(row) for row in unit.execute(statement)]
    more = len(rows) > limit
    return Page(fields, rows[:limit], rows[limit - 1][0] if more else None)


def get_entry(unit: Unit, kind: str, id: int) -> dict[str, Any]:  # noqa: A002 - the entry's id, as callers know it
    """Get the standing record of an entry. Raises Missing: not there, voided, or somebody else's."""
    found = find_kind(kind)
    fields, columns = shown(unit, found)
    c = found.table.c
    row = None
    if is_id(id):
        statement = unit.select(*columns).where(c.entry_id == id, stands(found.table), own(unit, found))
        row = unit.execute(statement).one_or_none()
    if row is None:
        raise Missing("entry_missing", f"没有这条{found.zh}，或已作废；请核对编号。", kind=kind)
    return dict(zip(fields, row, strict=True))


def history(unit: Unit, kind: str, id: int) -> list[dict[str, Any]]:  # noqa: A002 - as above
    """List every record of an entry, oldest first, with `superseded_at` (None: it stands) and `voids`.

    Raises Missing like `get_entry`, but not for an entry that was voided.
    """
    found = find_kind(kind)
    fields, columns = shown(unit, found)
    c = found.table.c
    rows = []
    if is_id(id):
        ended = func.nullif(c.superseded_at.cast(Text), "infinity").cast(c.superseded_at.type)
        statement = (
            unit.select(*columns, ended, c.voids).where(c.entry_id == id, own(unit, found)).order_by(c.id)
        )
        rows = list(unit.execute(statement))
    if not rows:
        raise Missing("entry_missing", f"没有这条{found.zh}，请核对编号。", kind=kind)
    return [dict(zip((*fields, "superseded_at", "voids"), row, strict=True)) for row in rows]


def shown(unit: Unit, kind: Kind) -> tuple[tuple[str, ...], list[ColumnElement[Any]]]:
    """Which columns this actor sees, and under which names. Raises Forbidden for one who may not read."""
    allow(unit.actor, "ledger.read")
    hidden = secret(unit, kind)
    names = [name for name in (*kind.columns, "source", "external_id") if name not in hidden]
    kept = tuple(name for name in ("recorded_at", "recorded_by", "reason") if name not in hidden)
    c = kind.table.c
    columns = [person_name(c[name]) if name == "recorded_by" else c[name] for name in (*names, *kept)]
    return ("id", "version", *names, *kept), [c.entry_id, c.revision, *columns]


def secret(unit: Unit, kind: Kind) -> tuple[str, ...]:
    """Which columns are kept from this actor, in what it reads and in what it may ask by."""
    return kind.secret_from.get(unit.actor.role, ())


def own(unit: Unit, kind: Kind) -> ColumnElement[bool]:
    """Which entries this actor may see: all, or those about its own provider or enterprise."""
    if allow(unit.actor, "ledger.read") == "all":
        return kind.table.c.entry_id > 0
    subject = unit.actor.provider_id if unit.actor.role == "provider" else unit.actor.enterprise_id
    column = "entry_id" if kind.name == unit.actor.role else f"{unit.actor.role}_id"
    if subject is None or column not in kind.table.c:
        return false()
    mine: ColumnElement[bool] = kind.table.c[column] == subject
    return mine


def condition(kind: Kind, name: str, value: Any, hidden: tuple[str, ...]) -> ColumnElement[bool]:
    """The condition that a filter stands for. Raises Malformed for a filter or value that cannot be."""
    c = kind.table.c
    if name in ("from", "to") and kind.day is not None:
        try:
            day = calendar_day(value)
        except Unfit as unfit:
            raise Malformed("filter_malformed", f"筛选条件 {name} {unfit.why}。", field=name) from None
        return c[kind.day] >= day if name == "from" else c[kind.day] <= day
    texts = {f.key for f in kind.fields if isinstance(c[f.key].type, Text)} | {"source", "external_id"}
    numbers = {ref.column for ref in kind.refers} | {col for ref in kind.refers for col in ref.carries}
    texts, numbers = texts - {*hidden}, numbers - {*hidden}
    if name in numbers:
        if not is_id(value):
            raise Malformed(
                "filter_malformed", f"筛选条件 {name} 应为 1 至 {LARGEST_ID} 的整数。", field=name
            )
        return c[name] == value
    if name in texts:
        if not isinstance(value, str) or "\x00" in value:
            raise Malformed("filter_malformed", f"筛选条件 {name} 应为文字。", field=name)
        return c[name] == value
    offered = "、".join([*sorted(numbers), *sorted(texts), *(("from", "to") if kind.day else ())])
    raise Malformed("unknown_filter", f"{kind.zh}不能按 {name[:60]} 筛选；可用：{offered}。", field=name[:60])
