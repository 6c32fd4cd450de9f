"""Making money available (下达): a document of funds with its total, and what of it goes to which claim.

One document serves many claims, never beyond its total; what goes to a claim is entered by one and checked
by another, after the 公示 is over.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import choice, key, money, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.bounds import (
    check_amount,
    check_day,
    check_least,
    check_positive,
    list_all,
    note_who,
    sum_up,
)
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.correcting import COUNTED, DROPPED, Correctable, make_correction
from banfa.procedures.subsidies.fund_rows import ALLOCATIONS, FUNDS, Allocation, Fund
from banfa.procedures.subsidies.papers import LEVELS, Paper
from banfa.procedures.subsidies.payment_rows import Payment
from banfa.procedures.subsidies.weighing import check_subsidy
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit


class EnterFund(
    Paper,
    example={
        "fund_no": "财企〔2026〕31号",
        "level": "central",
        "issuer": "市财政局",
        "fund_on": "2026-04-20",
        "amount": 100000000,
    },
):
    """What a document of funds says."""

    fund_no: str = key("资金文号", max_length=100)
    level: str = choice("资金级次", LEVELS)
    issuer: str = text("下达的机关", max_length=100)
    fund_on: date = past_day("下达之日")
    amount: int = money("文件下达的总额")


class AllocateFunds(Paper, example={"subsidy_fund_id": "SUBSIDY_FUND", "amount": 17500000}):
    """Out of which document, how much."""

    subsidy_fund_id: int = link("subsidy_fund", "资金文件")
    amount: int = money("下达给本申报的金额")


CorrectFund = make_correction(EnterFund, amount=120000000, reason="登记时误读文件附表的合计数。")
CorrectAllocation = make_correction(AllocateFunds, amount=17000000, reason="登记时误读分配表。")


def enter_fund(unit: Unit, profile: Profile, data: EnterFund) -> Fund:
    """Enter a document of funds. Raises Conflict (`fund_entered`), Malformed."""
    take_lock(unit, Lock.SUBSIDIES)
    _check_fund(unit, profile, None, data)
    return start(unit, FUNDS, "enter", vars(data), **vars(data), **note_who(unit))


def _check_fund(unit: Unit, _profile: Profile, row: Fund | None, data: EnterFund) -> Mapping[str, Any]:
    """Hold a document to others, and to what was allocated out of it."""
    others = list_all(unit, Fund, fund_no=data.fund_no, level=data.level)
    if any(other.state not in DROPPED and (row is None or other.id != row.id) for other in others):
        message = f"资金文件{data.fund_no}（{LEVELS[data.level]}）已登记。"
        raise Conflict("fund_entered", message, field="fund_no")
    check_positive(data.amount)
    if row is not None:
        check_least(data.amount, sum_up(list_all(unit, Allocation, subsidy_fund_id=row.id)), "下达")
    return {}


def check_fund(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Fund:
    """Check, as another person, a document of funds against its scan. Raises Conflict (`paper_missing`)."""
    row = FUNDS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "subsidy_fund", row.id, "official_text")
    return take(unit, FUNDS, row, "check", {})


def return_fund(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Fund:
    """Send it back to be entered anew."""
    return take(unit, FUNDS, FUNDS.begin(unit, "return", row_id, version=version), "return", {})


def allocate_funds(
    unit: Unit, profile: Profile, row_id: int, data: AllocateFunds, version: int | None = None
) -> Allocation:
    """Enter what a document makes available to a claim.

    Raises Missing, Conflict (`wrong_state`, `fund_not_checked`, `fund_entered`), Malformed (`days_reversed`,
    `more_than_granted`, `more_than_fund`), and as `check_subsidy`.
    """
    take_lock(unit, Lock.SUBSIDIES)
    claim = CLAIMS.find(unit, row_id, version=version)
    CLAIMS.check(claim, "allocate")
    check_subsidy(unit, profile, claim)
    _check_allocation(unit, claim, None, data)
    of = {"subsidy_claim_id": claim.id, "provider_id": claim.provider_id}
    return start(unit, ALLOCATIONS, "enter", of | vars(data), **of, **vars(data), **note_who(unit))


def _check_allocation(unit: Unit, claim: Claim, row: Allocation | None, data: AllocateFunds) -> None:
    """Hold an allocation to its document, and both to what was granted."""
    fund = FUNDS.find(unit, data.subsidy_fund_id)
    if fund.state != "checked":
        message = f"资金文件{fund.fund_no}现为“{FUNDS.states[fund.state]}”，复核后才能据以下达。"
        raise Conflict("fund_not_checked", message, field="subsidy_fund_id")
    if claim.shown_until is not None:
        over = claim.shown_until + timedelta(1)
        check_day(fund.fund_on, "subsidy_fund_id", over, "公示期满的次日")
    mine = _list_others(unit, row, subsidy_claim_id=claim.id)
    if any(other.subsidy_fund_id == fund.id for other in mine):
        message = f"{fund.fund_no}（{LEVELS[fund.level]}）已登记在本申报上。"
        raise Conflict("fund_entered", message, field="subsidy_fund_id")
    granted = claim.granted or 0
    check_amount(data.amount, granted - sum_up(mine), "more_than_granted", "核定金额尚未下达的")
    left = fund.amount - sum_up(_list_others(unit, row, subsidy_fund_id=fund.id))
    check_amount(data.amount, left, "more_than_fund", "该文件总额尚未分配的")


def _list_others(unit: Unit, row: Allocation | None, **equal: int) -> list[Allocation]:
    """List other allocations that count, of a claim or out of a document."""
    listed = list_all(unit, Allocation, **equal)
    return [other for other in listed if other.state not in DROPPED and (row is None or other.id != row.id)]


def check_allocation(
    unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Allocation:
    """Confirm, as another person, that money is available: the claim can be paid. As `check_subsidy`."""
    take_lock(unit, Lock.SUBSIDIES)
    row = ALLOCATIONS.begin(unit, "check", row_id, version=version)
    claim = CLAIMS.find(unit, row.subsidy_claim_id)
    CLAIMS.check(claim, "allocate")
    check_subsidy(unit, profile, claim)
    after = take(unit, ALLOCATIONS, row, "check", {})
    take(unit, CLAIMS, claim, "allocate", {"subsidy_fund_id": row.subsidy_fund_id, "amount": row.amount})
    return after


def return_allocation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Allocation:
    """Send it back to be entered anew."""
    row = ALLOCATIONS.begin(unit, "return", row_id, version=version)
    return take(unit, ALLOCATIONS, row, "return", {})


def _fit_allocation(unit: Unit, _profile: Profile, row: Allocation, data: AllocateFunds) -> Mapping[str, Any]:
    claim = CLAIMS.find(unit, row.subsidy_claim_id)
    _check_allocation(unit, claim, row, data)
    paid = sum_up(list_all(unit, Payment, subsidy_allocation_id=row.id))
    check_least(data.amount, paid, "拨付")
    return {}


def _free_fund(unit: Unit, row: Fund) -> None:
    check_least(0, sum_up(list_all(unit, Allocation, subsidy_fund_id=row.id)), "下达")


def _free_allocation(unit: Unit, row: Allocation) -> None:
    check_least(0, sum_up(list_all(unit, Payment, subsidy_allocation_id=row.id)), "拨付")


def _follow_allocation(unit: Unit, row: Allocation) -> None:
    """Let the claim wait for money again, once nothing of what was made available to it counts."""
    claim = CLAIMS.find(unit, row.subsidy_claim_id)
    counted = (each.state in COUNTED for each in list_all(unit, Allocation, subsidy_claim_id=claim.id))
    if claim.state == "allocated" and not any(counted):
        take(unit, CLAIMS, claim, "unallocate", {"subsidy_fund_id": row.subsidy_fund_id})


CORRECTED_FUNDS: Final = Correctable(machine=FUNDS, enter=EnterFund, fits=_check_fund, free=_free_fund)
CORRECTED_ALLOCATIONS: Final = Correctable(
    machine=ALLOCATIONS,
    enter=AllocateFunds,
    fits=_fit_allocation,
    free=_free_allocation,
    follow=_follow_allocation,
)
