"""Resources of subsidies: batches, claims, what is paid, recovered and paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.cases.service_rows import MANNERS
from banfa.procedures.subsidies import (
    batch_correcting,
    batches,
    claim_rows,
    claiming,
    denying,
    funding,
    granting,
    meeting,
    paying,
    rates,
    recovering,
    showing,
    weighing,
)
from banfa.procedures.subsidies.papers import CHECK, MANAGE, READ, SayWhy
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.procedures.subsidies.correcting import Correctable
    from banfa.procedures.subsidies.papers import Paper


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


def make_corrections(
    name: str, zh: str, correctable: Correctable[Any, Any], inputs: type[Paper]
) -> tuple[Act, ...]:
    """Make the acts by which an entry is put right: proposed by one, confirmed or rejected by another."""
    confirm = ("confirm_correction", "void")
    return (
        make_act(f"correct_{name}", f"提出更正或者作废{zh}", "correction", correctable.propose, "correct",
                 inputs=inputs),
        Act(name=f"confirm_{name}_correction", zh=f"同意更正或者作废{zh}", action=CHECK,
            path="correction-confirmation", perform=correctable.confirm, steps=confirm),
        make_act(f"reject_{name}_correction", f"不同意更正或者作废{zh}", "correction-rejection",
                 correctable.reject, "reject_correction", action=CHECK),
    )  # fmt: skip


CORRECTED: Final = {"correction": "待复核的更正", "corrected_by": "提出更正的人"}
"""Columns of what is put right, in Chinese."""

BATCHES: Final = Resource(
    name="subsidy_batch",
    one="subsidy_batch",
    many="subsidy_batches",
    zh="奖补申报批次",
    row=batches.Batch,
    machine=batches.BATCHES,
    filters=("state",),
    words={"state": batches.BATCHES.states, "rounding": rates.ROUNDINGS, "cutting": rates.CUTTINGS},
    labels=CORRECTED,
    columns=("name", "document_no", "announced_on", "closes_on", "rule_no", "state"),
    money=("cap", "enterprise_cap"),
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
        *make_corrections(
            "subsidy_batch", "申报批次", batch_correcting.CORRECTED_BATCHES, batches.CorrectBatch
        ),
    ),
    read=READ,
    manage=MANAGE,
)


CLAIMS: Final = Resource(
    name="subsidy_claim",
    one="subsidy_claim",
    many="subsidy_claims",
    zh="奖补申报",
    row=claim_rows.Claim,
    machine=claim_rows.CLAIMS,
    filters=("state", "subsidy_batch_id", "provider_id", "enterprise_id", "contract_id"),
    words={"state": claim_rows.STATES, "manner": MANNERS},
    columns=("applied_on", "provider_id", "district", "audited", "granted", "state"),
    money=("base", "granted"),
    labels={
        "subsidy_batch_id": "所属申报批次",
        "district": "区（县、市）",
        "audit_by": "审计核定的登记人",
        "reviewed_by": "区县审核意见的登记人",
        "base": "应补金额",
        "granted": "补助金额（会议同意后为核定）",
        "computed_by": "测算人",
        "denied_by": "决定不予补助的人",
        "repeats": "可能重复的申报",
        "settled_reason": "重复申报的认定理由",
        "settled_by": "认定重复申报的人",
        "answer": "按办法能否奖补",
        "answer_by": "登记能否奖补认定的人",
        "shown_days": "公示工作日数",
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
        Act(name="review_subsidy_claim", zh="登记区县初审", action=MANAGE, path="review",
            perform=claiming.review_claim, steps=("review", "decline", "find_lacking"),
            inputs=claiming.ReviewClaim),
        make_act("ask_subsidy_supplement", "通知补正", "supplement-request", claiming.ask_supplement,
             "ask_supplement", inputs=claiming.AskSupplement),
        make_act("supplement_subsidy_claim", "登记补正材料", "supplement", claiming.supplement_claim,
             "supplement", inputs=claiming.SupplementClaim),
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
        Act(name="weigh_subsidy", zh="认定能否奖补", action=CHECK, path="weighing",
            perform=weighing.weigh_subsidy, steps=claim_rows.WEIGHING, inputs=weighing.WeighSubsidy),
        make_act("decide_subsidy", "登记会议同意", "decision", granting.decide_claim, "decide", action=CHECK,
             inputs=meeting.DecideClaim),
        make_act("show_subsidy", "登记公示", "showing", showing.show_claim, "show", inputs=showing.ShowClaim),
        make_act("clear_subsidy", "登记公示结果", "clearance", showing.clear_claim, "clear",
             inputs=showing.ClearClaim),
        make_act("uphold_subsidy_objection", "异议成立，重新测算", "objection", showing.uphold_objection,
             "uphold", action=CHECK, inputs=SayWhy),
        Act(name="allocate_subsidy_funds", zh="登记资金下达", action=MANAGE, path="funds",
            perform=funding.allocate_funds, inputs=funding.AllocateFunds, states=("cleared", "allocated"),
            gives="subsidy_allocation"),
        Act(name="enter_subsidy_payment", zh="登记拨付", action=MANAGE, path="payments",
            perform=paying.enter_payment, inputs=paying.EnterPayment, states=("allocated",),
            gives="subsidy_payment"),
        Act(name="enter_subsidy_recovery", zh="登记追回", action=MANAGE, path="recoveries",
            perform=recovering.enter_recovery, inputs=recovering.EnterRecovery, states=("allocated",),
            gives="subsidy_recovery"),
        make_act("deny_subsidy_claim", "决定不予补助", "denial", denying.deny_claim, "deny", action=CHECK,
             inputs=denying.DenyClaim),
        make_act("serve_subsidy_denial", "登记不予补助的送达", "denial-service", denying.serve_denial,
             "serve_denial", action=CHECK, inputs=denying.ServeDenial),
        Act(name="take_back_subsidy_denial", zh="登记不予补助决定被撤销", action=CHECK,
            path="denial-withdrawal", perform=denying.take_back_denial,
            steps=("take_back", "take_back_applied"),
            inputs=denying.TakeBackDenial),
        make_act("withdraw_subsidy_claim", "登记企业撤回", "withdrawal", claiming.withdraw_claim, "withdraw",
             action=CHECK, inputs=SayWhy),
    ),
    read=READ,
    manage=MANAGE,
)  # fmt: skip
