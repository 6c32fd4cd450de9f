"""后台任务 as people see them: the latest first; and one that failed, tried once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError

from banfa.errors import Conflict, Missing
from banfa.procedures.imports.requests import PREVIEW, RECORD
from banfa.procedures.rounds.requests import COMPUTE
from banfa.procedures.watch.runs import WATCH
from banfa.trust.persons import list_with_person, name_person
from banfa.trust.work import STATES, Work

if TYPE_CHECKING:
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

KINDS: Final = {COMPUTE: "计算评价", WATCH: "情形监测", PREVIEW: "导入核对", RECORD: "导入写入"}
STATES_ZH: Final = dict(zip(STATES, ("等待", "排队", "正在办", "办成", "没有办成", "已取消"), strict=True))


def list_works(
    unit: Unit, *, state: str | None = None, before: int | None = None, limit: int
) -> list[WithPerson[Work]]:
    """List work with who asked for it, the latest first: that before the one named, of one state."""
    statement = Work.select().add_columns(name_person(Work.c.person_id)).order_by(Work.c.id.desc())
    if state is not None:
        statement = statement.where(Work.c.state == state)
    if before is not None:
        statement = statement.where(Work.c.id < before)
    return list_with_person(unit, Work, statement.limit(limit))


def retry_work(unit: Unit, *, work_id: int) -> Work:
    """Have work that failed tried once more, for who asks now. Raises Missing, Conflict."""
    c = Work.table.c
    statement = (
        unit.update(Work.table)
        .where(c.id == work_id, c.state == "failed")
        .values(
            state="waiting",
            due_at=func.now(),
            attempts=0,
            steps_done=0,
            steps_total=0,
            step="",
            error_code=None,
            error_detail=None,
            ended_at=None,
            person_id=unit.actor.person.id,
            credential=unit.actor.to_json(),
            others=[],
        )
        .returning(*(c[name] for name in Work.names))
    )
    try:
        with unit.connection.begin_nested():
            row = unit.connection.execute(statement).one_or_none()
    except IntegrityError as error:
        raise Conflict("work_waiting", "同样的任务已经在等待办理，不必重试。") from error
    if row is None:
        if unit.one_or_none(Work, Work.select().where(Work.c.id == work_id)) is None:
            raise Missing("work_missing", "没有这项后台任务，请核对编号。")
        raise Conflict("work_not_failed", "这项任务没有失败，不能重试。")
    unit.note("work.retried", f"work/{work_id}", {"kind": row.kind}, event=False)
    return Work.make(row)
