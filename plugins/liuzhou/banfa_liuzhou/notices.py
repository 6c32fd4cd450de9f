"""The documents of articles 12 to 15: they manage a list of providers and impose no penalty."""

from __future__ import annotations

from banfa.law import Notice, letter
from banfa.law.notices import NUMBER, PROVIDER

BECAUSE = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"

NO_PENALTY = "\n\n本文书用于服务商资源池的日常管理，不是行政处罚决定。如有不同意见，请与我们联系。"


def _letter(remedy: str, title: str, order: str) -> Notice:
    """A document to the provider: what was found, what is ordered, that it is no penalty."""
    return letter(remedy, title, BECAUSE + order + NO_PENALTY)


def _announcement(remedy: str, title: str, text: str) -> Notice:
    """A document to the public: about whom, for what, and what was decided."""
    return letter(remedy, title, f"{PROVIDER}存在以下情况：{{事由}}。\n\n{text}", head=NUMBER)


INTERVIEW = _letter(
    "interview",
    "数字化转型服务商约谈通知书",
    "现对你单位进行{措施}，请主要负责人于{期限}前到场说明情况。",
)

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

REMOVAL = _letter(
    "removal",
    "数字化转型服务商出库告知书",
    "经研究，现将你单位{措施}。",
)

PUBLICATION = _announcement(
    "publication",
    "数字化转型服务商清退情况公示",
    "根据{依据}，已将其清出服务商资源池，现{措施}。",
)

GREY_LIST = _letter(
    "grey_list",
    "灰名单管理告知书",
    "现将你单位{措施}管理。",
)

CIRCULAR = _announcement(
    "circular",
    "关于服务商有关问题核实情况的通报",
    "以上情况经举报投诉并核实。根据{依据}，现予{措施}。",
)

DISQUALIFICATION = _letter(
    "disqualification",
    "取消服务资格告知书",
    "经研究，现{措施}。",
)

NOTICES = (
    INTERVIEW,
    RECTIFICATION,
    REPLACEMENT,
    REMOVAL,
    PUBLICATION,
    GREY_LIST,
    CIRCULAR,
    DISQUALIFICATION,
)
