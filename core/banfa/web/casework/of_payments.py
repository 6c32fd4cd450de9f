"""Resources of subsidies' money: its documents, what is made available, paid, recovered and paid back."""

from __future__ import annotations

from typing import Final

from banfa.procedures.subsidies import fund_rows, funding, paying, paying_back, payment_rows, recovering
from banfa.procedures.subsidies.papers import CHECK, LEVELS, MANAGE, READ
from banfa.web.casework.declared import Act, Resource
from banfa.web.casework.of_subsidies import CORRECTED, make_act, make_corrections

FUNDS: Final = Resource(
    name="subsidy_fund",
    one="subsidy_fund",
    many="subsidy_funds",
    zh="奖补资金文件",
    row=fund_rows.Fund,
    machine=fund_rows.FUNDS,
    filters=("state", "level"),
    words={"state": fund_rows.FUNDS.states, "level": LEVELS},
    columns=("fund_no", "level", "issuer", "fund_on", "amount", "state"),
    labels=CORRECTED,
    makes=(
        Act(name="enter_subsidy_fund", zh="登记资金文件", action=MANAGE, perform=funding.enter_fund,
            inputs=funding.EnterFund),
    ),
    acts=(
        make_act("check_subsidy_fund", "复核资金文件", "confirmation", funding.check_fund, "check",
             action=CHECK),
        make_act("return_subsidy_fund", "退回资金文件登记", "return", funding.return_fund, "return",
             action=CHECK),
        *make_corrections("subsidy_fund", "资金文件", funding.CORRECTED_FUNDS, funding.CorrectFund),
    ),
    read=READ,
    manage=MANAGE,
)  # fmt: skip
ALLOCATIONS: Final = Resource(
    name="subsidy_allocation",
    one="subsidy_allocation",
    many="subsidy_allocations",
    zh="奖补资金下达",
    row=fund_rows.Allocation,
    machine=fund_rows.ALLOCATIONS,
    filters=("state", "subsidy_claim_id", "subsidy_fund_id", "provider_id"),
    words={"state": fund_rows.ALLOCATIONS.states},
    columns=("subsidy_fund_id", "provider_id", "amount", "state"),
    labels={"subsidy_claim_id": "所属申报", **CORRECTED},
    acts=(
        make_act("check_subsidy_allocation", "复核资金下达", "confirmation", funding.check_allocation,
             "check", action=CHECK),
        make_act("return_subsidy_allocation", "退回资金下达登记", "return", funding.return_allocation,
             "return", action=CHECK),
        *make_corrections(
            "subsidy_allocation", "资金下达", funding.CORRECTED_ALLOCATIONS, funding.CorrectAllocation),
    ),
    read=READ,
    manage=MANAGE,
)  # fmt: skip
PAYMENTS: Final = Resource(
    name="subsidy_payment",
    one="subsidy_payment",
    many="subsidy_payments",
    zh="奖补拨付",
    row=payment_rows.Payment,
    machine=payment_rows.PAYMENTS,
    filters=("state", "subsidy_claim_id", "provider_id"),
    words={"state": payment_rows.PAYMENTS.states, "part": payment_rows.PARTS},
    columns=("paid_on", "provider_id", "payee", "voucher", "part", "amount", "state"),
    labels={"subsidy_claim_id": "所属申报", **CORRECTED},
    acts=(
        make_act(
            "check_subsidy_payment", "复核拨付", "confirmation", paying.check_payment, "check", action=CHECK
        ),
        make_act(
            "return_subsidy_payment", "退回拨付登记", "return", paying.return_payment, "return", action=CHECK
        ),
        *make_corrections("subsidy_payment", "拨付", paying.CORRECTED_PAYMENTS, paying.CorrectPayment),
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
    words={"state": payment_rows.STATES, "decider": payment_rows.DECIDERS},
    columns=("decided_on", "provider_id", "payer", "decision_no", "amount", "due_on", "state"),
    labels={"subsidy_claim_id": "所属申报", "due_on": "缴款的最后一日", **CORRECTED},
    acts=(
        make_act("check_subsidy_recovery", "复核追回", "confirmation", recovering.check_recovery, "check",
             action=CHECK),
        make_act("return_subsidy_recovery", "退回追回登记", "return", recovering.return_recovery, "return",
             action=CHECK),
        make_act("remind_subsidy_payer", "登记催缴", "reminder", recovering.remind_payer, "remind",
             inputs=recovering.RemindPayer),
        Act(name="enter_subsidy_receipt", zh="登记缴回", action=MANAGE, path="receipts",
            perform=paying_back.enter_receipt, inputs=paying_back.EnterReceipt, states=payment_rows.OPEN,
            gives="subsidy_receipt"),
        *make_corrections(
            "subsidy_recovery", "追回", recovering.CORRECTED_RECOVERIES, recovering.CorrectRecovery),
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
    labels={"subsidy_recovery_id": "所属追回", **CORRECTED},
    acts=(
        make_act(
            "check_subsidy_receipt",
            "复核缴回",
            "confirmation",
            paying_back.check_receipt,
            "check",
            action=CHECK,
        ),
        make_act(
            "return_subsidy_receipt",
            "退回缴回登记",
            "return",
            paying_back.return_receipt,
            "return",
            action=CHECK,
        ),
        *make_corrections(
            "subsidy_receipt", "缴回", paying_back.CORRECTED_RECEIPTS, paying_back.CorrectReceipt
        ),
    ),
    read=READ,
    manage=MANAGE,
)
