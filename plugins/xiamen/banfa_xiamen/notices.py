"""The documents of articles 8, 11 and 12: plain papers of pool management, in our own words.

None is a decision on an administrative penalty. Each names its 依据, what is asked by when, whom to ask.
"""

from banfa.law import Notice, letter
from banfa.law.notices import ADDRESSEE, PROVIDER, SIGNATURE

TO_ALL = "各有关单位：\n\n"
FOOT = f"\n对本文书有疑问的，请与{{主管部门}}联系：{{联系方式}}。{SIGNATURE}\n"


def _letter(remedy: str, title: str, text: str, *, to: str = ADDRESSEE) -> Notice:
    """A document numbered in its title, with whom to ask above the signature."""
    return letter(remedy, f"{title}（{{文号}}）", text, head=to, foot=FOOT)


WARNING = _letter(
    "warning",
    "数字化服务商工作警告",
    """经核，你单位存在以下情况：{事由}。
依据《服务能力评价指引》{依据}，现对你单位予以工作警告。整改的内容和期限见随附的限期整改通知。
本警告属于试点服务商的日常管理措施。""",
)

RECTIFICATION = _letter(
    "rectification",
    "限期整改通知",
    """因{事由}，依据《服务能力评价指引》{依据}，请你单位完成以下整改：{措施}。
整改应于{期限}前（含当日）完成，并把整改情况和佐证材料报送我局复核。逾期未完成，或者复核认为没有成效的，将按指引第十二条第（四）项办理。""",
)

DISQUALIFICATION = _letter(
    "disqualification",
    "取消试点服务资格通知",
    """经核，你单位存在以下情况：{事由}。
依据《服务能力评价指引》{依据}，自{日期}起取消你单位参加本市中小企业数字化转型试点服务的资格，并予通报。""",
)

CIRCULAR = _letter(
    "circular",
    "关于{服务商}的情况通报",
    f"""{PROVIDER}存在以下情况：{{事由}}。
依据《服务能力评价指引》{{依据}}，已对其采取以下措施：{{措施}}。
现予通报。""",
    to=TO_ALL,
)

NOTICES = (WARNING, RECTIFICATION, DISQUALIFICATION, CIRCULAR)
