"""Which rooms declare tables, and fetching all of them.

This room imports no room above it; those that make or compare the whole schema (migrations, their tests) ask
here for the others by name.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

from sqlalchemy import Table

from banfa.database.base import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

ROOMS: Final = ("banfa.trust", "banfa.ledger", "banfa.procedures", "banfa.jobs", "banfa.web")
"""Ground floor first: a room's tables refer to its own and to those before it."""


def load_rooms(rooms: Iterable[str] = ROOMS) -> dict[str, list[Table]]:
    """Import every module of the rooms and tell which tables each declares, referred ones first.

    A table that no module of theirs holds by a name, itself or by the class of its rows, counts as the last
    room's.
    """
    rooms = tuple(rooms)
    owner: dict[str, str] = {}
    for room in rooms:
        for module in _modules(room):
            for value in vars(module).values():
                table = getattr(value, "table", None) if isinstance(value, type) else value
                if isinstance(table, Table) and table.metadata is metadata:
                    owner.setdefault(table.name, room)
    declared: dict[str, list[Table]] = {}
    for table in metadata.sorted_tables:
        declared.setdefault(owner.get(table.name, rooms[-1]), []).append(table)
    return {room: declared[room] for room in rooms if room in declared}


def _modules(room: str) -> Iterator[ModuleType]:
    package = importlib.import_module(room)
    yield package
    for module in pkgutil.walk_packages(package.__path__, f"{room}."):
        yield importlib.import_module(module.name)
