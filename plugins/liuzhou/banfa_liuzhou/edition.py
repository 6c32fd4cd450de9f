"""The draft of 2025: put out for comment, its day of commencement left blank (17)."""

from __future__ import annotations

from banfa.law import (
    Edition,
    Event,
    OpenDate,
    PublicationScope,
    PublicationTime,
    Status,
    Transition,
    cite,
    reading,
)

from .clauses import CLAUSES
from .outline import OUTLINE
from .rules import RULES

# 14 names removal, 公示 and the grey list in one breath: neither an order, nor what is shown
READINGS = (
    reading(
        cite("14"),
        "publication.time",
        "清退的公示在决定之前还是之后",
        before=("拟清退的先公示，期满再作决定", PublicationTime.BEFORE),
        after=("作出清退决定后公示", PublicationTime.AFTER),
    ),
    reading(
        cite("14"),
        "publication.scope",
        "公示是否包括纳入灰名单",
        with_grey_list=("一并公示纳入灰名单", PublicationScope.WITH_GREY_LIST),
        removal_alone=("只公示清退，灰名单由主管部门内部管理", PublicationScope.REMOVAL_ALONE),
    ),
)

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
    readings=READINGS,
)
