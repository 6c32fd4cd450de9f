"""走访次数: how often each enterprise was visited in a year, as a list that prints and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.visits.actions import READ
from banfa.procedures.visits.counting import list_visit_counts
from banfa.web.api.visit_counts import VisitCountsQuery
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

COLUMNS: Final = (
    Column(
        zh="企业",
        value=lambda count: count.enterprise,
        link=link_to("enterprise", "entry_id", "enterprise", lambda count: count.enterprise_id),
    ),
    Column(zh="年度", value=lambda count: count.year, num=True),
    Column(zh="所据计划（个）", value=lambda count: count.plans, num=True, wide=True),
    Column(zh="走访（次）", value=lambda count: count.visits, num=True),
    Column(zh="其中实地走访（次）", value=lambda count: count.on_site, num=True, wide=True),
    Column(zh="最近一次", value=lambda count: count.last_on, wide=True),
    Column(zh="规程所定（次）", value=lambda count: count.most, num=True, wide=True),
    Column(zh="超出（次）", value=lambda count: count.over or None, num=True, wide=True),
)


@list_page(
    "/visit-counts",
    READ,
    "走访次数",
    columns=COLUMNS,
    query=VisitCountsQuery,
    filters=(Filter("year", "年度"),),
    counted_in="家",
    when_empty="这一年还没有登记走访。",
    nav=Nav(section="数据", icon="table", order=76),
)
def visit_counts(call: PageCall, selection: Selection) -> Rows:
    """The enterprises that were visited in a year, this one where none is asked for."""
    year = selection.values.get("year") or call.unit.today.year
    after = selection.after or 0
    counts = list_visit_counts(call.unit, year, after=after, limit=selection.most)
    rows, following = selection.cut(counts, lambda count: count.enterprise_id)
    return Rows(rows=rows, after=following)
