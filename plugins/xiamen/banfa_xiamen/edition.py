"""The one edition there is: the draft for comment. It names no day; an instrument of promulgation has to."""

from banfa.law import Edition, Event, OpenDate, Status, Transition, cite

from .clauses import CLAUSES
from .grading import GRADING
from .outline import OUTLINE
from .rubric import RUBRIC
from .rules import PUBLICITY, RULES, SUPPORT

DRAFT = Edition(
    key="draft",
    title="厦门市中小企业数字化转型试点城市数字化服务商服务能力评价指引（征求意见稿）",
    status=Status.DRAFT,
    valid_from=OpenDate(cite("14"), "commencement", "发布之日", on_publication=True),
    valid_to=Event("试点城市工作结束"),
    outline=OUTLINE,
    clauses=CLAUSES,
    rules=RULES,
    rubric=RUBRIC,
    grading=GRADING,
    publicity=PUBLICITY,
    support=SUPPORT,
    transition=Transition.CONTINUED,
)
