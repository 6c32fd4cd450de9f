"""Where the facts about contracts, acceptances and products are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_

from banfa.ledger.entries.asof import AS_OF, standing_at
from banfa.ledger.facts.aggregates import COUNT, FIRST, LAST, TOTAL, Source
from banfa.ledger.facts.packing import plain_select
from banfa.ledger.facts.pool import STAY
from banfa.ledger.facts.selects import anywhere, each, in_pool, latest
from banfa.ledger.kinds.acceptances import PASSED, STATE_AUTHORITIES, acceptance
from banfa.ledger.kinds.contracts import TRANSFORMATION, contract
from banfa.ledger.kinds.products import product
from banfa.ledger.kinds.progress import SUBSTANTIVE, progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.ledger.facts.aggregates import Aggregate

PAIR = ("provider_id", "enterprise_id")
FIT_LEVEL = 2
"""Huangshi 16, Xiamen 12(6): the level a transformed enterprise has to reach."""

c, p, a = contract.c, progress.c, acceptance.c

begun = (
    standing_at(progress, p.provider_id, p.contract_id, func.min(p.occurred_on).label("begun_on"))
    .where(p.kind == SUBSTANTIVE, p.occurred_on <= AS_OF)
    .group_by(p.provider_id, p.contract_id)
    .subquery("begun")
)
"""Contracts with substantive progress, and the day of the first."""

contracts = Source(
    "contract",
    "contracts",
    in_pool(contract, "signed_on", c.registered_on, c.maintenance_months, begun.c.begun_on)
    .outerjoin(begun, and_(begun.c.provider_id == c.provider_id, begun.c.contract_id == c.entry_id))
    .where(c.kind == TRANSFORMATION),
    told_by=("contract",),
    pooled=True,
)
served = Source(
    "contract",
    "served",
    each(
        contract,
        PAIR,
        "signed_on",
        func.min(c.signed_on).filter(c.signed_on >= STAY.c.since).label("first_of_stay_on"),
    ).where(c.kind == TRANSFORMATION),
    told_by=("contract",),
    pooled=True,
)

# A project (项目) is a contract: it is due on the day first planned, however often it is examined.
projects = (
    standing_at(
        acceptance,
        a.provider_id,
        a.contract_id,
        func.array_agg(a.entry_id).label("id"),
        func.min(a.planned_on).label("planned_on"),
        func.min(a.accepted_on).filter(a.outcome == PASSED, a.accepted_on <= AS_OF).label("passed_on"),
    )
    .group_by(a.provider_id, a.contract_id)
    .subquery("projects")
)
due = Source(
    "acceptance",
    "due",
    plain_select(*projects.c, STAY.c.since).join_from(
        projects,
        STAY,
        and_(
            STAY.c.provider_id == projects.c.provider_id,
            projects.c.planned_on >= STAY.c.from_on,
            projects.c.planned_on <= STAY.c.until_on,
        ),
    ),
    told_by=("acceptance",),
    pooled=True,
)
examined = Source(
    "acceptance",
    "examined",
    latest(in_pool(acceptance, "accepted_on", a.outcome, a.level_after), acceptance, PAIR, "accepted_on"),
    told_by=("acceptance",),
    pooled=True,
)
# A province or the nation may examine after the provider has left the pool: money is recovered all the same.
by_state = Source(
    "acceptance",
    "by_state",
    latest(
        anywhere(acceptance, "accepted_on", a.outcome, STAY.c.since)
        .outerjoin(STAY, and_(STAY.c.provider_id == a.provider_id, STAY.c.last))
        .where(a.authority.in_(STATE_AUTHORITIES)),
        acceptance,
        PAIR,
        "accepted_on",
    ),
    told_by=("acceptance",),
)

on_sale = anywhere(product, "published_on").where(
    or_(product.c.retired_on.is_(None), product.c.retired_on > AS_OF)
)
products = Source("product", "products", on_sale, told_by=("product",))
covered = on_sale.add_columns(func.unnest(product.c.scenarios).label("scenario")).subquery("covered")
scenarios = Source(
    "product",
    "scenarios",
    plain_select(
        covered.c.provider_id, covered.c.scenario, func.array_agg(covered.c.id).label("id")
    ).group_by(covered.c.provider_id, covered.c.scenario),
    told_by=("product",),
)


def fit(row: Any, level: int) -> Any:
    """Whether an acceptance was passed at a level or above."""
    return and_(row.outcome == PASSED, row.level_after >= level)


WORK: Mapping[str, Aggregate] = {
    "first_contract_on": contracts.measure(FIRST, "signed_on", on="signed_on"),
    "contracts_signed": contracts.measure(COUNT, on="signed_on"),
    "contracts_registered": contracts.measure(COUNT, on="registered_on", afterwards=True),
    "maintenance_months": contracts.measure(TOTAL, "maintenance_months", on="signed_on"),
    "maintained_contracts": contracts.measure(
        COUNT, on="signed_on", where=lambda row: row.maintenance_months.is_not(None)
    ),
    "idle_since": contracts.measure(
        FIRST, "signed_on", on="signed_on", where=lambda row: row.begun_on.is_(None), undone_by=("progress",)
    ),
    "last_new_enterprise_on": served.measure(
        LAST, "first_of_stay_on", on="first_of_stay_on", undone_by=("contract",), certain="first_of_stay_on"
    ),
    "last_new_enterprise_ever_on": served.measure(
        LAST, "first_on", on="first_on", undone_by=("contract",), certain="first_on"
    ),
    "served_enterprises": served.measure(COUNT, on="last_on"),
    "acceptances_due": due.measure(COUNT, on="planned_on", undone_by=("acceptance",), certain="planned_on"),
    "acceptances_on_time": due.measure(
        COUNT,
        on="planned_on",
        where=lambda row: row.passed_on <= row.planned_on,
        undone_by=("acceptance",),
        certain="planned_on",
    ),
    "enterprises_examined": examined.measure(COUNT, on="accepted_on"),
    "enterprises_at_level": examined.measure(
        COUNT, on="accepted_on", where=fit, takes=(int,), undone_by=("acceptance",)
    ),
    "enterprises_below_2": examined.measure(
        COUNT,
        on="accepted_on",
        where=lambda row: ~func.coalesce(fit(row, FIT_LEVEL), False),
        undone_by=("acceptance",),
    ),
    "enterprises_failed_state": by_state.measure(
        COUNT, on="accepted_on", where=lambda row: row.outcome != PASSED, undone_by=("acceptance",)
    ),
    "products": products.measure(COUNT, undone_by=("product",)),
    "scenarios": scenarios.measure(COUNT, undone_by=("product",)),
}
