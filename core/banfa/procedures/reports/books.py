"""What the books of subsidies had by a step: what was made available (下达) and what was paid, in 分.

They are no entries with records of when they were known: their steps tell what they then were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import BigInteger, Text, and_, bindparam, cast, func

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.procedures.cases.steps import CaseStep
from banfa.procedures.reports.rolling import roll_up
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.correcting import COUNTED
from banfa.procedures.subsidies.fund_rows import Allocation, Fund
from banfa.procedures.subsidies.payment_rows import Payment

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Select, Subquery

    from banfa.database.rows import TenantRow
    from banfa.ledger.entries.asof import Known
    from banfa.trust.unit import Unit

n, c, s = Enterprise.c, Claim.c, CaseStep.c
THINGS: Final = ("subsidy_payment", "subsidy_allocation", "subsidy_fund")
_LAST_STEP: Final = bindparam("last_step", type_=BigInteger)
_NEWEST_STEP: Final = select(func.coalesce(func.max(s.id), 0)).where(s.thing.in_(THINGS))


class Book(NamedTuple):
    """A number of the table, and the rows whose amounts it sums."""

    name: str
    rows: Subquery


def find_last_step(unit: Unit) -> int:
    """Find the last step that was taken of what the books have; 0 where there is none."""
    return int(unit.execute(_NEWEST_STEP).scalar_one())


def _state_then(row: type[TenantRow]) -> ColumnElement[Any]:
    return (
        select(s.entered)
        .where(s.thing == row.table.name, s.thing_id == row.c.id, s.id <= _LAST_STEP)
        .order_by(s.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _value_then(row: type[TenantRow], name: str) -> ColumnElement[Any]:
    """What stood in a column, as text: of what was corrected since, the value before the first correction."""
    before = func.jsonb_extract_path_text(s.said, "before", name)
    corrected = (
        select(before)
        .where(s.thing == row.table.name, s.thing_id == row.c.id, s.id > _LAST_STEP, before.is_not(None))
        .order_by(s.id)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(corrected, cast(row.c[name], Text))


def _select_book(row: type[TenantRow], rows: FromClause, day: ColumnElement[Any]) -> Subquery:
    """Every row that had been checked and not voided by the last step, as it then stood."""
    return (
        select(
            c.enterprise_id,
            row.c.provider_id.label("provider"),
            cast(_value_then(row, "amount"), BigInteger).label("amount"),
            day.label("day"),
        )
        .select_from(rows.join(Claim.rows, c.id == row.c.subsidy_claim_id))
        .where(_state_then(row).in_(COUNTED))
        .subquery("book")
    )


_ALLOCATED: Final = Allocation.rows.join(Fund.rows, Fund.c.id == Allocation.c.subsidy_fund_id)
BOOKS: Final = (
    Book("allocated", _select_book(Allocation, _ALLOCATED, _value_then(Fund, "fund_on"))),
    Book("paid", _select_book(Payment, Payment.rows, _value_then(Payment, "paid_on"))),
)


def roll_up_book(book: Book, by: str, known: Known) -> Select[Any]:
    """Select the sums of a book by district, industry or provider, of what had come by the day."""
    money = book.rows.c
    of = and_(n.entry_id == money.enterprise_id, known(Enterprise.rows))
    key = money.provider if by == "provider" else n[by]
    return (
        roll_up(key, {book.name: cast(func.sum(money.amount), BigInteger)})
        .select_from(book.rows.outerjoin(Enterprise.rows, of))
        .where(money.day <= cast(AS_OF, Text))
    )
