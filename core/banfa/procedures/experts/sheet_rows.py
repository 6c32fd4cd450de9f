"""Score sheets (评分表) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.experts.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

STATES: Final = {"entered": "待复核", "checked": "已复核", "returned": "已退回", "struck": "因回避作废"}
STANDING: Final = ("entered", "checked")
"""States in which a sheet stands."""
# fmt: off
STEPS: Final = tabulate(
    Step("enter", "登记评分表", (), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核评分表", ("entered",), "checked", CHECK, "return", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("return", "退回评分表登记", STANDING, "returned", CHECK, not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("strike", "因评分人回避作废", STANDING, "struck", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class ScoreSheet(
    TenantRow,
    table="score_sheet",
    refers={
        "panel_id": "expert_panel",
        "member_id": "panel_member",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_score_sheet_party",
            "tenant_id",
            "member_id",
            "provider_id",
            "enterprise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state IN ('entered', 'checked')"),
        ),
        Index("ix_score_sheet_panel", "tenant_id", "panel_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("signer", "remark"),
):
    """A signed sheet. `total` is the sum of its points, in points, exact as written."""

    id: int
    panel_id: int
    member_id: int
    signer: str = text_column()
    provider_id: int
    enterprise_id: int | None = bigint_column()
    scored_on: date = date_column()
    scores: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    total: str = text_column()
    remark: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SHEETS: Final = Machine(
    ScoreSheet,
    zh="评分表",
    missing="score_sheet_missing",
    changed="score_sheet_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记评分表"},
)
