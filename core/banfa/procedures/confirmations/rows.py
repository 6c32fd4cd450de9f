"""A round's data confirmation (数据核对), its sheets (核对单), one a provider, and what they differ in.

confirmation  prepared → sent → finished, or dropped
sheet         open → entered → answered; open → unanswered, which a late answer still leaves
difference    open → adopted or kept; or verifying (退回核实), then adopted or kept
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint, text

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

STATES: Final = {
    "prepared": "待发出",
    "sent": "核对中",
    "finished": "已办结",
    "dropped": "不再核对",
}
RUNNING: Final = ("prepared", "sent")
STATES_OF_SHEET: Final = {
    "open": "待答复",
    "entered": "答复待复核",
    "answered": "已答复",
    "unanswered": "未回复",
}
UNSETTLED: Final = ("open", "entered")
STATES_OF_DIFFERENCE: Final = {
    "open": "待处理",
    "verifying": "退回核实",
    "adopted": "采新",
    "kept": "保原",
}
UNDECIDED: Final = ("open", "verifying")
# fmt: off
STEPS: Final = tabulate(
    Step("prepare", "形成核对单", (), "prepared", MANAGE, "drop", origin=BY_OFFICE),
    Step("send", "发出核对单", ("prepared",), "sent", MANAGE, "drop", origin=BY_OFFICE),
    Step("record_silence", "登记未回复", ("sent",), "sent", MANAGE, origin=BY_OFFICE),
    Step("finish", "核对办结", ("sent",), "finished", CHECK, not_by=("prepared_by",), origin=BY_OFFICE),
    Step("drop", "不再核对", ("prepared", "sent"), "dropped", CHECK, origin=BY_OFFICE),
)
STEPS_OF_SHEET: Final = tabulate(
    Step("make", "形成核对单", (), "open", MANAGE, origin=BY_OFFICE),
    Step("enter", "登记答复", ("open", "unanswered"), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核答复", ("entered",), "answered", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("return", "退回答复登记", ("entered",), "open", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("record_silence", "登记未回复", ("open",), "unanswered", MANAGE, "enter", origin=BY_OFFICE),
)
STEPS_OF_DIFFERENCE: Final = tabulate(
    Step("note", "登记差异", (), "open", CHECK, origin=BY_OFFICE),
    Step("send_back", "退回核实", ("open",), "verifying", MANAGE, "keep", origin=BY_OFFICE),
    Step("adopt", "采新", ("open", "verifying"), "adopted", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("keep", "保原", ("open", "verifying"), "kept", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
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


class Confirmation(
    TenantRow,
    table="confirmation",
    refers={"round_id": "evaluation_round", "prepared_by": "person"},
    constraints=(
        one_of("state", STATES),
        Index(
            "ux_confirmation_running",
            "tenant_id",
            "round_id",
            unique=True,
            postgresql_where=text("state IN ('prepared', 'sent')"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A confirmation of a round's data, `as_known_at` a moment.

    `due_on`: the last day for answers, `due_day_unsure` while holidays still to come may move it. `moved`:
    how many providers' counts were others at its end than on their sheets, and no difference says why.
    """

    id: int
    round_id: int
    as_known_at: datetime = instant_column()
    providers: int = integer_column()
    letter_no: str | None = text_column()
    sent_on: date | None = date_column()
    manner: str | None = text_column()
    due_on: date | None = date_column()
    due_day_unsure: bool = boolean_column(default="false")
    moved: int | None = integer_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    prepared_by: int
    prepared_at: datetime = instant_column()


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


CONFIRMATIONS: Final = Machine(
    Confirmation,
    zh="数据核对",
    missing="confirmation_missing",
    changed="confirmation_changed",
    states=STATES,
    steps=STEPS,
    persons={"prepared_by": "形成核对单"},
)
SHEETS: Final = Machine(
    ConfirmationSheet,
    zh="核对单",
    missing="confirmation_sheet_missing",
    changed="confirmation_sheet_changed",
    states=STATES_OF_SHEET,
    steps=STEPS_OF_SHEET,
    persons={"entered_by": "登记答复"},
)
DIFFERENCES: Final = Machine(
    ConfirmationDifference,
    zh="核对差异",
    missing="confirmation_difference_missing",
    changed="confirmation_difference_changed",
    states=STATES_OF_DIFFERENCE,
    steps=STEPS_OF_DIFFERENCE,
    persons={"entered_by": "登记答复"},
)
