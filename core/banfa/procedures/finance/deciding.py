"""What a person decides of a difference: to what a line belongs, that it is a payment, or why it stays.

Nothing is written by itself: a line that is taken over becomes a payment that another checks against its
voucher, as any; what is wrong in the ledger is put right there, by its own door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.entries.specifiers import choice, key, text
from banfa.procedures.cases.steps import take
from banfa.procedures.finance.comparing import LINKS, compare, link_of, list_lines, store_comparison
from banfa.procedures.finance.line_rows import LINES, FinanceLine
from banfa.procedures.finance.matching import is_other
from banfa.procedures.finance.sheet_rows import SHEETS, FinanceSheet
from banfa.procedures.finance.words import COLUMNS, ONLY_FINANCE, PAYMENT, UNCLEAR
from banfa.procedures.inputs import link
from banfa.procedures.spelling import spell
from banfa.procedures.subsidies.available import find_available
from banfa.procedures.subsidies.correcting import DROPPED
from banfa.procedures.subsidies.fund_rows import ALLOCATIONS
from banfa.procedures.subsidies.papers import LEVELS, Paper
from banfa.procedures.subsidies.paying import EnterPayment, enter_payment
from banfa.procedures.subsidies.payment_rows import PARTS, PAYMENTS, RECEIPTS
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.subsidies.papers import SayWhy
    from banfa.trust.unit import Unit

MACHINES: Final[dict[str, Any]] = {"subsidy_payment_id": PAYMENTS, "subsidy_receipt_id": RECEIPTS}
FILLED: Final = ("part", "payee", "voucher")
"""What is said of a line that finance has not written."""


class MatchLine(
    Paper, example={"subsidy_payment_id": "SUBSIDY_PAYMENT", "reason": "企业简称，经核对凭证为同一笔。"}
):
    """To which payment, or to which sum that was paid back, a line belongs, and how that is known."""

    subsidy_payment_id: int | None = link("subsidy_payment", "所对应的拨付", hint="拨付的行填写")
    subsidy_receipt_id: int | None = link("subsidy_receipt", "所对应的缴回", hint="收回的行填写")
    reason: str = text("理由", max_length=1000)


class TakeLineOver(Paper, example={"subsidy_allocation_id": "SUBSIDY_ALLOCATION", "part": "final"}):
    """Out of which money it was paid, and what finance has not written of it."""

    subsidy_allocation_id: int = link("subsidy_allocation", "所用的资金下达")
    part: str | None = choice("预拨或者清算", PARTS, hint="财政表写明的不填，下同")
    payee: str | None = text("收款单位", max_length=200)
    voucher: str | None = key("凭证号", max_length=100)


def match_line(
    unit: Unit, _profile: Profile, row_id: int, data: MatchLine, version: int | None = None
) -> FinanceLine:
    """Say to what a line belongs; amount and day are still held to it.

    Raises Missing, Malformed (`match_of_other_kind`), Conflict (`sheet_over`, `line_of_ledger`,
    `matched_before`, `not_standing`).
    """
    sheet = _find_running(unit, row_id)
    row = LINES.begin(unit, "match", row_id, version=version)
    _check_of_finance(row)
    column = LINKS[row.kind]
    others = [name for name in LINKS.values() if name != column]
    number = getattr(data, column)
    if number is None or any(getattr(data, name) is not None for name in others):
        zh = MatchLine.fields[column].zh
        message = f"请选择{zh}（{column}），其他的不填。"
        raise Malformed("match_of_other_kind", message, field=column)
    recorded = MACHINES[column].find(unit, number, lock=False)
    if recorded.state in DROPPED:
        message = "所选的已退回或者作废，不能对应。"
        raise Conflict("not_standing", message, field=column)
    for line in list_lines(unit, sheet.id):
        belongs = line.line is not None and line.id != row.id and link_of(line) == (row.kind, number)
        if belongs and (line.state != "open" or line.matched_by is not None):
            message = f"所选的已由第{line.line}行对应，请核对；对应有误的，先撤销该行的处理。"
            raise Conflict("matched_before", message, line=line.line)
    by = _note_decision(unit, data.reason)
    take(unit, LINES, row, "match", vars(data), **{column: number}, matched_by=unit.actor.person.id, **by)
    return _compare_again(unit, sheet, row_id)


def take_line_over(
    unit: Unit, profile: Profile, row_id: int, data: TakeLineOver, version: int | None = None
) -> FinanceLine:
    """Enter what only finance has as a payment, which another then checks against its voucher.

    Raises Missing, Malformed (`differs_from_line`, `field_missing`), Conflict (`sheet_over`,
    `line_of_ledger`, `not_a_payment`, `recorded_already`, `fund_differs`, `project_differs`), and as
    `enter_payment`.
    """
    sheet = _find_running(unit, row_id)
    row = LINES.begin(unit, "take_over", row_id, version=version)
    _check_of_finance(row)
    if row.kind != PAYMENT:
        message = "收回的款项请在所属追回下登记缴回，再重新核对。"
        raise Conflict("not_a_payment", message)
    if row.matched_by is not None:
        message = "这一行已指明对应，所对应的有变动的请先撤销处理，重新核对以后再登记为拨付。"
        raise Conflict("recorded_already", message)
    if row.difference not in (ONLY_FINANCE, UNCLEAR):
        message = "这一行在台账中已有登记，或者在表中重复，不能再登记为拨付；登记有误的请更正拨付。"
        raise Conflict("recorded_already", message)
    allocation = ALLOCATIONS.find(unit, data.subsidy_allocation_id, lock=False)
    _check_project(unit, row, allocation.id)
    filled = {name: _fill(row, data, name) for name in FILLED}
    body = {
        **filled,
        "subsidy_allocation_id": allocation.id,
        "amount": row.amount,
        "paid_on": str(row.paid_on),
    }
    entered = EnterPayment.read(body, ReadingContext(profile, unit.today))
    payment = enter_payment(unit, profile, allocation.subsidy_claim_id, entered)
    values = {"subsidy_payment_id": payment.id, **_note_decision(unit, None)}
    take(unit, LINES, row, "take_over", vars(data), **values)
    return _compare_again(unit, sheet, row_id)


def _fill(row: FinanceLine, data: TakeLineOver, name: str) -> str:
    """Give what finance has written, else what is said. Raises Malformed."""
    written = getattr(row, name) or (row.enterprise if name == "payee" else None)
    given: str | None = getattr(data, name)
    if written is None and given is None:
        message = f"财政表没有写明{COLUMNS[name]}（{name}），请填写。"
        raise Malformed("field_missing", message, field=name)
    if name == "payee" and row.payee is None and given is not None:
        return given
    if written is not None and given not in (None, written):
        message = f"财政表写明的{COLUMNS[name]}（{name}）与所填的不同；以表为准的不填。"
        raise Malformed("differs_from_line", message, field=name)
    value = written or given
    assert value is not None  # noqa: S101 - one of both
    return value


def _check_project(unit: Unit, row: FinanceLine, allocation_id: int) -> None:
    """Check that the money, the contract and the enterprise are those that finance writes.

    Where it writes neither enterprise nor contract, the payee is held to the enterprise: who is paid for
    another is entered under the claim, and the line matched to it with the reason.

    Raises Conflict (`fund_differs`, `project_differs`).
    """
    available = find_available(unit, allocation_id)
    if available is None:
        return  # nothing is paid out of it: `enter_payment` says why
    of_fund = ((row.fund_no, available.fund_no), (row.level, available.level))
    if any(is_other(written, there) for written, there in of_fund):
        words = f"{row.fund_no or ''}{LEVELS.get(row.level or '', '')}"
        there = f"{available.fund_no}（{LEVELS[available.level]}）"
        message = f"财政表写明的资金是{words}，所用的资金下达出自{there}。"
        raise Conflict("fund_differs", message, field="subsidy_allocation_id")
    name = row.enterprise or (row.payee if row.number is None else None)
    other_name = name and spell(name) != spell(available.enterprise or "")
    if other_name or is_other(row.number, available.number):
        words = "、".join(filter(None, (name, row.number)))
        there = "、".join(filter(None, (available.enterprise, available.number)))
        message = f"财政表写明的是{words}，所用的资金下达给{there}："
        message += "请另选，或者更正名册、合同编号；确系该项目的，在申报下登记拨付，再指明对应并写明理由。"
        raise Conflict("project_differs", message, field="subsidy_allocation_id")


def explain_line(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> FinanceLine:
    """Say why a difference stays as it is; to what else the ledger has, it is nothing any more.

    Raises Conflict (`sheet_over`).
    """
    sheet = _find_running(unit, row_id)
    row = LINES.begin(unit, "explain", row_id, version=version)
    take(unit, LINES, row, "explain", vars(data), **_note_decision(unit, data.reason))
    return _compare_again(unit, sheet, row_id)


def undo_line(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> FinanceLine:
    """Take back what was decided of a line; a payment that was entered stays, at its own door.

    Raises Conflict (`sheet_over`, `nothing_decided`).
    """
    sheet = _find_running(unit, row_id)
    row = LINES.begin(unit, "undo", row_id, version=version)
    if row.decided_by is None:
        raise Conflict("nothing_decided", "这一行还没有人处理，不必撤销。")
    take(unit, LINES, row, "undo", vars(data))
    return _compare_again(unit, sheet, row_id)


def _find_running(unit: Unit, row_id: int) -> FinanceSheet:
    """Find the list of a line, under the lock of sums of money. Raises Conflict (`sheet_over`)."""
    take_lock(unit, Lock.SUBSIDIES)
    sheet = SHEETS.find(unit, LINES.find(unit, row_id, lock=False).finance_sheet_id, lock=False)
    if sheet.state != "open":
        message = f"该表现为“{SHEETS.states[sheet.state]}”，只有对账中的才能逐行处理。"
        raise Conflict("sheet_over", message, state=sheet.state)
    return sheet


def _check_of_finance(row: FinanceLine) -> None:
    """Check that finance has the line. Raises Conflict (`line_of_ledger`)."""
    if row.line is None:
        message = "这一行只在台账中有：登记有误的更正或者作废该笔拨付、缴回，再重新核对；否则说明理由。"
        raise Conflict("line_of_ledger", message)


def _note_decision(unit: Unit, reason: str | None) -> dict[str, Any]:
    return {"reason": reason, "decided_by": unit.actor.person.id, "decided_at": unit.now}


def _compare_again(unit: Unit, sheet: FinanceSheet, row_id: int) -> FinanceLine:
    """Hold all lines to the ledger as it is after a decision; gives the line that was decided."""
    store_comparison(unit, sheet, compare(unit, sheet, list_lines(unit, sheet.id)))
    return LINES.find(unit, row_id, lock=False)
