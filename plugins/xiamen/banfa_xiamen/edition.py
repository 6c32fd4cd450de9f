"""The one edition there is: the draft for comment. It names no day; an instrument of promulgation has to."""

from banfa.law import CircularCircle, Edition, Event, OpenDate, Status, Transition, cite, reading

from .clauses import CLAUSES
from .grading import GRADING
from .outline import OUTLINE
from .rubric import RUBRIC
from .rules import PUBLICITY, RULES, SUPPORT

# 12 has the disqualified 通报 and names nobody to whom
CIRCLE = reading(
    cite("12"),
    "circular.circle",
    "“通报”的范围",
    providers=("在参加试点的服务商中通报", CircularCircle.PROVIDERS),
    pilot=("向参加试点的服务商、试点企业和各区主管部门通报", CircularCircle.PILOT),
    public=("向社会通报", CircularCircle.PUBLIC),
)

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
    readings=(CIRCLE,),
)
