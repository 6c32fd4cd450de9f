"""Applications to leave the pool (自愿退出): a provider's own, one a membership, answered by the bureau.

No measure speaks of it. What the bureau arranges is its own: the provider's stamped paper, a reply, and the
day from which it is outside.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

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
from banfa.procedures.admission.batches import CHECK, MANAGE
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

STATES: Final = {
    "received": "已收到，待回函",
    "confirmed": "已回函，按期退出",
    "withdrawn": "已撤回退出申请",
    "returned": "登记有误，已退回",
}
_BY_ANOTHER: Final = ("entered_by",)
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "登记退出申请", (), "received", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("confirm", "回函，记入台账", ("received",), "confirmed", MANAGE, origin=BY_OFFICE,
         not_by=_BY_ANOTHER, records=True),
    Step("withdraw", "登记撤回退出申请", ("received",), "withdrawn", CHECK, origin=BY_OFFICE,
         not_by=_BY_ANOTHER),
    Step("return", "退回退出登记", ("received",), "returned", CHECK, origin=BY_OFFICE, not_by=_BY_ANOTHER),
)
# fmt: on


class AdmissionExit(
    TenantRow,
    table="admission_exit",
    refers={"provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        Index("ix_admission_exit_provider", "tenant_id", "provider_id"),
        Index("ix_admission_exit_membership", "tenant_id", "membership_id"),
    ),
    bound=Bound(state=True),
    erasable=("reason", "back"),
):
    """An application to leave.

    `wished_on` is the day that the provider asks for, `effective_on` the first outside, `back` why it was
    withdrawn, or its entry returned.
    """

    id: int
    provider_id: int
    membership_id: int = bigint_column()
    received_on: date = date_column()
    reason: str = text_column()
    wished_on: date | None = date_column()
    document_no: str | None = text_column()
    replied_on: date | None = date_column()
    effective_on: date | None = date_column()
    withdrawn_on: date | None = date_column()
    back: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


EXITS: Final = Machine(
    AdmissionExit,
    zh="退出申请",
    missing="admission_exit_missing",
    changed="admission_exit_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记退出申请"},
)
