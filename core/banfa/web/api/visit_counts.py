"""走访次数: how often each enterprise was visited in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marshmallow import Schema

from banfa.procedures.visits.actions import READ
from banfa.procedures.visits.counting import list_visit_counts
from banfa.web.api.pages import page_of
from banfa.web.fields import Date, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery

if TYPE_CHECKING:
    from typing import Any

    from banfa.procedures.visits.counting import VisitCount
    from banfa.web.responses import Answer

blp = Blueprint("visit_counts", __name__, description="走访次数")


class VisitCountsQuery(PageQuery):
    """Of which year."""

    year = Integer("年度；不填的为本年", minimum=1950, maximum=2199)


class VisitCountOut(Schema):
    """An enterprise's visits of a year."""

    enterprise_id = Id("企业编号", required=True)
    enterprise_name = Str("企业名称", required=True)
    year = Integer("年度", required=True)
    plans = Integer("所据计划", unit="个", required=True)
    visits = Integer("走访", unit="次", required=True)
    on_site = Integer("其中实地走访", unit="次", required=True)
    last_on = Date("最近一次", required=True)
    most = Integer("内部工作规程所定的一年次数；没有定的为空", unit="次", required=True, allow_none=True)
    over = Integer("超出", unit="次", required=True)


@blp.route("/visit-counts", endpoint="list_visit_counts")
@blp.arguments(VisitCountsQuery, location="query")
@blp.response(200, page_of(VisitCountOut))
@operation(READ, summary="各企业一年的走访次数")
def list_counts(call: Call, query: Arguments) -> Answer:
    """The enterprises that were visited in a year."""
    year = query.get("year") or call.unit.today.year

    def fetch(after: int | None, limit: int) -> list[VisitCount]:
        return list_visit_counts(call.unit, year, after=after or 0, limit=limit)

    return call.page(query, fetch, key=lambda count: count.enterprise_id, render=_render_count)


def _render_count(count: VisitCount) -> dict[str, Any]:
    names = ("enterprise_id", "year", "plans", "visits", "on_site", "last_on", "most", "over")
    return {**{name: getattr(count, name) for name in names}, "enterprise_name": count.enterprise}
