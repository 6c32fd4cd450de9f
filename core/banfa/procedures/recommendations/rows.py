"""A table of recommendations (推荐汇总表): drafted → submitted → received → checked; or sent back."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the row's annotations are read
from typing import Final

from sqlalchemy import Index

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
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.recommendations.actions import CHECK, MANAGE

CALLS: Final = {
    "listing": "试点企业名单",
    "subsidy": "奖补资金申报",
    "admission": "服务商遴选",
    "other": "其他通知",
}
"""What a district was asked to recommend for."""
RETURNED: Final = "returned"
STATES: Final = {
    "drafted": "待报送",
    "submitted": "已报送，待接收",
    "received": "已接收，待复核",
    "checked": "已复核",
    RETURNED: "已退回",
    "withdrawn": "不再报送",
}
WITH_DISTRICT: Final = ("drafted", RETURNED)
AT_BUREAU: Final = ("submitted", "received")
FROM_DISTRICT: Final = ("drafted_by", "revised_by", "submitted_by")
"""Who has had a hand in a table before it came to the bureau, an officer for the district too."""
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "编制推荐汇总表", (), "drafted", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("revise", "修改推荐汇总表", WITH_DISTRICT, "drafted", MANAGE, origin=BY_OFFICE),
    Step("submit", "报送推荐汇总表", ("drafted",), "submitted", MANAGE, "return", origin=BY_OFFICE),
    Step("receive", "接收推荐汇总表", ("submitted",), "received", CHECK, "return", not_by=FROM_DISTRICT,
         origin=BY_OFFICE),
    Step("check", "复核推荐汇总表", ("received",), "checked", CHECK, not_by=(*FROM_DISTRICT, "received_by"),
         origin=BY_OFFICE),
    Step("return", "退回推荐汇总表", AT_BUREAU, RETURNED, CHECK, origin=BY_OFFICE),
    Step("withdraw", "不再报送", WITH_DISTRICT, "withdrawn", MANAGE, origin=BY_OFFICE),
)
# fmt: on


Line = dict[str, str]
"""One that is recommended, as registered: `name`, `uscc`, `district`, `industry`, `opinion`, `remark`.

`uscc` and `industry` are empty where it had none."""


class Recommendation(
    TenantRow,
    table="recommendation",
    refers={"drafted_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("call", CALLS),
        Index("ix_recommendation_district", "tenant_id", "district", "id"),
    ),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A table of one `district` for the notice `title`: its `lines` are frozen once it is submitted.

    `as_of` is the day up to which it goes, `maker` and `reviewer` who made and reviewed it at the district;
    `reason` why it was sent back or withdrawn; `revised_by` is who has written it anew last.
    """

    id: int
    district: str = text_column()
    call: str = text_column()
    title: str = text_column()
    document_no: str | None = text_column()
    as_of: date = date_column()
    maker: str = text_column()
    reviewer: str = text_column()
    lines: list[Line] = json_column(list[Line])
    revised_by: int | None = bigint_column()
    submitted_by: int | None = bigint_column()
    submitted_at: datetime | None = instant_column()
    received_by: int | None = bigint_column()
    received_at: datetime | None = instant_column()
    returned_at: datetime | None = instant_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()


RECOMMENDATIONS: Final = Machine(
    Recommendation,
    zh="推荐汇总表",
    missing="recommendation_missing",
    changed="recommendation_changed",
    states=STATES,
    steps=STEPS,
    persons={"drafted_by": "编制", "revised_by": "修改", "submitted_by": "报送", "received_by": "接收"},
)
