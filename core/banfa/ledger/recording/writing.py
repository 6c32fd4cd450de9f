"""Writing rows that have been read and checked: a fixed number of statements, whatever the number of rows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import JSON, Text, bindparam, cast, column, func
from sqlalchemy.exc import IntegrityError

from banfa.database.rows import TENANT
from banfa.database.tenancy import select
from banfa.errors import BanfaError, Conflict
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.completeness import note_reporters
from banfa.ledger.recording.dependents import check_moves
from banfa.ledger.recording.lookup import derive_lookup, list_lookup_columns
from banfa.ledger.recording.references import check_still_standing, in_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Insert, Row

    from banfa.ledger.entries.entry import Draft, Entry, Kind
    from banfa.trust.unit import Unit

_encode: Final = msgspec.json.Encoder().encode


def is_same(kind: Kind, draft: Draft, row: Entry) -> bool:
    """Whether a row says nothing new."""
    return all(draft.values[name] == getattr(row, name) for name in kind.columns)


def guard_drafts(unit: Unit, kind: Kind, drafts: Sequence[Draft], old: Mapping[int, Entry]) -> list[Draft]:
    """Hold rows against the ledger; return those that may be written. `old`: what they correct, by entry."""
    left = [draft for draft in drafts if draft.error is None]
    for guard in kind.guards:
        left = _write_errors(left, guard(unit, left) if left else {})
    for columns in kind.unique.values():
        left = _write_errors(left, _find_taken(unit, kind, columns, left))
    check_moves(unit, kind, [d for d in left if d.entry_id in old], old)
    return [draft for draft in left if draft.error is None]


def _write_errors(drafts: Sequence[Draft], errors: Mapping[int, BanfaError]) -> list[Draft]:
    """Write errors on the rows they concern; return the others."""
    for draft in drafts:
        draft.error = errors.get(draft.index)
    return [draft for draft in drafts if draft.error is None]


def _find_taken(
    unit: Unit, kind: Kind, columns: Sequence[str], drafts: Sequence[Draft]
) -> dict[int, BanfaError]:
    """Reject natural keys that another standing entry, or an earlier row of the same call, has."""
    c, name = kind.row.c, columns[0]
    values = {draft.values[name] for draft in drafts} - {None}
    if not values:
        return {}
    keys = [c[column] for column in columns]
    statement = select(c.entry_id, *keys).where(in_list(c[name], values), stands(kind.row.rows))
    owners: dict[Any, int | None] = {tuple(row[1:]): row.entry_id for row in unit.execute(statement)}
    errors: dict[int, BanfaError] = {}
    for draft in drafts:
        key = tuple(draft.values[column] for column in columns)
        if key[0] is None:
            continue
        if key in owners and (owners[key] is None or owners[key] != draft.entry_id):
            errors[draft.index] = _make_duplicate(unit, kind, columns, key[0], owners[key])
        owners.setdefault(key, None)
    return errors


def _make_duplicate(
    unit: Unit, kind: Kind, columns: Sequence[str], value: Any, owner: int | None
) -> Conflict:
    """Say who has a natural key already; `owner` is None where that is a row of the same call."""
    if unit.actor.districts is not None and owner is not None:
        message = f"{kind.field(columns[0]).zh}（{columns[0]}）已经登记；请核对，或者联系主管部门。"
        return Conflict("duplicate", message, field=columns[0])
    within = "、".join(kind.label(column) for column in columns[1:])
    sentence = f"{kind.field(columns[0]).zh}（{columns[0]}）“{value}”已登记在另一{kind.zh}名下"
    entry = None if owner is None else unit.ids.encode_one(kind.name, owner)
    detail = f"{f'同一{within}的' if within else ''}{sentence}{f'（编号 {entry}）' if entry else ''}。"
    return Conflict("duplicate", detail, field=columns[0], id=entry)


def write_drafts(
    unit: Unit, kind: Kind, drafts: Sequence[Draft], old: Mapping[int, Entry], *, source: str, reason: str
) -> dict[int, int]:
    """Write rows, those that correct an entry in place of its record; returns their revisions by index.

    `old`: the records that were read of the entries to be corrected, by entry. The rows' `entry_id` is set.
    Of several new rows each has an external id of its own. Raises Conflict (`changed_meanwhile`, `duplicate`)
    when somebody else was faster; the transaction is then of no further use.
    """
    if not drafts:
        return {}
    ended = supersede(unit, kind, [old[d.entry_id].id for d in drafts if d.entry_id is not None])
    columns = kind.columns
    batch = [
        {
            **{name: draft.values[name] for name in columns},
            **derive_lookup(kind, draft.values),
            "external_id": draft.external_id,
            "observed_at": draft.observed_at,
            "recorded_at": ended[draft.entry_id].superseded_at if draft.entry_id else unit.recorded_at,
            "revision": ended[draft.entry_id].revision + 1 if draft.entry_id else 1,
            "corrects": draft.entry_id,
            "reason": None if draft.entry_id is None else reason,
        }
        for draft in drafts
    ]
    try:
        rows = unit.execute(
            _insert_batch(kind),
            batch=_encode(batch).decode(),
            source=source,
            recorded_by=unit.actor.person.id,
        ).all()
    except IntegrityError as error:
        raise _translate(kind, error) from error
    corrected = {row.entry_id: row for row in rows}
    new = {row.external_id: row for row in rows}
    revisions = {}
    for draft in drafts:
        row = new[draft.external_id] if draft.entry_id is None else corrected[draft.entry_id]
        draft.entry_id, revisions[draft.index] = row.entry_id, row.revision
    unit.seal(kind.table, [row.id for row in rows])
    check_still_standing(unit, kind, drafts)
    note_reporters(unit, kind, drafts, source=source)
    return revisions


@cache
def _insert_batch(kind: Kind) -> Insert:
    """Make the statement that inserts all rows of a batch, whatever their number.

    They travel as one JSON document, which the database takes apart: one value to be encoded and sent,
    where a VALUES list would make a statement of a hundred thousand.
    """
    by_row = (
        *kind.columns,
        *list_lookup_columns(kind),
        *("external_id", "observed_at", "recorded_at", "revision", "corrects", "reason"),
    )
    table = kind.table
    batch = (
        func.json_to_recordset(cast(bindparam("batch", type_=Text), JSON))
        .table_valued(*(column(name, table.c[name].type) for name in by_row), name="sent")
        .render_derived(with_types=True)
    )
    common = {"tenant_id": TENANT, "source": bindparam("source"), "recorded_by": bindparam("recorded_by")}
    values = select(*common.values(), *(batch.c[name] for name in by_row))
    return (
        table.insert()
        .from_select([*common, *by_row], values, include_defaults=False)
        .returning(table.c.id, table.c.revision, table.c.entry_id, table.c.external_id)
    )


def supersede(unit: Unit, kind: Kind, record_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """End these records, if they still stand; returns `superseded_at` and `revision` of each, by entry.

    Raises Conflict (`changed_meanwhile`) where another record stands by now: it was not the one read.

    The clocks of several machines differ a little: a record never ends before it began.
    """
    if not record_ids:
        return {}
    c = kind.table.c
    ended_at = func.greatest(c.recorded_at, unit.recorded_at)
    statement = (
        unit.update(kind.table)
        .where(in_list(c.id, record_ids), stands(kind.table))
        .values(superseded_at=ended_at)
        .returning(c.entry_id, c.superseded_at, c.revision)
    )
    ended = {row.entry_id: row for row in unit.connection.execute(statement)}
    if len(ended) != len(set(record_ids)):
        raise Conflict("changed_meanwhile", f"登记期间有{kind.zh}被他人改动，请重试。")
    return ended


def _translate(kind: Kind, error: IntegrityError) -> Exception:
    """Give the Conflict that a violated unique index stands for; any other violation is a defect of ours."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
    if name in (f"uq_{kind.name}_external", f"uq_{kind.name}_standing"):
        return Conflict("changed_meanwhile", f"登记期间有{kind.zh}被他人登记或改动，请重试。")
    for key in kind.unique:
        if name == f"uq_{kind.name}_{key}":
            return Conflict("duplicate", f"{kind.field(key).zh}（{key}）刚刚被他人登记。", field=key)
    return error
