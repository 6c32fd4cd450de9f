"""How often each enterprise was visited in a year, by which manner, and when last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import label_entries
from banfa.procedures.cases.office import find_office
from banfa.procedures.visits.site_visits import ON_SITE, SiteVisit

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class VisitCount:
    """An enterprise's visits of a year: on how many plans, how many in all, on site, and the last day.

    `most` is what the bureau has set for a year, None where it has set nothing.
    """

    enterprise_id: int
    enterprise: str
    year: int
    plans: int
    visits: int
    on_site: int
    last_on: date
    most: int | None

    @property
    def over(self) -> int:
        """How many more there were than the bureau has set."""
        return 0 if self.most is None else max(0, self.visits - self.most)


v = SiteVisit.c
_COUNTS: Final = (
    select(
        v.enterprise_id,
        func.count(v.plan_id.distinct()).label("plans"),
        func.count().label("visits"),
        func.count().filter(v.manner == ON_SITE).label("on_site"),
        func.max(v.visited_on).label("last_on"),
    )
    .where(
        v.visited_on.between(bindparam("first"), bindparam("last")),
        v.state != "returned",
        v.enterprise_id > bindparam("after"),
    )
    .group_by(v.enterprise_id)
    .order_by(v.enterprise_id)
    .limit(bindparam("limit"))
)


def list_visit_counts(unit: Unit, year: int, *, after: int = 0, limit: int) -> list[VisitCount]:
    """List enterprises that were visited in a year, by id after `after`."""
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    rows = unit.execute(_COUNTS, after=after, limit=limit, **days).all()
    names = label_entries(unit, KINDS["enterprise"], [row.enterprise_id for row in rows])
    most = find_office(unit).procedure.visits_a_year
    return [
        VisitCount(enterprise=names[row.enterprise_id], year=year, most=most, **row._asdict()) for row in rows
    ]


_ONE: Final = select(
    func.count().label("all"),
    func.count()
    .filter(
        (v.visited_on < bindparam("on_day"))
        | ((v.visited_on == bindparam("on_day")) & (v.id <= bindparam("row_id")))
    )
    .label("nth"),
).where(
    v.enterprise_id == bindparam("enterprise_id"),
    v.visited_on.between(bindparam("first"), bindparam("last")),
    v.state != "returned",
)


def warn_of_visits(unit: Unit, visit: SiteVisit) -> str:
    """Say that a visit is beyond what the bureau has set for a year; empty where it is not.

    Counted now and in the order of days, whoever entered what first.
    """
    most = find_office(unit).procedure.visits_a_year
    if most is None or visit.state == "returned":
        return ""
    year = visit.visited_on.year
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31), "on_day": visit.visited_on}
    row = unit.execute(_ONE, enterprise_id=visit.enterprise_id, row_id=visit.id, **days).one()
    if row.nth <= most:
        return ""
    return (
        f"该企业{year}年已走访{row.all}次，本次为第{row.nth}次，超过内部工作规程所定的{most}次，"
        "请与其他走访合并安排。"
    )
