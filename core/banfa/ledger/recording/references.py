"""What rows refer to: found for all rows of a call at once, by id or by a key, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, and_, any_, func, literal, or_

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.own import make_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement

    from banfa.ledger.entries.entry import Draft, Entry, Kind
    from banfa.ledger.entries.fields import Field, Reference
    from banfa.trust.unit import Unit


def in_list(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column is one of many values, sent as one array: the same statement for one and thousands."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def resolve_references(unit: Unit, kind: Kind, drafts: Sequence[Draft], *, source: str) -> None:
    """Find what each row refers to and take over what that carries; one that finds nothing stays out."""
    for reference in kind.references:
        sound = [draft for draft in drafts if draft.error is None]
        parents = _Parents(unit, reference, sound, source=source)
        for draft in sound:
            try:
                _resolve(kind, reference, draft, parents)
            except Malformed as error:
                draft.error = error


def _resolve(kind: Kind, reference: Reference, draft: Draft, parents: _Parents) -> None:
    """Give a row its reference, and what comes with it. Raises Malformed naming the field."""
    name, zh = reference.name, reference.zh
    field, given = _find_given(reference, draft)
    if name in draft.held:
        draft.said[name] = None if given is None else parents.find(field, given).entry_id
        field, given = name, draft.held[name]
    if given is None:
        carried = draft.values.get(name)
        if carried is None and reference.required:
            raise Malformed("field_missing", f"{kind.zh}没有指明{zh}（{name}）。", field=name)
        draft.values[name] = carried
        for column in reference.carries:
            draft.values.setdefault(column, None)
        return
    parent = parents.find(field, given)
    carried = draft.values.get(name)
    if carried is not None and carried != parent.entry_id:
        message = f"{zh}（{field}）与所指合同或决定的{zh}不一致。"
        raise Malformed("reference_mismatch", message, field=field)
    draft.parents[name] = parent
    draft.values[name] = parent.entry_id
    for column in reference.carries:
        draft.values[column] = getattr(parent, column)


def _find_given(reference: Reference, draft: Draft) -> tuple[str, Any]:
    """Under which name a row says what it refers to, and what. Raises Malformed when it says it twice."""
    name, key = reference.name, reference.key
    by_id, by_key = draft.given[name], draft.given[key]
    if by_id is not None and by_key is not None:
        raise Malformed("reference_twice", f"{reference.zh}：{name} 与 {key} 只能填一个。", field=key)
    return (name, by_id) if by_key is None else (key, by_key)


class _Parents:
    """The entries of one kind that some rows refer to: one statement for all of them."""

    def __init__(self, unit: Unit, reference: Reference, drafts: Sequence[Draft], *, source: str) -> None:
        self._reference = reference
        self._kind = KINDS[reference.kind]
        self._source = source
        self._ids = unit.ids
        self._by_id: dict[int, Entry] = {}
        self._by_key: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        ids = {draft.given[reference.name] for draft in drafts} - {None}
        ids |= {draft.held.get(reference.name) for draft in drafts} - {None}
        keys = {draft.given[reference.key] for draft in drafts} - {None}
        self._spellings = {name: _spell_keys(self._kind.field(name), keys) for name in self._kind.keys}
        if ids or keys:
            self._fetch(unit, ids, keys)

    def _fetch(self, unit: Unit, ids: set[int], keys: set[str]) -> None:
        kind, row, c = self._kind, self._kind.row, self._kind.row.c
        wanted = ("id", "entry_id", "source", "external_id", *kind.keys)
        names = tuple(dict.fromkeys((*wanted, *self._reference.carries, *self._reference.reads)))
        of_source = and_(c.source == self._source, in_list(c.external_id, keys))
        named = [in_list(c[name], spellings.values()) for name, spellings in self._spellings.items()]
        statement = select(*(c[name] for name in names)).where(
            stands(row.rows), or_(in_list(c.entry_id, ids), of_source, *named), make_reach(unit, kind)
        )
        for values in unit.execute(statement):
            entry = row.make_part(names, values)
            self._by_id[entry.entry_id] = entry
            for name in kind.keys:
                self._by_key[name][getattr(entry, name)].append(entry)
            if entry.source == self._source and entry.external_id is not None:
                self._by_key["external_id"][entry.external_id].append(entry)

    def find(self, field: str, given: Any) -> Entry:
        """Find the entry that is meant. Raises Malformed; a foreign entry is like one that does not exist."""
        entries = self._find_all(field, given)
        zh = self._reference.zh
        if not entries:
            by_id = field == self._reference.name
            which = "这一编号" if by_id else f"标识为“{str(given)[:60]}”"
            raise Malformed("reference_missing", f"没有{which}的{zh}（{field}），请先登记。", field=field)
        if len(entries) > 1:
            ids = self._ids.encode(self._kind.name, [entry.entry_id for entry in entries])
            named = "；".join(
                f"{self._say_why(entry, given)}的 {text}" for entry, text in zip(entries, ids, strict=True)
            )
            message = (
                f"标识为“{given[:60]}”的{zh}（{field}）不止一个（{named}），请改用 {self._reference.name}。"
            )
            raise Malformed("reference_ambiguous", message, field=field, ids=ids)
        return entries[0]

    def _find_all(self, field: str, given: Any) -> Sequence[Entry]:
        """All that can be meant: the sender's own external id takes no precedence over somebody's number."""
        if field == self._reference.name:
            return [self._by_id[given]] if given in self._by_id else []
        meant = {entry.entry_id: entry for entry in self._by_key["external_id"].get(given, ())}
        for name, spellings in self._spellings.items():
            if given in spellings:
                meant |= {entry.entry_id: entry for entry in self._by_key[name].get(spellings[given], ())}
        return [*meant.values()]

    def _say_why(self, entry: Entry, given: str) -> str:
        """Say by what an entry is meant."""
        if entry.source == self._source and entry.external_id == given:
            return "本来源外部编号（external_id）如此"
        name = next(n for n, by in self._spellings.items() if by.get(given) == getattr(entry, n))
        return f"{self._kind.field(name).zh}（{name}）如此"


def _spell_keys(field: Field, keys: Iterable[str]) -> dict[str, str]:
    """Give each key as the field would store it; one that it cannot hold names nothing by it."""
    spellings = {}
    for key in keys:
        try:
            spellings[key] = field.read(key)
        except InvalidValue:
            continue
    return spellings


def check_still_standing(unit: Unit, kind: Kind, drafts: Iterable[Draft]) -> None:
    """Hold what was written against what it refers to once more.

    Its foreign keys have waited for whoever was voiding or correcting that; if it has changed since it was
    read, the whole call fails. Raises Conflict (`changed_meanwhile`): repeat the call.
    """
    drafts = list(drafts)
    for reference in kind.references:
        name = reference.name
        read = {draft.parents[name].id for draft in drafts if name in draft.parents}
        if not read:
            continue
        row = KINDS[reference.kind].row
        statement = (
            select(func.count()).select_from(row.rows).where(stands(row.rows), in_list(row.c.id, read))
        )
        if unit.execute(statement).scalar_one() != len(read):
            message = f"登记期间所指的{reference.zh}有变动，请重试。"
            raise Conflict("changed_meanwhile", message, field=name)


def find_parents(unit: Unit, reference: Reference, drafts: Sequence[Draft], *, source: str) -> dict[int, int]:
    """Find the entries that rows refer to, by index; a row that finds none, or several, is left out."""
    parents = _Parents(unit, reference, drafts, source=source)
    ids: dict[int, int] = {}
    for draft in drafts:
        try:
            field, given = _find_given(reference, draft)
            if given is not None:
                ids[draft.index] = parents.find(field, given).entry_id
        except Malformed:
            continue
    return ids
