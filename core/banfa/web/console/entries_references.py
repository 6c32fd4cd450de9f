"""Whom somebody means who types a name, a code or a number where an entry is referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.pinyin import fold_text
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import find_label
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.lookup import list_lookup_columns

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.sheets.columns import Column
    from banfa.trust.unit import Unit

MAX_NAMED: Final = 5
"""Of those that a text may mean, how many are named."""


def find_reference(unit: Unit, profile: Profile, column: Column, typed: str) -> tuple[str, int | str]:
    """Find what is meant: under which name the ledger takes it, and the value.

    A name, its pinyin or a part of it will do where it means one alone; what is no name is left to the ledger
    as a key. Raises InvalidValue naming those that are meant, where it is more than one.
    """
    kind = KINDS[column.refers]
    number = unit.ids.decode(kind.name, typed.strip())
    if number is not None:
        return column.column, number
    label = find_label(kind)
    if label is None or not list_lookup_columns(kind) or not fold_text(typed):
        return column.name, typed
    rows = list_entries(unit, kind.row, profile=profile, q=typed, limit=MAX_NAMED + 1).rows
    exact = [row for row in rows if fold_text(str(getattr(row, label.name))) == fold_text(typed)]
    meant = exact or rows
    if not meant:
        return column.name, typed
    if len(meant) > 1:
        named = "、".join(_describe(row, label.name) for row in meant[:MAX_NAMED])
        more = "等" if len(meant) > MAX_NAMED else ""
        raise InvalidValue("reference_ambiguous", f"“{typed[:40]}”不止一个（{named}{more}），请写全称或代码")
    return column.column, meant[0].entry_id


def _describe(row: Entry, label: str) -> str:
    keys = [getattr(row, key) for key in row.declaration.keys if key != label]
    code = next((str(key) for key in keys if key), "")
    return f"{getattr(row, label)}{code and ' '}{code}"
