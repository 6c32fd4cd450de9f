"""How a piece of work stands, for whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Missing
from banfa.trust.work import Work

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

_ONE: Final = Work.select().where(Work.c.id == bindparam("work_id"))


def work_status(unit: Unit, work_id: int) -> Work:
    """Tell how one piece of the tenant's work stands. Raises Missing (`work_missing`)."""
    row = unit.one_or_none(Work, _ONE, work_id=work_id)
    if row is None:
        raise make_missing_work()
    return row


def make_missing_work() -> Missing:
    """Say that there is no such work."""
    return Missing("work_missing", "没有这项后台任务，请核对编号。")
