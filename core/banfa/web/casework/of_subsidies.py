"""Resources of subsidies: batches, claims, what is paid, recovered and paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.subsidies import (
    batches,
    claim_rows,
    claiming,
    granting,
    paying,
    rates,
    recovering,
    showing,
)
from banfa.procedures.subsidies.papers import CHECK, MANAGE, READ, SayWhy
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

BATCHES: Final = Resource(
    name="subsidy_batch",
    one="subsidy_batch",
    many="subsidy_batches",
    zh="奖补申报批次",
    row=batches.Batch,
    machine=batches.BATCHES,
    filters=("state",),
    words={"state": batches.BATCHES.states, "rounding": rates.ROUNDINGS},
    columns=("name", "document_no", "announced_on", "closes_on", "rule_no", "state"),
    money=("cap",),
    makes=(
        Act(
            name="enter_subsidy_batch",
            zh="登记申报批次",
            action=MANAGE,
            perform=batches.enter_batch,
            inputs=batches.EnterBatch,
        ),
    ),
    acts=(
        Act(
            name="check_subsidy_batch",
            zh="复核申报批次",
            action=CHECK,
            path="confirmation",
            perform=batches.check_batch,
            steps=("check",),
        ),
        Act(
            name="return_subsidy_batch",
            zh="退回申报批次登记",
            action=CHECK,
            path="return",
            perform=batches.return_batch,
            steps=("return",),
        ),
    ),
    read=READ,
    manage=MANAGE,
)


def make_act(
    name: str,
    zh: str,
    path: str,
    perform: Callable[..., Any],
    step: str,
    *,
    action: str = MANAGE,
    **more: Any,
) -> Act:
    """Make an act that takes one step of its thing."""
    return Act(name=name, zh=zh, action=action, path=path, perform=perform, steps=(step,), **more)


CLAIMS: Final = Resource(
    name="subsidy_claim",
    one="subsidy_claim",
    many="subsidy_claims",
    zh="奖补申报",
    row=claim_rows.Claim,
    machine=claim_rows.CLAIMS,
    filters=("state", "subsidy_batch_id", "provider_id", "enterprise_id", "contract_id"),
    words={"state": claim_rows.STATES},
    columns=("applied_on", "provider_id", "district", "audited", "granted", "state"),
    money=("base", "granted"),
    labels={
        "subsidy_batch_id": "所属申报批次",
        "district": "区（县、市）",
        "audit_by": "审计核定的登记人",
        "base": "应补金额",
        "granted": "核定补助金额",
        "computed_by": "测算人",
        "repeats": "可能重复的申报",
        "settled_reason": "重复申报的认定理由",
        "settled_by": "认定重复申报的人",
        "answer": "上会时按办法能否奖补",
        "shown_days": "公示工作日数",
        "funds": "资金下达",
        "reason": "不予补助或者撤回的理由",
    },
    makes=(
        Act(
            name="apply_subsidy_claim",
            zh="登记奖补申报",
            action=MANAGE,
            perform=claiming.apply_claim,
            inputs=claiming.ApplyClaim,
        ),
    ),
    acts=(
        make_act("review_subsidy_claim", "登记区县初审", "review", claiming.review_claim, "review",
             inputs=claiming.ReviewClaim),
        make_act("record_subsidy_test", "登记第三方评测", "test", claiming.record_test, "test",
             inputs=claiming.RecordTest),
        make_act("enter_subsidy_audit", "登记审计核定", "audit", claiming.enter_audit, "enter_audit",
             inputs=claiming.EnterAudit),
        make_act("check_subsidy_audit", "复核审计核定", "audit-confirmation", claiming.check_audit,
                 "check_audit",
             action=CHECK),
        make_act("return_subsidy_audit", "退回审计核定登记", "audit-return", claiming.return_audit,
             "return_audit", action=CHECK, inputs=SayWhy),
        make_act("compute_subsidy", "测算补助金额", "amount", granting.compute_claim, "compute",
             inputs=granting.ComputeClaim),
        make_act("settle_subsidy_repeats", "认定重复申报", "repeats", granting.settle_repeats, "settle",
             action=CHECK, inputs=granting.SettleRepeats),
        make_act("decide_subsidy", "登记会议同意", "decision", granting.decide_claim, "decide", action=CHECK,
             inputs=granting.DecideClaim),
        make_act("show_subsidy", "登记公示", "showing", showing.show_claim, "show", inputs=showing.ShowClaim),
        make_act("clear_subsidy", "登记公示结果", "clearance", showing.clear_claim, "clear",
             inputs=showing.ClearClaim),
        make_act("uphold_subsidy_objection", "异议成立，重新测算", "objection", showing.uphold_objection,
             "uphold", action=CHECK, inputs=SayWhy),
        make_act("allocate_subsidy_funds", "登记资金下达", "funds", showing.allocate_funds, "allocate",
             inputs=showing.AllocateFunds),
        Act(name="enter_subsidy_payment", zh="登记拨付", action=MANAGE, path="payments",
            perform=paying.enter_payment, inputs=paying.EnterPayment, states=("allocated",),
            gives="subsidy_payment"),
        Act(name="enter_subsidy_recovery", zh="登记追回", action=MANAGE, path="recoveries",
            perform=recovering.enter_recovery, inputs=recovering.EnterRecovery, states=("allocated",),
            gives="subsidy_recovery"),
        make_act("deny_subsidy_claim", "不予补助", "denial", claiming.deny_claim, "deny", action=CHECK,
             inputs=SayWhy),
        make_act("withdraw_subsidy_claim", "登记企业撤回", "withdrawal", claiming.withdraw_claim, "withdraw",
             inputs=SayWhy),
    ),
    read=READ,
    manage=MANAGE,
)  # fmt: skip
