"""Documents of funds (资金文件) with their totals, and what of them is made available to a claim (下达)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index
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
from banfa.procedures.cases.steps import BY_LAW
from banfa.procedures.subsidies.correcting import STATES, make_correctable
from banfa.procedures.subsidies.papers import LEVELS

if TYPE_CHECKING:
    from datetime import date, datetime


class Fund(
    TenantRow,
    table="subsidy_fund",
    refers={"entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("level", LEVELS),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index(
            "uq_subsidy_fund_document",
            "tenant_id",
            "fund_no",
            "level",
            unique=True,
            postgresql_where=sql("state NOT IN ('returned', 'voided')"),
        ),
    ),
    bound=Bound(state=True),
):
    """A document of funds: its number, whose budget, how much in 分 for all claims together."""

    id: int
    fund_no: str = text_column()
    level: str = text_column()
    issuer: str = text_column()
    fund_on: date = date_column()
    amount: int = bigint_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


FUNDS: Final = make_correctable(Fund, zh="资金文件", name="subsidy_fund", origin=BY_LAW)


class Allocation(
    TenantRow,
    table="subsidy_allocation",
    refers={
        "subsidy_claim_id": "subsidy_claim",
        "subsidy_fund_id": "subsidy_fund",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_subsidy_allocation_claim", "tenant_id", "subsidy_claim_id"),
        Index("ix_subsidy_allocation_fund", "tenant_id", "subsidy_fund_id"),
    ),
    bound=Bound(state=True),
):
    """What a document of funds makes available to a claim, in 分."""

    id: int
    subsidy_claim_id: int
    subsidy_fund_id: int
    provider_id: int
    amount: int = bigint_column()
    correction: dict[str, Any] | None = json_column(dict[str, Any])
    corrected_by: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


ALLOCATIONS: Final = make_correctable(Allocation, zh="资金下达", name="subsidy_allocation", origin=BY_LAW)
