"""A claim's amount: worked out by the batch's rule, double claims settled, agreed to by a meeting."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import money, object_list, past_day, text
from banfa.procedures.cases.steps import take
from banfa.procedures.subsidies.batches import BATCHES
from banfa.procedures.subsidies.bounds import check_day
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim
from banfa.procedures.subsidies.earlier import find_limit
from banfa.procedures.subsidies.meeting import DecideClaim, check_meeting
from banfa.procedures.subsidies.papers import Paper, format_yuan
from banfa.procedures.subsidies.rates import work_out
from banfa.procedures.subsidies.repeats import find_repeats, say_repeats
from banfa.procedures.subsidies.weighing import check_subsidy
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.subsidies.batches import Batch
    from banfa.trust.unit import Unit


class ComputeClaim(
    Paper,
    example={
        "computed_on": "2026-04-08",
        "deductions": [{"reason": "同一设备已获市级技术改造补助", "amount": 500000}],
    },
):
    """When it was worked out, and what is deducted from what the rule comes to."""

    computed_on: date = past_day("测算之日")
    deductions: list[dict[str, Any]] | None = object_list(
        "扣减事由（审计已剔除的不再扣减）",
        {"reason": text("事由", max_length=500), "amount": money("扣减金额")},
        required=("reason", "amount"),
        max_items=20,
    )


class SettleRepeats(Paper, example={"reason": "前次申报为另一条产线，内容不重复，附对比说明。"}):
    """Why the claim goes on although there are others like it."""

    reason: str = text("认定理由", max_length=2000)


def _work_out(
    unit: Unit, claim: Claim, batch: Batch, deductions: Sequence[dict[str, Any]]
) -> tuple[int, int]:
    """What the rule comes to, without deductions and with them, as the limits are now."""
    assert claim.audited is not None  # noqa: S101 - audited
    limit = find_limit(unit, claim, batch)
    deducted = sum(int(item.get("amount", 0)) for item in deductions)
    base = work_out(claim.audited, rate=batch.rate, limit=limit, rounding=batch.rounding)
    granted = work_out(
        claim.audited,
        rate=batch.rate,
        limit=limit,
        rounding=batch.rounding,
        cutting=batch.cutting,
        deducted=deducted,
    )
    return base, granted


def compute_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ComputeClaim, version: int | None = None
) -> Claim:
    """Work the amount out by the batch's rule, less what was granted before.

    Raises Malformed (`deductions_too_large`, `days_reversed`).
    """
    row = CLAIMS.begin(unit, "compute", row_id, version=version)
    if row.audited_on is not None:
        check_day(data.computed_on, "computed_on", row.audited_on, "审计报告之日")
    batch = BATCHES.find(unit, row.subsidy_batch_id, lock=False)
    deductions = data.deductions or []
    base, granted = _work_out(unit, row, batch, deductions)
    if granted < 0:
        message = f"扣减（deductions）超过应补的{format_yuan(base)}元，请核对。"
        raise Malformed("deductions_too_large", message, field="deductions")
    values: dict[str, Any] = {"base": base, "deductions": deductions, "granted": granted}
    values |= {"repeats": find_repeats(unit, row), "settled_by": None, "settled_reason": None}
    values |= {"computed_on": data.computed_on}
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

    Raises Missing, Malformed, Conflict (`level_too_low`, `repeats_unsettled`, `amount_changed`,
    `nothing_granted`), and as `check_meeting` and `check_subsidy`.
    """
    take_lock(unit, Lock.SUBSIDIES)
    row = CLAIMS.begin(unit, "decide", row_id, version=version)
    batch = BATCHES.find(unit, row.subsidy_batch_id, lock=False)
    check_meeting(unit, row, batch, data)
    _check_level(row, batch)
    repeats = find_repeats(unit, row)
    if repeats and (row.settled_by is None or repeats != row.repeats):
        message = f"有可能重复的申报，请先由他人认定并写明理由：{say_repeats(repeats)}。"
        raise Conflict("repeats_unsettled", message)
    _check_amount(unit, row, batch)
    answer = check_subsidy(unit, profile, row)
    values = {"meeting_id": data.meeting_id, "matter": data.matter, "answer": answer}
    return take(unit, CLAIMS, row, "decide", vars(data), **values)


def _check_level(claim: Claim, batch: Batch) -> None:
    """Check that the level reached is what the notice asks for. Raises Conflict (`level_too_low`)."""
    least, reached = batch.least_level, claim.level_after
    if least is not None and (reached is None or reached < least):
        message = f"改造后等级为{reached}级，低于本批次要求的{least}级，请登记不予补助或者由企业撤回。"
        raise Conflict("level_too_low", message)


def _check_amount(unit: Unit, claim: Claim, batch: Batch) -> None:
    """Check that there is something to grant, and that it still fits. Raises Conflict."""
    if _work_out(unit, claim, batch, claim.deductions) != (claim.base, claim.granted):
        message = "测算以后，该企业的其他补助或者本批次的标准有变动，请重新测算。"
        raise Conflict("amount_changed", message)
    if claim.granted == 0:
        message = "测算的补助金额为零，没有可以同意的补助，请登记不予补助或者由企业撤回。"
        raise Conflict("nothing_granted", message)
