"""Acts and their content, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.decisions import steps as proposal_steps
from banfa.procedures.rounds.transitions import STEPS
from banfa.trust.permissions import ROLES
from banfa.web.casework.columns import COMMON, find_input
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.web.casework.declared import Resource

OBJECTS: Final = {
    "person": "人员",
    "account": "账号",
    "password": "密码",
    "identity": "统一身份",
    "session": "登录",
    "token": "接口密钥",
    "source": "数据来源",
    "import": "导入",
    "import_batch": "几张表的导入",
    "round": "评价",
    "objection": "异议",
    "instrument": "依据文件",
    "watch": "情形监测",
    "work": "后台任务",
    "decision": "决定",
    "proposal": "拟作的决定",
    "cut_over": "既往决定截至日",
    "double": "疑似重复",
    "ruling": "认定",
    "calendar": "日历",
    "chain": "操作留痕",
    "reads": "查阅痕迹",
    "hit": "线索",
    "official_text": "办法原文",
    "stored_file": "案卷材料",
    "decision_proposal": "拟作的决定",
    "holiday_notice": "放假安排",
    "what_if": "测算",
    "party_draft": "网上申报草稿",
}
"""What acts are about, by the first part of their names."""
ACTS: Final = {
    "added": "登记",
    "changed": "更改",
    "given": "发放",
    "issued": "发放",
    "revoked": "吊销",
    "registered": "登记",
    "opened": "开始",
    "ended": "结束",
    "received": "上传",
    "stored": "上传",
    "previewed": "核对",
    "asked": "要求重新核对",
    "confirmed": "确认",
    "recorded": "登记",
    "emptied": "清除",
    "corrected": "更正",
    "voided": "作废",
    "erased": "过期删除",
    "cut_off": "数据截止",
    "computed": "计分",
    "approved": "同意",
    "returned": "退回",
    "published": "公示",
    "closed": "办结",
    "reversed": "撤回",
    "filed": "提出",
    "decided": "处理",
    "withdrawn": "撤回",
    "set": "确定",
    "replaced": "换成新的",
    "retried": "再办一次",
    "verification_requested": "提出核验",
    "verified": "核验",
    "run_requested": "提出",
    "sealed": "封存",
    "proposed": "提出",
    "imported": "导入",
    "looked_at": "看过",
    "ruled": "认定",
    "released": "撤销认定：",
    "ran": "完成",
    "settled": "重新计分后办完",
    "account_given": "发放账号给",
    "provider_excluded": "登记暂不",
    "provider_readmitted": "登记恢复",
    "computation_requested": "要求计算",
    "rejected": "退回",
    "taken_back": "收回",
    "done": "办完",
    "failed": "没有办成",
    "cancelled": "取消",
    "login_locked": "因多次输错密码暂停登录的",
    "attached": "附材料",
    "completed": "补充",
    "sheets_made": "形成各家核对单",
    "rows_added": "录入各行",
    "lines_added": "录入各行",
    "recused": "登记回避",
    "term_ends": "提示期限将满",
}
"""What is done, by the second part."""


PROPOSAL_STEPS: Final = {step.enters: step.zh for step in proposal_steps.STEPS.values()}
"""The steps of a proposal, by what the audit calls them: the state each enters."""
NAMES: Final = {
    "as_of": "核对至",
    "code": "错误代码",
    "data": "内容",
    "digest": "摘要",
    "document_no": "文号",
    "edition": "文本",
    "faults": "不符（处）",
    "grades": "记入的等级（家）",
    "hash": "末条摘要",
    "is_double": "是否重复",
    "kind": "种类",
    "size": "大小（字节）",
    "links": "核验的条数",
    "mandate_kinds": "授权办理的种类",
    "districts": "所属县（市、区）",
    "mandate_until": "授权至",
    "moved": "结果有变化的（家）",
    "name": "名称",
    "of": "共几步",
    "opinion": "审核意见",
    "post": "职务",
    "provider_id": "服务商编号",
    "enterprise_id": "企业编号",
    "public_until": "公示届满日",
    "published_in": "公示载体或网址",
    "reason": "理由",
    "received_on": "收到日期",
    "role": "角色",
    "roles": "角色",
    "run_id": "核对编号",
    "file_id": "材料编号",
    "sha256": "文件摘要",
    "sheets": "份数",
    "state": "状态",
    "statement": "事实和理由",
    "step": "第几步",
    "still_counted": "计入名额基数",
    "until_on": "截至",
    "upheld": "是否成立",
    "uuid": "人员标识",
    "work_id": "后台任务编号",
    "working_days": "公示工作日数",
}
"""What is said of acts, by the names that programs give it."""


def describe_action(action: str) -> str:
    """Say in Chinese what was done, with its name, by which it is looked for."""
    words = describe_act(action)
    return action if words == action else f"{words}（{action}）"


def describe_act(action: str) -> str:
    """Say in Chinese what was done; its name where there is no word for it."""
    what, _, done = action.partition(".")
    if what == "round" and done in STEPS:
        return f"{STEPS[done].zh}（评价）"
    if what == "decision_proposal" and done in PROPOSAL_STEPS:
        return f"{PROPOSAL_STEPS[done]}{OBJECTS[what]}"
    if what in RESOURCES and (words := _describe_casework(RESOURCES[what], done)):
        return words
    kind = KINDS.get(what)
    zh = kind.zh if kind is not None else OBJECTS.get(what, "")
    words = f"{ACTS.get(done, '')}{zh}" if zh and done in ACTS else zh
    return words or action


def _describe_casework(resource: Resource, done: str) -> str:
    """Say what was done with a thing of casework: a step is called as its machine calls it."""
    steps = resource.machine.steps if resource.machine is not None else {}
    words = steps[done].zh if done in steps else ACTS.get(done)
    return f"{words}（{resource.zh}）" if words else ""


def write_data(action: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write what a change was about, line by line; what has no words keeps its name."""
    what = action.partition(".")[0]
    if what in RESOURCES:
        return [_write_of_casework(RESOURCES[what], name, value) for name, value in data.items()]
    kind = KINDS.get(what)
    names = NAMES | ({field.name: field.zh for field in kind.fields} if kind is not None else {})
    return [(names.get(name, name), _write_value(value, names)) for name, value in data.items()]


def _write_of_casework(resource: Resource, name: str, value: Any) -> tuple[str, str]:
    """Write what was said to take a step: called as its form calls it, a choice in its words."""
    declared = find_input(resource, name)
    zh = declared.zh if declared is not None else _name_of_casework(resource, name)
    words = resource.words.get(name, {})
    return zh, words.get(value, value) if isinstance(value, str) else _write_value(value, NAMES)


def _name_of_casework(resource: Resource, name: str) -> str:
    """What a column is called that no form asks for."""
    return resource.labels.get(name) or COMMON.get(name, NAMES.get(name, name))


def _write_value(value: Any, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case list() | tuple():
            return "、".join(_write_value(each, names) for each in value)
        case dict():
            return "；".join(f"{names.get(k, k)}：{_write_value(v, names)}" for k, v in value.items())
    return ROLES.get(str(value), str(value))
