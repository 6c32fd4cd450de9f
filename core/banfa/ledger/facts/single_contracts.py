"""Facts about single contracts: what the rules for contracts ask, as of the day each was signed.

Whether a contract counts is never stored. It follows from memberships, removals and findings as they stand,
and changes when these do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import ARRAY, BigInteger, Integer, Text, and_, any_, bindparam, case, cast, func, literal, or_

from banfa.ledger.entries.asof import AS_OF, of_tenant, standing_at, told_by_then
from banfa.ledger.facts.aggregates import UNSAID
from banfa.ledger.facts.contracts import begun
from banfa.ledger.facts.packing import Ints, array_literal, fetch, plain_select
from banfa.ledger.facts.pool import MEMBERSHIPS, standing_decisions
from banfa.ledger.kinds.contracts import contract
from banfa.ledger.kinds.decisions import REMOVAL, decision
from banfa.ledger.kinds.enterprises import enterprise
from banfa.ledger.kinds.findings import finding
from banfa.reasoning.columns import Sheet, between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.reasoning.calendar import Calendar
    from banfa.reasoning.columns import Col

PROMOTER: Final = "promoter"
"""The key of the category 行业推进机构, in every city that has it."""

WANTED = cast(bindparam("contracts", type_=Text), ARRAY(BigInteger))
c, e = contract.c, enterprise.c

wanted = (
    standing_at(
        contract,
        c.entry_id,
        c.provider_id,
        c.signed_on,
        c.amount,
        c.market_price,
        c.earlier_pilot,
        c.subcontracted,
        e.industry,
        begun.c.begun_on,
    )
    .join(enterprise, and_(e.entry_id == c.enterprise_id, told_by_then(enterprise)))
    .outerjoin(begun, and_(begun.c.provider_id == c.provider_id, begun.c.contract_id == c.entry_id))
    .where(c.entry_id == any_(WANTED))
    .cte("wanted")
)
w = wanted.c

held = MEMBERSHIPS.where(MEMBERSHIPS.selected_columns.provider_id.in_(plain_select(w.provider_id))).subquery(
    "held"
)
on_signing = (
    plain_select(
        w.entry_id,
        func.count(held.c.entry_id).label("memberships"),
        func.count(held.c.industry).label("industries"),
        func.count().filter(held.c.industry == w.industry).label("this_industry"),
        func.count().filter(held.c.industry == w.industry, held.c.category == PROMOTER).label("promoting"),
    )
    .join_from(
        wanted,
        held,
        and_(
            held.c.provider_id == w.provider_id,
            held.c.from_on <= w.signed_on,
            held.c.until_on >= w.signed_on,
        ),
        isouter=True,
    )
    .group_by(w.entry_id)
    .subquery("on_signing")
)

d = decision.c
removed = (
    standing_decisions(d.provider_id, d.effective_on)
    .where(d.kind == REMOVAL, d.effective_on <= AS_OF, d.provider_id.in_(plain_select(w.provider_id)))
    .subquery("removed")
)
removals = (
    plain_select(
        w.entry_id,
        func.min(removed.c.effective_on).filter(removed.c.effective_on > w.signed_on).label("after"),
        func.count().filter(removed.c.effective_on <= w.signed_on).label("before"),
    )
    .join_from(wanted, removed, removed.c.provider_id == w.provider_id)
    .group_by(w.entry_id)
    .subquery("removals")
)
o, r = on_signing.c, removals.c

outside_after_one = and_(o.memberships == 0, func.coalesce(r.before, 0) > 0)
UNBEGUN: Final = 2
"""Signed before the removal, and nothing told of its having begun."""
# The removal meant is the one that ended the stay in which the contract was signed.
before_removal = case(
    (r.after.is_not(None), case((w.begun_on < r.after, 1), else_=UNBEGUN)), (outside_after_one, 0), else_=1
)

COLUMNS: Final[dict[str, ColumnElement[Any]]] = {
    "price": w.amount,
    "market_price": w.market_price,
    "in_pool": o.memberships > 0,
    "industry_assigned": o.this_industry > 0,
    "no_industry_list": o.industries == 0,
    "earlier_pilot": w.earlier_pilot,
    "promoter_of_industry": o.promoting > 0,
    "provider_removed": or_(r.after.is_not(None), outside_after_one),
    "signed_before_removal": before_removal,
    "subcontracted": w.subcontracted,
}
FINDING: Final = "contract_finding"


def column(fact: Fact) -> ColumnElement[Any]:
    """The column of a fact about a contract. Raises LookupError for one that there is not."""
    if fact.name == FINDING and len(fact.args) == 1:
        f = finding.c
        found = (
            of_tenant(func.count())
            .select_from(finding)
            .where(
                told_by_then(finding),
                f.contract_id == w.entry_id,
                f.kind == fact.args[0],
                f.holds,
                f.found_on <= AS_OF,
            )
        )
        return found.correlate(wanted).scalar_subquery()
    if fact.name not in COLUMNS or fact.args or fact.subject != "contract":
        raise LookupError(f"no column for the fact {fact.key} of a {fact.subject}")
    return COLUMNS[fact.name]


def statement(facts: Sequence[Fact]) -> Select[Any]:
    """One statement for all facts about all contracts asked for; what nobody said is UNSAID."""
    said = [
        func.coalesce(cast(column(fact), numeric(fact)), literal(UNSAID)).label(f"f{n}")
        for n, fact in enumerate(facts)
    ]
    joined = wanted.join(on_signing, o.entry_id == w.entry_id).outerjoin(removals, r.entry_id == w.entry_id)
    return plain_select(w.entry_id, *said).select_from(joined)


def numeric(fact: Fact) -> Any:
    """As which type a column becomes a number: a boolean has no way straight to bigint."""
    return BigInteger if fact.unit != "是否" else Integer


def contract_sheet(
    connection: Connection,
    contract_ids: Iterable[int],
    facts: Iterable[Fact],
    moment: AsOf,
    *,
    calendar: Calendar,
) -> tuple[Ints, Sheet]:
    """Give facts about contracts: the ids of those that stand, in order, and their columns. One statement.

    A column that nobody filled in is as wide as the fact. Raises LookupError for a fact that there is not.
    """
    facts = list(facts)
    ids = array_literal(np.array(list(contract_ids), np.int64))
    found, *values = fetch(connection, statement(facts), {**moment.binds(), "contracts": ids})
    order = np.argsort(found, kind="stable")
    columns = {
        fact.key: spread(fact, value[order], moment) for fact, value in zip(facts, values, strict=True)
    }
    return found[order], Sheet(moment.today, len(found), columns, calendar)


def spread(fact: Fact, value: Ints, moment: AsOf) -> Col:
    """An interval for each. That work had not begun is known only where progress is declared complete."""
    if fact.name == "signed_before_removal":
        told = moment.told(("progress",)) >= moment.today
        return between(value % UNBEGUN, np.where(value == UNBEGUN, 0 if told else 1, value))
    unsaid = value == UNSAID
    return between(np.where(unsaid, fact.low, value), np.where(unsaid, fact.high, value))
