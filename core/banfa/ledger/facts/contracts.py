"""Where the facts about contracts, acceptances and products are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date, and_, case, extract, false, func, or_, union_all
from sqlalchemy.dialects.postgresql import array, distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, select_known
from banfa.ledger.entries.doubles import select_doubtful
from banfa.ledger.facts.aggregates import COUNT, DOUBTFUL, FIRST, LAST, TOTAL, Source
from banfa.ledger.facts.pool import STAY
from banfa.ledger.facts.selects import (
    leave_out_doubles,
    select_anywhere,
    select_each,
    select_in_pool,
    select_latest,
)
from banfa.ledger.kinds.acceptances import PASSED, STATE_AUTHORITIES, Acceptance
from banfa.ledger.kinds.contracts import TRANSFORMATION, Contract
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.kinds.products import Product
from banfa.ledger.kinds.progress import SUBSTANTIVE, Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from banfa.ledger.facts.aggregates import Aggregate

PAIR: Final = ("provider_id", "enterprise_id")
REQUIRED_LEVEL: Final = 2
"""Huangshi 16, Xiamen 12(6): the level a transformed enterprise has to reach."""

c, p, a, m = Contract.c, Progress.c, Acceptance.c, Membership.c

double = select_doubtful(Contract)
is_ruled = double.c.is_double.is_(True)
may_be_double = double.c.is_double.is_(False)
# Each contract's own progress is added up in the order of its index; of doubles there are few, and what is
# reported about them is looked up. Grouping by what a contract is a double of would sort all there is.
has_begun = and_(p.kind == SUBSTANTIVE, p.occurred_on <= AS_OF)
own_progress = (
    select_known(Progress.rows, p.provider_id, p.contract_id, func.min(p.occurred_on).label("begun_on"))
    .where(has_begun)
    .group_by(p.provider_id, p.contract_id)
    .subquery("begun")
)
"""Contracts with substantive progress, and the day of the first."""
progress_of_doubles = (
    select_known(
        Progress.rows,
        p.provider_id,
        double.c.of_id,
        func.min(p.occurred_on).filter(is_ruled).label("begun_on"),
        func.bool_or(may_be_double).label("may_have_begun"),
    )
    .join(double, double.c.entry_id == p.contract_id)
    .where(has_begun)
    .group_by(p.provider_id, double.c.of_id)
    .subquery("begun_by_doubles")
)
"""Contracts of which a double has substantive progress: one that is ruled so, or a likely one."""
# What is reported about a double is about the contract that it is a double of.
begun_on = func.least(own_progress.c.begun_on, progress_of_doubles.c.begun_on, type_=Date)


def _is_of_contract(provider: ColumnElement[int], contract: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(provider == c.provider_id, contract == c.entry_id)


each_contract = leave_out_doubles(
    select_in_pool(
        Contract.rows,
        "signed_on",
        c.registered_on,
        c.maintenance_months,
        c.ended_on,
        begun_on.label("begun_on"),
        and_(begun_on.is_(None), progress_of_doubles.c.may_have_begun.is_(True)).label("may_have_begun"),
    )
    .outerjoin(own_progress, _is_of_contract(own_progress.c.provider_id, own_progress.c.contract_id))
    .outerjoin(
        progress_of_doubles,
        _is_of_contract(progress_of_doubles.c.provider_id, progress_of_doubles.c.of_id),
    )
    .where(c.kind == TRANSFORMATION),
    Contract,
).subquery("each_contract")
contracts = Source(
    "contract",
    "contracts",
    select(
        *each_contract.c,
        or_(each_contract.c.doubtful, each_contract.c.may_have_begun).label("may_not_idle"),
    ),
    reports=("contract",),
    pooled=True,
)
selections = (
    select_known(Membership.rows, m.provider_id, func.max(m.selected_on).label("selected_on"))
    .join(STAY, and_(STAY.c.provider_id == m.provider_id, STAY.c.last))
    .where(m.from_on == STAY.c.since)
    .group_by(m.provider_id)
    .subquery("selections")
)
"""On which day the list was made public that each provider's last stay rests on; none where unrecorded."""
contracts_since_selection = Source(
    "contract",
    "contracts_since_selection",
    leave_out_doubles(
        select_anywhere(Contract.rows, "signed_on")
        .join(selections, selections.c.provider_id == c.provider_id)
        .where(c.kind == TRANSFORMATION, c.signed_on >= selections.c.selected_on),
        Contract,
    ),
    reports=("contract",),
)
"""A list can be public before its providers are in the pool: what they sign in between counts."""
served_enterprises = Source(
    "contract",
    "served",
    select_each(
        Contract.rows,
        PAIR,
        "signed_on",
        func.min(c.signed_on).filter(c.signed_on >= STAY.c.since).label("first_of_stay_on"),
    ),
    reports=("contract",),
    pooled=True,
)
"""Enterprises with a contract of whatever kind: 服务 and 签约 are not of transformation alone."""

