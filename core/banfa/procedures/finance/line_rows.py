"""A line of a reconciliation (对账行): what finance says, what the ledger has, and what was decided of it."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.finance.words import DIFFERENCES, KINDS_OF_LINE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.papers import CHECK, MANAGE

STATES_OF_LINE: Final = {
    "open": "待处理",
    "agreed": "一致",
    "taken_over": "已登记为拨付",
    "explained": "已说明",
    "lapsed": "差异已消除",
}
_DECISION: Final = ("reason", "matched_by", "decided_by", "decided_at")
# fmt: off
STEPS_OF_LINE: Final = tabulate(
    Step("enter", "录入对账行", (), "open", MANAGE, origin=BY_OFFICE),
    Step("agree", "核对一致", ("open", "agreed"), "agreed", MANAGE, "differ", origin=BY_OFFICE),
    Step("hold", "核对有差异", ("open",), "open", MANAGE, origin=BY_OFFICE),
    Step("differ", "核对不再一致", ("agreed",), "open", MANAGE, "agree", origin=BY_OFFICE),
    Step("lapse", "差异已消除", ("open",), "lapsed", MANAGE, origin=BY_OFFICE),
    Step("match", "指明对应", ("open",), "open", MANAGE, "undo", origin=BY_OFFICE),
    Step("take_over", "登记为拨付", ("open",), "taken_over", MANAGE, "undo", origin=BY_OFFICE),
    Step("explain", "说明差异", ("open",), "explained", MANAGE, "undo", origin=BY_OFFICE),
    Step("undo", "撤销处理", ("open", "agreed", "taken_over", "explained"), "open", CHECK, clears=_DECISION,
         origin=BY_OFFICE),
)
# fmt: on


class FinanceLine(
    TenantRow,
    table="finance_line",
    refers={
        "finance_sheet_id": "finance_sheet",
        "subsidy_payment_id": "subsidy_payment",
        "subsidy_receipt_id": "subsidy_receipt",
    },
    constraints=(
        one_of("state", STATES_OF_LINE),
        one_of("kind", KINDS_OF_LINE),
        one_of("difference", DIFFERENCES),
        CheckConstraint("(line IS NULL) = (amount IS NULL)", name="amount_of_line"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ux_finance_line_row", "tenant_id", "finance_sheet_id", "line", "kind", unique=True),
        Index("ix_finance_line_payment", "tenant_id", "subsidy_payment_id"),
    ),
    bound=Bound(state=True),
    erasable=("cells", "reason"),
):
    """What finance says of one payment, or of what came back, in 分; without a `line` only the ledger has it.

    `cells` is the row as it was written. `differs` names what is otherwise than in the ledger's payment (or
    receipt) to which the line belongs; where that is not clear, `…_ids` are those to which it may.
    `matched_by` has said by hand to which.
    """

    id: int
    finance_sheet_id: int
    kind: str = text_column()
    line: int | None = integer_column()
    cells: list[dict[str, str]] = json_column(list[dict[str, str]])
    payee: str | None = text_column()
    enterprise: str | None = text_column()
    number: str | None = text_column()
    fund_no: str | None = text_column()
    level: str | None = text_column()
    paid_on: date | None = date_column()
    voucher: str | None = text_column()
    amount: int | None = bigint_column()
    part: str | None = text_column()
    difference: str = text_column()
    differs: list[str] = array_column(Text)
    subsidy_payment_ids: list[int] = array_column(BigInteger)
    subsidy_receipt_ids: list[int] = array_column(BigInteger)
    subsidy_payment_id: int | None = bigint_column()
    subsidy_receipt_id: int | None = bigint_column()
    reason: str | None = text_column()
    matched_by: int | None = bigint_column()
    decided_by: int | None = bigint_column()
    decided_at: datetime | None = instant_column()
    state: str = text_column()
    version: int = integer_column(default="1")


LINES: Final = Machine(
    FinanceLine,
    zh="对账行",
    missing="finance_line_missing",
    changed="finance_line_changed",
    states=STATES_OF_LINE,
    steps=STEPS_OF_LINE,
)
