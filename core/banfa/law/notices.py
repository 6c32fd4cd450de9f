"""Notice templates (文书): plain text with named blanks.

They manage a pool; none may look like an administrative penalty (行政处罚决定书).
"""

from __future__ import annotations

import re

from banfa.law.values import word

BLANKS = (
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
BLANK = re.compile(r"\{([^{}]*)\}")


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