# A project (项目) is a contract: it is due on the day first planned, however often it is examined, and by
# whichever of its reports. A likely double is a project of its own until somebody rules. Contracts without
# doubles, nearly all there are, are added up in the order of their index.
days_of_project = (
    func.array_agg(a.entry_id).label("id"),
    func.min(a.planned_on).label("planned_on"),
    func.min(a.accepted_on).filter(a.outcome == PASSED, a.accepted_on <= AS_OF).label("passed_on"),
)
with_doubles = select(func.unnest(array([double.c.entry_id, double.c.of_id]))).scalar_subquery()
single_projects = (
    select_known(Acceptance.rows, a.provider_id, *days_of_project, false().label(DOUBTFUL))
    .where(a.contract_id.not_in(with_doubles))
    .group_by(a.provider_id, a.contract_id)
)
family = func.coalesce(double.c.of_id, a.contract_id)
project = case((may_be_double, a.contract_id), else_=family)
family_projects = (
    select_known(
        Acceptance.rows,
        a.provider_id,
        project.label("contract_id"),
        func.min(family).label("family"),
        *days_of_project,
    )
    .outerjoin(double, double.c.entry_id == a.contract_id)
    .where(a.contract_id.in_(with_doubles))
    .group_by(a.provider_id, project)
    .subquery("projects")
)


def _is_doubtful_project() -> ColumnElement[bool]:
    """Whether a project may be another one, or has other days if another one is it."""
    q = family_projects.c
    whole: Any = {"partition_by": (q.provider_id, q.family)}
    return or_(
        func.row_number().over(**whole, order_by=q.contract_id) > 1,
        func.min(q.planned_on).over(**whole).is_distinct_from(q.planned_on),
        func.min(q.passed_on).over(**whole).is_distinct_from(q.passed_on),
    )


q = family_projects.c
each_project = union_all(
    single_projects,
    select(q.provider_id, q.id, q.planned_on, q.passed_on, _is_doubtful_project().label(DOUBTFUL)),
).subquery("each_project")
projects_due = Source(
    "acceptance",
    "due",
    select(*each_project.c, STAY.c.since).join_from(
        each_project,
        STAY,
        and_(
            STAY.c.provider_id == each_project.c.provider_id,
            each_project.c.planned_on >= STAY.c.from_on,
            each_project.c.planned_on <= STAY.c.until_on,
        ),
    ),
    reports=("acceptance",),
    pooled=True,
)
examined_enterprises = Source(
    "acceptance",
    "examined",
    select_latest(
        select_in_pool(Acceptance.rows, "accepted_on", a.outcome, a.level_after),
        Acceptance.rows,
        PAIR,
        "accepted_on",
    ),
    reports=("acceptance",),
    pooled=True,
)
accepted_year = extract("year", a.accepted_on)
examined_by_year = Source(
    "acceptance",
    "examined_by_year",
    select_in_pool(Acceptance.rows, "accepted_on", a.outcome, a.level_after)
    .ext(distinct_on(a.provider_id, a.enterprise_id, accepted_year))
    .order_by(a.provider_id, a.enterprise_id, accepted_year, a.accepted_on.desc(), a.entry_id.desc()),
    reports=("acceptance",),
    pooled=True,
    by_year=True,
)
"""A year keeps its last acceptance of each enterprise, whatever later years bring."""
# A province or the nation may examine after the provider has left the pool: money is recovered all the same.
state_examinations = Source(
    "acceptance",
    "by_state",
    select_latest(
        select_anywhere(Acceptance.rows, "accepted_on", a.outcome, STAY.c.since)
        .outerjoin(STAY, and_(STAY.c.provider_id == a.provider_id, STAY.c.last))
        .where(a.authority.in_(STATE_AUTHORITIES)),
        Acceptance.rows,
        PAIR,
        "accepted_on",
    ),
    reports=("acceptance",),
)

