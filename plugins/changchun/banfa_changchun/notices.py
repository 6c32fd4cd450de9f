"""The documents of articles 7 to 9: they manage a list of providers and impose no penalty."""

from __future__ import annotations

from banfa.law import Notice

HEAD = """{文号}

{服务商}（统一社会信用代码：{统一社会信用代码}）：

"""

FOUND = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"

FOOT = """

本文书用于服务商资源池的日常管理，不是行政处罚决定。如有不同意见，请与我们联系。

{主管部门}
{日期}
联系方式：{联系方式}"""

RECTIFICATION = Notice(
    "rectification",
    "rectification",
    "数字化转型服务商限期整改通知书",
    HEAD + FOUND + "现要求你单位{措施}，于{期限}前整改完毕，并书面报告整改情况。" + FOOT,
)

REPLACEMENT = Notice(
    "replacement",
    "replacement",
    "更换服务商告知书",
    HEAD + FOUND + "试点企业可申请{措施}。请配合做好项目资料和数据的交接。" + FOOT,
)

DISQUALIFICATION = Notice(
    "disqualification",
    "disqualification",
    "取消服务资格告知书",
    HEAD + FOUND + "经研究，现{措施}。" + FOOT,
)

NOTICES = (RECTIFICATION, REPLACEMENT, DISQUALIFICATION)
