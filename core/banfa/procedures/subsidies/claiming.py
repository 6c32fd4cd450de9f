"""A claim until its amount is known: application, district, third-party test, audit; or its end before."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, day, integer, key, money, past_day, text
from banfa.ledger.entries.values import HIGHEST_LEVEL
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.batches import BATCHES
from banfa.procedures.subsidies.claim_rows import CLAIMS, ENDED, Claim
from banfa.procedures.subsidies.papers import Paper, SayWhy, format_yuan

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit


class ApplyClaim(
    Paper,
    example={
        "subsidy_batch_id": "SUBSIDY_BATCH",
        "contract_id": "CONTRACT",
        "applied_on": "2026-04-02",
        "asked": 20000000,
    },
):
    """What is applied for."""

    subsidy_batch_id: int = link("subsidy_batch", "申报批次")
    contract_id: int = link("contract", "申报的合同")
    applied_on: date = past_day("申报之日")
    asked: int | None = money("申请金额")


class ReviewClaim(
    Paper, example={"reviewed_on": "2026-04-03", "agrees": True, "opinion": "材料齐全、情况属实，建议支持。"}
):
    """What the district says."""

    reviewed_on: date = past_day("初审之日")
    agrees: bool = boolean("区县是否同意")
    opinion: str = text("区县意见", max_length=2000)
    lacking: str | None = text("须补正的内容", max_length=2000, hint="须补正的填写，是否同意选否；其余不填")


class AskSupplement(
    Paper,
    example={
        "supplement": "缺项目清单和发票复印件。",
        "supplement_asked_on": "2026-04-03",
        "supplement_until": "2026-04-13",
    },
):
    """What is lacking, and until when it can be supplied."""

    supplement: str = text("需要补正的内容", max_length=2000)
    supplement_asked_on: date = past_day("通知补正之日")
    supplement_until: date = day("补正的最后一日", hint="以补正通知写明的为准")


class SupplementClaim(Paper, example={"supplemented_on": "2026-04-08"}):
    """When it was supplied."""

    supplemented_on: date = past_day("收到补正材料之日")


class RecordTest(
    Paper,
    example={
        "test_report": "测评〔2026〕18号",
        "test_body": "某某测评有限公司",
        "tested_on": "2026-04-06",
        "level_before": 1,
        "level_after": 2,
    },
):
    """What the third party's report says."""

    test_report: str = key("评测报告编号", max_length=100)
    test_body: str = text("评测机构", max_length=200)
    tested_on: date = past_day("评测之日")
    level_before: int = integer("改造前等级", minimum=0, maximum=HIGHEST_LEVEL)
    level_after: int = integer("改造后等级", minimum=0, maximum=HIGHEST_LEVEL)


class EnterAudit(
    Paper,
    example={
        "audited": 60000000,
        "audit_report": "专审〔2026〕7号",
        "audit_body": "某某会计师事务所",
        "audited_on": "2026-04-07",
    },
):
    """What the audit's report says."""

    audited: int = money("审计核定投资额")
    audit_report: str = key("审计报告编号", max_length=100)
    audit_body: str = text("审计机构", max_length=200)
    audited_on: date = past_day("审计报告之日")


def apply_claim(unit: Unit, _profile: Profile, data: ApplyClaim) -> Claim:
    """Enter an application. Raises Missing, Conflict (`batch_not_checked`, `claimed_in_batch`), Malformed."""
    batch = BATCHES.find(unit, data.subsidy_batch_id)
    if batch.state != "checked":
        raise Conflict("batch_not_checked", "该申报批次还没有经另一人复核，复核后才能登记申报。")
    contract = get_entry(unit, Contract, data.contract_id)
    _check_day(data.applied_on, "applied_on", "申报之日", batch.announced_on, "通知之日")
    _check_day(data.applied_on, "applied_on", "申报之日", contract.signed_on, "合同签订之日")
    if data.applied_on > batch.closes_on:
        message = f"申报之日（applied_on）已过本批次的申报截止之日{batch.closes_on}，不能登记。"
        raise Malformed("batch_closed", message, field="applied_on")
    others = list_rows(unit, Claim, subsidy_batch_id=batch.id, contract_id=data.contract_id)
    if any(other.state not in ENDED for other in others):
        message = "该合同在本批次已有申报，请在原申报上办理。"
        raise Conflict("claimed_in_batch", message, field="contract_id")
    enterprise = get_entry(unit, Enterprise, contract.enterprise_id)
    values = {
        **vars(data),
        "provider_id": contract.provider_id,
        "enterprise_id": contract.enterprise_id,
        "district": enterprise.district,
    }
    entered = {"entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, CLAIMS, "apply", values, **values, deductions=[], repeats=[], **entered)


def _check_day(day: date, name: str, zh: str, since: date | None, of: str) -> None:
    if since is not None and day < since:
        raise Malformed("days_reversed", f"{zh}（{name}）不能早于{of}{since}。", field=name)


def _take(
    unit: Unit, step: str, row_id: int, data: Paper | Nothing, version: int | None, **values: object
) -> Claim:
    row = CLAIMS.begin(unit, step, row_id, version=version)
    return take(unit, CLAIMS, row, step, vars(data), **vars(data), **values)


def review_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ReviewClaim, version: int | None = None
) -> Claim:
    """Record what the district says: a claim it does not agree to goes no further as it is.

    What it finds lacking the bureau asks for (`ask_supplement`). Raises Malformed (`days_reversed`,
    `lacking_agreed`).
    """
    row = CLAIMS.begin(unit, "review", row_id, version=version)
    if data.agrees and data.lacking is not None:
        message = "同意的不填须补正的内容（lacking）；须补正的，是否同意选否。"
        raise Malformed("lacking_agreed", message, field="lacking")
    _check_day(data.reviewed_on, "reviewed_on", "初审之日", row.applied_on, "申报之日")
    if row.supplemented_on is not None:
        _check_day(data.reviewed_on, "reviewed_on", "初审之日", row.supplemented_on, "收到补正材料之日")
    step = "review" if data.agrees else "decline" if data.lacking is None else "find_lacking"
    return take(unit, CLAIMS, row, step, vars(data), **vars(data), reviewed_by=unit.actor.person.id)


