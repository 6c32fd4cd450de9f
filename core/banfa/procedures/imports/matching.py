"""Which entry each row of a sheet is about: by its number, its source's number, or its natural key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from banfa.database.tenancy import select
from banfa.errors import FieldError
from banfa.ledger.entries.entry import Draft
from banfa.ledger.entries.origin import EXTERNAL_ID
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.recording.record import encode_rows
from banfa.ledger.recording.references import find_parents, in_list
from banfa.ledger.sheets.columns import ENTRY
from banfa.trust.digests import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.rows import SheetRow
    from banfa.trust.unit import Unit

OWN_IDS: Final = "sheet/"
"""How external ids begin that are given to rows without one: they follow from what the row says."""


@dataclass(slots=True)
class MatchedRow:
    """A row as the bulk door takes it, the entry that it is about (None: a new one), its errors."""

    line: int
    data: dict[str, Any]
    old: Entry | None = None
    errors: list[FieldError] = field(default_factory=list)

    @property
    def external_id(self) -> str | None:
        """The external id under which it stands, or would."""
        given: str | None = self.data.get(EXTERNAL_ID.name)
        return self.old.external_id if self.old is not None else given


def match_rows(unit: Unit, form: SheetForm, rows: Sequence[SheetRow], *, source: str) -> list[MatchedRow]:
    """Find what rows are about, in a number of statements that does not depend on theirs."""
    kind = form.kind
    matched = [MatchedRow(row.line, dict(row.data), errors=list(row.errors)) for row in rows]
    named = _read_numbers(unit, kind, rows, matched)
    _read_references(unit, form, matched)
    by_key = _match_keys(unit, kind, [m for n, m in enumerate(matched) if n not in named], source=source)
    wanted = {*named.values(), *by_key.values()}
    old = _read_old(unit, kind, wanted, matched, source=source)
    by_external = {row.external_id: row for row in old.values() if row.source == source}
    for n, row in enumerate(matched):
        entry_id = named.get(n, by_key.get(row.line))
        given = row.data.get(EXTERNAL_ID.name)
        if entry_id is not None:
            row.old = old.get(entry_id)
            if row.old is None:
                row.errors.append(_describe_missing(kind))
            else:
                _check_same(row, row.old, given)
        elif given is not None:
            row.old = by_external.get(given)
        if row.old is not None and "body" in row.data:
            row.data["body"] = _merge_body(row.old, row.data["body"])
        if row.old is None and given is None and not row.errors:
            row.data[EXTERNAL_ID.name] = OWN_IDS + digest("sha256", encode_rows([row.data])).hex()[:40]
    _check_once(matched)
    return matched


def _read_numbers(
    unit: Unit, kind: Kind, rows: Sequence[SheetRow], matched: Sequence[MatchedRow]
) -> dict[int, int]:
    """Read the entries that rows name by our number, by place."""
    named = {}
    for n, row in enumerate(rows):
        if row.entry:
            entry_id = unit.ids.decode(kind.name, row.entry)
            if entry_id is None:
                matched[n].errors.append(_describe_missing(kind))
            else:
                named[n] = entry_id
    return named


def _describe_missing(kind: Kind) -> FieldError:
    why = f"没有这一系统编号的{kind.zh}，或已作废；请照抄导出表中的编号，新增的不填。"
    return FieldError(ENTRY, "entry_missing", why)


def _read_references(unit: Unit, form: SheetForm, matched: Sequence[MatchedRow]) -> None:
    """Let a reference that is given as our number be one."""
    for reference in form.kind.references:
        for row in matched:
            given = row.data.get(reference.key)
            number = unit.ids.decode(reference.kind, given) if given is not None else None
            if number is not None:
                del row.data[reference.key]
                row.data[reference.name] = number


def _match_keys(unit: Unit, kind: Kind, rows: Sequence[MatchedRow], *, source: str) -> dict[int, int]:
    """Find entries by natural key, of rows that give neither number, by line."""
    owned: dict[int, int] = {}
    for name, (_, *within) in kind.unique.items():
        drafts = [_make_draft(kind, n, row.data) for n, row in enumerate(rows)]
        keys = {n: key for n, row in enumerate(rows) if (key := _read_key(kind, name, row.data)) is not None}
        if not keys:
            continue
        c = kind.row.c
        parts = [
            find_parents(unit, ref, drafts, source=source) for ref in kind.references if ref.name in within
        ]
        statement = select(c.entry_id, c[name], *(c[column] for column in within)).where(
            in_list(c[name], set(keys.values())), stands(kind.row.rows)
        )
        owners: dict[Any, int] = {tuple(r[1:]): r.entry_id for r in unit.execute(statement)}
        for n, key in keys.items():
            owner = owners.get((key, *(part.get(n) for part in parts)))
            if owner is not None:
                owned.setdefault(rows[n].line, owner)
    return owned


def _read_key(kind: Kind, name: str, data: Mapping[str, Any]) -> str | None:
    if data.get(EXTERNAL_ID.name) is not None or data.get(name) is None:
        return None
    try:
        key: str = kind.field(name).read(data[name])
    except InvalidValue:
        return None
    return key


def _make_draft(kind: Kind, index: int, data: Mapping[str, Any]) -> Draft:
    given = {}
    for name in kind.reference_inputs:
        try:
            given[name] = None if data.get(name) is None else kind.inputs[name].read(data[name])
        except InvalidValue:
            given[name] = None
    return Draft(index, dict(data), given=given)


def _read_old(
    unit: Unit, kind: Kind, entry_ids: set[int], matched: Sequence[MatchedRow], *, source: str
) -> dict[int, Entry]:
    """Read what stands of the entries, and of those that rows name by their source's number."""
    c, texts = kind.row.c, {}
    for row in matched:
        given = row.data.get(EXTERNAL_ID.name)
        if given is not None:
            try:
                row.data[EXTERNAL_ID.name] = texts[given] = EXTERNAL_ID.read(given)
            except InvalidValue as invalid:
                row.errors.append(EXTERNAL_ID.describe(invalid))
    old: dict[int, Entry] = {}
    if entry_ids:
        old |= {
            r.entry_id: r for r in unit.all(kind.row, kind.row.standing.where(in_list(c.entry_id, entry_ids)))
        }
    if texts:
        of_source = kind.row.standing.where(c.source == source, in_list(c.external_id, texts.values()))
        old |= {r.entry_id: r for r in unit.all(kind.row, of_source)}
    return old


def _check_same(row: MatchedRow, old: Entry, given: str | None) -> None:
    """An external id beside our number says the same; it is never changed by a sheet."""
    if given is not None and given != old.external_id:
        why = f"外部编号“{given[:60]}”与系统编号所指的不是同一条，请只保留一个。"
        row.errors.append(FieldError(EXTERNAL_ID.name, "reference_mismatch", why))
    row.data.pop(EXTERNAL_ID.name, None)


def _merge_body(old: Entry, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a city's record holds, with what a row says of it: what that leaves blank is as it was."""
    body: Mapping[str, Any] = old.body  # type: ignore[attr-defined]
    return {name: value for name, value in {**body, **given}.items() if value is not None}


def _check_once(rows: Sequence[MatchedRow]) -> None:
    """Reject a row that is about what an earlier row is about: nothing says which of them is meant."""
    first: dict[Any, int] = {}
    for row in rows:
        key = row.old.entry_id if row.old is not None else row.external_id
        if key is None or row.errors:
            continue
        if first.setdefault(key, row.line) != row.line:
            why = f"与第 {first[key]} 行说的是同一条，请只保留一行。"
            row.errors.append(FieldError("", "duplicate_in_batch", why))
