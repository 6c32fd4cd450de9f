"""What the ledger was told after a moment: whether something worked out from it has gone stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, literal, or_, union_all

from banfa.ledger.kinds import KINDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit

NEVER_READ = ("provider_change", "diagnosis", "inspection", "filing")
"""Kinds that no fact is counted from."""


def changed_since(unit: Unit, *, known_at: datetime, as_of: date) -> list[str]:
    """Name the kinds of entry recorded, corrected or voided after `known_at` that concern days up to `as_of`.

    A correction or a voiding is a record of its own, so looking at when records came in is enough.
    """
    asked = []
    for kind in KINDS.values():
        if kind.name not in NEVER_READ:
            c = kind.table.c
            told = unit.select(literal(1)).select_from(kind.table).where(c.recorded_at > known_at)
            if kind.day is not None:
                told = told.where(or_(c[kind.day] <= as_of, c[kind.day].is_(None)))
            asked.append(unit.select(literal(kind.name)).where(exists(told.subquery().select())))
    return list(unit.connection.scalars(union_all(*asked)))
