"""A round's data confirmation (数据核对): prepared → sent → finished, or dropped."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Index, text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.confirmations.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES: Final = {
    "prepared": "待发出",
    "sent": "核对中",
    "finished": "已办结",
    "dropped": "不再核对",
}
RUNNING: Final = ("prepared", "sent")
# fmt: off
STEPS: Final = tabulate(
    Step("prepare", "形成核对单", (), "prepared", MANAGE, "drop", origin=BY_OFFICE),
    Step("send", "发出核对单", ("prepared",), "sent", MANAGE, "drop", origin=BY_OFFICE),
    Step("record_silence", "登记未回复", ("sent",), "sent", MANAGE, origin=BY_OFFICE),
    Step("finish", "核对办结", ("sent",), "finished", CHECK, not_by=("prepared_by",), origin=BY_OFFICE),
    Step("drop", "不再核对", ("prepared", "sent"), "dropped", CHECK, origin=BY_OFFICE),
)
# fmt: on


class Confirmation(
    TenantRow,
    table="confirmation",
    refers={"round_id": "evaluation_round", "prepared_by": "person"},
    constraints=(
        one_of("state", STATES),
        Index(
            "ux_confirmation_running",
            "tenant_id",
            "round_id",
            unique=True,
            postgresql_where=text("state IN ('prepared', 'sent')"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A confirmation of a round's data, `as_known_at` a moment.

    `due_on`: the last day for answers, `due_day_unsure` while holidays still to come may move it. `moved`:
    how many providers' counts were others at its end than on their sheets, and no difference says why.
    """

    id: int
    round_id: int
    as_known_at: datetime = instant_column()
    providers: int = integer_column()
    letter_no: str | None = text_column()
    sent_on: date | None = date_column()
    manner: str | None = text_column()
    due_on: date | None = date_column()
    due_day_unsure: bool = boolean_column(default="false")
    moved: int | None = integer_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    prepared_by: int
    prepared_at: datetime = instant_column()


CONFIRMATIONS: Final = Machine(
    Confirmation,
    zh="数据核对",
    missing="confirmation_missing",
    changed="confirmation_changed",
    states=STATES,
    steps=STEPS,
    persons={"prepared_by": "形成核对单"},
)
