"""The documents of articles 14, 15, 16 and 18: they manage a list of providers and impose no penalty."""

from __future__ import annotations

from banfa.law import Notice

HEAD = """{文号}

{服务商}（统一社会信用代码：{统一社会信用代码}）：

"""

FOUND = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"

FOOT = """

本文书用于服务商库的日常管理，不是行政处罚决定。如有不同意见，请与我们联系。

{主管部门}
{日期}
联系方式：{联系方式}"""

WARNING = Notice(
    "warning",
    "warning",
    "数字化服务商库管理警告告知书",
    HEAD + FOUND + "现对你单位予以{措施}，请引以为戒。" + FOOT,
)

RECTIFICATION = Notice(
    "rectification",
    "rectification",
    "数字化服务商限期整改通知书",
    HEAD + FOUND + "现要求你单位{措施}，于{期限}前整改完毕，并书面报告整改情况。" + FOOT,
)

DISQUALIFICATION = Notice(
    "disqualification",
    "disqualification",
    "取消数字化服务商服务资格告知书",
    HEAD + FOUND + "经研究，现{措施}。此前已签约并实施的项目能否继续列入，另行确认。" + FOOT,
)

REMOVAL = Notice(
    "removal",
    "removal",
    "数字化服务商出库告知书",
    HEAD + FOUND + "经研究，现将你单位{措施}。" + FOOT,
)

RECOVERY = Notice(
    "recovery",
    "recovery",
    "奖补资金追回通知书",
    HEAD + FOUND + "现{措施}，涉及的项目和金额见所附清单，请于{期限}前办理退回手续。" + FOOT,
)

REFERRAL = Notice(
    "referral",
    "referral",
    "涉嫌违法犯罪线索移送函",
    """{文号}

我们在处理举报投诉时发现，{服务商}（统一社会信用代码：{统一社会信用代码}）{事由}。

根据{依据}，现将有关材料{措施}，请依法处理并函告结果。

{主管部门}
{日期}
联系方式：{联系方式}""",
)

NOTICES = (WARNING, RECTIFICATION, DISQUALIFICATION, REMOVAL, RECOVERY, REFERRAL)
