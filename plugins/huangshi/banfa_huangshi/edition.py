"""The draft of November 2025: put out for comment, not promulgated, so the day it starts is open (21)."""

from __future__ import annotations

from banfa.law import Edition, Event, OpenDate, OpenNumber, Publicity, Status, Support, Transition, cite

from .clauses import CLAUSES
from .grading import GRADING
from .outline import OUTLINE
from .rubric import RUBRIC, WEIGHTS
from .rules import RULES

PUBLICITY = Publicity(
    cite("12"),
    # The text has neither a minimum nor a unit and refers to other rules. One day is the least that is
    # publicity at all, a year more than anybody shows a half-year; Banfa counts publicity in working days.
    OpenNumber(cite("12"), "publicity.days", "评价结果公示期限", "个工作日", 1, 250),
)

SUPPORT = (
    Support(cite("19之一"), "推荐参评国家级、省级示范类荣誉", ("A",)),
    Support(cite("19之二"), "借助公共服务平台、转型促进中心等作宣传", ("A",)),
    Support(cite("19之三"), "邀请参展、参加论坛等", ("A",)),
)

DRAFT = Edition(
    key="2025-draft",
    title="黄石市国家级中小企业数字化转型试点城市数字化服务商管理办法",
    status=Status.DRAFT,
    valid_from=OpenDate(cite("21"), "commencement", "施行之日（发布之日）", on_publication=True),
    valid_to=Event("国家级中小企业数字化转型试点城市实施期结束"),
    outline=OUTLINE,
    clauses=CLAUSES,
    rules=RULES,
    rubric=RUBRIC,
    grading=GRADING,
    publicity=PUBLICITY,
    support=SUPPORT,
    sums=(WEIGHTS,),
    transition=Transition.CONTINUED,
)
