"""What the demonstration's cases are about, city by city: made up, each under its measure's own article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

WARNING: Final = {"kind": "warning"}
INTERVIEW: Final = {"kind": "interview"}
CIRCULAR: Final = {"kind": "circular"}
DAYS: Final = {"kind": "order", "term": 30, "term_unit": "日"}
MONTH: Final = {"kind": "order", "term": 1, "term_unit": "个月"}


@dataclass(frozen=True)
class Situation:
    """A clause, and what a complaint says that is true under it."""

    clause: str
    summary: str


@dataclass(frozen=True)
class Matter:
    """What two providers did and one did not, what the text has for it (`remedies`), how it was mended.

    `title` is that of the paper that takes all remedies; the providers are of a `category`, if given.
    """

    true: Situation
    mistaken: Situation
    remedies: tuple[dict[str, Any], ...]
    title: str
    mended: str
    category: str | None = None


MATTERS: Final = {
    "xiamen": Matter(
        true=Situation("11.6", "进驻企业不及时，资料报送不完整。"),
        mistaken=Situation("11.2", "采购清单项目不完整。"),
        remedies=(WARNING, MONTH),
        title="关于警告和限期整改的通知",
        mended="已补齐资料，走访三家企业，人员均已进驻。",
    ),
    "huangshi": Matter(
        true=Situation("14.1", "法定代表人已变更，未报告。"),
        mistaken=Situation("14.3", "产品的功能、用途说明不清晰。"),
        remedies=(WARNING, MONTH),
        title="关于警告和限期整改的通知",
        mended="已书面报告法定代表人变更，与登记机关公示的一致。",
    ),
    "liuzhou": Matter(
        true=Situation("12.3", "采购清单功能、用途罗列不准确。"),
        mistaken=Situation("12.2", "住所已变更，未报告。"),
        remedies=(INTERVIEW, DAYS),
        title="约谈和限期整改通知书",
        mended="清单已重新报送，功能、用途与产品相符。",
    ),
    "changsha": Matter(
        true=Situation("13.2", "未制定细分行业转型实施方案。"),
        mistaken=Situation("13.1", "工作人员配备不足。"),
        remedies=(CIRCULAR, DAYS),
        title="关于有关行业推进机构工作情况的通报",
        mended="实施方案已制定并印发。",
        category="promoter",
    ),
    "changchun": Matter(
        true=Situation("7.2", "住所已变更，未报告。"),
        mistaken=Situation("7.3", "采购清单费用罗列不准确。"),
        remedies=(DAYS,),
        title="限期整改通知书",
        mended="已书面报告住所变更，走访新址属实。",
    ),
}
