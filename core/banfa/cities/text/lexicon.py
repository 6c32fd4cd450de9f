"""Patterns of how Chinese drafting says numbers, comparisons, periods, force and remedies.

以上、以下、以内 include the number itself, 超过、不满 do not (民法典第一千二百五十九条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.law import Days, Months, Op, WorkingDays
from banfa.law.cite import chinese_numeral, parse_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from banfa.law.quantity import Duration

GAP: Final = r"[^\d，。；,;]{0,6}?"
"""What may stand between a comparison word and its number: 次数达到5次, 超过 30%."""
WORDS_BEFORE: Final[Mapping[Op, str]] = {
    Op.EXCEEDS: r"(?<!不)(?<!不得)(?<!不应)(?:超过|超出|多于|高于|大于|逾)|[>＞](?!=)",
    Op.REACHES: r"(?<![未不])(?<!未能)(?:达到?|满|累计)|不(?:得|应)?(?:少于|低于)|至少|≥|[>＞]=",
    Op.BELOW: r"未达到?|未能达到|不足|不到|不满(?!意)|未满"
    r"|(?<!不)(?<!不得)(?<!不应)(?:低于|少于|小于)|[<＜](?!=)",
    Op.AT_MOST: r"不(?:得|应)?(?:超过|高于|多于|大于)|至多|最多|最长|≤|[<＜]=",
}
"""Comparison words in front of the number."""
WORDS_AFTER: Final[Mapping[Op, str]] = {
    Op.EXCEEDS: r"(?!)",
    Op.REACHES: r"(?:及)?以上",
    Op.BELOW: r"(?!)",
    Op.AT_MOST: r"(?:及)?以下|(?:之|以)内",
}
"""Comparison words after the number and its unit."""
UNITS: Final[Mapping[str, str]] = {
    "%": "[%％]",
    "家": "家|个",
    "个": "个|项|种",
    "项": "项|个",
    "件": "件|起|次",
    "分": "分",
}
"""A fact's unit, and what a text may call it. What is not listed must be the same word."""
REMEDIES: Final[Mapping[str, str]] = {
    "interview": "约谈",
    "warning": "警告|警示",
    "circular": "通报",
    "rectification": "整改|改正",
    "disqualification": r"(?:取消|终止|撤销)[^，。]{0,40}资格",
    "removal": "清退|退出|移出|清出|剔除|除名",
    "publication": "公示",
    "grey_list": "灰名单",
    "replacement": "更换|调换|另行选择",
    "reassignment": "由其他",
    "recovery": "追回|追缴|收回",
    "referral": "移送|移交",
}
"""Banfa's kinds of remedy and the words that stand for them."""
MAY_WORDS: Final = r"可以?将?(?![能行靠操持])|有权"
MUST_WORDS: Final = r"应当?(?![用急对])|将|须|必须"
FORCE: Final = re.compile(rf"(?P<may>{MAY_WORDS})|(?P<must>{MUST_WORDS})|(?P<plain>予以|责令|给予)")
"""予以 and 责令 bind where nothing else is said; in 可予以警告 it is 可 that counts."""
TITLE_OF_ARTICLE: Final = re.compile(r"[^，,。；;：:]{2,12}。")
"""取消试点资格。 in front of an article's words: a title names a remedy without ordering it."""


@dataclass(frozen=True)
class Number:
    """A number with its unit as it stands in a provision."""

    path: str
    value: int
    unit: str
    start: int
    end: int
    around: str

    def __str__(self) -> str:
        return f"{self.path} “{self.around}”"


NUMERALS: Final = "零一二两三四五六七八九十百"
COUNTED: Final = "个工作日|个月|季度|[%％]|万?元|[个家次日天年级倍项份件起分种类大]"
NUMBER: Final = re.compile(
    rf"(?P<digits>\d+)(?P<u1>{COUNTED})|(?P<words>[{NUMERALS}]+)(?P<u2>个工作日|个月|[家次日年级倍项份件]|大(?!于)|个(?![别人]))|(?P<half>半年)"
)
NOISE: Final = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|[〔\[（(]\d{4}[〕\])）]\d*号?|第[一二三四五六七八九十百\d]+[条款项章节]|第三方|统一|一般|进一步|一[种批系列]|[（(][一二三四五六七八九十]+[）)]"
)
"""Dates, document numbers and words that only look like numbers."""


_NUMERAL: Final = f"(?:\\d+|[{NUMERALS}]+)"
_COUNT: Final = rf"({_NUMERAL}(?:个工作日|个月|[家次日天年项份件个分%％]))"
REWRITES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(rf"百分之({_NUMERAL})"), lambda m: f"{_read_numeral(m[1])}%"),
    (
        re.compile(r"([一二三四五六七八九])成(?![立果员为效本功交熟长绩])"),
        lambda m: f"{_read_numeral(m[1])}0%",
    ),
    (re.compile(rf"{_COUNT}(?:及)?以上[（(]不含[^）)]{{0,8}}[）)]"), r"超过\1"),
    (re.compile(rf"{_COUNT}[（(]不含[^）)]{{0,6}}[）)](?:及)?以上"), r"超过\1"),
    (re.compile(rf"{_COUNT}(?:及)?以下[（(]不含[^）)]{{0,8}}[）)]"), r"不足\1"),
    (re.compile(rf"{_COUNT}[（(]不含[^）)]{{0,6}}[）)](?:及)?以下"), r"不足\1"),
    (re.compile(r"[（(]包?含[^）)]{0,8}[）)]"), ""),
    (re.compile(rf"{_COUNT}(?:或者?|及)\1以上"), r"\1以上"),
    (re.compile("百分制"), "满分100分"),
    (re.compile("一百分"), "100分"),
    (re.compile("个?(?:自然日|日历日|日历天)"), "日"),
    (re.compile("(?<!工)作?工作日"), "个工作日"),
    (re.compile("个个工作日"), "个工作日"),
)
"""Other ways of drafting to say the same, and how the patterns know it."""


