"""Citations: where a rule stands by 条、款、项、目. Outline, checker and explanation share the path."""

from __future__ import annotations

import re
from typing import Final

from banfa.law.values import word

NUMERAL_LIMIT: Final = 100
DIGITS: Final = "零一二三四五六七八九"
NUMERALS: Final = {digit: value for value, digit in enumerate(DIGITS)} | {"两": 2}


def chinese_numeral(n: int) -> str:
    """A whole number from 0 to 99 in Chinese numerals: 12 is 十二. Raises ValueError beyond."""
    if not 0 <= n < NUMERAL_LIMIT:
        raise ValueError(f"条款序号{n}不在0至99之间")
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def parse_numeral(numeral: str) -> int:
    """The whole number a Chinese numeral below one hundred names: 十二 is 12. Raises KeyError otherwise."""
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return (NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0)
    return NUMERALS[numeral]


@word
class Cite:
    """One provision. `part` names a half of one that its text splits by punctuation only (前段, 后段)."""

    article: int
    item: int = 0
    sub: int = 0
    paragraph: int = 0
    part: str = ""

    def __str__(self) -> str:
        return (
            f"第{chinese_numeral(self.article)}条"
            + (f"第{chinese_numeral(self.paragraph)}款" if self.paragraph else "")
            + (f"第（{chinese_numeral(self.item)}）项" if self.item else "")
            + (f"第{self.sub}目" if self.sub else "")
            + self.part
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        """(12, 5) for 第十二条第（五）项: what the outline lists."""
        return tuple(n for n in (self.article, self.item, self.sub) if n)

    @property
    def path(self) -> str:
        """12.5 for 第十二条第（五）项."""
        return ".".join(map(str, self.numbers))

    @property
    def key(self) -> str:
        """The path with paragraph and part: one string for each place; `cite` reads it."""
        return self.path + (f"第{chinese_numeral(self.paragraph)}款" if self.paragraph else "") + self.part


PATH: Final = re.compile(
    r"(?P<article>\d+)"
    r"(?:\.(?P<item>\d+)(?:\.(?P<sub>\d+))?|[(（](?P<bracketed>\d+)[)）](?:\.?(?P<below>\d+))?)?"
    r"(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?"
    r"(?P<part>[一-鿿]*)"
)


def cite(path: str) -> Cite:
    """The provision at a path, as outline and cases write it: `cite("12.5")` is 第十二条第（五）项.

    Reads 12, 12.5, 12(5), 6.1.2, 11.5前段 and 5第二款. Raises ValueError for any other text, TypeError for a
    number: 12.10 is item ten, and a float would lose it.
    """
    if not isinstance(path, str):
        raise TypeError(f'条款编号写成文字：cite("{path}")')
    match = PATH.fullmatch(path.strip())
    if not match:
        raise ValueError(f"“{path}”不是条款编号，写作 12、12.5、6.1.2 或 11.5前段")
    return Cite(
        article=int(match["article"]),
        item=int(match["item"] or match["bracketed"] or 0),
        sub=int(match["sub"] or match["below"] or 0),
        paragraph=parse_numeral(match["paragraph"]) if match["paragraph"] else 0,
        part=match["part"],
    )
