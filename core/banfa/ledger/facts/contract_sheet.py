"""The sheet of contracts: what the rules for contracts ask of each, as of the day it was signed.

Whether a contract counts is never stored. It follows from memberships, removals and findings as they stand,
and changes when these do. Only what concerns the contracts asked about is read, so that a page of them costs
the same in a ledger of any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import ARRAY, BigInteger, Integer, Text, and_, any_, bindparam, case, cast, func, literal, or_

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, select_known
from banfa.ledger.facts.aggregates import NO_VALUE
from banfa.ledger.facts.packing import Ints, array_literal, fetch_columns
from banfa.ledger.facts.pool import select_memberships, select_standing_decisions
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import REMOVAL, Decision
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.kinds.progress import SUBSTANTIVE, Progress
from banfa.reasoning.columns import Sheet, between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Select, Subquery
    from sqlalchemy.sql.selectable import CTE, FromClause

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf, Known
    from banfa.reasoning.columns import Col

PROMOTER: Final = "promoter"
"""The key of the category 行业推进机构, in every city that has it."""
CONTRACT_IDS: Final = cast(bindparam("contracts", type_=Text), ARRAY(BigInteger))
NOT_BEGUN: Final = 2
"""Signed before the removal, and nothing reported of its having begun."""
CONTRACT_FINDING: Final = "contract_finding"


@dataclass(frozen=True)
class _Parts:
    """What the statement about contracts is made of; `columns` are the facts without arguments, by name."""

    contracts: CTE
    joined: FromClause
    columns: Mapping[str, ColumnElement[Any]]
    known: Known


def build_contract_sheet(
    connection: Connection,
    contract_ids: Iterable[int],
    facts: Iterable[Fact],
    at: AsOf,
) -> tuple[Ints, Sheet]:
    """Give facts about contracts: the ids of those that stand, in order, and their columns. One statement.

    A column that nobody filled in is as wide as the fact. Raises LookupError for a fact that there is not.
    """
    facts = tuple(facts)
    ids = array_literal(np.array(list(contract_ids), np.int64))
    binds = {**at.binds(), "contracts": ids}
    contracts, *values = fetch_columns(connection, _contract_statement(facts, at.known), binds)
    order = np.argsort(contracts, kind="stable")
    columns = {
        fact.key: _interval_of(fact, value[order], at) for fact, value in zip(facts, values, strict=True)
    }
    return contracts[order], Sheet(at.today, len(contracts), columns, at.calendar)


@lru_cache(maxsize=64)
def _contract_statement(facts: tuple[Fact, ...], known: Known) -> Select[Any]:
    """One statement for all facts about all contracts asked for; what nobody reported is NO_VALUE."""
    parts = _make_parts(known)
    values = [
        func.coalesce(cast(_column_of(fact, parts), _type_of(fact)), literal(NO_VALUE)).label(f"f{n}")
        for n, fact in enumerate(facts)
    ]
    return select(parts.contracts.c.entry_id, *values).select_from(parts.joined)


@lru_cache(maxsize=2)
def _make_parts(known: Known) -> _Parts:
    contracts = _select_contracts(known).cte("wanted")
    c = contracts.c
    # Worked out before anything is joined, it lets the indexes that lead with the provider be used.
    providers = func.array(select(c.provider_id).distinct().scalar_subquery(), type_=ARRAY(BigInteger))
    on_signing = _select_memberships_on_signing(contracts, providers, known)
    removals = _select_removals(contracts, providers, known)
    o, r = on_signing.c, removals.c
    # The removal meant is the one that ended the stay in which the contract was signed.
    outside_after_one = and_(o.memberships == 0, func.coalesce(r.before, 0) > 0)
    before_removal = case(
        (r.after.is_not(None), case((c.begun_on < r.after, 1), else_=NOT_BEGUN)),
        (outside_after_one, 0),
        else_=1,
    )
    return _Parts(
        contracts=contracts,
        joined=contracts.join(on_signing, o.entry_id == c.entry_id).outerjoin(
            removals, r.entry_id == c.entry_id
        ),
        columns={
            "price": c.amount,
            "market_price": c.market_price,
            "in_pool": o.memberships > 0,
            "industry_assigned": o.this_list > 0,
            "no_industry_list": o.lists == 0,
            "earlier_pilot": c.earlier_pilot,
            "promoter_of_industry": o.promoting > 0,
            "provider_removed": or_(r.after.is_not(None), outside_after_one),
            "signed_before_removal": before_removal,
            "subcontracted": c.subcontracted,
        },
        known=known,
    )


def _select_contracts(known: Known) -> Select[Any]:
    """The contracts asked about, with the enterprise's industry and the first day of progress."""
    # Looked up contract by contract: joined, the tables would be read from end to end.
    c, e, p = Contract.c, Enterprise.c, Progress.c
    industry = select_known(Enterprise.rows, e.industry, known=known).where(e.entry_id == c.enterprise_id)
    begun_on = select_known(Progress.rows, func.min(p.occurred_on), known=known).where(
        p.provider_id == c.provider_id,
        p.contract_id == c.entry_id,
        p.kind == SUBSTANTIVE,
        p.occurred_on <= AS_OF,
    )
    return select_known(
        Contract.rows,
        *(c.entry_id, c.provider_id, c.signed_on),
        *(c.amount, c.market_price, c.earlier_pilot, c.subcontracted),
        industry.correlate(Contract.rows).scalar_subquery().label("industry"),
        begun_on.correlate(Contract.rows).scalar_subquery().label("begun_on"),
        known=known,
    ).where(c.entry_id == any_(CONTRACT_IDS))


