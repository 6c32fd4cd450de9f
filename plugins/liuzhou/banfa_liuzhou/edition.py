"""The draft of 2025: put out for comment, its day of commencement left blank (17)."""

from __future__ import annotations

from banfa.law import Edition, Event, OpenDate, Status, Transition, cite

from .clauses import CLAUSES
from .outline import OUTLINE
from .rules import RULES

DRAFT = Edition(
    key="2025-draft",
    title="柳州市中小企业数字化转型服务商管理办法（试行）",
    status=Status.DRAFT,
    valid_from=OpenDate(cite("17"), "commencement", "施行之日"),
    valid_to=Event("试点工作结束"),
    outline=OUTLINE,
    clauses=CLAUSES,
    rules=RULES,
    transition=Transition.CONTINUED,
)
