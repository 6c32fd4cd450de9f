"""What a sheet differs in: open → adopted or kept; or verifying (退回核实), then one of them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.confirmations.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_DIFFERENCE: Final = {
    "open": "待处理",
    "verifying": "退回核实",
    "adopted": "采新",
    "kept": "保原",
}
UNDECIDED: Final = ("open", "verifying")
# fmt: off
STEPS_OF_DIFFERENCE: Final = tabulate(
    Step("note", "登记差异", (), "open", CHECK, origin=BY_OFFICE),
    Step("send_back", "退回核实", ("open",), "verifying", MANAGE, "keep", origin=BY_OFFICE),
    Step("adopt", "采新", ("open", "verifying"), "adopted", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("keep", "保原", ("open", "verifying"), "kept", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
)
# fmt: on


class ConfirmationDifference(
    TenantRow,
    table="confirmation_difference",
    refers={
        "confirmation_sheet_id": "confirmation_sheet",
        "confirmation_id": "confirmation",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_DIFFERENCE),
        Index("ix_confirmation_difference_of", "tenant_id", "confirmation_id"),
        Index("ix_confirmation_difference_sheet", "tenant_id", "confirmation_sheet_id"),
    ),
    bound=Bound(state=True),
    erasable=("reason", "basis"),
):
    """A difference: what the ledger `counted`, what the provider has `stated`, and what was decided.

    `counted_after`: what the ledger said of it when the new value was adopted.
    """

    id: int
    confirmation_sheet_id: int
    confirmation_id: int
    provider_id: int
    fact: str = text_column()
    name: str = text_column()
    counted: str = text_column()
    stated: str = text_column()
    reason: str = text_column()
    counted_after: str | None = text_column()
    basis: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


DIFFERENCES: Final = Machine(
    ConfirmationDifference,
    zh="核对差异",
    missing="confirmation_difference_missing",
    changed="confirmation_difference_changed",
    states=STATES_OF_DIFFERENCE,
    steps=STEPS_OF_DIFFERENCE,
    persons={"entered_by": "登记答复"},
)
