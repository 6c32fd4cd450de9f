"""The documents of articles 7 to 9: they manage a list of providers and impose no penalty."""

from __future__ import annotations

from banfa.law import Notice, letter

BECAUSE = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"

NO_PENALTY = "\n\n本文书用于服务商资源池的日常管理，不是行政处罚决定。如有不同意见，请与我们联系。"


def _letter(remedy: str, title: str, order: str) -> Notice:
    """A document to the provider: what was found, what is ordered, that it is no penalty."""
    return letter(remedy, title, BECAUSE + order + NO_PENALTY)


RECTIFICATION = _letter(
    "rectification",
    "数字化转型服务商限期整改通知书",
    "现要求你单位{措施}，于{期限}前整改完毕，并书面报告整改情况。",
)

REPLACEMENT = _letter(
    "replacement",
    "更换服务商告知书",
    "试点企业可申请{措施}。请配合做好项目资料和数据的交接。",
)

DISQUALIFICATION = _letter(
    "disqualification",
    "取消服务资格告知书",
    "经研究，现{措施}。",
)

NOTICES = (RECTIFICATION, REPLACEMENT, DISQUALIFICATION)
