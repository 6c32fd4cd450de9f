"""Payments, recoveries and what was paid back, as rows: each entered from a paper and checked by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Index

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
from banfa.procedures.cases.entered import STATES as ENTERED
from banfa.procedures.cases.entered import make_entered
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.papers import CHECK, LEVELS, MANAGE

if TYPE_CHECKING:
    from datetime import date, datetime

PARTS: Final = {"advance": "预拨", "final": "清算", "whole": "一次性"}
OF: Final = {"subsidy_claim_id": "subsidy_claim", "provider_id": "provider", "entered_by": "person"}


class Payment(
    TenantRow,
    table="subsidy_payment",
    refers=OF,
    constraints=(
        one_of("state", ENTERED),
        one_of("part", PARTS),
        one_of("level", LEVELS),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_payment_claim", "tenant_id", "subsidy_claim_id"),
    ),
    bound=Bound(state=True),
):
    """Money paid for a claim, in 分, by a document of funds; `payee` by name alone."""

    id: int
    subsidy_claim_id: int
    provider_id: int
    part: str = text_column()
    fund_no: str = text_column()
    level: str = text_column()
    payee: str = text_column()
    paid_on: date = date_column()
    voucher: str = text_column()
    amount: int = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


PAYMENTS: Final = make_entered(
    Payment, zh="拨付", name="subsidy_payment", origin=BY_LAW, manage=MANAGE, check=CHECK
)

STATES: Final = {**ENTERED, "checked": "应追回", "reminded": "已催缴"}
# fmt: off
STEPS: Final = tabulate(
    Step("enter", "登记追回", (), "entered", MANAGE, "return", origin=BY_LAW),
    Step("check", "复核追回", ("entered",), "checked", CHECK, not_by=("entered_by",), origin=BY_LAW),
    Step("return", "退回追回登记", ("entered",), "returned", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("remind", "登记催缴", ("checked", "reminded"), "reminded", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class Recovery(
    TenantRow,
    table="subsidy_recovery",
    refers=OF,
    constraints=(
        one_of("state", STATES),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_recovery_claim", "tenant_id", "subsidy_claim_id"),
    ),
    bound=Bound(state=True),
    erasable=("reason", "reminder"),
):
    """What is to be paid back for a claim, in 分, by a decision; `decision_id` where the ledger has it."""

    id: int
    subsidy_claim_id: int
    provider_id: int
    decision_no: str = text_column()
    decision_id: int | None = bigint_column()
    decided_on: date = date_column()
    payer: str = text_column()
    reason: str = text_column()
    amount: int = bigint_column()
    due_on: date | None = date_column()
    reminded_on: date | None = date_column()
    reminder: str | None = text_column()
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
    persons={"entered_by": "登记追回"},
)
DUE: Final = ("checked", "reminded")
"""States of a recovery that another person has checked."""


class Receipt(
    TenantRow,
    table="subsidy_receipt",
    refers={"subsidy_recovery_id": "subsidy_recovery", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", ENTERED),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_receipt_recovery", "tenant_id", "subsidy_recovery_id"),
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
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


RECEIPTS: Final = make_entered(
    Receipt, zh="缴回", name="subsidy_receipt", origin=BY_LAW, manage=MANAGE, check=CHECK
)
