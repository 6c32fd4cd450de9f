"""Resources of what comes after the list: a name that is to go from it, leaving by one's own wish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from banfa.procedures.admission import correcting, correction_rows, exit_rows, hearing, leaving, services
from banfa.procedures.admission.batches import CHECK, MANAGE, READ
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

_admission: Final[Callable[..., Resource]] = partial(Resource, read=READ, manage=MANAGE)

ADMISSION_CORRECTIONS: Final = _admission(
    name="admission_correction",
    one="admission_correction",
    many="admission_corrections",
    zh="名单更正",
    row=correction_rows.AdmissionCorrection,
    machine=correction_rows.CORRECTIONS,
    filters=("state", "application_id", "provider_id"),
    words={
        "state": correction_rows.STATES,
        "manner": correction_rows.MANNERS,
        "defect": correction_rows.DEFECTS,
    },
    columns=("provider_id", "intended_on", "defect", "document_no", "decided_on", "served_on", "state"),
    labels={
        "application_id": "所属申报",
        "told_on": "告知书送达之日",
        "statement_until": "陈述申辩截止日",
        "recourse": "救济告知（写入决定书）",
        "served_on": "决定书送达之日",
        "decided_by": "作出更正的登记人",
    },
    acts=(
        Act(
            name="serve_correction",
            zh="登记更正文书送达",
            action=MANAGE,
            path="services",
            perform=services.serve_correction,
            inputs=services.ServeApplicant,
            states=tuple(services.PAPER_OF_CORRECTION),
            gives="admission_service",
        ),
        Act(
            name="hear_correction",
            zh="登记对更正的陈述申辩",
            action=MANAGE,
            path="hearing",
            perform=correcting.hear_correction,
            inputs=hearing.HearApplicant,
            steps=("hear",),
        ),
        Act(
            name="decide_correction",
            zh="更正名单",
            action=CHECK,
            path="decision",
            perform=correcting.decide_correction,
            inputs=correcting.DecideCorrection,
            steps=("decide",),
        ),
        Act(
            name="publish_correction",
            zh="登记更正公布，记入台账",
            action=MANAGE,
            path="recording",
            perform=correcting.publish_correction,
            inputs=correcting.PublishCorrection,
            steps=("record",),
        ),
        Act(
            name="drop_correction",
            zh="不予更正",
            action=CHECK,
            path="dropping",
            perform=correcting.drop_correction,
            inputs=correcting.DropCorrection,
            steps=("drop",),
        ),
    ),
)
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
