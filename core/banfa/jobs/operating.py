"""What an operator does with work: look at all of a bureau, try failed work again, cancel what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func

from banfa.errors import Conflict
from banfa.jobs.status import make_missing_work, work_status
from banfa.trust.work import OPEN_STATES, Work

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit

_NEWEST: Final = (
    Work.select()
    .where(Work.c.state.in_(bindparam("states", expanding=True)))
    .order_by(Work.c.id.desc())
    .limit(bindparam("limit"))
)


def list_work(unit: Unit, *, states: Collection[str], limit: int) -> list[Work]:
    """The newest pieces of the bureau's work in these states."""
    return unit.all(Work, _NEWEST, states=list(states), limit=limit)


def retry_work(unit: Unit, work_id: int) -> None:
    """Let failed or cancelled work be carried out again, from the start and as if for the first time.

    Raises Missing, and Conflict (`work_not_failed`).
    """
    values = {
        "state": "waiting",
        "due_at": func.now(),
        "attempts": 0,
        "merge_key": None,
        "error_code": None,
        "error_detail": None,
        "ended_at": None,
    }
    if not _change(unit, work_id, Work.table.c.state.in_(["failed", "cancelled"]), values):
        state = work_status(unit, work_id).state
        raise Conflict("work_not_failed", "只能重试已失败或已取消的任务。", state=state)
    unit.note("work.retried", f"work/{work_id}", {}, event=False)


def cancel_work(unit: Unit, work_id: int) -> None:
    """End work that is open; who is carrying it out loses it, with whatever it has done so far.

    Raises Missing, and Conflict (`work_ended`).
    """
    # The fence goes up: whoever holds the row finds it no more, and its effect is rolled back.
    values = {
        "state": "cancelled",
        "fence": Work.table.c.fence + 1,
        "ended_at": func.clock_timestamp(),
    }
    if not _change(unit, work_id, Work.table.c.state.in_(OPEN_STATES), values):
        raise Conflict("work_ended", "该任务已经结束，不能取消。", state=work_status(unit, work_id).state)
    unit.note("work.cancelled", f"work/{work_id}", {}, event=False)


def find_work_id(unit: Unit, outward: str) -> int:
    """The number of a piece of work that is known by its outward id. Raises Missing (`work_missing`)."""
    work_id = unit.ids.decode("work", outward)
    if work_id is None:
        raise make_missing_work()
    return work_id


def _change(unit: Unit, work_id: int, condition: ColumnElement[bool], values: dict[str, Any]) -> bool:
    """Change a row if it is as it has to be, in one statement."""
    statement = unit.update(Work.table).where(Work.table.c.id == work_id, condition).values(**values)
    return unit.connection.execute(statement).rowcount == 1
