"""Where a rule stands: 条、款、项、目. Outline, checker and explanation share the path."""

from __future__ import annotations

import re

from .values import word

DIGITS = "零一二三四五六七八九"
NUMERALS = {digit: value for value, digit in enumerate(DIGITS)} | {"两": 2}


def chinese(n: int) -> str:
    """A whole number from 0 to 99 in Chinese numerals: 12 is 十二."""
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def arabic(numeral: str) -> int:
    """The whole number a Chinese numeral below one hundred names: 十二 is 12."""
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return (NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0)
    return NUMERALS[numeral]


@word
class Cite:
    """One provision. `part` names a half of a provision that its text splits by punctuation only (前段, 后段)."""

    article: int
    item: int = 0
    sub: int = 0
    paragraph: int = 0
    part: str = ""

    def __str__(self) -> str:
        return (
            f"第{chinese(self.article)}条"
            + (f"第{chinese(self.paragraph)}款" if self.paragraph else "")
            + (f"第（{chinese(self.item)}）项" if self.item else "")
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
        """The path with its part: one string per rule that can be told apart."""
        return self.path + self.part


def cite(article: int, item: int = 0, sub: int = 0, *, paragraph: int = 0, part: str = "") -> Cite:
    """第article条第（item）项第sub目."""
    return Cite(article, item, sub, paragraph, part)


PATH = re.compile(r"(\d+)(?:[.(（](\d+)[)）]?)?(?:\.?(\d+))?(\D*)")


def parse(text: str) -> Cite:
    """Read 12.5, 12(5), 6.1.2 or 11.5前段. Raises ValueError for anything else."""
    found = PATH.fullmatch(str(text).strip())
    if not found:
        raise ValueError(f"“{text}”不是条款编号，写作 12、12.5、6.1.2 或 11.5前段")
    article, item, sub, part = found.groups()
    return Cite(int(article), int(item or 0), int(sub or 0), 0, part)
