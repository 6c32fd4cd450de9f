"""A provider's filing under a call (材料报送): waiting → received → complete, or returned to be completed."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Index, text

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
from banfa.procedures.filings.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_FILING: Final = {
    "listed": "拟列入",
    "waiting": "待报送",
    "received": "已收到，待审核",
    "returned": "已退回补正",
    "complete": "已报齐",
    "incomplete": "未补齐",
    "exempt": "免报",
    "withdrawn": "通知已撤回",
    "left_out": "不列入",
}
OPEN: Final = ("waiting", "received", "returned")
"""States in which a filing is still to be dealt with."""
BY_ANOTHER: Final = ("received_by",)
# fmt: off
STEPS_OF_FILING: Final = tabulate(
    Step("list", "列入报送通知", (), "listed", MANAGE, "leave_out", origin=BY_OFFICE),
    Step("leave_out", "不列入", ("listed",), "left_out", MANAGE, origin=BY_OFFICE),
    Step("call", "印发报送通知", ("listed",), "waiting", CHECK, origin=BY_OFFICE),
    Step("receive", "登记收到", ("waiting",), "received", MANAGE, "return", origin=BY_OFFICE),
    Step("receive_again", "登记收到补正材料", ("returned",), "received", MANAGE, "return", origin=BY_OFFICE),
    Step("complete", "审核报齐", ("received",), "complete", CHECK, not_by=BY_ANOTHER, origin=BY_OFFICE),
    Step("return", "退回补正", ("received",), "returned", CHECK, not_by=BY_ANOTHER, origin=BY_OFFICE),
    Step("give_up", "登记未补齐", ("returned",), "incomplete", CHECK, origin=BY_OFFICE),
    Step("remind", "提醒", ("waiting",), "waiting", MANAGE, origin=BY_OFFICE),
    Step("remind_returned", "提醒补正", ("returned",), "returned", MANAGE, origin=BY_OFFICE),
    Step("extend", "延期", ("waiting",), "waiting", CHECK, origin=BY_OFFICE),
    Step("exempt", "免报", ("waiting", "returned"), "exempt", CHECK, origin=BY_OFFICE),
    Step("withdraw", "撤回报送通知", OPEN, "withdrawn", CHECK, origin=BY_OFFICE),
)
# fmt: on


class MaterialFiling(
    TenantRow,
    table="material_filing",
    refers={
        "filing_call_id": "filing_call",
        "provider_id": "provider",
        "received_by": "person",
        "reminded_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_FILING),
        Index(
            "ux_material_filing_of",
            "tenant_id",
            "filing_call_id",
            "provider_id",
            unique=True,
            postgresql_where=text("state <> 'left_out'"),
        ),
        Index("ix_material_filing_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("deficiency", "channel", "remarks"),
):
    """What a provider files under a call.

    `handed_on` is the day on which it was first handed in or posted, which is what its last day `due_on` is
    held against; `received_on` the day on which it last arrived. `deficiency` is what it is to be completed
    in, by `complete_by`. `remarks` says why it was extended, exempted or given up.
    """

    id: int
    filing_call_id: int
    provider_id: int
    due_on: date | None = date_column()
    handed_on: date | None = date_column()
    received_on: date | None = date_column()
    received_by: int | None = bigint_column()
    returned_at: datetime | None = instant_column()
    deficiency: str | None = text_column()
    complete_by: date | None = date_column()
    reminded_on: date | None = date_column()
    channel: str | None = text_column()
    reminded_by: int | None = bigint_column()
    remarks: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")


FILINGS: Final = Machine(
    MaterialFiling,
    zh="材料报送",
    missing="material_filing_missing",
    changed="material_filing_changed",
    states=STATES_OF_FILING,
    steps=STEPS_OF_FILING,
    persons={"received_by": "登记收到"},
)
