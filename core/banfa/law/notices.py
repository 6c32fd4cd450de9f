"""Notice templates (文书): the city's own words of a document, with named blanks.

They manage a pool; none may look like an administrative penalty (行政处罚决定书). A notice holds what is said
to whom; number, signature, day and the rest of a document's parts stand around it (`banfa.papers`).
"""

from __future__ import annotations

import re
from typing import Final

from banfa.law.values import added_part, word

BLANKS: Final = (
    "服务商",
    "统一社会信用代码",
    "事由",
    "依据",
    "理由",
    "措施",
    "期限",
    "生效日期",
    "公示起",
    "公示止",
    "时间",
    "地点",
    "复议机关",
    "管辖法院",
    "受送单位",
    "复核情况",
)
BLANK: Final = re.compile(r"\{([^{}]*)\}")


PROVIDER: Final = "{服务商}（统一社会信用代码：{统一社会信用代码}）"
"""A provider as documents name it that go to others."""
ADDRESSEE: Final = "{服务商}"
"""To whom most documents go: a document's 主送 is a name alone."""
EVERYBODY: Final = "各有关单位"
"""To whom a circular goes; who they are is for the bureau to name."""
OF_YOU: Final = "你单位（统一社会信用代码：{统一社会信用代码}）"
"""A party as a document to it names it; one to several parties names them in a list."""
_FACTS: Final = f"经核实，{OF_YOU}存在以下情况：{{事由}}。\n\n"
_FACTS_OF_PROJECTS: Final = "经核实，有关项目存在以下情况：{事由}。\n\n"
_REASONED: Final = "经研究，我局认为：{理由}。\n\n"
TOLD_BEFORE: Final = (
    "我局已告知你单位陈述和申辩的权利，{复核情况}。",
    "我局已告知其陈述和申辩的权利，{复核情况}。",
)
"""That the party was told and heard: left out where somebody has waived that."""
_HEARD: Final = TOLD_BEFORE[0] + _REASONED + "根据{依据}，"
HEARD_OF_NAMED: Final = TOLD_BEFORE[1] + _REASONED
"""The same of a party that a document to others names."""
BECAUSE: Final = _FACTS + "根据{依据}，"
"""What a document to a provider begins with: facts and basis."""
OF_PROJECTS: Final = _FACTS_OF_PROJECTS + "根据{依据}，"
"""The same in a paper about money of projects, whose addressee may be without fault."""
DECIDED: Final = _FACTS + _HEARD
"""What stands in front of an act that takes a right away: facts, that the party was told, what it said and
the answer, reasons, basis. `advance_notice` is the paper before it.
"""
DECIDED_OF_PROJECTS: Final = _FACTS_OF_PROJECTS + _HEARD
"""The same about money of projects."""
RECTIFY: Final = "请你单位自收到本通知书次日起{期限}内完成以下整改：{措施}。"
"""An order: its term runs from the day after service (民法典第二百零一条), so no day can be named in it."""
REPORT_BACK: Final = "\n\n整改完成后，请将整改情况和佐证材料书面报送我局。"
"""What follows an order to rectify."""
DISSENT: Final = "\n\n你单位对上述情况有异议的，可以向我局书面陈述和申辩，并附有关材料。"
"""That the party may answer: what general law asks of every paper that lessens a right."""


def _tell_recourse(party: str) -> str:
    """Remedies of that party (行政复议法第二十条、第二十四条，行政诉讼法第四十六条)."""
    return (
        f"\n\n{party}如不服上述处理，可以自收到本文书之日起六十日内向{{复议机关}}申请行政复议，"
        "也可以自收到本文书之日起六个月内依法向{管辖法院}提起行政诉讼。"
    )


RECOURSE: Final = _tell_recourse("你单位")
RECOURSE_OF_NAMED: Final = _tell_recourse("{服务商}")
"""Remedies in a paper to everybody, told of the party that it names."""


@word
class Notice:
    """The text served for a remedy, e.g. `rectification`. `BLANKS` lists the blanks, written {服务商}.

    `body`: paragraphs parted by empty lines. `addressee`: to whom it goes (主送), empty where to the public.
    `act`: what the remedy comes to, as sentences that stand beside those of other remedies in one paper.
    `also`: what else `body` imposes beside `remedy`, by kind.
    """

    key: str
    remedy: str
    title: str
    body: str
    addressee: str = added_part(default=ADDRESSEE)
    act: str = added_part(default="")
    also: tuple[str, ...] = added_part(default=())

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks the text uses, in order."""
        return tuple(BLANK.findall(self.title + self.addressee + self.body + self.act))

    @property
    def imposes(self) -> frozenset[str]:
        """The kinds of remedy that the body imposes."""
        return frozenset((self.remedy, *self.also))


def advance_notice(remedy: str, what: str, *, because: str = BECAUSE, addressee: str = ADDRESSEE) -> Notice:
    """The paper before one that takes a right away: what is intended, why, and that the party is heard.

    Its key is the remedy's with `_advance`. `what` names the act in its title, e.g. 清退.
    """
    text = (
        f"{because}我局拟对你单位作出以下处理：{{措施}}。\n\n理由：{{理由}}。\n\n"
        "你单位有权陈述和申辩。如有意见，请自收到本告知书次日起{期限}内书面提出，并附有关材料；"
        "逾期未提出的，视为放弃。我局不因陈述和申辩加重处理。"
    )
    return Notice(f"{remedy}_advance", remedy, f"拟{what}告知书", text, addressee)


def letter(
    remedy: str,
    title: str,
    text: str,
    *,
    addressee: str = ADDRESSEE,
    act: str = "",
    also: tuple[str, ...] = (),
) -> Notice:
    """The document served for a remedy, in the city's own words. Its key is the remedy's kind.

    A city without an `act` of its own has the general one in a paper that carries several remedies.
    """
    return Notice(remedy, remedy, title, text, addressee, act, also)
