"""How a piece of work stands, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Missing
from banfa.trust.work import work

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class WorkStatus:
    """One row of work. `state` is waiting, queued, running, done or failed.

    `step` says in Chinese what is being done, the `steps_done`-th of `steps_total`; while nothing is known of
    the steps the total is 0. `error_code` and `error_detail` are set once it has failed for good.
    """

    id: int
    kind: str
    state: str
    attempts: int
    steps_done: int
    steps_total: int
    step: str
    result: dict[str, Any] | None
    error_code: str | None
    error_detail: str | None
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.ended_at is not None


_TOLD: Final = [work.c[name] for name in WorkStatus.__dataclass_fields__]


def work_status(unit: Unit, work_id: int) -> WorkStatus:
    """Tell how one piece of the tenant's work stands. Raises Missing (`work_missing`)."""
    row = unit.connection.execute(unit.select(*_TOLD).where(work.c.id == work_id)).one_or_none()
    if row is None:
        raise Missing("work_missing", f"没有编号为{work_id}的任务。", work_id=work_id)
    return WorkStatus(**row._asdict())
