"""What is shown (公示、公布、通报) as rows, and their steps."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime


BEFORE, AFTER, CIRCULAR, OPEN_CIRCULAR = "before", "after", "circular", "open_circular"
FORMS: Final = {
    BEFORE: "公示（决定之前）",
    AFTER: "公布",
    CIRCULAR: "通报（送有关单位）",
    OPEN_CIRCULAR: "公开通报",
}
DAY_UNITS: Final = {"日": "自然日", "个工作日": "工作日"}
"""In what the days on the notice board are counted, as `banfa.law.quantity.duration` reads it."""
STATES: Final = {
    "drafted": "待公开审查",
    "reviewed": "已审查，待交发布",
    "handed": "已交发布",
    "posted": "已发布",
    "down": "已撤下",
    "withdrawn": "不予发布",
}
TO_SHOW: Final = ("drafted", "reviewed", "handed")
"""In these it is still to be shown, or not to be."""
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "拟发布", (), "drafted", MANAGE, "withdraw", origin=BY_TEXT),
    Step("review", "公开审查通过", ("drafted",), "reviewed", CHECK, "withdraw", origin=BY_LAW,
         not_by=("drafted_by",)),
    Step("hand_over", "交本局网站发布", ("reviewed",), "handed", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("post", "登记已发布", ("handed",), "posted", MANAGE, "take_down", origin=BY_TEXT),
    Step("show", "发布到信息公示栏", ("reviewed", "handed"), "posted", MANAGE, "take_down", origin=BY_TEXT),
    Step("take_down", "撤下", ("posted",), "down", MANAGE, origin=BY_LAW),
    Step("withdraw", "不予发布", TO_SHOW, "withdrawn", MANAGE, origin=BY_LAW),
)
# fmt: on


class Publication(
    TenantRow,
    table="publication",
    refers={"case_id": "case_file", "remedy_id": "remedy", "drafted_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("form", FORMS),
        one_of("day_unit", DAY_UNITS),
        CheckConstraint("NOT on_board OR num_nulls(days, day_unit, until, posted_on) = 0", name="board_days"),
        CheckConstraint("until >= posted_on", name="days_in_order"),
        Index("ix_publication_remedy", "tenant_id", "remedy_id"),
        Index("ix_publication_case", "tenant_id", "case_id"),
    ),
    bound=Bound(state=True),
    erasable=("title", "wording"),
):
    """What is shown of a remedy, and where, by the provision `cite`; `until` is the last day of a 公示.

    `on_board`: on the notice board of ours (`banfa.procedures.cases.board`), for so many `days`.
    """

    id: int
    case_id: int
    remedy_id: int
    form: str = text_column()
    cite: str = text_column()
    title: str | None = text_column()
    wording: str = text_column()
    addressees: list[str] = array_column(Text)
    on_board: bool = boolean_column(default="false")
    days: int | None = integer_column()
    day_unit: str | None = text_column()
    until: date | None = date_column()
    address: str | None = text_column()
    posted_on: date | None = date_column()
    down_on: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()


PUBLICATIONS: Final = Machine(
    Publication,
    zh="发布事项",
    missing="publication_missing",
    changed="publication_changed",
    states=STATES,
    steps=STEPS,
    persons={"drafted_by": "拟发布"},
)
