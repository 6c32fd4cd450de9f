"""Objections to what is shown (对公示的异议) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

OUTCOMES: Final = {"adopted": "采纳", "partly": "部分采纳", "rejected": "不采纳"}
ADOPTED: Final = ("adopted", "partly")
OBJECTED_TO: Final = ("posted", "down")
"""States of what is shown in which objections to it come in."""
STATES: Final = {"received": "待答复", "answered": "已答复", "withdrawn": "已撤回"}
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "收到异议", (), "received", MANAGE, "withdraw", origin=BY_LAW),
    Step("answer", "答复异议", ("received",), "answered", CHECK, origin=BY_LAW, not_by=("received_by",)),
    Step("withdraw", "异议人撤回", ("received",), "withdrawn", MANAGE, origin=BY_LAW),
)
# fmt: on


class PublicationObjection(
    TenantRow,
    table="publication_objection",
    refers={"case_id": "case_file", "publication_id": "publication", "received_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("outcome", OUTCOMES),
        Index("ix_publication_objection_publication", "tenant_id", "publication_id"),
        Index("ix_publication_objection_case", "tenant_id", "case_id"),
    ),
    bound=Bound(state=True),
    erasable=("objector", "words", "reply"),
):
    """An objection to what is shown. `due_on` is the last day for its answer, by the bureau's own days."""

    id: int
    case_id: int
    publication_id: int
    objector: str = text_column()
    received_on: date = date_column()
    due_on: date = date_column()
    words: str = text_column()
    outcome: str | None = text_column()
    reply: str | None = text_column()
    answered_on: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    received_by: int
    received_at: datetime = instant_column()


OBJECTIONS: Final = Machine(
    PublicationObjection,
    zh="异议",
    missing="publication_objection_missing",
    changed="publication_objection_changed",
    states=STATES,
    steps=STEPS,
    persons={"received_by": "登记异议"},
)
