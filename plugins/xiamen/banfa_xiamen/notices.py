"""The documents of articles 8, 11 and 12: plain papers of pool management, in our own words.

None is a decision on an administrative penalty. Each names its ground, what is asked by when, whom to ask.
"""

from banfa.law import Notice

FOOT = """
对本文书有疑问的，请与{主管部门}联系：{联系方式}。

{主管部门}
{日期}
"""

WARNING = Notice(
    "warning",
    "warning",
    "数字化服务商工作警告（{文号}）",
    """{服务商}（统一社会信用代码：{统一社会信用代码}）：

经核，你单位存在以下情况：{事由}。
依据《服务能力评价指引》{依据}，现对你单位予以工作警告。整改的内容和期限见随附的限期整改通知。
本警告属于试点服务商的日常管理措施。"""
    + FOOT,
)

RECTIFICATION = Notice(
    "rectification",
    "rectification",
    "限期整改通知（{文号}）",
    """{服务商}（统一社会信用代码：{统一社会信用代码}）：

因{事由}，依据《服务能力评价指引》{依据}，请你单位完成以下整改：{措施}。
整改应于{期限}前（含当日）完成，并把整改情况和佐证材料报送我局复核。逾期未完成，或者复核认为没有成效的，将按指引第十二条第（四）项办理。"""
    + FOOT,
)

DISQUALIFICATION = Notice(
    "disqualification",
    "disqualification",
    "取消试点服务资格通知（{文号}）",
    """{服务商}（统一社会信用代码：{统一社会信用代码}）：

经核，你单位存在以下情况：{事由}。
依据《服务能力评价指引》{依据}，自{日期}起取消你单位参加本市中小企业数字化转型试点服务的资格，并予通报。"""
    + FOOT,
)

CIRCULAR = Notice(
    "circular",
    "circular",
    "关于{服务商}的情况通报（{文号}）",
    """各有关单位：

{服务商}（统一社会信用代码：{统一社会信用代码}）存在以下情况：{事由}。
依据《服务能力评价指引》{依据}，已对其采取以下措施：{措施}。
现予通报。"""
    + FOOT,
)

NOTICES = (WARNING, RECTIFICATION, DISQUALIFICATION, CIRCULAR)
