"""Payments, recoveries and what was paid back, as rows: each entered from a paper and checked by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index

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
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.correcting import COUNTED, make_correctable, tabulate_corrections
from banfa.procedures.subsidies.correcting import STATES as CORRECTABLE
from banfa.procedures.subsidies.papers import CHECK, MANAGE

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["COUNTED", "DUE", "PAYMENTS", "RECEIPTS", "RECOVERIES", "Payment", "Receipt", "Recovery"]

DECIDERS: Final = {"own": "本局", "finance": "财政部门", "other": "其他机关"}
"""Whose a decision on recovery is; the bureau's own comes from a case where the measure has a clause."""
PARTS: Final = {"advance": "预拨", "final": "清算", "whole": "一次性"}


class Payment(
    TenantRow,
    table="subsidy_payment",
    refers={
        "subsidy_claim_id": "subsidy_claim",
        "subsidy_allocation_id": "subsidy_allocation",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", CORRECTABLE),
        one_of("part", PARTS),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_payment_claim", "tenant_id", "subsidy_claim_id"),
        Index("ix_subsidy_payment_voucher", "tenant_id", "voucher"),
    ),
    bound=Bound(state=True),
):
    """Money paid for a claim, in 分, out of what was made available to it; `payee` by name alone."""

    id: int
    subsidy_claim_id: int
    subsidy_allocation_id: int
    provider_id: int
    part: str = text_column()
    payee: str = text_column()
    paid_on: date = date_column()
    voucher: str = text_column()
    amount: int = bigint_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


PAYMENTS: Final = make_correctable(Payment, zh="拨付", name="subsidy_payment", origin=BY_LAW)

STATES: Final = {**CORRECTABLE, "checked": "应追回", "reminded": "已催缴", "paid_back": "已缴清"}
# fmt: off
STEPS: Final = {
    **tabulate(
        Step("enter", "登记追回", (), "entered", MANAGE, "return", origin=BY_LAW),
        Step("check", "复核追回", ("entered",), "checked", CHECK, not_by=("entered_by",), origin=BY_LAW),
        Step("return", "退回追回登记", ("entered",), "returned", CHECK, not_by=("entered_by",),
             origin=BY_OFFICE),
        Step("remind", "登记催缴", ("checked", "reminded"), "reminded", MANAGE, origin=BY_OFFICE),
        Step("pay_off", "缴清", ("checked", "reminded"), "paid_back", CHECK, "reopen", origin=BY_OFFICE),
        Step("reopen", "更正后尚未缴清", ("paid_back",), "checked", CHECK, "pay_off", origin=BY_OFFICE),
    ),
    **tabulate_corrections("追回", leaves=("checked", "reminded", "paid_back")),
}
# fmt: on


class Recovery(
    TenantRow,
    table="subsidy_recovery",
    refers={"subsidy_claim_id": "subsidy_claim", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("decider", DECIDERS),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_recovery_claim", "tenant_id", "subsidy_claim_id"),
    ),
    bound=Bound(state=True),
    erasable=("reason", "reminder", "heard", "correction"),
):
    """What is to be paid back for a claim, in 分, by a decision that was served.

    One of a case of ours is the ledger's (`decision_id`). Of any other it is noted who decided (`decider`, by
    name `authority`) in which matter (`case_no`), when the payer was told before (`told_on`) and what it said
    (`heard`), the numbers of the legal review and of the meeting. `due_on` is `days` days after service.
    """

    id: int
    subsidy_claim_id: int
    provider_id: int
    decision_id: int | None = bigint_column()
    decider: str | None = text_column()
    authority: str = text_column()
    case_no: str | None = text_column()
    told_on: date | None = date_column()
    stated_on: date | None = date_column()
    heard: str | None = text_column()
    review_no: str | None = text_column()
    minutes_no: str | None = text_column()
    decision_no: str = text_column()
    decided_on: date = date_column()
    served_on: date = date_column()
    payer: str = text_column()
    reason: str = text_column()
    amount: int = bigint_column()
    days: int = integer_column()
    due_on: date = date_column()
    reminded_on: date | None = date_column()
    reminder: str | None = text_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


RECOVERIES: Final = Machine(
    Recovery,
    zh="追回",
    missing="subsidy_recovery_missing",
    changed="subsidy_recovery_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记追回", "corrected_by": "提出更正追回"},
)
OPEN: Final = ("checked", "reminded")
"""States of a recovery of which money is still to come."""
DUE: Final = (*OPEN, "paid_back", "correcting")
"""States of a recovery that another person has checked."""


class Receipt(
    TenantRow,
    table="subsidy_receipt",
    refers={"subsidy_recovery_id": "subsidy_recovery", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", CORRECTABLE),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_receipt_recovery", "tenant_id", "subsidy_recovery_id"),
        Index("ix_subsidy_receipt_voucher", "tenant_id", "voucher"),
    ),
    bound=Bound(state=True),
):
    """Money that was paid back, in 分."""

    id: int
    subsidy_recovery_id: int
    provider_id: int
    paid_in_on: date = date_column()
    voucher: str = text_column()
    amount: int = bigint_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


RECEIPTS: Final = make_correctable(Receipt, zh="缴回", name="subsidy_receipt", origin=BY_LAW)
