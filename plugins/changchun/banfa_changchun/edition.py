"""The provisional measure: it starts on the day it was issued (12), which our copy does not give."""

from __future__ import annotations

from banfa.law import Edition, Event, OpenDate, Status, Support, Transition, cite

from .clauses import CLAUSES
from .outline import OUTLINE
from .rules import RULES

# What may count for a commendation; the text names neither grades nor what the commended get.
SUPPORT = (
    Support(cite("5.4"), "典型案例、实施指南可作评优依据"),
    Support(cite("10"), "跟踪评价、满意度和检查结果可作评优依据"),
)

PROVISIONAL = Edition(
    key="provisional",
    title="长春市中小企业数字化转型城市试点数字化转型服务商管理办法（暂行）",
    status=Status.TRIAL,
    valid_from=OpenDate(cite("12"), "commencement", "施行之日（发布之日）", on_publication=True),
    valid_to=Event("试点期结束"),
    outline=OUTLINE,
    clauses=CLAUSES,
    rules=RULES,
    support=SUPPORT,
    transition=Transition.CONTINUED,
)
