"""Resources of what comes after the list: leaving the pool by one's own wish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from banfa.procedures.admission import exit_rows, leaving
from banfa.procedures.admission.batches import CHECK, MANAGE, READ
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

_admission: Final[Callable[..., Resource]] = partial(Resource, read=READ, manage=MANAGE)

ADMISSION_EXITS: Final = _admission(
    name="admission_exit",
    one="admission_exit",
    many="admission_exits",
    zh="自愿退出",
    row=exit_rows.AdmissionExit,
    machine=exit_rows.EXITS,
    filters=("state", "provider_id"),
    words={"state": exit_rows.STATES},
    columns=("provider_id", "received_on", "wished_on", "document_no", "effective_on", "state"),
    labels={"back": "撤回、退回的原因"},
    makes=(
        Act(
            name="receive_exit",
            zh="登记退出申请",
            action=MANAGE,
            perform=leaving.receive_exit,
            inputs=leaving.ReceiveExit,
        ),
    ),
    acts=(
        Act(
            name="confirm_exit",
            zh="回函，记入台账",
            action=MANAGE,
            path="reply",
            perform=leaving.confirm_exit,
            inputs=leaving.ConfirmExit,
            steps=("confirm",),
        ),
        Act(
            name="withdraw_exit",
            zh="登记撤回退出申请",
            action=CHECK,
            path="withdrawal",
            perform=leaving.withdraw_exit,
            inputs=leaving.WithdrawExit,
            steps=("withdraw",),
        ),
        Act(
            name="return_exit",
            zh="退回退出登记",
            action=CHECK,
            path="return",
            perform=leaving.return_exit,
            inputs=leaving.ReturnExit,
            steps=("return",),
        ),
    ),
)
