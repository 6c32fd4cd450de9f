"""Calls back (回访) as rows, and their steps."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, Text
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_LAW

if TYPE_CHECKING:
    from datetime import datetime


CONFIRMED, UNREACHED = "confirmed", "unreached"
OUTCOMES: Final = {CONFIRMED: "企业确认不满意", "withdrawn": "企业撤回不满意", UNREACHED: "未能联系上"}


class Callback(
    TenantRow,
    table="callback",
    refers={"entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("outcome", OUTCOMES),
        Index(
            "uq_callback_survey",
            "tenant_id",
            "survey_id",
            unique=True,
            postgresql_where=sql(f"state <> 'returned' AND outcome <> '{UNREACHED}'"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("callers", "words"),
):
    """A call back about one 不满意; `callers` are the two who called. Who was not reached is called again."""

    id: int
    survey_id: int = bigint_column()
    called_on: date = date_column()
    callers: list[str] = array_column(Text)
    outcome: str = text_column()
    words: str = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


CALLBACKS: Final = make_entered(Callback, zh="回访", name="callback", origin=BY_LAW)
