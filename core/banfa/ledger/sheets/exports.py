"""Entries as a list to keep, print and bring in again: the columns of their form, and their origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.listing import MAX_PAGE_SIZE, find_hidden, list_entries
from banfa.ledger.recording.references import in_list
from banfa.ledger.sheets.columns import ENTRY, WAN, Cell, Column
from banfa.ledger.sheets.forms import BODY
from banfa.ledger.sheets.lists import ListColumn, ListHeader, write_list
from banfa.ledger.sheets.templates import STYLES
from banfa.ledger.sheets.values import make_cell
from banfa.ledger.sheets.workbooks import INSTANT, TEXT
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.recording.listing import Named
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.trust.unit import Unit

BESIDES: Final = (
    ListColumn("所涉服务商", width=28),
    ListColumn("所涉企业", width=28),
    ListColumn("来源", width=12),
    ListColumn("登记时间", INSTANT, 18),
    ListColumn("登记人", width=12),
)
"""Columns for people, which are not read again."""


@dataclass(frozen=True, slots=True)
class ExportedList:
    """A workbook, and the entries that it shows."""

    content: bytes
    entry_ids: tuple[int, ...]


def export_entries(
    unit: Unit,
    form: SheetForm,
    *,
    profile: Profile,
    trace: Callable[[int], str] | None = None,
    **narrowed: Any,
) -> ExportedList:
    """Write the entries of a form that stand and that a list so narrowed has; see `list_entries`.

    Columns that are secret from who asks are left out. Raises Malformed, Forbidden.
    """
    hidden = find_hidden(unit, form.kind)
    columns = tuple(column for column in form.columns if column.column not in hidden)
    money = any(column.cell is Cell.MONEY for column in columns)
    header = make_header(unit, f"{profile.city.zh}{form.zh}台账", unit_zh=WAN if money else "")
    entry_ids: list[int] = []
    rows = _list_cells(unit, form, columns, profile=profile, narrowed=narrowed, entry_ids=entry_ids)
    content = write_list(header, [*map(_make_list_column, columns), *BESIDES], rows, trace=trace)
    return ExportedList(content, tuple(entry_ids))


def make_header(unit: Unit, title: str, *, unit_zh: str = "") -> ListHeader:
    """Make what stands above and below a list: who has made it, up to which day."""
    return ListHeader(
        title=title,
        bureau=unit.actor.bureau.name,
        until=unit.today,
        made_by=unit.actor.person.name,
        unit=unit_zh,
    )


def _make_list_column(column: Column) -> ListColumn:
    wide = column.cell in (Cell.REFERENCE, Cell.CREDIT_CODE, Cell.ITEMS, Cell.LINES)
    return ListColumn(column.head, STYLES.get(column.cell, TEXT), 26 if wide else 16)


def _list_cells(
    unit: Unit,
    form: SheetForm,
    columns: Sequence[Column],
    *,
    profile: Profile,
    narrowed: Mapping[str, Any],
    entry_ids: list[int],
) -> Iterator[list[Any]]:
    """List the cells of every entry, read page by page; `entry_ids` are filled with those that were."""
    filters = {**narrowed.get("filters", {}), **form.fixed}
    narrowed = {name: value for name, value in narrowed.items() if name != "filters"}
    after = None
    while True:
        page = list_entries(
            unit,
            form.kind.row,
            filters,
            profile=profile,
            after=after,
            limit=MAX_PAGE_SIZE,
            **narrowed,
        )
        entries: Sequence[Named[Entry]] = page.entries
        read = [entry.row.entry_id for entry in entries]
        entry_ids.extend(read)
        numbers = unit.ids.encode(form.kind.name, read)
        keys = {c.column: _find_keys(unit, c, entries) for c in columns if c.cell is Cell.REFERENCE}
        for number, entry in zip(numbers, entries, strict=True):
            yield [*(_read_value(c, entry.row, number, keys) for c in columns), *_read_besides(entry)]
        if page.after is None:
            return
        after = page.after


def _read_value(column: Column, row: Entry, number: str, keys: Mapping[str, Mapping[int, str]]) -> Any:
    if column.name == ENTRY:
        return number
    if column.cell is Cell.REFERENCE:
        return keys[column.column].get(getattr(row, column.column))
    if column.name.startswith(BODY):
        body: Mapping[str, Any] = row.body  # type: ignore[attr-defined]
        return make_cell(column, body.get(column.name.removeprefix(BODY)))
    return make_cell(column, getattr(row, column.column))


def _read_besides(entry: Named[Entry]) -> tuple[Any, ...]:
    names, row = entry.names, entry.row
    recorded_at = row.recorded_at.astimezone(SHANGHAI)
    parties = names.get("provider_id"), names.get("enterprise_id")
    return (*parties, row.source, recorded_at, names.get("recorded_by"))


def _find_keys(unit: Unit, column: Column, entries: Sequence[Named[Entry]]) -> dict[int, str]:
    """By what each entry is referred to: its key where that means it alone, else our number; by id."""
    kind = KINDS[column.refers]
    ids = {getattr(entry.row, column.column) for entry in entries} - {None}
    if not ids:
        return {}
    c = kind.row.c
    key = c[kind.keys[0]] if kind.keys else c.external_id
    referred = select(c.entry_id, key.label("key")).where(in_list(c.entry_id, ids), stands(kind.row.rows))
    keys = {row.entry_id: row.key for row in unit.execute(referred)}
    texts = set(keys.values()) - {None}
    taken = select(c.entry_id, key.label("key"), c.external_id).where(
        stands(kind.row.rows), or_(in_list(key, texts), in_list(c.external_id, texts))
    )
    meant: dict[str, set[int]] = {}
    for row in unit.execute(taken):
        for text in {row.key, row.external_id} & texts:
            meant.setdefault(text, set()).add(row.entry_id)
    outward = dict(zip(ids, unit.ids.encode(kind.name, ids), strict=True))
    alone = {entry_id: text for entry_id, text in keys.items() if len(meant.get(text or "", ())) == 1}
    return {entry_id: alone.get(entry_id) or outward[entry_id] for entry_id in ids}
