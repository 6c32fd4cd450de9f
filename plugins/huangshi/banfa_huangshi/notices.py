"""The documents of articles 14, 15, 16 and 18: they manage a list of providers and impose no penalty."""

from __future__ import annotations

from banfa.law import Notice, letter
from banfa.law.notices import NUMBER, PROVIDER

BECAUSE = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"

NO_PENALTY = "\n\n本文书用于服务商库的日常管理，不是行政处罚决定。如有不同意见，请与我们联系。"


def _letter(remedy: str, title: str, order: str) -> Notice:
    """A document to the provider: what was found, what is ordered, that it is no penalty."""
    return letter(remedy, title, BECAUSE + order + NO_PENALTY)


WARNING = _letter(
    "warning",
    "数字化服务商库管理警告告知书",
    "现对你单位予以{措施}，请引以为戒。",
)

RECTIFICATION = _letter(
    "rectification",
    "数字化服务商限期整改通知书",
    "现要求你单位{措施}，于{期限}前整改完毕，并书面报告整改情况。",
)

DISQUALIFICATION = _letter(
    "disqualification",
    "取消数字化服务商服务资格告知书",
    "经研究，现{措施}。此前已签约并实施的项目能否继续列入，另行确认。",
)

REMOVAL = _letter(
    "removal",
    "数字化服务商出库告知书",
    "经研究，现将你单位{措施}。",
)

RECOVERY = _letter(
    "recovery",
    "奖补资金追回通知书",
    "现{措施}，涉及的项目和金额见所附清单，请于{期限}前办理退回手续。",
)

REFERRAL = letter(
    "referral",
    "涉嫌违法犯罪线索移送函",
    f"""我们在处理举报投诉时发现，{PROVIDER}{{事由}}。

根据{{依据}}，现将有关材料{{措施}}，请依法处理并函告结果。""",
    head=NUMBER,
)

NOTICES = (WARNING, RECTIFICATION, DISQUALIFICATION, REMOVAL, RECOVERY, REFERRAL)
