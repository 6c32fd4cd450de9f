"""Holding rows and contents against each other: what is missing, what is wrong, what nobody names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.database.tenancy import select
from banfa.errors import Unavailable
from banfa.procedures.files.rows import StoredFile
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit

KEPT_FOR: Final = timedelta(days=1)
"""How long a content that no row names is left alone."""
MISSING, WRONG, UNNAMED = "missing", "wrong", "unnamed"
FAULTS: Final = {MISSING: "登记了而内容不在", WRONG: "内容与登记时不符", UNNAMED: "没有登记的内容"}

_NAMED: Final = select(StoredFile.c.id, StoredFile.c.sha256, StoredFile.c.size).where(
    StoredFile.c.erased_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class FileFault:
    """A content that is not as rows say, by its digest, or the name of what was left unfinished.

    `file_ids` are the rows that name it. `old`: it has been unnamed for `KEPT_FOR`.
    """

    kind: str
    digest: str
    file_ids: tuple[int, ...] = ()
    old: bool = False


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """How many contents rows name, and what is wrong."""

    contents: int
    faults: tuple[FileFault, ...]


def check_store(unit: Unit, store: FileStore) -> StoreCheck:
    """Read every content of the bureau once, and list what no row names."""
    bureau, named = unit.actor.bureau.uuid, _list_named(unit)
    faults = [
        FileFault(kind, digest, tuple(ids))
        for digest, (size, ids) in sorted(named.items())
        if (kind := _find_fault(unit, store, digest, size))
    ]
    entries = sorted(store.list_entries(bureau))
    take_lock(unit, Lock.FILES)  # whoever has put a content has by then added its row
    still = _list_named(unit)
    until = (unit.now - KEPT_FOR).timestamp()
    faults += [
        FileFault(UNNAMED, digest, old=written_at <= until)
        for digest, written_at in entries
        if digest not in still
    ]
    return StoreCheck(len(named), tuple(faults))


def remove_unnamed(unit: Unit, store: FileStore, *digests: str) -> list[str]:
    """Remove those of these contents that no row names, and give them; nobody adds a row meanwhile."""
    take_lock(unit, Lock.FILES)
    named = _list_named(unit)
    removed = [digest for digest in digests if digest not in named]
    for digest in removed:
        store.remove(unit.actor.bureau.uuid, digest)
    return removed


def _list_named(unit: Unit) -> dict[str, tuple[int, list[int]]]:
    """What rows name: by digest the size, and the rows."""
    named: dict[str, tuple[int, list[int]]] = {}
    for row in unit.execute(_NAMED):
        named.setdefault(row.sha256, (row.size, []))[1].append(row.id)
    return named


def _find_fault(unit: Unit, store: FileStore, digest: str, size: int) -> str:
    """What is wrong with a content that a row names; an empty text where nothing is."""
    bureau = unit.actor.bureau.uuid
    held = store.find_size(bureau, digest)
    if held is None:
        return MISSING
    try:
        store.open(bureau, digest).close()
    except Unavailable:
        return WRONG
    return "" if held == size else WRONG
