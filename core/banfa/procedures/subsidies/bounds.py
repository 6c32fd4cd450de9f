"""What bounds an entry of money: sums of what was entered before, days in order, who enters it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.procedures.subsidies.papers import format_yuan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.procedures.subsidies.payment_rows import Payment, Receipt, Recovery
    from banfa.trust.unit import Unit


def sum_up(rows: Iterable[Payment | Recovery | Receipt], *states: str) -> int:
    """Sum amounts of these states, by default of whatever was not returned."""
    return sum(row.amount for row in rows if (row.state in states if states else row.state != "returned"))


def check_amount(amount: int, left: int, code: str, zh: str) -> None:
    """Check an amount against what is left. Raises Malformed with `code`."""
    if not 0 < amount <= left:
        message = f"金额（amount）须大于零，且不超过{zh}{format_yuan(max(left, 0))}元。"
        raise Malformed(code, message, field="amount")


def check_day(given: date, name: str, since: date, zh: str) -> None:
    """Check that a day is not before another. Raises Malformed (`days_reversed`)."""
    if given < since:
        raise Malformed("days_reversed", f"{name}不能早于{zh}{since}。", field=name)


def check_allocated(claim: Claim) -> None:
    """Check that money was made available. Raises Conflict (`wrong_state`)."""
    if claim.state != "allocated":
        raise Conflict("wrong_state", "资金下达以后才能登记拨付和追回。", state=claim.state)


def note_who(unit: Unit) -> dict[str, object]:
    """Note who enters something, and when."""
    return {"entered_by": unit.actor.person.id, "entered_at": unit.now}
