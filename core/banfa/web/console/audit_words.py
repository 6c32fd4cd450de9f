"""Acts and their content, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.registry import KINDS

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
}
"""What is done, by the second part."""


def describe_action(action: str) -> str:
    """Say in Chinese what was done, with its name, by which it is looked for."""
    what, _, done = action.partition(".")
    kind = KINDS.get(what)
    zh = kind.zh if kind is not None else OBJECTS.get(what, "")
    words = f"{ACTS.get(done, '')}{zh}" if zh and done in ACTS else zh
    return f"{words}（{action}）" if words else action


def write_data(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Write what a change was about, line by line."""
    return [(name, "" if value is None else str(value)) for name, value in data.items()]
