"""Claims (申报) as rows, and their steps, from the application to the money's document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    smallint_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.papers import CHECK, MANAGE

if TYPE_CHECKING:
    from datetime import date, datetime

STATES: Final = {
    "applied": "已申报，待区县初审",
    "lacking": "区县认为须补正，待通知",
    "supplementing": "已通知补正",
    "declined": "区县不同意，待处理",
    "reviewed": "已初审，待第三方评测",
    "tested": "已评测，待审计核定",
    "audit_entered": "审计核定待复核",
    "audited": "审计核定已复核，待测算",
    "computed": "已测算，待上会",
    "decided": "会议同意，待公示",
    "shown": "公示中",
    "cleared": "公示期满，待下达资金",
    "allocated": "资金已下达",
    "denied": "决定不予补助，待送达",
    "not_granted": "不予补助",
    "withdrawn": "企业撤回",
}
UNDECIDED: Final = (
    *("applied", "lacking", "supplementing", "declined", "reviewed", "tested", "audited", "computed"),
)
GRANTED: Final = ("decided", "shown", "cleared", "allocated")
"""Claims to which a meeting has agreed: their amounts are 核定 and count against the caps."""
AUDITED: Final = ("audited", "computed", *GRANTED)
"""Claims whose audit another person has checked."""
ENDED: Final = ("not_granted", "withdrawn")
"""Claims that hold no place: the contract can be claimed for again."""
FALLEN: Final = ("denied", *ENDED)
"""Claims whose amounts count in no sum."""
_ANSWER: Final = ("answer", "answer_reason", "answer_name", "answer_by")
_SHOWN: Final = ("shown_from", "shown_until", "shown_days", "shown_at")
_AMOUNT: Final = (
    *("base", "granted", "computed_on", "computed_by", "settled_by", "settled_reason"),
    *("meeting_id", "matter", *_SHOWN),
)
_DENIAL: Final = (
    *("reason", "recourse", "denied_by", "served_on", "manner", "place", "noticed_on", "receiver"),
    *("servers", "witness", "note"),
)
"""What falls with a denial; its number and day stay until the claim is denied anew."""
_VERDICT: Final = ("reviewed_on", "reviewed_by", "agrees", "opinion", "lacking")
"""The district's word: of the paper that it saw, not of what is supplied after it."""
_AUDIT: Final = ("audited", "audit_report", "audit_body", "audited_on", "audit_by")

