"""Recovering: never more than was paid, by a decision on paper; reminders, and what is paid back."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, key, money, past_day, text
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.bounds import check_allocated, check_amount, check_day, note_who, sum_up
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.subsidies.payment_rows import DUE, RECEIPTS, RECOVERIES, Payment, Receipt, Recovery

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit

RECOVERY: Final = "recovery"
"""The kind of decision in the ledger."""


class EnterRecovery(
    Paper,
    example={
        "decision_no": "局决〔2026〕4号",
        "decided_on": "2026-04-21",
        "payer": "第一制造厂",
        "reason": "未通过省级验收。",
        "amount": 2000000,
        "due_on": "2026-04-25",
    },
):
    """What the decision on recovery says."""

    decision_no: str = key("追回决定文号", max_length=100)
    decision_id: int | None = link("decision", "记入台账的追回决定", hint="由案件作出的选择")
    decided_on: date = past_day("决定之日")
    payer: str = text("缴款单位", max_length=200)
    reason: str = text("追回事由", max_length=1000)
    amount: int = money("应追回金额")
    due_on: date | None = day("缴款期限")


class RemindPayer(Paper, example={"reminded_on": "2026-04-26", "reminder": "电话并书面催缴，附催缴函。"}):
    """When and how the payer was reminded."""

    reminded_on: date = past_day("催缴之日")
    reminder: str = text("催缴情况", max_length=1000)


class EnterReceipt(Paper, example={"paid_in_on": "2026-04-28", "voucher": "0428-3", "amount": 1500000}):
    """What the voucher of what was paid back says."""

    paid_in_on: date = past_day("缴回之日")
    voucher: str = key("凭证号", max_length=100)
    amount: int = money("缴回金额")


def enter_recovery(
    unit: Unit, _profile: Profile, row_id: int, data: EnterRecovery, version: int | None = None
) -> Recovery:
    """Enter a decision on recovery. Raises Missing, Malformed (`not_a_recovery`, `more_than_paid`)."""
    claim = CLAIMS.find(unit, row_id, version=version)
    check_allocated(claim)
    if data.decision_id is not None:
        decision = get_entry(unit, Decision, data.decision_id)
        if decision.kind != RECOVERY or decision.provider_id != claim.provider_id:
            message = "所选决定（decision_id）须是关于本项目服务商的追回决定。"
            raise Malformed("not_a_recovery", message, field="decision_id")
    if data.due_on is not None:
        check_day(data.due_on, "due_on", data.decided_on, "决定之日")
    paid = sum_up(list_rows(unit, Payment, subsidy_claim_id=claim.id), "checked")
    before = sum_up(list_rows(unit, Recovery, subsidy_claim_id=claim.id))
    check_amount(data.amount, paid - before, "more_than_paid", "已拨付而未决定追回的")
    of_claim = {"subsidy_claim_id": claim.id, "provider_id": claim.provider_id}
    values = of_claim | vars(data)
    return start(unit, RECOVERIES, "enter", values, **values, **note_who(unit))


def check_recovery(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recovery:
    """Check, as another person, a recovery against its decision."""
    return take(unit, RECOVERIES, RECOVERIES.begin(unit, "check", row_id, version=version), "check", {})


def return_recovery(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recovery:
    """Send it back to be entered anew."""
    return take(unit, RECOVERIES, RECOVERIES.begin(unit, "return", row_id, version=version), "return", {})


def remind_payer(
    unit: Unit, _profile: Profile, row_id: int, data: RemindPayer, version: int | None = None
) -> Recovery:
    """Record that the payer was reminded. Raises Malformed (`days_reversed`)."""
    row = RECOVERIES.begin(unit, "remind", row_id, version=version)
    check_day(data.reminded_on, "reminded_on", row.decided_on, "决定之日")
    return take(unit, RECOVERIES, row, "remind", vars(data), **vars(data))


def enter_receipt(
    unit: Unit, _profile: Profile, row_id: int, data: EnterReceipt, version: int | None = None
) -> Receipt:
    """Enter what was paid back. Raises Conflict (`wrong_state`), Malformed (`more_than_due`)."""
    row = RECOVERIES.find(unit, row_id, version=version)
    if row.state not in DUE:
        raise Conflict("wrong_state", "追回经复核以后才能登记缴回。", state=row.state)
    check_day(data.paid_in_on, "paid_in_on", row.decided_on, "决定之日")
    before = [r for r in list_rows(unit, Receipt, subsidy_recovery_id=row.id) if r.state != "returned"]
    if any((r.voucher, r.paid_in_on) == (data.voucher, data.paid_in_on) for r in before):
        raise Conflict("voucher_entered", f"{data.paid_in_on}凭证{data.voucher}已登记。", field="voucher")
    check_amount(data.amount, row.amount - sum_up(before), "more_than_due", "尚未缴回的")
    of = {"subsidy_recovery_id": row.id, "provider_id": row.provider_id}
    return start(unit, RECEIPTS, "enter", of | vars(data), **of, **vars(data), **note_who(unit))


def check_receipt(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Receipt:
    """Check, as another person, what was paid back against its voucher."""
    return take(unit, RECEIPTS, RECEIPTS.begin(unit, "check", row_id, version=version), "check", {})


def return_receipt(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Receipt:
    """Send it back to be entered anew."""
    return take(unit, RECEIPTS, RECEIPTS.begin(unit, "return", row_id, version=version), "return", {})
