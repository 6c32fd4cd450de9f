"""The documents of articles 12 to 15: they manage a list of providers and impose no penalty."""

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

PUBLIC = """{文号}

{服务商}（统一社会信用代码：{统一社会信用代码}）存在以下情况：{事由}。

"""

INTERVIEW = Notice(
    "interview",
    "interview",
    "数字化转型服务商约谈通知书",
    HEAD + FOUND + "现对你单位进行{措施}，请主要负责人于{期限}前到场说明情况。" + FOOT,
)

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

REMOVAL = Notice(
    "removal",
    "removal",
    "数字化转型服务商出库告知书",
    HEAD + FOUND + "经研究，现将你单位{措施}。" + FOOT,
)

PUBLICATION = Notice(
    "publication",
    "publication",
    "数字化转型服务商清退情况公示",
    PUBLIC + "根据{依据}，已将其清出服务商资源池，现{措施}。\n\n{主管部门}\n{日期}\n联系方式：{联系方式}",
)

GREY_LIST = Notice(
    "grey_list",
    "grey_list",
    "灰名单管理告知书",
    HEAD + FOUND + "现将你单位{措施}管理。" + FOOT,
)

CIRCULAR = Notice(
    "circular",
    "circular",
    "关于服务商有关问题核实情况的通报",
    PUBLIC + "以上情况经举报投诉并核实。根据{依据}，现予{措施}。\n\n{主管部门}\n{日期}\n联系方式：{联系方式}",
)

DISQUALIFICATION = Notice(
    "disqualification",
    "disqualification",
    "取消服务资格告知书",
    HEAD + FOUND + "经研究，现{措施}。" + FOOT,
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
