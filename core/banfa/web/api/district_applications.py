"""入库申报 that a district collects: entered for its own, listed, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.admission.district_applications import (
    COLLECT,
    STAGES,
    CollectApplication,
    DistrictApplication,
    collect_application,
    find_district_application,
    list_district_applications,
)
from banfa.trust.actor import DISTRICT
from banfa.web.api.casework_schemas import make_form
from banfa.web.api.pages import page_of
from banfa.web.api.staged import render_staged
from banfa.web.fields import Boolean, Date, Enum, Id, List, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import PageQuery, by_id, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Arguments, Call

blp: Final = Blueprint("district_applications", __name__, description="县（市、区）收取的入库申报")
OWN: Final = (DISTRICT,)
FILTERS: Final = ("batch", "supplementing")


class DistrictApplicationsQuery(PageQuery):
    """Which applications."""

    batch = Str("只看这一批的，如 第一批", max_length=50)
    supplementing = Boolean("只看待补正的")


class DistrictApplicationOut(Schema):
    """An application as its district sees it."""

    id = Id("申报编号", of="admission_application", required=True)
    batch = Str("征集批次", required=True)
    notice_no = Str("征集通知文号", required=True)
    applicant = Str("申报单位", required=True, allow_none=True)
    uscc = Str("统一社会信用代码", required=True, allow_none=True)
    category = Str("申报类别", required=True)
    industry = Str("申报的服务行业", required=True, allow_none=True)
    received_on = Date("收到之日", required=True)
    wants_list = Boolean("申请进入细分行业库", required=True)
    contact = Str("联系人及电话", required=True, allow_none=True, personal=True)
    late_entry = Str("迟延登记说明", required=True, allow_none=True, personal=True)
    district = Str("收取的县（市、区）", required=True)
    entered_by = PersonName("登记人", required=True, allow_none=True)
    missing = List(Str(), "需补正的材料", required=True)
    supplement_until = Date("补正期限", required=True, allow_none=True)
    supplemented_on = Date("收到补正材料之日", required=True, allow_none=True)
    stage = Enum("办理情况", choices=STAGES, required=True)
    stage_zh = Str("办理情况名称", required=True)


FORM: Final = make_form(CollectApplication, "CollectApplicationIn")


_OUT: Final = DistrictApplicationOut()


def _render(row: DistrictApplication) -> dict[str, Any]:
    return render_staged(row, _OUT, STAGES)


@blp.route("/district-applications", methods=["GET"])
@blp.arguments(DistrictApplicationsQuery, location="query")
@blp.response(200, page_of(DistrictApplicationOut))
@operation(COLLECT, summary="本县（市、区）收取的入库申报", own=OWN)
def list_collected_applications(call: Call, query: Arguments) -> Answer:
    """List what was entered for a district's own."""

    def fetch(after: int | None, limit: int) -> list[dict[str, Any]]:
        chosen = pick(query, *FILTERS)
        listed = list_district_applications(call.unit, after=after or 0, limit=limit, **chosen)
        return [_render(row) for row in listed]

    return call.page(query, fetch, key=by_id)


@blp.route("/district-applications/<id(admission_application):row_id>", methods=["GET"])
@blp.response(200, DistrictApplicationOut)
@operation(COLLECT, summary="本县（市、区）收取的一件入库申报", own=OWN)
def get_collected_application(call: Call, row_id: int) -> Answer:
    """Give one of a district's own."""
    return Answer(_render(find_district_application(call.unit, row_id)))


@blp.route("/district-applications", methods=["POST"])
@blp.arguments(FORM, example=dict(CollectApplication.example))
@blp.response(201, DistrictApplicationOut)
@operation(COLLECT, summary="登记收取的入库申报", own=OWN)
def enter_collected_application(call: Call, body: Arguments) -> Answer:
    """Enter what a district has received, for a call that says that districts collect."""
    data = CollectApplication.read(body, ReadingContext(call.profile, call.unit.today))
    row = collect_application(call.unit, call.profile, data)
    location = call.locate("/district-applications", "admission_application", row.id)
    return Answer(_render(row), location=location)
