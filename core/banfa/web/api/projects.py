"""试点项目进度台账: transformation contracts with the last word on each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema

from banfa.procedures.project_ledger import list_projects
from banfa.procedures.subsidies.papers import READ
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, Date, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery

if TYPE_CHECKING:
    from banfa.procedures.project_ledger import ProjectLine
    from banfa.web.responses import Answer

blp = Blueprint("projects", __name__, description="试点项目进度台账")


class ProjectsQuery(PageQuery):
    """Which projects."""

    district = Str("只看这个县（市、区）的企业", max_length=100)
    industry = Str("只看这个细分行业的企业", max_length=100)
    provider_id = Id("只看这家服务商的项目", of="provider")


class Project(Schema):
    """A transformation contract; what the ledger does not have is null."""

    contract_id = Id("合同编号（标识）", of="contract", required=True)
    number = Str("合同编号", required=True, allow_none=True)
    enterprise_id = Id("试点企业", of="enterprise", required=True)
    enterprise_name = Str("企业名称", required=True)
    district = Str("县（市、区）", required=True, allow_none=True)
    industry = Str("细分行业", required=True)
    above_scale = Boolean("是否规模以上工业企业；不清楚的为空", required=True, allow_none=True)
    quality = Str("优质中小企业认定；不清楚的为空", required=True, allow_none=True)
    provider_id = Id("服务商", of="provider", required=True)
    provider_name = Str("服务商名称", required=True)
    integrator_name = Str("集成服务商名称；没有的为空文字", required=True)
    signed_on = Date("签约日", required=True)
    amount = Integer("合同金额", unit="分", required=True, allow_none=True)
    registered_on = Date("立项日", required=True, allow_none=True)
    diagnosed_on = Date("首次诊断之日", required=True, allow_none=True)
    level_before = Integer("改造前等级", required=True, allow_none=True)
    planned_on = Date("计划验收日", required=True, allow_none=True)
    progress_on = Date("最近进展之日", required=True, allow_none=True)
    finished_on = Date("实际完成日：合同履行完毕之日", required=True, allow_none=True)
    ended_on = Date("合同终止之日", required=True, allow_none=True)
    accepted_on = Date("市级验收日", required=True, allow_none=True)
    outcome = Str("市级验收结论", required=True, allow_none=True)
    level_after = Integer("改造后等级", required=True, allow_none=True)
    state_accepted_on = Date("省级、国家级验收日", required=True, allow_none=True)
    state_outcome = Str("省级、国家级验收结论", required=True, allow_none=True)
    report = Str("评测机构及报告号；没有的为空文字", required=True)
    audited = Integer("审核核定投资额", unit="分", required=True, allow_none=True)
    granted = Integer("奖补核定金额", unit="分", required=True, allow_none=True)
    paid = Integer("奖补已拨付", unit="分", required=True, allow_none=True)
    paid_on = Date("最近拨付日", required=True, allow_none=True)
    batch = Str("试点批次（最近一次列入的）", required=True, allow_none=True)
    until_on = Date("实施至；名单、通知未写明的没有", required=True, allow_none=True)
    withdrawn_on = Date("退出试点之日", required=True, allow_none=True)
    overdue = Boolean("实施期已过：已过实施至，没有通过验收，合同未解除，企业未退出试点", required=True)
    surveyed = Boolean("是否已收到该企业对该服务商的满意度评价", required=True)


@blp.route("/projects", endpoint="list_projects")
@blp.arguments(ProjectsQuery, location="query")
@blp.response(200, page_of(Project))
@operation(READ, summary="试点项目进度台账")
def list_ledger(call: Call, query: Arguments) -> Answer:
    """Transformation contracts with the last word on each stage."""
    filters = {name: query.get(name) for name in ("district", "industry", "provider_id")}

    def fetch(after: int | None, limit: int) -> list[ProjectLine]:
        return list_projects(call.unit, filters, after=after or 0, limit=limit)

    return call.page(query, fetch, key=lambda line: line.contract.entry_id, render=_render)


def _render(line: ProjectLine) -> dict[str, Any]:
    contract, enterprise, report = line.contract, line.enterprise, line.report
    return {
        "contract_id": contract.entry_id,
        "number": contract.number,
        "enterprise_id": enterprise.entry_id,
        "enterprise_name": enterprise.name,
        "district": enterprise.district,
        "industry": enterprise.industry,
        "above_scale": enterprise.above_scale,
        "quality": enterprise.quality,
        "provider_id": contract.provider_id,
        "provider_name": line.provider,
        "integrator_name": line.integrator,
        "signed_on": contract.signed_on,
        "amount": contract.amount,
        "registered_on": contract.registered_on,
        "diagnosed_on": getattr(line.diagnosis, "diagnosed_on", None),
        "level_before": line.level_before,
        "planned_on": line.planned_on,
        "progress_on": getattr(line.progress, "occurred_on", None),
        "finished_on": line.finished_on,
        "ended_on": contract.ended_on,
        "accepted_on": getattr(line.accepted, "accepted_on", None),
        "outcome": getattr(line.accepted, "outcome", None),
        "level_after": getattr(line.accepted, "level_after", None),
        "state_accepted_on": getattr(line.state_accepted, "accepted_on", None),
        "state_outcome": getattr(line.state_accepted, "outcome", None),
        "report": f"{report.body} {report.number}" if report else "",
        **line.money._asdict(),
        "batch": getattr(line.listing, "batch", None),
        "until_on": getattr(line.listing, "until_on", None),
        "withdrawn_on": line.withdrawn_on,
        "overdue": line.overdue,
        "surveyed": line.surveyed,
    }
