"""Incoming papers (收文) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index
from sqlalchemy import text as sql

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

if TYPE_CHECKING:
    from datetime import date, datetime

READ: Final = "incoming.read"
MANAGE: Final = "incoming.manage"
CHECK: Final = "incoming.check"
"""Actions: reading incoming papers and matters assigned, handling them, checking what another reports."""

KINDS: Final = {
    "notice": "通知",
    "letter": "函",
    "request": "请示、报告",
    "reply": "批复、复函",
    "supervision": "督办件",
    "proposal": "人大建议、政协提案",
    "minutes": "会议纪要",
    "other": "其他",
}
STATES: Final = {"received": "已收文，待分办", "assigned": "承办中", "done": "已办结"}
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "收文登记", (), "received", MANAGE, origin=BY_OFFICE),
    Step("assign", "分办", ("received",), "assigned", MANAGE, origin=BY_OFFICE),
    Step("reassign", "改派承办人", ("assigned",), "assigned", MANAGE, origin=BY_OFFICE),
    Step("finish", "登记办结", ("received", "assigned"), "done", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class Incoming(
    TenantRow,
    table="incoming_paper",
    refers={"received_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        Index("uq_incoming_paper_number", "tenant_id", "number", unique=True),
        Index(
            "uq_incoming_paper_foreign_no",
            *("tenant_id", "sender", "foreign_no"),
            unique=True,
            postgresql_where=sql("foreign_no IS NOT NULL"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("title", "words"),
):
    """An incoming paper. `number` is ours (收文号), `foreign_no` the sender's, `reply_no` our reply's."""

    id: int
    number: str = text_column()
    sender: str = text_column()
    foreign_no: str | None = text_column()
    title: str = text_column()
    kind: str = text_column()
    received_on: date = date_column()
    due_on: date | None = date_column()
    letter_id: int | None = bigint_column()
    proceeding_id: int | None = bigint_column()
    handler_id: int | None = bigint_column()
    done_on: date | None = date_column()
    words: str | None = text_column()
    reply_no: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    received_by: int
    received_at: datetime = instant_column()


INCOMING: Final = Machine(
    Incoming,
    zh="收文",
    missing="incoming_paper_missing",
    changed="incoming_paper_changed",
    states=STATES,
    steps=STEPS,
)
