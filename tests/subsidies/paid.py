"""A claim of the desk's bureau, paid and partly paid back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.casework.desk import Desk


def reach_meeting(desk: Desk, contract: int) -> int:
    """A claim of which the amount is worked out, in a batch of its own."""
    batch = desk.act("enter_subsidy_batch", document_no=f"局函〔2026〕{next(desk.numbers)}号").id
    desk.check("check_subsidy_batch", batch)
    claim: int = desk.act("apply_subsidy_claim", subsidy_batch_id=batch, contract_id=contract).id
    desk.act("review_subsidy_claim", claim)
    desk.act("record_subsidy_test", claim)
    desk.act("enter_subsidy_audit", claim)
    desk.check("check_subsidy_audit", claim)
    desk.act("compute_subsidy", claim)
    return claim


def reach_money(desk: Desk, contract: int) -> int:
    """A claim whose money was made available; one that is like another is settled first."""
    claim = reach_meeting(desk, contract)
    if desk.find("subsidy_claim", claim).repeats:
        desk.check("settle_subsidy_repeats", claim)
    meeting = desk.act("record_meeting", number=f"纪要〔2026〕1{next(desk.numbers)}号").id
    desk.check("decide_subsidy", claim, meeting_id=meeting)
    desk.act("show_subsidy", claim, shown_from=desk.day, shown_until=desk.day)
    desk.day += timedelta(1)
    desk.act("clear_subsidy", claim)
    desk.act("allocate_subsidy_funds", claim)
    return claim


def pay_and_recover(desk: Desk, contract: int) -> int:
    """A claim that was paid, of which some was recovered and paid back; gives the recovery."""
    claim = reach_money(desk, contract)
    payment = desk.act("enter_subsidy_payment", claim).id
    desk.check("check_subsidy_payment", payment)
    recovery: int = desk.act("enter_subsidy_recovery", claim, due_on=desk.day).id
    desk.check("check_subsidy_recovery", recovery)
    desk.act("remind_subsidy_payer", recovery)
    desk.check("check_subsidy_receipt", desk.act("enter_subsidy_receipt", recovery).id)
    return recovery
