"""What the demonstration's cases are about, city by city: made up, each under its measure's own article."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

WARNING: Final = {"kind": "warning"}
INTERVIEW: Final = {"kind": "interview"}
CIRCULAR: Final = {"kind": "circular"}
DAYS: Final = {"kind": "order", "term": 30, "term_unit": "日"}
MONTH: Final = {"kind": "order", "term": 1, "term_unit": "个月"}
TITLES: Final = {
    "warning": "关于提醒和限期整改的通知",
    "interview": "约谈和限期整改通知书",
    "circular": "关于有关行业推进机构工作情况的通报",
    "order": "限期整改通知书",
}
"""What a paper is called, by the first remedy that it takes."""


class Situation(NamedTuple):
    """A clause, and what a complaint says that is true under it."""

    clause: str
    summary: str


class Matter(NamedTuple):
    """What two providers did, what a third did not, what the text has for it, how it was mended.

    The providers are of a `category`, if given.
    """

    true: Situation
    mistaken: Situation
    remedies: tuple[dict[str, Any], ...]
    mended: str
    category: str | None = None

    @property
    def title(self) -> str:
        """What the paper is called that takes all remedies."""
        return TITLES[self.remedies[0]["kind"]]


MATTERS: Final = {
    "xiamen": Matter(
        Situation("11.6", "进驻企业不及时，资料报送不完整。"),
        Situation("11.2", "采购清单项目不完整。"),
        (WARNING, MONTH),
        "已补齐资料，走访三家企业，人员均已进驻。",
    ),
    "huangshi": Matter(
        Situation("14.1", "法定代表人已变更，未报告。"),
        Situation("14.3", "产品的功能、用途说明不清晰。"),
        (WARNING, MONTH),
        "已书面报告法定代表人变更，与登记机关公示的一致。",
    ),
    "liuzhou": Matter(
        Situation("12.3", "采购清单功能、用途罗列不准确。"),
        Situation("12.2", "住所已变更，未报告。"),
        (INTERVIEW, DAYS),
        "清单已重新报送，功能、用途与产品相符。",
    ),
    "changsha": Matter(
        Situation("13.2", "未制定细分行业转型实施方案。"),
        Situation("13.1", "工作人员配备不足。"),
        (CIRCULAR, DAYS),
        "实施方案已制定并印发。",
        category="promoter",
    ),
    "changchun": Matter(
        Situation("7.2", "住所已变更，未报告。"),
        Situation("7.3", "采购清单费用罗列不准确。"),
        (DAYS,),
        "已书面报告住所变更，走访新址属实。",
    ),
}
