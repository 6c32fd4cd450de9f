"""The documents of article 13: plain papers of the pilot's management, in our own words; no penalties."""

from banfa.law import Notice, letter
from banfa.law.notices import ADDRESSEE, PROVIDER, SIGNATURE

TO_ALL = "各有关单位：\n\n"
FOOT = f"\n对本文书有疑问的，请与{{主管部门}}联系：{{联系方式}}。{SIGNATURE}\n"


def _letter(remedy: str, title: str, text: str, *, to: str = ADDRESSEE) -> Notice:
    """A document numbered in its title, with whom to ask above the signature."""
    return letter(remedy, f"{title}（{{文号}}）", text, head=to, foot=FOOT)


CIRCULAR = _letter(
    "circular",
    "关于{服务商}的情况通报",
    f"""行业推进机构{PROVIDER}存在以下情况：{{事由}}。
依据《服务机构管理办法》{{依据}}，现在全市范围内予以通报，并已要求其整改：{{措施}}。""",
    to=TO_ALL,
)

RECTIFICATION = _letter(
    "rectification",
    "限期整改通知",
    """因{事由}，依据《服务机构管理办法》{依据}，请你单位完成以下整改：{措施}。
整改应于{期限}前（含当日）完成，并把整改情况报送我局。未在此前完成的，相关工作将改由其他行业推进机构组织。""",
)

REASSIGNMENT = _letter(
    "reassignment",
    "调整行业推进工作组织单位的通知",
    f"""{PROVIDER}未在规定时间内完成整改：{{事由}}。
依据《服务机构管理办法》{{依据}}，自{{日期}}起作如下调整：{{措施}}。""",
    to=TO_ALL,
)

NOTICES = (CIRCULAR, RECTIFICATION, REASSIGNMENT)
