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
