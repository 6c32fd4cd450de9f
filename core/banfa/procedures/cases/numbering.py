"""Our own numbers, 案〔2026〕3号 and 登〔2026〕7号: by year, without gaps, since none is ever removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit


def number_next(unit: Unit, column: ColumnElement[str], series: str, year: int) -> str:
    """Give the next number of a series in a year, counted by what has been given, not by any clock."""
    take_lock(unit, Lock.CASES)
    begins = f"{series}〔{year}〕"
    given = unit.execute(select(func.count()).where(column.startswith(begins))).scalar() or 0
    return f"{begins}{given + 1}号"
