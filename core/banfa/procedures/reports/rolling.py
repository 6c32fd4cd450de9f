"""Numbers of the monthly table: by what they are counted, as of what knowledge, and those of all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import NOW
from banfa.ledger.entries.values import MAX_ID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

BY: Final = {"district": "县（市、区）", "industry": "细分行业", "provider": "服务商"}
"""By what a table has its lines."""
Line = dict[str, str | int | None]
"""A line of the table: its name, and its numbers by `banfa.procedures.reports.table.NUMBERS`."""


class Knowledge(NamedTuple):
    """What was known: records up to a moment, and of subsidies the steps up to the last there was then."""

    known_at: datetime = NOW
    last_step: int = MAX_ID


class Count(NamedTuple):
    """Numbers of a line (`key`; None: not stated in the ledger) or, where `total`, of all of them."""

    key: Any
    total: bool
    numbers: Mapping[str, int | None]


def roll_up(key: ColumnElement[Any], numbers: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    """Select numbers by a key, and those of all."""
    named = [number.label(name) for name, number in numbers.items()]
    grouping: ColumnElement[int] = func.grouping(key)
    return select(key.label("key"), (grouping == 1).label("total"), *named).group_by(func.rollup(key))
