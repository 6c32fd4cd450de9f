"""A claim of the desk's bureau, paid and partly paid back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict

if TYPE_CHECKING:
    from tests.casework.desk import Desk

MATTERS = [{"matter": "审议2026年第一批数字化改造奖补", "outcome": "同意", "result": "同意"}]
SHOWN_DAYS = 14
"""Calendar days that have five working days anywhere but in the autumn holidays."""


def reach_meeting(desk: Desk, contract: int) -> int:
    """A claim of which the amount is worked out, in a batch of its own."""
    batch = desk.act("enter_subsidy_batch", document_no=f"局函〔2026〕{next(desk.numbers)}号").id
    desk.scan("subsidy_batch", batch, "official_text")
    desk.check("check_subsidy_batch", batch)
    claim: int = desk.act("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract).id
    desk.act("review_subsidy_claim", claim)
    desk.act("record_subsidy_test", claim)
    desk.act("enter_subsidy_audit", claim)
    desk.scan("subsidy_claim", claim, "third_party_report")
    desk.check("check_subsidy_audit", claim)
    desk.act("compute_subsidy", claim)
    return claim


def weigh(desk: Desk, claim: int) -> None:
    """Have decided what the measure leaves open, where it leaves something open."""
    with suppress(Conflict):
        desk.check("weigh_subsidy", claim)


def hold_meeting(desk: Desk) -> dict[str, int]:
    """A meeting that agrees to the batch."""
    number = f"纪要〔2026〕1{next(desk.numbers)}号"
    return {"meeting_id": desk.act("record_meeting", number=number, matters=MATTERS).id, "matter": 1}


def reach_allocation(desk: Desk, contract: int) -> int:
    """A claim for which money is to be made available; one that is like another is settled first."""
    claim = reach_meeting(desk, contract)
    if desk.find("subsidy_claim", claim).repeats:
        desk.check("settle_subsidy_repeats", claim)
    weigh(desk, claim)
    desk.check("decide_subsidy", claim, **hold_meeting(desk))
    desk.scan("subsidy_claim", claim, "evidence")
    until = desk.day + timedelta(SHOWN_DAYS)
    desk.act("show_subsidy", claim, shown_from=desk.day, shown_until=until)
    desk.day = until + timedelta(1)
    desk.act("clear_subsidy", claim)
    return claim


def reach_money(desk: Desk, contract: int, amount: int = 14_000_000) -> int:
    """A claim whose money was made available."""
    claim = reach_allocation(desk, contract)
    fund = desk.act("enter_subsidy_fund", fund_no=f"财企〔2026〕{next(desk.numbers)}号").id
    desk.scan("subsidy_fund", fund, "official_text")
    desk.check("check_subsidy_fund", fund)
    allocation = desk.act("allocate_subsidy_funds", claim, subsidy_fund_id=fund, amount=amount).id
    desk.check("check_subsidy_allocation", allocation)
    return claim


def pay(desk: Desk, claim: int) -> int:
    """Pay it in part; gives the payment."""
    (allocation,) = desk.list("subsidy_allocation", subsidy_claim_id=claim)
    said = {"subsidy_allocation_id": allocation.id, "voucher": f"P-{next(desk.numbers)}"}
    payment: int = desk.act("enter_subsidy_payment", claim, **said).id
    desk.scan("subsidy_payment", payment, "voucher")
    desk.check("check_subsidy_payment", payment)
    return payment


def pay_and_recover(desk: Desk, contract: int) -> int:
    """A claim that was paid, of which some was recovered and paid back; gives the recovery."""
    claim = reach_money(desk, contract)
    pay(desk, claim)
    recovery: int = desk.act("enter_subsidy_recovery", claim).id
    for paper in ("stamped_original", "service_receipt"):
        desk.scan("subsidy_recovery", recovery, paper)
    desk.check("check_subsidy_recovery", recovery)
    desk.act("remind_subsidy_payer", recovery)
    receipt = desk.act("enter_subsidy_receipt", recovery, voucher=f"R-{next(desk.numbers)}").id
    desk.scan("subsidy_receipt", receipt, "voucher")
    desk.check("check_subsidy_receipt", receipt)
    return recovery
