"""Orders (限期整改) that run: no outcome is on record, and none of them was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import COUNTED, ORDER, OUTCOME, WITHDRAWAL, Decision

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def is_running_order() -> ColumnElement[bool]:
    """Make the condition that a decision is an order whose outcome is awaited."""
    c = Decision.c
    later = Decision.alias("later")
    ended = select(later.c.id).where(
        later.c.about_id == c.entry_id, later.c.kind.in_((OUTCOME, WITHDRAWAL)), stands(later)
    )
    return and_(c.kind == ORDER, c.effect == COUNTED, stands(Decision.rows), ~ended.exists())