def _select_memberships_on_signing(contracts: CTE, providers: ColumnElement[Any], known: Known) -> Subquery:
    """How many memberships the provider had on the day of signing, and for what."""
    c = contracts.c
    held = _materialise(select_memberships(known=known, providers=providers), "held")
    this_industry = held.c.industry == c.industry
    return (
        select(
            c.entry_id,
            func.count(held.c.entry_id).label("memberships"),
            func.count().filter(held.c.industry_list).label("lists"),
            func.count().filter(this_industry, held.c.industry_list).label("this_list"),
            func.count().filter(this_industry, held.c.category == PROMOTER).label("promoting"),
        )
        .join_from(
            contracts,
            held,
            and_(
                held.c.provider_id == c.provider_id,
                held.c.from_on <= c.signed_on,
                held.c.until_on >= c.signed_on,
            ),
            isouter=True,
        )
        .group_by(c.entry_id)
        .subquery("on_signing")
    )


def _select_removals(contracts: CTE, providers: ColumnElement[Any], known: Known) -> Subquery:
    """The first removal of the provider after the day of signing, and how many there had been before."""
    c, d = contracts.c, Decision.c
    removals = select_standing_decisions(d.provider_id, d.effective_on, known=known).where(
        d.kind == REMOVAL, d.effective_on <= AS_OF, d.provider_id == any_(providers)
    )
    removed = _materialise(removals, "removed")
    return (
        select(
            c.entry_id,
            func.min(removed.c.effective_on).filter(removed.c.effective_on > c.signed_on).label("after"),
            func.count().filter(removed.c.effective_on <= c.signed_on).label("before"),
        )
        .join_from(contracts, removed, removed.c.provider_id == c.provider_id)
        .group_by(c.entry_id)
        .subquery("removals")
    )


def _materialise(statement: Select[Any], name: str) -> CTE:
    """Have a statement worked out once, also where the planner takes a page of contracts for one or two."""
    return statement.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def _column_of(fact: Fact, parts: _Parts) -> ColumnElement[Any]:
    """The column of a fact about a contract. Raises LookupError for one that there is not."""
    if fact.name == CONTRACT_FINDING and len(fact.args) == 1:
        f = Finding.c
        return (
            select_known(Finding.rows, func.count(), known=parts.known)
            .where(
                f.contract_id == parts.contracts.c.entry_id,
                f.kind == fact.args[0],
                f.holds,
                f.found_on <= AS_OF,
            )
            .correlate(parts.contracts)
            .scalar_subquery()
        )
    if fact.name not in parts.columns or fact.args or fact.subject != "contract":
        raise LookupError(f"no column for the fact {fact.key} of a {fact.subject}")
    return parts.columns[fact.name]


def _type_of(fact: Fact) -> Any:
    """As which type a column becomes a number: a boolean has no way straight to bigint."""
    return BigInteger if fact.unit != "是否" else Integer


def _interval_of(fact: Fact, value: Ints, at: AsOf) -> Col:
    """An interval for each. That work had not begun is known only where progress is declared complete."""
    if fact.name == "signed_before_removal":
        complete = at.complete_until(("progress",)) >= at.today
        return between(value % NOT_BEGUN, np.where(value == NOT_BEGUN, 0 if complete else 1, value))
    missing = value == NO_VALUE
    return between(np.where(missing, fact.low, value), np.where(missing, fact.high, value))