def ask_supplement(
    unit: Unit, _profile: Profile, row_id: int, data: AskSupplement, version: int | None = None
) -> Claim:
    """Record that the enterprise was asked for what is lacking. Raises Malformed (`days_reversed`)."""
    row = CLAIMS.begin(unit, "ask_supplement", row_id, version=version)
    _check_day(data.supplement_asked_on, "supplement_asked_on", "通知补正之日", row.applied_on, "申报之日")
    asked_on = data.supplement_asked_on
    _check_day(data.supplement_until, "supplement_until", "补正的最后一日", asked_on, "通知补正之日")
    return take(unit, CLAIMS, row, "ask_supplement", vars(data), **vars(data))


def supplement_claim(
    unit: Unit, _profile: Profile, row_id: int, data: SupplementClaim, version: int | None = None
) -> Claim:
    """Record what was supplied: the district sees the claim anew. Raises Malformed (`supplement_late`).

    What comes after the last day is taken only once the term was told anew (`ask_supplement`), or not at all.
    """
    row = CLAIMS.begin(unit, "supplement", row_id, version=version)
    asked_on, until = row.supplement_asked_on, row.supplement_until
    _check_day(data.supplemented_on, "supplemented_on", "收到补正材料之日", asked_on, "通知补正之日")
    if until is not None and data.supplemented_on > until:
        message = (
            f"补正的最后一日为{until}，逾期收到的不能按期补正登记；"
            "同意宽限的先另行通知补正，不同意的决定不予补助。"
        )
        raise Malformed("supplement_late", message, field="supplemented_on")
    return take(unit, CLAIMS, row, "supplement", vars(data), **vars(data))


def record_test(
    unit: Unit, _profile: Profile, row_id: int, data: RecordTest, version: int | None = None
) -> Claim:
    """Record the third party's test; one made before the application stands."""
    return _take(unit, "test", row_id, data, version)


def enter_audit(
    unit: Unit, _profile: Profile, row_id: int, data: EnterAudit, version: int | None = None
) -> Claim:
    """Enter the audited amount, which another person checks against the report.

    Raises Malformed (`more_than_contract`): what was invested is at most what the contract says.
    """
    row = CLAIMS.begin(unit, "enter_audit", row_id, version=version)
    amount = get_entry(unit, Contract, row.contract_id).amount
    if amount is not None and data.audited > amount:
        message = (
            f"审计核定投资额（audited）超过合同金额{format_yuan(amount)}元；"
            "合同金额有变更的，请先更正合同登记。"
        )
        raise Malformed("more_than_contract", message, field="audited")
    values = {**vars(data), "audit_by": unit.actor.person.id}
    return take(unit, CLAIMS, row, "enter_audit", vars(data), **values)


def check_audit(
    unit: Unit, _profile: Profile, row_id: int, data: Nothing, version: int | None = None
) -> Claim:
    """Check the audited amount as another person, against the report. Raises Conflict (`paper_missing`)."""
    require_papers(unit, "subsidy_claim", row_id, "third_party_report")
    return _take(unit, "check_audit", row_id, data, version)


def return_audit(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> Claim:
    """Send the audited amount back to be entered anew."""
    row = CLAIMS.begin(unit, "return_audit", row_id, version=version)
    return take(unit, CLAIMS, row, "return_audit", vars(data))


def withdraw_claim(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> Claim:
    """Record, as another person than who entered the claim, that the enterprise takes it back by its paper.

    Raises Conflict (`paper_missing`).
    """
    CLAIMS.begin(unit, "withdraw", row_id, version=version)
    require_papers(unit, "subsidy_claim", row_id, "withdrawal")
    return _take(unit, "withdraw", row_id, data, version)
