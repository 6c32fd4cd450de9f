"""Notice templates (文书): plain text with named blanks.

They manage a pool; none may look like an administrative penalty (行政处罚决定书).
"""

from __future__ import annotations

import re
from typing import Final

from banfa.law.values import word

BLANKS: Final = (
    "服务商",
    "统一社会信用代码",
    "事由",
    "依据",
    "措施",
    "期限",
    "文号",
    "主管部门",
    "日期",
    "联系方式",
    "时间",
    "地点",
    "复议机关",
    "受送单位",
    "复核情况",
)
BLANK: Final = re.compile(r"\{([^{}]*)\}")


PROVIDER: Final = "{服务商}（统一社会信用代码：{统一社会信用代码}）"
"""A provider as documents name it."""
NUMBER: Final = "{文号}\n\n"
"""The document's number, above everything."""
ADDRESSEE: Final = f"{PROVIDER}：\n\n"
"""The line that says to whom a document goes."""
SIGNATURE: Final = "\n\n{主管部门}\n{日期}"
CONTACT: Final = "\n联系方式：{联系方式}"
"""Whom to ask, below the signature."""
BECAUSE: Final = "经核实，你单位存在以下情况：{事由}。\n\n根据{依据}，"
"""What a document to a provider begins with: facts and basis."""
HEARD: Final = "我局已告知你单位陈述和申辩的权利，{复核情况}。经研究，"
"""What stands in front of an act that takes a right away: that the party was told, what it said, the answer.

`advance_notice` is the paper before it.
"""
DISSENT: Final = "\n\n你单位对上述情况有异议的，可以向我局书面陈述和申辩，并附有关材料。"
"""That the party may answer: what general law asks of every paper that lessens a right."""


def _tell_recourse(party: str) -> str:
    """Remedies of that party (行政复议法第二十条、第二十四条，行政诉讼法第四十六条)."""
    return (
        f"\n\n{party}如不服上述处理，可以自收到本文书之日起六十日内向{{复议机关}}申请行政复议，"
        "也可以自收到本文书之日起六个月内依法向人民法院提起行政诉讼。"
    )


RECOURSE: Final = _tell_recourse("你单位")
RECOURSE_OF_NAMED: Final = _tell_recourse("{服务商}")
"""Remedies in a paper to everybody, told of the party that it names."""


@word
class Notice:
    """The text served for a remedy, e.g. `rectification`. `BLANKS` lists the blanks, written {服务商}."""

    key: str
    remedy: str
    title: str
    body: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks the text uses, in order."""
        return tuple(BLANK.findall(self.title + self.body))


def advance_notice(remedy: str, what: str) -> Notice:
    """The paper before one that takes a right away: what is intended, why, and that the party is heard.

    Its key is the remedy's with `_advance`. `what` names the act in its title, e.g. 清退.
    """
    text = (
        f"{BECAUSE}我局拟对你单位作出以下处理：{{措施}}。\n\n"
        "你单位有权陈述和申辩。如有意见，请于{期限}前（含当日）书面提出，并附有关材料；"
        "逾期未提出的，视为放弃。我局不因陈述和申辩加重处理。"
    )
    return Notice(
        f"{remedy}_advance", remedy, f"拟{what}告知书", NUMBER + ADDRESSEE + text + SIGNATURE + CONTACT
    )


def letter(
    remedy: str,
    title: str,
    text: str,
    *,
    head: str = NUMBER + ADDRESSEE,
    foot: str = SIGNATURE + CONTACT,
) -> Notice:
    """The document served for a remedy: head, the city's own words, foot. Its key is the remedy's kind."""
    return Notice(remedy, remedy, title, head + text + foot)
