"""What bounds an entry of money: sums of what was entered before, days in order, who enters it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import extract

from banfa.database.rows import TenantRow
from banfa.errors import Conflict, Malformed
from banfa.procedures.subsidies.correcting import DROPPED
from banfa.procedures.subsidies.papers import format_yuan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement

    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)


def list_all(unit: Unit, row: type[R], **equal: object) -> list[R]:
    """List every row whose columns have these values, however many: sums rest on them."""
    statement = row.select().order_by(row.c.id)
    for name, value in equal.items():
        statement = statement.where(row.c[name] == value)
    return unit.all(row, statement)


def sum_up(rows: Iterable[Any], *states: str) -> int:
    """Sum amounts of these states, by default of whatever was neither returned nor voided."""
    return sum(row.amount for row in rows if (row.state in states if states else row.state not in DROPPED))


def check_amount(amount: int, left: int, code: str, zh: str) -> None:
    """Check an amount against what is left. Raises Malformed with `code`."""
    if not 0 < amount <= left:
        message = f"金额（amount）须大于零，且不超过{zh}{format_yuan(max(left, 0))}元。"
        raise Malformed(code, message, field="amount")


def check_positive(amount: int) -> None:
    """Check that there is an amount at all. Raises Malformed (`field_out_of_range`)."""
    if amount == 0:
        raise Malformed("field_out_of_range", "金额（amount）须大于零。", field="amount")


def check_least(amount: int, least: int, zh: str) -> None:
    """Check that an amount is not below what rests on it. Raises Conflict (`rests_on_it`)."""
    if amount < least:
        message = f"已据以{zh}{format_yuan(least)}元，更正后不能少于这一金额；请先更正{zh}的登记。"
        raise Conflict("rests_on_it", message, field="amount")


def check_day(given: date, name: str, since: date, zh: str) -> None:
    """Check that a day is not before another. Raises Malformed (`days_reversed`)."""
    if given < since:
        raise Malformed("days_reversed", f"{name}不能早于{zh}{since}。", field=name)


def check_voucher(
    unit: Unit, day: ColumnElement[date], voucher: str, on: date, *, row: type[TenantRow], besides: int
) -> None:
    """Check that a voucher was not entered before, for whatever claim, in its year; `day`: its column.

    Raises Conflict (`voucher_entered`).
    """
    c = row.c
    same = row.select().where(
        c.voucher == voucher,
        extract("year", day) == on.year,
        c.state.not_in(DROPPED),
        c.id != besides,
    )
    if unit.all(row, same):
        message = f"{on.year}年的凭证{voucher}已登记；一张凭证只登记一次，按月编号的请写明月份。"
        raise Conflict("voucher_entered", message, field="voucher")


def check_allocated(claim: Claim) -> None:
    """Check that money was made available. Raises Conflict (`wrong_state`)."""
    if claim.state != "allocated":
        raise Conflict("wrong_state", "资金下达以后才能登记拨付和追回。", state=claim.state)


def note_who(unit: Unit) -> dict[str, object]:
    """Note who enters something, and when."""
    return {"entered_by": unit.actor.person.id, "entered_at": unit.now}
