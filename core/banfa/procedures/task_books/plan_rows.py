"""A plan under a task book (工作计划): handed in, then stated done or not by an officer with the paper."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.task_books.actions import CHECK, MANAGE

KINDS_OF_PLAN: Final = {"annual": "年度推进计划", "monthly": "月度工作计划"}
STATES_OF_PLAN: Final = {
    "planned": "待说明完成情况",
    "done": "已完成",
    "not_done": "未完成",
}
BY_ANOTHER: Final = ("entered_by", "revised_by")
# fmt: off
STEPS_OF_PLAN: Final = tabulate(
    Step("enter", "登记计划", (), "planned", MANAGE, origin=BY_OFFICE),
    Step("revise", "登记修订的计划", ("planned",), "planned", MANAGE, origin=BY_OFFICE),
    Step("state_done", "认定完成", ("planned",), "done", CHECK, "reopen", not_by=BY_ANOTHER,
         origin=BY_OFFICE),
    Step("state_not_done", "认定未完成", ("planned",), "not_done", CHECK, "reopen",
         not_by=BY_ANOTHER, origin=BY_OFFICE),
    Step("reopen", "重新说明", ("done", "not_done"), "planned", CHECK, clears=("stated_on",),
         origin=BY_OFFICE),
)
# fmt: on


class TaskBookPlan(
    TenantRow,
    table="task_book_plan",
    refers={
        "task_book_id": "task_book",
        "provider_id": "provider",
        "entered_by": "person",
        "revised_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_PLAN),
        one_of("kind", KINDS_OF_PLAN),
        UniqueConstraint("tenant_id", "task_book_id", "kind", "period"),
    ),
    bound=Bound(state=True),
    erasable=("content", "outcome"),
):
    """A plan of a `period` (2026, 2026-04) that ends on `period_end`, and what came of it.

    `cite` is the provision that has it drawn up; None where no text orders it.
    """

    id: int
    task_book_id: int
    provider_id: int
    kind: str = text_column()
    period: str = text_column()
    period_end: date = date_column()
    content: str = text_column()
    cite: str | None = text_column()
    received_on: date = date_column()
    stated_on: date | None = date_column()
    outcome: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()
    revised_by: int | None = bigint_column()
    revised_at: datetime | None = instant_column()


PLANS: Final = Machine(
    TaskBookPlan,
    zh="工作计划",
    missing="task_book_plan_missing",
    changed="task_book_plan_changed",
    states=STATES_OF_PLAN,
    steps=STEPS_OF_PLAN,
    persons={"entered_by": "登记计划", "revised_by": "登记修订的计划"},
)
