"""A provider's sheet (核对单): open → entered → answered; or unanswered, which a late answer still leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.confirmations.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_SHEET: Final = {
    "open": "待答复",
    "entered": "答复待复核",
    "answered": "已答复",
    "unanswered": "未回复",
}
UNSETTLED: Final = ("open", "entered")
# fmt: off
STEPS_OF_SHEET: Final = tabulate(
    Step("make", "形成核对单", (), "open", MANAGE, origin=BY_OFFICE),
    Step("enter", "登记答复", ("open", "unanswered"), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核答复", ("entered",), "answered", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("return", "退回答复登记", ("entered",), "open", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("record_silence", "登记未回复", ("open",), "unanswered", MANAGE, "enter", origin=BY_OFFICE),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Count:
    """A count on a sheet: the fact's key, its name, what reports it rests on, its value in words."""

    fact: str
    name: str
    reports: str
    value: str


@dataclass(frozen=True, slots=True)
class StatedCount:
    """What a provider states instead of a count, named as on the sheet, and why."""

    name: str
    stated: str
    reason: str


class ConfirmationSheet(
    TenantRow,
    table="confirmation_sheet",
    refers={"confirmation_id": "confirmation", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES_OF_SHEET),
        UniqueConstraint("tenant_id", "confirmation_id", "provider_id"),
        Index("ix_confirmation_sheet_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("signer", "differences", "opinion"),
):
    """A provider's sheet. `counts`: what the ledger says of it, raw, without points; what it answered."""

    id: int
    confirmation_id: int
    provider_id: int
    counts: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    answered_on: date | None = date_column()
    agrees: bool | None = boolean_column()
    signer: str | None = text_column()
    differences: list[dict[str, Any]] | None = json_column(list[dict[str, Any]] | None)
    opinion: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int | None = bigint_column()
    entered_at: datetime | None = instant_column()

    @property
    def counted(self) -> list[Count]:
        """What the ledger says, as rows."""
        return [Count(**values) for values in self.counts]

    @property
    def stated(self) -> list[StatedCount]:
        """What the provider states instead, as rows."""
        return [StatedCount(**values) for values in self.differences or ()]


SHEETS: Final = Machine(
    ConfirmationSheet,
    zh="核对单",
    missing="confirmation_sheet_missing",
    changed="confirmation_sheet_changed",
    states=STATES_OF_SHEET,
    steps=STEPS_OF_SHEET,
    persons={"entered_by": "登记答复"},
)
