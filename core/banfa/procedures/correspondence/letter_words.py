"""What letters are, what they come to, and what people call it."""

from __future__ import annotations

from typing import Final

READ: Final = "letter.read"
MANAGE: Final = "letter.manage"
CHECK: Final = "letter.check"
"""Actions: reading letters, handling them, and checking as another person what one has established."""

SEALED: Final = "sealed"
"""What names a civil servant, an expert or a third party: nobody here opens it, it goes to 纪检."""
KINDS: Final = {
    "complaint": "投诉举报",
    "suggestion": "意见建议",
    "consultation": "咨询",
    SEALED: "不拆封（只登记渠道、编号和日期）",
}
ANSWERED_ONLY: Final = ("suggestion", "consultation")
"""Kinds that assert nothing against anybody: there is nothing to verify."""
SUBSTANTIATED: Final = ("true", "partly")
OUTCOMES: Final = {
    "true": "属实",
    "partly": "部分属实",
    "false": "不属实",
    "unverifiable": "无法查实",
    "elsewhere": "不属本机关",
    "repeated": "重复",
    "withdrawn": "撤回",
}
VERIFIED_OUTCOMES: Final = {key: OUTCOMES[key] for key in ("true", "partly", "false", "unverifiable")}
"""What verifying can come to; the others are steps of their own."""
MANNERS: Final = {"channel": "原渠道回复", "written": "书面", "phone": "电话", "face": "当面"}
SATISFACTIONS: Final = {
    "satisfied": "满意",
    "fairly": "基本满意",
    "dissatisfied": "不满意",
    "unreached": "未能联系",
    "none": "不回访",
}
STATES: Final = {
    "registered": "已登记，待受理",
    "accepted": "已受理，办理中",
    "objected": "已提出异议，待转办单位确认",
    "verified": "已核实，待复核",
    "concluded": "已有结论，待答复",
    "replied": "已答复，待办结",
    "closed": "已办结",
    "moved": "已转有权处理的单位",
    "diverted": "已转纪检",
    "joined": "重复，已并入",
    "withdrawn": "已撤回",
}
HANDLED: Final = ("registered", "accepted", "verified", "concluded", "replied")
"""States of letters that the bureau deals with."""
UNANSWERED: Final = ("registered", "accepted", "verified", "concluded")
"""States of letters that are in hand and not answered yet: their days still run."""
CONCEALED_IN: Final = (*HANDLED, "objected", "closed")
"""States in which a letter's writer can still ask to be confidential: what it says is here."""
OPEN: Final = ("registered", "accepted")
"""States in which nothing is established yet."""
ENDED: Final = ("closed", "moved", "diverted", "joined", "withdrawn")
RETURNABLE: Final = ("moved", "diverted")
"""States of letters that went elsewhere: what comes back is registered anew, under its old number."""

EVENTS: Final = {
    "served": "处理意见书送达",
    "review_asked": "申请复查",
    "review_answered": "复查意见",
    "recheck_asked": "申请复核",
    "recheck_answered": "复核意见",
}
EVENTS_AFTER: Final = {
    "review_asked": "served",
    "review_answered": "review_asked",
    "recheck_asked": "review_answered",
    "recheck_answered": "recheck_asked",
}
"""Of what follows an answer, what comes before."""
