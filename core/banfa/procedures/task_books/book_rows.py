"""A two-party paper (任务书、协议): entered by one, checked by another, in force until a person ends it."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.task_books.actions import CHECK, MANAGE

KINDS: Final = {"task_book": "任务书", "agreement": "协议、其他双方文书"}
ENDS: Final = {"completed": "完成", "dissolved": "解除", "expired": "到期"}
STATES: Final = {"entered": "待复核", "in_force": "履行中", "returned": "已退回", "ended": "已终结"}
# fmt: off
STEPS: Final = tabulate(
    Step("enter", "登记任务书", (), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核任务书", ("entered",), "in_force", CHECK, "end", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("return", "退回任务书登记", ("entered",), "returned", CHECK, not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("end", "登记终结", ("in_force",), "ended", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
)
# fmt: on


class TaskBook(
    TenantRow,
    table="task_book",
    refers={"provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        Index("ix_task_book_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("signer", "ended_why"),
):
    """A paper that the bureau (`party`) and a provider have signed, as it was signed.

    `cite` is the provision of `edition` by which a provider of this `category` signs one; None where no text
    orders it, and the bureau keeps it by its own rules.
    """

    id: int
    provider_id: int
    kind: str = text_column()
    category: str | None = text_column()
    title: str = text_column()
    number: str | None = text_column()
    party: str = text_column()
    signer: str | None = text_column()
    signed_on: date = date_column()
    from_on: date = date_column()
    until_on: date = date_column()
    targets: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    edition: str = text_column()
    cite: str | None = text_column()
    ended_on: date | None = date_column()
    ended_how: str | None = text_column()
    ended_why: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


TASK_BOOKS: Final = Machine(
    TaskBook,
    zh="任务书",
    missing="task_book_missing",
    changed="task_book_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记任务书"},
)
