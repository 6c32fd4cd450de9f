"""Acts and their content, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.rounds.transitions import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

OBJECTS: Final = {
    "person": "人员",
    "account": "账号",
    "password": "密码",
    "identity": "统一身份",
    "session": "登录",
    "token": "接口密钥",
    "source": "数据来源",
    "import": "导入",
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
    "reads": "查阅痕迹",
    "hit": "线索",
    "official_text": "办法原文",
    "decision_proposal": "拟作的决定",
    "holiday_notice": "放假安排",
    "what_if": "测算",
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
    "previewed": "核对",
    "asked": "要求重新核对",
    "confirmed": "确认",
    "recorded": "登记",
    "corrected": "更正",
    "voided": "作废",
    "erased": "过期删除",
    "cut_off": "截数",
    "computed": "计算",
    "approved": "同意",
    "returned": "退回",
    "published": "公示",
    "closed": "办结",
    "reversed": "撤回",
    "filed": "提出",
    "decided": "处理",
    "withdrawn": "撤回",
    "set": "确定",
    "retried": "再办一次",
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
}
"""What is done, by the second part."""


def describe_action(action: str) -> str:
    """Say in Chinese what was done, with its name, by which it is looked for."""
    words = describe_act(action)
    return action if words == action else f"{words}（{action}）"


def describe_act(action: str) -> str:
    """Say in Chinese what was done; its name where there is no word for it."""
    what, _, done = action.partition(".")
    if what == "round" and done in STEPS:
        return f"{STEPS[done].zh}（评价）"
    kind = KINDS.get(what)
    zh = kind.zh if kind is not None else OBJECTS.get(what, "")
    words = f"{ACTS.get(done, '')}{zh}" if zh and done in ACTS else zh
    return words or action


def write_data(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write what a change was about, line by line."""
    return [(name, "" if value is None else str(value)) for name, value in data.items()]
