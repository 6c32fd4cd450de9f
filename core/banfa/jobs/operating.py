"""What people do with a bureau's work, by command, page or API: look at all of it, try again, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError

from banfa.errors import Conflict
from banfa.jobs.status import make_missing_work, work_status
from banfa.procedures.chain_verification import VERIFY
from banfa.procedures.imports.requests import BATCH_PREVIEW, BATCH_RECORD, PREVIEW, RECORD
from banfa.procedures.rounds.requests import COMPUTE
from banfa.procedures.watch.runs import WATCH
from banfa.trust.equal_work import join_waiting_work
from banfa.trust.persons import list_with_person, name_person
from banfa.trust.work import NOTHING_CAME, OPEN_STATES, STATES, Work

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

KINDS_ZH: Final = {
    COMPUTE: "计算评价",
    WATCH: "情形监测",
    PREVIEW: "导入核对",
    RECORD: "导入写入",
    BATCH_PREVIEW: "导入核对（几张表）",
    BATCH_RECORD: "导入写入（几张表）",
    VERIFY: "核验操作留痕",
}
STATES_ZH: Final = dict(zip(STATES, ("等待", "排队", "正在办", "办成", "没有办成", "已取消"), strict=True))
GROUPS: Final = {"open": OPEN_STATES}
GROUPS_ZH: Final = {"open": "尚未办完"}
"""States that are asked for together."""
_NEWEST: Final = Work.select().add_columns(name_person(Work.c.person_id)).order_by(Work.c.id.desc())


def list_work(
    unit: Unit, *, states: Collection[str] = STATES, before: int | None = None, limit: int
) -> list[WithPerson[Work]]:
    """List the bureau's work in these states with who asked for it, the latest first, `before` one."""
    statement = _NEWEST.where(Work.c.state.in_(states)).limit(limit)
    if before is not None:
        statement = statement.where(Work.c.id < before)
    return list_with_person(unit, Work, statement)


def retry_work(unit: Unit, work_id: int) -> Work:
    """Let failed or cancelled work be carried out again, from the start and as if for the first time.

    It is then for who asks now, with what he may do; at the operator's console, whose it was. Where equal
    work waits already that is given, with one asker more, and this one stays as it ended. Raises Missing, and
    Conflict (`work_not_failed`; `changed_meanwhile` where equal work was asked for just now).
    """
    merged_id = _merge(unit, work_status(unit, work_id))
    if merged_id is not None:
        unit.note("work.retried", f"work/{work_id}", {"work_id": merged_id}, event=False)
        return work_status(unit, merged_id)
    values: dict[str, Any] = {
        "state": "waiting",
        "due_at": func.now(),
        "attempts": 0,
        "steps_done": 0,
        "steps_total": 0,
        "step": "",
        "error_code": None,
        "error_detail": None,
        "ended_at": None,
    }
    if unit.actor.credential != "console":
        values |= {"person_id": unit.actor.person.id, "credential": unit.actor.to_json(), "others": []}
    try:
        is_changed = _change(unit, work_id, Work.table.c.state.in_(NOTHING_CAME), values)
    except IntegrityError as error:
        raise Conflict("changed_meanwhile", "刚刚有人提出了同样的任务，请重新读取。") from error
    if not is_changed:
        state = work_status(unit, work_id).state
        raise Conflict("work_not_failed", "这项任务没有失败，也没有取消，不能重试。", state=state)
    unit.note("work.retried", f"work/{work_id}", {}, event=False)
    return work_status(unit, work_id)


def _merge(unit: Unit, work: Work) -> int | None:
    """Give equal work that waits, with those for whom `work` is to be done; None without any."""
    if work.merge_key is None or work.state not in NOTHING_CAME:
        return None
    askers = [{"person_id": unit.actor.person.id, "credential": unit.actor.to_json()}]
    if unit.actor.credential == "console":
        askers = [{"person_id": work.person_id, "credential": work.credential}, *work.others]
    waiting_id = join_waiting_work(unit, kind=work.kind, merge_key=work.merge_key, askers=askers)
    return (
        None if waiting_id == work.id else waiting_id
    )  # itself, where somebody was quicker: a Conflict then


def cancel_work(unit: Unit, work_id: int) -> Work:
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
    return work_status(unit, work_id)


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
