"""The measure as issued on 15 April 2024. The day it took effect stood in what our copy lacks."""

from banfa.law import Edition, OpenDate, Status, Transition, cite

from .clauses import CLAUSES
from .outline import OUTLINE
from .rules import RULES, SUPPORT

ISSUED = Edition(
    key="2024-8",
    title="长沙市中小企业数字化转型城市试点服务机构管理办法（长工信发〔2024〕8号）",
    status=Status.FINAL,
    valid_from=OpenDate(cite("14"), "commencement", "施行之日（条文缺失，印发于2024年4月15日）"),
    valid_to=None,
    outline=OUTLINE,
    clauses=CLAUSES,
    rules=RULES,
    support=SUPPORT,
    transition=Transition.CONTINUED,
)
