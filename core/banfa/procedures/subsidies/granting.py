"""A claim's amount: worked out by the batch's rule, double claims settled, agreed to by a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import money, object_list, text
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.answering import NO, answer_one
from banfa.procedures.subsidies.batches import BATCHES
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim
from banfa.procedures.subsidies.papers import Paper, format_yuan
from banfa.procedures.subsidies.rates import work_out
from banfa.procedures.subsidies.repeats import find_repeats, say_repeats

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ComputeClaim(
    Paper, example={"deductions": [{"reason": "审计剔除的办公设备对应部分", "amount": 500000}]}
):
    """What is deducted from what the rule comes to."""

    deductions: list[dict[str, Any]] | None = object_list(
        "扣减事由",
        {"reason": text("事由", max_length=500), "amount": money("扣减金额")},
        required=("reason", "amount"),
        max_items=20,
    )


class SettleRepeats(Paper, example={"reason": "前次申报为另一条产线，内容不重复，附对比说明。"}):
    """Why the claim goes on although there are others like it."""

    reason: str = text("认定理由", max_length=2000)


class DecideClaim(Paper, example={"meeting_id": "MEETING"}):
    """Which meeting agreed."""

    meeting_id: int = link("meeting", "会议纪要")


def compute_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ComputeClaim, version: int | None = None
) -> Claim:
    """Work the amount out by the batch's rule. Raises Malformed (`deductions_too_large`)."""
    row = CLAIMS.begin(unit, "compute", row_id, version=version)
    assert row.audited is not None  # noqa: S101 - audited
    batch = BATCHES.find(unit, row.subsidy_batch_id, lock=False)
    base = work_out(row.audited, rate=batch.rate, cap=batch.cap, rounding=batch.rounding)
    deductions = data.deductions or []
    deducted = sum(int(item.get("amount", 0)) for item in deductions)
    if deducted > base:
        message = f"扣减（deductions）共{format_yuan(deducted)}元，超过应补的{format_yuan(base)}元，请核对。"
        raise Malformed("deductions_too_large", message, field="deductions")
    values: dict[str, Any] = {"base": base, "deductions": deductions, "granted": base - deducted}
    values |= {"repeats": find_repeats(unit, row), "settled_by": None, "settled_reason": None}
    return take(unit, CLAIMS, row, "compute", values, **values, computed_by=unit.actor.person.id)


def settle_repeats(
    unit: Unit, _profile: Profile, row_id: int, data: SettleRepeats, version: int | None = None
) -> Claim:
    """Decide, as another than who worked the amount out, that it goes on. Raises Conflict (`no_repeats`)."""
    row = CLAIMS.begin(unit, "settle", row_id, version=version)
    repeats = find_repeats(unit, row)
    if not repeats:
        raise Conflict("no_repeats", "没有发现该企业的重复申报，不必认定。")
    settled = {"settled_reason": data.reason, "repeats": repeats}
    return take(unit, CLAIMS, row, "settle", settled, **settled, settled_by=unit.actor.person.id)


def decide_claim(
    unit: Unit, profile: Profile, row_id: int, data: DecideClaim, version: int | None = None
) -> Claim:
    """Record that a meeting agreed.

    Raises Missing, Malformed (`days_reversed`), Conflict (`repeats_unsettled`; `subsidy_denied`, where the
    measure's own words deny it).
    """
    row = CLAIMS.begin(unit, "decide", row_id, version=version)
    meeting = find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    if meeting.held_on < row.applied_on:
        message = f"会议召开之日{meeting.held_on}早于申报之日{row.applied_on}，请核对会议（meeting_id）。"
        raise Malformed("days_reversed", message, field="meeting_id")
    repeats = find_repeats(unit, row)
    if repeats and (row.settled_by is None or repeats != row.repeats):
        message = f"有可能重复的申报，请先由他人认定并写明理由：{say_repeats(repeats)}。"
        raise Conflict("repeats_unsettled", message)
    subsidy = answer_one(unit, profile, row.contract_id)
    if subsidy.answer == NO:
        raise Conflict("subsidy_denied", f"按办法条款不能同意补助，请登记不予补助：{subsidy.sentence}")
    return take(unit, CLAIMS, row, "decide", vars(data), meeting_id=meeting.id, answer=subsidy.sentence)