def simplify(text: str) -> str:
    """Write what a text says in other words the way the patterns know it: 百分之三十 is 30%."""
    for pattern, words in REWRITES:
        text = pattern.sub(words, text)
    return text


def _read_numeral(words: str) -> str:
    """A numeral in digits; as it stands where it is no whole number below a hundred."""
    value = int(words) if words.isdecimal() else _parse_numeral(words)
    return words if value is None else str(value)


def find_numbers(path: str, text: str) -> Iterator[Number]:
    """Find every number with a unit in a provision's text, dates and document numbers aside."""
    clean = NOISE.sub(lambda m: "□" * len(m[0]), text)
    for match in NUMBER.finditer(clean):
        around = text[max(0, match.start() - 8) : match.end() + 4]
        if match["half"]:
            yield Number(path, 6, "个月", match.start(), match.end(), around)
            continue
        value = int(match["digits"]) if match["digits"] else _parse_numeral(match["words"])
        if value is not None:
            yield Number(path, value, match["u1"] or match["u2"], match.start(), match.end(), around)


def is_compared(number: Number, text: str) -> bool:
    """Whether a comparison word stands by the number: then words do not account for it. Levels are names."""
    before = rf"(?:{'|'.join(WORDS_BEFORE.values())}){GAP}$"
    after = rf"[^，。；]{{0,3}}?(?:{'|'.join(WORDS_AFTER.values())})"
    by = re.search(before, text[: number.start]) or re.match(after, text[number.end :])
    return bool(by) and number.unit != "级"


def find_skipped(text: str) -> list[str]:
    """Find what was not taken for a number."""
    return [m[0] for m in NOISE.finditer(text) if re.search(r"\d", m[0])]


def _parse_numeral(words: str) -> int | None:
    try:
        return parse_numeral(words)
    except (KeyError, ValueError):
        return None


def numeral_pattern(n: int) -> str:
    """Pattern of a whole number in digits or Chinese numerals, and of nothing longer."""
    spelt = {str(n)}
    if 0 < n < 100:  # noqa: PLR2004 - numerals of law end below a hundred
        spelt.add(chinese_numeral(n))
    if n == 2:  # noqa: PLR2004
        spelt.add("两")
    return rf"(?<![\d{NUMERALS}])(?:{'|'.join(sorted(spelt, key=len, reverse=True))})(?!\d)"


def _unit_pattern(unit: str) -> str:
    """Pattern of what a text may call a unit."""
    return UNITS.get(unit, re.escape(unit))


def comparison_pattern(op: Op, n: int, unit: str) -> str:
    """Pattern of a comparison with a number in a unit: 达到5次, 超过5家, 6个月及以上."""
    number = f"{numeral_pattern(n)}(?:{_unit_pattern(unit)})"
    return f"(?:{WORDS_BEFORE[op]}){GAP}{number}|{number}[^，。；]{{0,3}}?(?:{WORDS_AFTER[op]})"


def duration_pattern(period: Duration) -> str:
    """Pattern of a period: 两个月, 30日, 5个工作日."""
    match period:
        case Months(n=n):
            named = {3: "|(?:1|一)个?季度", 6: "|半年", 12: "|(?:1|一)年"}.get(n, "")
            return f"(?:{numeral_pattern(n)}个月{named})"
        case WorkingDays(n=n):
            return f"{numeral_pattern(n)}个工作日"
        case Days(n=n):
            return f"{numeral_pattern(n)}(?:日|天)"


def elapsed_pattern(op: Op, period: Duration) -> str:
    """Pattern of time elapsed compared with a period: 两个月以上, 三个月内没有."""
    word = duration_pattern(period)
    forms = [f"(?:{WORDS_BEFORE[op]}){GAP}{word}", f"{word}(?:{WORDS_AFTER[op]})"]
    if op is Op.EXCEEDS:  # within the period, its last day included, it did not come
        forms.append(rf"{word}[之以]?内[，,]?[^，。；]{{0,4}}(?:没有|未|无|不)")
    if op is Op.REACHES:
        forms.append(rf"{word}[^，。；\d内]{{0,4}}?(?:仍|尚|还)?(?:没有|未|无)")
    return "|".join(forms)


def find_force(text: str, at: int) -> str | None:
    """Find the word of force that governs a place: the last before it, may or must; None without one."""
    clause = re.split(r"[，,。；;：:]", text[:at])[-1]
    own = [str(m.lastgroup) for m in FORCE.finditer(clause)]
    kinds = own or [str(m.lastgroup) for m in FORCE.finditer(text[:at])]
    strong = [kind for kind in kinds if kind != "plain"]
    return (strong or kinds)[-1].replace("plain", "must") if kinds else None


def strip_title(text: str) -> str:
    """Take off the short title that some drafters put in front of an article's words."""
    title = TITLE_OF_ARTICLE.match(text)
    return text[title.end() :] if title else text
