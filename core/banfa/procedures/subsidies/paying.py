"""Paying: never more than was made available by the document that it is paid from; a voucher pays once.

What was entered counts until it is returned or voided.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import choice, key, money, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.bounds import (
    check_allocated,
    check_amount,
    check_day,
    check_least,
    check_voucher,
    list_all,
    note_who,
    sum_up,
)
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.correcting import COUNTED, Correctable, make_correction
from banfa.procedures.subsidies.fund_rows import ALLOCATIONS, FUNDS
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.subsidies.payment_rows import PARTS, PAYMENTS, Payment, Recovery
from banfa.procedures.subsidies.weighing import check_subsidy
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit


class EnterPayment(
    Paper,
    example={
        "part": "advance",
        "subsidy_allocation_id": "SUBSIDY_ALLOCATION",
        "payee": "第一制造厂",
        "paid_on": "2026-04-21",
        "voucher": "0421-17",
        "amount": 10000000,
    },
):
    """What the voucher says; the payee's account is finance's business."""

    part: str = choice("预拨或者清算", PARTS)
    subsidy_allocation_id: int = link("subsidy_allocation", "所用的资金下达")
    payee: str = text("收款单位", max_length=200)
    paid_on: date = past_day("拨付之日")
    voucher: str = key("凭证号", max_length=100, hint="一年内不重复；按月编号的写明月份")
    amount: int = money("拨付金额")


CorrectPayment = make_correction(EnterPayment, voucher="0421-71", reason="登记时误读凭证号。")


def enter_payment(
    unit: Unit, profile: Profile, row_id: int, data: EnterPayment, version: int | None = None
) -> Payment:
    """Enter a payment.

    Raises Missing, Malformed (`fund_unknown`, `more_than_funds`, `days_reversed`), Conflict
    (`voucher_entered`), and as `check_subsidy`.
    """
    take_lock(unit, Lock.SUBSIDIES)
    claim = CLAIMS.find(unit, row_id, version=version)
    check_allocated(claim)
    check_subsidy(unit, profile, claim)
    _check_payment(unit, claim, None, data)
    of_claim = {"subsidy_claim_id": claim.id, "provider_id": claim.provider_id}
    return start(unit, PAYMENTS, "enter", of_claim | vars(data), **of_claim, **vars(data), **note_who(unit))


def _check_payment(unit: Unit, claim: Claim, row: Payment | None, data: EnterPayment) -> None:
    """Hold a payment to the money that it is paid from, and its voucher to all others."""
    besides = 0 if row is None else row.id
    allocation = ALLOCATIONS.find(unit, data.subsidy_allocation_id)
    if allocation.subsidy_claim_id != claim.id or allocation.state not in COUNTED:
        message = "所用的资金下达（subsidy_allocation_id）不是本申报经复核的资金下达，请核对。"
        raise Malformed("fund_unknown", message, field="subsidy_allocation_id")
    fund = FUNDS.find(unit, allocation.subsidy_fund_id, lock=False)
    check_day(data.paid_on, "paid_on", fund.fund_on, "资金下达之日")
    check_voucher(unit, Payment.c.paid_on, data.voucher, data.paid_on, row=Payment, besides=besides)
    others = [p for p in list_all(unit, Payment, subsidy_allocation_id=allocation.id) if p.id != besides]
    check_amount(data.amount, allocation.amount - sum_up(others), "more_than_funds", "该文号尚未拨付的")


def check_payment(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Payment:
    """Check, as another person, a payment against its voucher. Raises Conflict (`paper_missing`)."""
    take_lock(unit, Lock.SUBSIDIES)  # a report knows of it or does not (`banfa.procedures.reports`)
    row = PAYMENTS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "subsidy_payment", row.id, "voucher")
    return take(unit, PAYMENTS, row, "check", {})


def return_payment(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Payment:
    """Send it back to be entered anew."""
    return take(unit, PAYMENTS, PAYMENTS.begin(unit, "return", row_id, version=version), "return", {})


def _fit_payment(unit: Unit, _profile: Profile, row: Payment, data: EnterPayment) -> Mapping[str, Any]:
    claim = CLAIMS.find(unit, row.subsidy_claim_id)
    _check_payment(unit, claim, row, data)
    _check_recovered(unit, row, data.amount)
    return {}


def _free_payment(unit: Unit, row: Payment) -> None:
    _check_recovered(unit, row, 0)


def _check_recovered(unit: Unit, row: Payment, amount: int) -> None:
    """Check that what was paid in all is not less than what is recovered. Raises Conflict (`rests_on_it`)."""
    others = [p for p in list_all(unit, Payment, subsidy_claim_id=row.subsidy_claim_id) if p.id != row.id]
    recovered = sum_up(list_all(unit, Recovery, subsidy_claim_id=row.subsidy_claim_id))
    check_least(amount, recovered - sum_up(others, *COUNTED), "决定追回")


CORRECTED_PAYMENTS: Final = Correctable(
    machine=PAYMENTS, enter=EnterPayment, fits=_fit_payment, free=_free_payment
)