products_on_sale = select_anywhere(Product.rows, "published_on").where(
    or_(Product.c.retired_on.is_(None), Product.c.retired_on > AS_OF)
)
products_on_sale = leave_out_doubles(products_on_sale, Product)
products = Source("product", "products", products_on_sale, reports=("product",))
scenario_rows = products_on_sale.add_columns(func.unnest(Product.c.scenarios).label("scenario")).subquery(
    "covered"
)
scenarios = Source(
    "product",
    "scenarios",
    select(
        scenario_rows.c.provider_id,
        scenario_rows.c.scenario,
        func.array_agg(scenario_rows.c.id).label("id"),
        func.bool_and(scenario_rows.c.doubtful).label(DOUBTFUL),
    ).group_by(scenario_rows.c.provider_id, scenario_rows.c.scenario),
    reports=("product",),
)


def _has_level(row: Any, level: int) -> Any:
    """Whether an acceptance was passed at a level or above."""
    return and_(row.outcome == PASSED, row.level_after >= level)


WORK: Final[Mapping[str, Aggregate]] = {
    "first_contract_on": contracts.aggregate(FIRST, "signed_on", on="signed_on"),
    "first_contract_since_selection_on": contracts_since_selection.aggregate(FIRST, "signed_on"),
    "contracts_signed": contracts.aggregate(COUNT, on="signed_on"),
    "contracts_registered": contracts.aggregate(COUNT, on="registered_on", afterwards=True),
    "maintenance_months": contracts.aggregate(TOTAL, "maintenance_months", on="signed_on"),
    "maintained_contracts": contracts.aggregate(
        COUNT, on="signed_on", where=lambda row: row.maintenance_months.is_not(None)
    ),
    "idle_since": contracts.aggregate(
        FIRST,
        "signed_on",
        on="signed_on",
        # A contract that has ended waits for no progress.
        where=lambda row: row.begun_on.is_(None) & (row.ended_on.is_(None) | (row.ended_on > AS_OF)),
        undone_by=("progress", "contract"),
        doubtful="may_not_idle",
    ),
    "last_new_enterprise_on": served_enterprises.aggregate(
        LAST, "first_of_stay_on", on="first_of_stay_on", undone_by=("contract",), certain="first_of_stay_on"
    ),
    "last_new_enterprise_ever_on": served_enterprises.aggregate(
        LAST, "first_on", on="first_on", undone_by=("contract",), certain="first_on"
    ),
    "served_enterprises": served_enterprises.aggregate(COUNT, on="last_on"),
    "acceptances_due": projects_due.aggregate(
        COUNT, on="planned_on", undone_by=("acceptance",), certain="planned_on"
    ),
    "acceptances_on_time": projects_due.aggregate(
        COUNT,
        on="planned_on",
        where=lambda row: row.passed_on <= row.planned_on,
        undone_by=("acceptance",),
        certain="planned_on",
    ),
    "enterprises_examined": examined_enterprises.aggregate(COUNT, on="accepted_on"),
    "enterprises_at_level": examined_enterprises.aggregate(
        COUNT, on="accepted_on", where=_has_level, takes=(int,), undone_by=("acceptance",)
    ),
    "examined_in_year": examined_by_year.aggregate(COUNT, on="accepted_on"),
    "examined_in_year_since": examined_by_year.aggregate(COUNT, on="accepted_on"),
    "at_level_in_year": examined_by_year.aggregate(
        COUNT, on="accepted_on", where=_has_level, takes=(int,), undone_by=("acceptance",)
    ),
    "at_level_in_year_since": examined_by_year.aggregate(
        COUNT, on="accepted_on", where=_has_level, takes=(int,), undone_by=("acceptance",)
    ),
    "enterprises_below_2": examined_enterprises.aggregate(
        COUNT,
        on="accepted_on",
        # Who reached the level has reached it, also where the acceptance failed for another reason.
        where=lambda row: func.coalesce(row.level_after, 0) < REQUIRED_LEVEL,
        undone_by=("acceptance",),
    ),
    "enterprises_failed_state": state_examinations.aggregate(
        COUNT, on="accepted_on", where=lambda row: row.outcome != PASSED, undone_by=("acceptance",)
    ),
    "products": products.aggregate(COUNT, undone_by=("product",)),
    "scenarios": scenarios.aggregate(COUNT, undone_by=("product",)),
}
