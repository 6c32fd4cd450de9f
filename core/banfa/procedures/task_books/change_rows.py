"""A change of a two-party paper, by another of its own with its day; the text before it stays as it was."""

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
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.task_books.actions import CHECK, MANAGE


class TaskBookChange(
    TenantRow,
    table="task_book_change",
    refers={"task_book_id": "task_book", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        Index("ix_task_book_change_of", "tenant_id", "task_book_id"),
    ),
    bound=Bound(state=True),
    erasable=("content",),
):
    """What both parties have changed from `effective_on`: all targets as they then are, the last day.

    None leaves targets or the last day as they were.
    """

    id: int
    task_book_id: int
    provider_id: int
    number: str | None = text_column()
    signed_on: date = date_column()
    effective_on: date = date_column()
    content: str = text_column()
    targets: list[dict[str, Any]] | None = json_column(list[dict[str, Any]] | None)
    until_on: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


CHANGES: Final = make_entered(
    TaskBookChange,
    zh="任务书变更",
    name="task_book_change",
    origin=BY_OFFICE,
    manage=MANAGE,
    check=CHECK,
)