# fmt: off
STEPS: Final = tabulate(
    Step("apply", "登记申报", (), "applied", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("ask_supplement", "通知补正",
         ("applied", "lacking", "supplementing", "declined", "reviewed", "tested"), "supplementing",
         MANAGE, origin=BY_OFFICE, clears=("supplemented_on",)),
    Step("supplement", "登记补正材料", ("supplementing",), "applied", MANAGE, origin=BY_OFFICE,
         clears=_VERDICT),
    Step("review", "登记区县初审", ("applied",), "reviewed", MANAGE, origin=BY_OFFICE),
    Step("decline", "登记区县不同意", ("applied",), "declined", MANAGE, "ask_supplement", origin=BY_OFFICE),
    Step("find_lacking", "登记区县要求补正", ("applied",), "lacking", MANAGE, "ask_supplement",
         origin=BY_OFFICE),
    Step("test", "登记第三方评测", ("reviewed",), "tested", MANAGE, origin=BY_OFFICE),
    Step("enter_audit", "登记审计核定", ("tested",), "audit_entered", MANAGE, "return_audit",
         origin=BY_OFFICE),
    Step("check_audit", "复核审计核定", ("audit_entered",), "audited", CHECK, not_by=("audit_by",),
         origin=BY_OFFICE),
    Step("return_audit", "退回审计核定登记", ("audit_entered",), "tested", CHECK, clears=_AUDIT,
         not_by=("audit_by",), origin=BY_OFFICE),
    Step("compute", "测算补助金额", ("audited", "computed"), "computed", MANAGE, "compute", origin=BY_OFFICE),
    Step("settle", "认定重复申报", ("computed",), "computed", CHECK, "compute", not_by=("computed_by",),
         origin=BY_OFFICE),
    *(Step(f"weigh_{state}", "认定能否奖补", (state,), state, CHECK, f"weigh_{state}", origin=BY_OFFICE,
           not_by=("computed_by",))
      for state in ("computed", *GRANTED)),
    Step("decide", "登记会议同意", ("computed",), "decided", CHECK, not_by=("computed_by",),
         origin=BY_OFFICE),
    Step("show", "登记公示", ("decided",), "shown", MANAGE, "uphold", origin=BY_OFFICE),
    Step("clear", "登记公示结果", ("shown",), "cleared", MANAGE, origin=BY_OFFICE),
    Step("uphold", "异议成立，重新测算", ("shown",), "audited", CHECK, clears=(*_AMOUNT, *_ANSWER),
         not_by=("computed_by",), origin=BY_OFFICE),
    Step("allocate", "资金下达复核后", ("cleared", "allocated"), "allocated", CHECK, origin=BY_LAW),
    Step("unallocate", "资金下达作废后", ("allocated",), "cleared", CHECK, origin=BY_OFFICE),
    Step("deny", "决定不予补助", (*UNDECIDED, *GRANTED), "denied", CHECK, not_by=("entered_by",),
         origin=BY_LAW),
    Step("serve_denial", "登记不予补助的送达", ("denied",), "not_granted", CHECK, not_by=("denied_by",),
         origin=BY_LAW),
    Step("take_back", "不予补助决定被撤销，重新上会", ("denied", "not_granted"), "computed", CHECK,
         clears=(*_DENIAL, "meeting_id", "matter", *_SHOWN), not_by=("denied_by",), origin=BY_LAW),
    Step("take_back_applied", "不予补助决定被撤销，重新初审", ("denied", "not_granted"), "applied", CHECK,
         clears=(*_DENIAL, *_VERDICT), not_by=("denied_by",), origin=BY_LAW),
    Step("withdraw", "企业撤回", (*UNDECIDED, "decided", "shown", "cleared"), "withdrawn", CHECK,
         not_by=("entered_by",), origin=BY_OFFICE),
)
WEIGHING: Final = tuple(name for name in STEPS if name.startswith("weigh_"))
# fmt: on


class Claim(
    TenantRow,
    table="subsidy_claim",
    refers={
        "subsidy_batch_id": "subsidy_batch",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_subsidy_claim_contract",
            "tenant_id",
            "subsidy_batch_id",
            "contract_id",
            unique=True,
            postgresql_where=sql("state NOT IN ('not_granted', 'withdrawn')"),
        ),
        Index("uq_subsidy_claim_denial", "tenant_id", "denial_no", unique=True),
        Index("ix_subsidy_claim_enterprise", "tenant_id", "enterprise_id"),
        Index("ix_subsidy_claim_contract", "tenant_id", "contract_id"),
        CheckConstraint("granted BETWEEN 0 AND base", name="granted_within_base"),
    ),
    bound=Bound(state=True),
    erasable=(
        *(
            "supplement",
            "opinion",
            "lacking",
            "settled_reason",
            "answer_reason",
            "answer_name",
            "objections",
            "reason",
        ),
        *("place", "receiver", "servers", "witness", "note", "taken_back_basis"),
    ),
):
    """A claim for one contract in one batch; amounts in 分.

    `lacking` is what the district finds lacking, `reviewed_by` who has entered its word, the district itself
    or an officer for it. `supplement` is what the enterprise was asked for until `supplement_until`.
    `base` is what the rule comes to, `granted` that less `deductions` (核定 once a meeting has agreed).
    `repeats` are earlier and double claims as they stood when the amount was worked out or a person settled
    them. `answer` is what the measure said when it was decided, `answer_reason` why it goes on though that is
    open, in the words of `answer_name`. A denial has its `reason`, number, remedies (`recourse`) and service;
    one that was quashed is taken back on `taken_back_on`. The meeting is the one that decided last.
    """

    id: int
    subsidy_batch_id: int
    contract_id: int = bigint_column()
    enterprise_id: int
    provider_id: int
    district: str | None = text_column()
    applied_on: date = date_column()
    asked: int | None = bigint_column()
    supplement: str | None = text_column()
    supplement_asked_on: date | None = date_column()
    supplement_until: date | None = date_column()
    supplemented_on: date | None = date_column()
    opinion: str | None = text_column()
    agrees: bool | None = boolean_column()
    lacking: str | None = text_column()
    reviewed_on: date | None = date_column()
    reviewed_by: int | None = bigint_column()
    test_report: str | None = text_column()
    test_body: str | None = text_column()
    tested_on: date | None = date_column()
    level_before: int | None = smallint_column()
    level_after: int | None = smallint_column()
    audited: int | None = bigint_column()
    audit_report: str | None = text_column()
    audit_body: str | None = text_column()
    audited_on: date | None = date_column()
    audit_by: int | None = bigint_column()
    base: int | None = bigint_column()
    deductions: list[dict[str, Any]] = json_column(list[dict[str, Any]], default="'[]'")
    granted: int | None = bigint_column()
    computed_on: date | None = date_column()
    computed_by: int | None = bigint_column()
    repeats: list[dict[str, Any]] = json_column(list[dict[str, Any]], default="'[]'")
    settled_reason: str | None = text_column()
    settled_by: int | None = bigint_column()
    answer: str | None = text_column()
    answer_reason: str | None = text_column()
    answer_name: str | None = text_column()
    answer_by: int | None = bigint_column()
    meeting_id: int | None = bigint_column()
    matter: int | None = integer_column()
    shown_from: date | None = date_column()
    shown_until: date | None = date_column()
    shown_days: int | None = integer_column()
    shown_at: str | None = text_column()
    objections: str | None = text_column()
    reason: str | None = text_column()
    denial_no: str | None = text_column()
    denied_on: date | None = date_column()
    denied_by: int | None = bigint_column()
    recourse: str | None = text_column()
    served_on: date | None = date_column()
    manner: str | None = text_column()
    place: str | None = text_column()
    noticed_on: date | None = date_column()
    receiver: str | None = text_column()
    servers: list[str] | None = array_column(Text)
    witness: str | None = text_column()
    note: str | None = text_column()
    taken_back_on: date | None = date_column()
    taken_back_basis: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


CLAIMS: Final = Machine(
    Claim,
    zh="申报",
    missing="subsidy_claim_missing",
    changed="subsidy_claim_changed",
    states=STATES,
    steps=STEPS,
    persons={
        "entered_by": "登记申报",
        "audit_by": "登记审计核定",
        "computed_by": "测算金额",
        "denied_by": "决定不予补助",
    },
)


def find_last_day(claim: Claim) -> date:
    """Find the last day on which something was done about a claim."""
    days = (
        *(claim.supplement_asked_on, claim.supplemented_on, claim.reviewed_on, claim.tested_on),
        *(claim.audited_on, claim.computed_on, claim.shown_from, claim.denied_on, claim.taken_back_on),
    )
    return max(day for day in (claim.applied_on, *days) if day is not None)
