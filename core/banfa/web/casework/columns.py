"""What the columns of casework are called, for the document and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.ledger.entries.fields import Field
    from banfa.procedures.inputs import Link
    from banfa.web.casework.declared import Act, Resource

COMMON: Final = {
    "id": "编号",
    "version": "第几次变化，即 ETag",
    "state": "状态",
    "provider_id": "服务商编号",
    "case_id": "所属案件",
    "remedy_id": "所据的处理措施",
    "document_id": "所属文书",
    "publication_id": "所针对的公示或者通报",
    "number": "编号",
    "kind": "种类",
    "cases": "移交的案件",
    "items": "移交的其他事项",
    "contract_id": "所涉合同",
    "edition": "依据版本",
    "enterprise_id": "企业编号",
    "cite": "依据条款",
    "cites": "全部依据条款",
    "due_day_unsure": "期限届满之年的放假安排是否尚未公布",
    "force": "办法的要求",
    "scope": "办法对措施的表述",
    "situation": "情形",
    "hit_id": "监测提示",
    "evidence_key": "所据事实的摘要",
    "survey_ids": "须先回访的“不满意”评价",
    "verify_by": "核实期限",
    "due_on": "到期日",
    "opened_on": "立案之日",
    "closed_on": "办结之日",
    "about_id": "所针对的决定",
    "decision_id": "记入台账的决定",
    "hearing": "是否须告知并听取陈述申辩",
    "served_on": "送达之日",
    "statement_until": "陈述申辩截止日",
    "effective_on": "生效之日",
    "paused_on": "中止之日",
    "reported_on": "收到整改报告之日",
    "recheck_by": "复核期限",
    "suspended_on": "案件中止之日",
    "extended": "是否已延长过办理期限",
    "register_no": "文书登记号",
    "drafter": "拟稿人",
    "dropped_from": "提出不采取时的状态",
    "chain": "审批环节",
    "content": "正文各项",
    "submission": "第几次送审",
    "place": "第几环节",
    "post": "环节",
    "signer": "签发人",
    "what": "事项",
    "registered_by": "登记人",
    "registered_at": "登记时间",
    "verified_by": "核实结果的登记人",
    "verified_at": "核实结果的登记时间",
    "ended_by": "办结或提出的人",
    "ended_at": "办结或提出的时间",
    "entered_by": "登记人",
    "entered_at": "登记时间",
    "opened_by": "立案人",
    "opened_at": "立案时间",
    "planned_by": "拟办人",
    "planned_at": "拟办时间",
    "drafted_by": "拟稿的登记人",
    "drafted_at": "拟稿时间",
    "received_by": "登记人",
    "received_at": "登记时间",
    "recorded_by": "登记人",
    "recorded_at": "登记时间",
}
"""What columns are called that nobody fills in."""
HIDDEN: Final = ("thing_id", "things", "composed", "last_step")
"""Columns that are told beside: in words, or as the paper itself."""


def list_columns(resource: Resource, *, in_list: bool = False) -> list[str]:
    """List the columns that are told, of one thing or in a list."""
    without = (*HIDDEN, *resource.apart) if in_list else HIDDEN
    return [name for name in resource.row.names if name not in without]


def name_column(resource: Resource, name: str) -> str:
    """What a column is called: as who fills it in is asked for it."""
    if name in resource.labels:
        return resource.labels[name]
    field = find_input(resource, name)
    return COMMON[name] if field is None else field.zh


def find_input(resource: Resource, name: str) -> Field | Link | None:
    """How a column is filled in; None for one that nobody fills in."""
    for act in _list_acts(resource):
        if name in act.inputs.fields:
            return act.inputs.fields[name]
    return None


def _list_acts(resource: Resource) -> Iterator[Act]:
    """List what fills such a thing in: what makes it first, then what is done to it."""
    yield from resource.makes
    for other in RESOURCES.values():
        yield from (act for act in other.acts if act.gives == resource.name)
    yield from (act for act in resource.acts if not act.gives)
