"""How remedies are carried out where the text leaves it open: readings that no result follows from.

They stand in `Edition.readings` as choices; once an instrument has chosen, the word chosen stands there.
"""

from __future__ import annotations

from enum import StrEnum

from banfa.law.values import vocabulary


@vocabulary
class PublicationTime(StrEnum):
    """Whether 公示 of a removal comes before it or after it."""

    BEFORE = "拟清退的先公示，期满再作决定"
    AFTER = "作出清退决定后公示"


@vocabulary
class PublicationScope(StrEnum):
    """Whether 公示 of a removal also says who is put on the grey list."""

    WITH_GREY_LIST = "一并公示纳入灰名单"
    REMOVAL_ALONE = "只公示清退，灰名单由主管部门内部管理"


@vocabulary
class CircularCircle(StrEnum):
    """To whom a 通报 goes."""

    PROVIDERS = "在参加试点的服务商中通报"
    PILOT = "向参加试点的服务商、试点企业和各区主管部门通报"
    PUBLIC = "向社会通报"


Practice = PublicationTime | PublicationScope | CircularCircle
