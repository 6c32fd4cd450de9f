"""The panel's opinions (评审组意见) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.experts.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

STATES: Final = {
    "entered": "待复核",
    "checked": "已复核",
    "returned": "已退回",
    "adopted": "已采用并记入台账",
    "left_out": "不采用",
    "void": "因回避作废，待重新出具",
    "withdrawn": "已撤回采用，待重新出具",
}
OPEN: Final = ("entered", "checked")
"""States in which nothing has come of an opinion yet."""
# fmt: off
STEPS: Final = tabulate(
    Step("enter", "登记评审组意见", (), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核评审组意见", ("entered",), "checked", CHECK, "leave_out", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("return", "退回评审组意见", ("entered",), "returned", CHECK, not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("adopt", "采用", ("checked",), "adopted", MANAGE, "withdraw", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("leave_out", "不采用", ("checked", "void", "withdrawn"), "left_out", MANAGE,
         not_by=("entered_by",), origin=BY_OFFICE),
    Step("void", "因回避作废", OPEN, "void", MANAGE, origin=BY_OFFICE),
    Step("withdraw", "撤回采用", ("adopted",), "withdrawn", MANAGE, not_by=("adopted_by",),
         origin=BY_OFFICE),
)
# fmt: on


class Opinion(
    TenantRow,
    table="panel_opinion",
    refers={
        "panel_id": "expert_panel",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "contract_id": "contract",
        "entered_by": "person",
        "adopted_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_panel_opinion_party",
            "tenant_id",
            "panel_id",
            "provider_id",
            "enterprise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state IN ('entered', 'checked', 'adopted')"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("opinion", "reason"),
):
    """What the panel says of a provider. `score`: the whole points it has agreed on, of a hundred.

    `passes`: what it comes to, of an admission or an acceptance. `recorded`: how many entries the ledger has
    had from it.
    """

    id: int
    panel_id: int
    provider_id: int
    enterprise_id: int | None = bigint_column()
    given_on: date = date_column()
    opinion: str = text_column()
    passes: bool | None = boolean_column()
    score: int | None = integer_column()
    contract_id: int | None = bigint_column()
    topic: str | None = text_column()
    recorded: int | None = integer_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()
    adopted_by: int | None = bigint_column()
    adopted_at: datetime | None = instant_column()


OPINIONS: Final = Machine(
    Opinion,
    zh="评审组意见",
    missing="opinion_missing",
    changed="opinion_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记评审组意见", "adopted_by": "采用评审组意见"},
)
