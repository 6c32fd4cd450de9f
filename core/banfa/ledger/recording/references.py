"""What rows refer to: found for all rows of a call at once, by id or by a key, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeGuard

from sqlalchemy import ARRAY, and_, any_, func, literal, or_

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Column, ColumnElement, RowMapping

    from banfa.ledger.entries.kind import Draft, Kind, Ref
    from banfa.trust.unit import Unit

LARGEST_ID = (1 << 63) - 1


def in_list(column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column is one of many values, sent as one array: the same statement for one and thousands."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def resolve(unit: Unit, kind: Kind, drafts: Sequence[Draft], *, source: str) -> None:
    """Find what each row refers to and take over what that carries; refuse a row that refers to nothing."""
    for ref in kind.refers:
        open_drafts = [draft for draft in drafts if draft.refusal is None]
        found = Found(unit, ref, open_drafts, source=source)
        for draft in open_drafts:
            try:
                settle(kind, ref, draft, found)
            except Malformed as refusal:
                draft.refusal = refusal


def settle(kind: Kind, ref: Ref, draft: Draft, found: Found) -> None:
    """Give a row its reference, and what comes with it. Raises Malformed naming the field."""
    field, given = wanted(ref, draft)
    if given is None:
        carried = draft.values.get(ref.column)
        if carried is None and ref.required:
            raise Malformed("field_missing", f"{kind.zh}没有指明{ref.zh}（{ref.column}）。", field=ref.column)
        draft.values[ref.column] = carried
        for column in ref.carries:
            draft.values.setdefault(column, None)
        return
    parent = found.entry(field, given)
    claimed = draft.values.get(ref.column)
    if claimed is not None and claimed != parent["entry_id"]:
        raise Malformed(
            "reference_mismatch", f"{ref.zh}（{field}）与所指合同或决定的{ref.zh}不一致。", field=field
        )
    draft.parents[ref.column] = parent
    draft.values[ref.column] = parent["entry_id"]
    for column in ref.carries:
        draft.values[column] = parent[column]


def wanted(ref: Ref, draft: Draft) -> tuple[str, Any]:
    """Under which name a row says what it refers to, and what. Raises Malformed when it says it twice."""
    by_id, by_key = draft.data.get(ref.column), draft.data.get(ref.key)
    if by_id is not None and by_key is not None:
        raise Malformed("reference_twice", f"{ref.zh}：{ref.column} 与 {ref.key} 只能填一个。", field=ref.key)
    return (ref.column, by_id) if by_key is None else (ref.key, by_key)


class Found:
    """The entries of one kind that some rows refer to: one statement for all of them."""

    def __init__(self, unit: Unit, ref: Ref, drafts: Sequence[Draft], *, source: str) -> None:
        self.ref = ref
        self.kind = KINDS[ref.kind]
        self.source = source
        self._by_id: dict[int, RowMapping] = {}
        self._by_key: dict[str, dict[str, list[RowMapping]]] = defaultdict(lambda: defaultdict(list))
        ids = {given for d in drafts if is_id(given := d.data.get(ref.column))}
        keys = {given for d in drafts if isinstance(given := d.data.get(ref.key), str)}
        if ids or keys:
            self._fetch(unit, ids, keys)

    def _fetch(self, unit: Unit, ids: set[int], keys: set[str]) -> None:
        c = self.kind.table.c
        shown = dict.fromkeys(
            ["id", "entry_id", "source", "external_id", *self.kind.keys, *self.ref.carries, *self.ref.reads]
        )
        of_source = and_(c.source == self.source, in_list(c.external_id, keys))
        named = [in_list(c[key], keys) for key in self.kind.keys]
        statement = unit.select(*(c[name] for name in shown)).where(
            stands(self.kind.table), or_(in_list(c.entry_id, ids), of_source, *named)
        )
        for row in unit.connection.execute(statement).mappings():
            self._by_id[row["entry_id"]] = row
            for key in self.kind.keys:
                if row[key] is not None:
                    self._by_key[key][row[key]].append(row)
            if row["source"] == self.source and row["external_id"] is not None:
                self._by_key["external_id"][row["external_id"]].append(row)

    def entry(self, field: str, given: Any) -> RowMapping:
        """Find the entry that is meant. Raises Malformed; a foreign entry is like one that does not exist."""
        if field == self.ref.column:
            found = [self._by_id[given]] if is_id(given) and given in self._by_id else []
        else:
            names = (*self.kind.keys, "external_id")
            found = next(
                (
                    self._by_key[n][given]
                    for n in names
                    if isinstance(given, str) and given in self._by_key[n]
                ),
                [],
            )
        if not found:
            if field == self.ref.column:
                told = f"没有这一编号的{self.ref.zh}（{field}），请先登记"
            else:
                told = f"没有标识为“{str(given)[:60]}”的{self.ref.zh}（{field}），请先登记"
            raise Malformed("reference_missing", f"{told}。", field=field)
        if len(found) > 1:
            told = f"标识为“{str(given)[:60]}”的{self.ref.zh}（{field}）不止一个，请改用 {self.ref.column}"
            raise Malformed("reference_ambiguous", f"{told}。", field=field)
        return found[0]


def is_id(value: Any) -> TypeGuard[int]:
    """Whether this can be an entry's id at all."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID


def still_standing(unit: Unit, kind: Kind, drafts: Iterable[Draft]) -> None:
    """Hold what was written against what it refers to once more.

    Its foreign keys have waited for whoever was voiding or correcting that; if it has changed since it was
    read, the whole call is refused. Raises Conflict (`changed_meanwhile`): repeat the call.
    """
    drafts = list(drafts)
    for ref in kind.refers:
        read = {draft.parents[ref.column]["id"] for draft in drafts if ref.column in draft.parents}
        if not read:
            continue
        table = KINDS[ref.kind].table
        statement = (
            unit.select(func.count()).select_from(table).where(stands(table), in_list(table.c.id, read))
        )
        if unit.connection.scalar(statement) != len(read):
            raise Conflict("changed_meanwhile", f"登记期间所指的{ref.zh}有变动，请重试。", field=ref.column)
