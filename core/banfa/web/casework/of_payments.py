"""Resources of subsidies' money: what is paid, recovered and paid back."""

from __future__ import annotations

from typing import Final

from banfa.procedures.subsidies import paying, payment_rows, recovering
from banfa.procedures.subsidies.papers import CHECK, LEVELS, MANAGE, READ
from banfa.web.casework.declared import Act, Resource
from banfa.web.casework.of_subsidies import make_act

PAYMENTS: Final = Resource(
    name="subsidy_payment",
    one="subsidy_payment",
    many="subsidy_payments",
    zh="奖补拨付",
    row=payment_rows.Payment,
    machine=payment_rows.PAYMENTS,
    filters=("state", "subsidy_claim_id", "provider_id"),
    words={"state": payment_rows.PAYMENTS.states, "part": payment_rows.PARTS, "level": LEVELS},
    columns=("paid_on", "provider_id", "payee", "fund_no", "level", "part", "amount", "state"),
    labels={"subsidy_claim_id": "所属申报"},
    acts=(
        make_act(
            "check_subsidy_payment", "复核拨付", "confirmation", paying.check_payment, "check", action=CHECK
        ),
        make_act(
            "return_subsidy_payment", "退回拨付登记", "return", paying.return_payment, "return", action=CHECK
        ),
    ),
    read=READ,
    manage=MANAGE,
)
RECOVERIES: Final = Resource(
    name="subsidy_recovery",
    one="subsidy_recovery",
    many="subsidy_recoveries",
    zh="奖补追回",
    row=payment_rows.Recovery,
    machine=payment_rows.RECOVERIES,
    filters=("state", "subsidy_claim_id", "provider_id"),
    words={"state": payment_rows.STATES},
    columns=("decided_on", "provider_id", "payer", "decision_no", "amount", "due_on", "state"),
    labels={"subsidy_claim_id": "所属申报"},
    acts=(
        make_act("check_subsidy_recovery", "复核追回", "confirmation", recovering.check_recovery, "check",
             action=CHECK),
        make_act("return_subsidy_recovery", "退回追回登记", "return", recovering.return_recovery, "return",
             action=CHECK),
        make_act("remind_subsidy_payer", "登记催缴", "reminder", recovering.remind_payer, "remind",
             inputs=recovering.RemindPayer),
        Act(name="enter_subsidy_receipt", zh="登记缴回", action=MANAGE, path="receipts",
            perform=recovering.enter_receipt, inputs=recovering.EnterReceipt, states=payment_rows.DUE,
            gives="subsidy_receipt"),
    ),
    read=READ,
    manage=MANAGE,
)  # fmt: skip
RECEIPTS: Final = Resource(
    name="subsidy_receipt",
    one="subsidy_receipt",
    many="subsidy_receipts",
    zh="奖补缴回",
    row=payment_rows.Receipt,
    machine=payment_rows.RECEIPTS,
    filters=("state", "subsidy_recovery_id", "provider_id"),
    words={"state": payment_rows.RECEIPTS.states},
    columns=("paid_in_on", "provider_id", "voucher", "amount", "state"),
    labels={"subsidy_recovery_id": "所属追回"},
    acts=(
        make_act(
            "check_subsidy_receipt",
            "复核缴回",
            "confirmation",
            recovering.check_receipt,
            "check",
            action=CHECK,
        ),
        make_act(
            "return_subsidy_receipt",
            "退回缴回登记",
            "return",
            recovering.return_receipt,
            "return",
            action=CHECK,
        ),
    ),
    read=READ,
    manage=MANAGE,
)
