"""Paying: never more than was made available by the document that it is paid from.

The claim's row is locked first, so two entries at once see each other's sums. What was entered counts until
it is returned.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, key, money, past_day, text
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.subsidies.bounds import check_allocated, check_amount, check_day, note_who, sum_up
from banfa.procedures.subsidies.claim_rows import CLAIMS, list_funds
from banfa.procedures.subsidies.papers import LEVELS, Paper
from banfa.procedures.subsidies.payment_rows import PARTS, PAYMENTS, Payment

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit


class EnterPayment(
    Paper,
    example={
        "part": "advance",
        "fund_no": "财企〔2026〕31号",
        "level": "central",
        "payee": "第一制造厂",
        "paid_on": "2026-04-21",
        "voucher": "0421-17",
        "amount": 10000000,
    },
):
    """What the voucher says; the payee's account is finance's business."""

    part: str = choice("预拨或者清算", PARTS)
    fund_no: str = key("资金文号", max_length=100)
    level: str = choice("资金级次", LEVELS)
    payee: str = text("收款单位", max_length=200)
    paid_on: date = past_day("拨付之日")
    voucher: str = key("凭证号", max_length=100)
    amount: int = money("拨付金额")


def enter_payment(
    unit: Unit, _profile: Profile, row_id: int, data: EnterPayment, version: int | None = None
) -> Payment:
    """Enter a payment. Raises Malformed (`fund_unknown`, `more_than_funds`), Conflict (`voucher_entered`)."""
    claim = CLAIMS.find(unit, row_id, version=version)
    check_allocated(claim)
    fund = next((f for f in list_funds(claim) if (f.fund_no, f.level) == (data.fund_no, data.level)), None)
    if fund is None:
        listed = "、".join(f"{f.fund_no}（{LEVELS[f.level]}）" for f in list_funds(claim))
        message = f"本申报没有这一资金文号和级次（fund_no）；已下达的：{listed}。"
        raise Malformed("fund_unknown", message, field="fund_no")
    check_day(data.paid_on, "paid_on", date.fromisoformat(fund.fund_on), "资金下达之日")
    before = [p for p in list_rows(unit, Payment, subsidy_claim_id=claim.id) if p.state != "returned"]
    if any((p.voucher, p.paid_on) == (data.voucher, data.paid_on) for p in before):
        raise Conflict("voucher_entered", f"{data.paid_on}凭证{data.voucher}已登记。", field="voucher")
    of_fund = [p for p in before if (p.fund_no, p.level) == (data.fund_no, data.level)]
    check_amount(data.amount, fund.fund_amount - sum_up(of_fund), "more_than_funds", "该文号尚未拨付的")
    of_claim = {"subsidy_claim_id": claim.id, "provider_id": claim.provider_id}
    return start(unit, PAYMENTS, "enter", of_claim | vars(data), **of_claim, **vars(data), **note_who(unit))


def check_payment(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Payment:
    """Check, as another person, a payment against its voucher."""
    return take(unit, PAYMENTS, PAYMENTS.begin(unit, "check", row_id, version=version), "check", {})


def return_payment(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Payment:
    """Send it back to be entered anew."""
    return take(unit, PAYMENTS, PAYMENTS.begin(unit, "return", row_id, version=version), "return", {})
