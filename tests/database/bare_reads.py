"""The second lock, held while statements run: a SELECT reads a tenant's table only narrowed to the tenant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from sqlalchemy import Delete, Select, Table, Update

from banfa.database.rows import NARROWED

if TYPE_CHECKING:
    from types import FrameType


def bare_tables(statement):
    """The tenants' tables that a statement reads without a tenant's condition of its own."""
    return {table.name for table in _read(statement) if table.info.get("tenant")}


def _read(element, *, changed=None):
    if isinstance(element, Update | Delete):
        changed = element.table
    for child in element.get_children():
        if child in NARROWED:
            continue
        if isinstance(child, Table):
            if child is not changed:
                yield child
        else:
            yield from _read(child, changed=changed)


def refuse_bare_reads(_connection, statement, _multiparams, _params, _options):
    """Before a statement is executed. What a test itself asks is not Banfa's."""
    if isinstance(statement, Select | Update | Delete) and statement not in _SOUND and _asked_by_banfa():
        tables = bare_tables(statement)
        assert not tables, f"reads {', '.join(sorted(tables))} of every tenant: use narrowed rows"
        _SOUND.add(statement)


_SOUND: WeakSet[Any] = WeakSet()


def _asked_by_banfa():
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals["__name__"].startswith("sqlalchemy"):
        frame = frame.f_back
    return frame is not None and frame.f_globals["__name__"].startswith("banfa.")
