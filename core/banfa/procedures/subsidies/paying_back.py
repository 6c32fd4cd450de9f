"""What is paid back on a recovery: entered from a voucher, checked by another; all of it ends it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import key, money, past_day
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.subsidies.bounds import (
    check_amount,
    check_day,
    check_voucher,
    list_all,
    note_who,
    sum_up,
)
from banfa.procedures.subsidies.correcting import Correctable, make_correction
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.subsidies.payment_rows import OPEN, RECEIPTS, RECOVERIES, Receipt
from banfa.procedures.subsidies.recovering import settle_recovery
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.procedures.subsidies.payment_rows import Recovery
    from banfa.trust.unit import Unit


class EnterReceipt(Paper, example={"paid_in_on": "2026-04-28", "voucher": "0428-3", "amount": 1500000}):
    """What the voucher of what was paid back says."""

    paid_in_on: date = past_day("缴回之日")
    voucher: str = key("凭证号", max_length=100, hint="一年内不重复；按月编号的写明月份")
    amount: int = money("缴回金额")


CorrectReceipt = make_correction(EnterReceipt, amount=1400000, reason="登记时误读缴款书。")


def enter_receipt(
    unit: Unit, _profile: Profile, row_id: int, data: EnterReceipt, version: int | None = None
) -> Receipt:
    """Enter what was paid back. Raises Conflict (`wrong_state`, `voucher_entered`), Malformed."""
    take_lock(unit, Lock.SUBSIDIES)
    row = RECOVERIES.find(unit, row_id, version=version)
    if row.state not in OPEN:
        now = RECOVERIES.states[row.state]
        raise Conflict("wrong_state", f"该追回现为“{now}”，不能登记缴回。", state=row.state)
    _check_receipt(unit, row, None, data)
    of = {"subsidy_recovery_id": row.id, "provider_id": row.provider_id}
    return start(unit, RECEIPTS, "enter", of | vars(data), **of, **vars(data), **note_who(unit))


def _check_receipt(unit: Unit, recovery: Recovery, row: Receipt | None, data: EnterReceipt) -> None:
    besides = 0 if row is None else row.id
    check_day(data.paid_in_on, "paid_in_on", recovery.decided_on, "决定之日")
    check_voucher(unit, Receipt.c.paid_in_on, data.voucher, data.paid_in_on, row=Receipt, besides=besides)
    others = [r for r in list_all(unit, Receipt, subsidy_recovery_id=recovery.id) if r.id != besides]
    check_amount(data.amount, recovery.amount - sum_up(others), "more_than_due", "尚未缴回的")


def check_receipt(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Receipt:
    """Check, as another person, what was paid back against its voucher. Raises Conflict (`paper_missing`)."""
    take_lock(unit, Lock.SUBSIDIES)
    row = RECEIPTS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "subsidy_receipt", row.id, "voucher")
    after = take(unit, RECEIPTS, row, "check", {})
    settle_recovery(unit, RECOVERIES.find(unit, row.subsidy_recovery_id))
    return after


def return_receipt(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Receipt:
    """Send it back to be entered anew."""
    return take(unit, RECEIPTS, RECEIPTS.begin(unit, "return", row_id, version=version), "return", {})


def _fit_receipt(unit: Unit, _profile: Profile, row: Receipt, data: EnterReceipt) -> Mapping[str, Any]:
    _check_receipt(unit, RECOVERIES.find(unit, row.subsidy_recovery_id), row, data)
    return {}


def _follow_receipt(unit: Unit, row: Receipt) -> None:
    settle_recovery(unit, RECOVERIES.find(unit, row.subsidy_recovery_id))


CORRECTED_RECEIPTS: Final = Correctable(
    machine=RECEIPTS,
    enter=EnterReceipt,
    fits=_fit_receipt,
    free=lambda _unit, _row: None,
    follow=_follow_receipt,
)
