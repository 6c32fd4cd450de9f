"""入库申报 that a district collects, on pages: those of its own, and the form by which it enters one."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import url_for

from banfa.procedures.admission.district_applications import (
    COLLECT,
    STAGES,
    CollectApplication,
    DistrictApplication,
    collect_application,
    list_district_applications,
)
from banfa.trust.actor import DISTRICT
from banfa.web.api.district_applications import FILTERS, DistrictApplicationsQuery
from banfa.web.casework.declared import Act
from banfa.web.console.casework_forms import fill_form, read_form
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result
    from banfa.web.console.frame.lists import Selection

ROLES: Final = (DISTRICT,)
TITLE: Final = "入库申报（县、市、区收取）"
COLLECTING: Final = Act(
    name="enter_collected_application",
    zh="登记收取的入库申报",
    action=COLLECT,
    perform=collect_application,
    inputs=CollectApplication,
)


class Line(NamedTuple):
    """An application, with the measure's names of its category and industry."""

    row: DistrictApplication
    category: str
    industry: str | None


COLUMNS: Final = (
    Column(zh="申报单位", value=attrgetter("row.applicant")),
    Column(zh="统一社会信用代码", value=attrgetter("row.uscc"), look="code", wide=True),
    Column(zh="征集批次", value=attrgetter("row.batch")),
    Column(zh="征集通知文号", value=attrgetter("row.notice_no"), wide=True),
    Column(zh="申报类别", value=attrgetter("category"), wide=True),
    Column(zh="申报的服务行业", value=attrgetter("industry"), wide=True),
    Column(zh="县（市、区）", value=attrgetter("row.district"), wide=True),
    Column(zh="收到之日", value=attrgetter("row.received_on"), wide=True),
    Column(zh="联系人及电话", value=attrgetter("row.contact"), wide=True),
    Column(zh="登记人", value=attrgetter("row.entered_by"), wide=True),
    Column(zh="迟延登记说明", value=attrgetter("row.late_entry"), wide=True),
    Column(zh="办理情况", value=lambda line: STAGES[line.row.stage]),
    Column(zh="需补正的材料", value=lambda line: "；".join(line.row.missing), wide=True),
    Column(zh="补正期限", value=attrgetter("row.supplement_until"), wide=True),
)


@list_page(
    "/district-applications",
    COLLECT,
    TITLE,
    columns=COLUMNS,
    query=DistrictApplicationsQuery,
    filters=(
        Filter("batch", "征集批次"),
        Filter("supplementing", "状态", (("true", "只看待补正的"),)),
    ),
    counted_in="件",
    when_empty="还没有本县（市、区）收取的入库申报。",
    template="casework/list.html",
    nav=Nav(section="", icon="list-ol", order=39),
    roles=ROLES,
)
def district_applications(call: PageCall, selection: Selection) -> Rows:
    """What was entered for a district's own."""
    chosen = selection.pick(*FILTERS)
    listed = list_district_applications(call.unit, after=selection.after or 0, limit=selection.most, **chosen)
    rows, after = selection.cut(listed, lambda row: row.id)
    if rows:
        call.shows("admission_application", [row.id for row in rows])
    categories = {category.key: category.zh for category in call.profile.categories}
    industries = {industry.key: industry.zh for industry in call.profile.industries}
    lines = [
        Line(
            row,
            categories.get(row.category, row.category),
            industries.get(row.industry or "", row.industry),
        )
        for row in rows
    ]
    return Rows(rows=lines, after=after, more={"makes": (COLLECTING,)})


@page("/district-applications/new", COLLECT, COLLECTING.zh, writes=True, roles=ROLES)
def enter_collected_application(call: PageCall) -> Result:
    """The form by which a district enters what it has received."""
    form = fill_form(call, COLLECTING)
    if call.takes(form):
        data = read_form(call, COLLECTING, form)
        collect_application(call.unit, call.profile, data)  # type: ignore[arg-type]
        return call.done("district_applications", f"{COLLECTING.zh}：已登记")
    back = url_for("console.district_applications")
    return call.render("casework/form.html", form=form, zh=COLLECTING.zh, back=back, of=TITLE, version=None)
