"""Situations that are about some categories of provider alone (Changsha 13: 行业推进机构)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.asof import AS_OF, known_now
from banfa.ledger.facts.pool import select_memberships

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Clause
    from banfa.trust.unit import Unit

_HELD: Final = select_memberships(
    known=known_now, providers=bindparam("providers", type_=ARRAY(BigInteger))
).subquery("held")
_CATEGORIES: Final = select(_HELD.c.category).where(_HELD.c.until_on >= AS_OF).distinct()


def check_category(unit: Unit, profile: Profile, clause: Clause, provider_id: int) -> None:
    """Hold a clause that is about some categories alone against those the provider has today.

    Raises Conflict (`category_not_covered`).
    """
    if not clause.categories:
        return
    rows = unit.execute(_CATEGORIES, as_of=unit.today, providers=[provider_id])
    held = set(rows.scalars())
    if held.isdisjoint(clause.categories):
        names = {category.key: category.zh for category in profile.categories}
        wanted = "、".join(names[key] for key in clause.categories)
        has = "、".join(zh for key, zh in names.items() if key in held)
        has = f"入库类别是{has}" if has else "目前不在库"
        message = (
            f"{clause.cite}只适用于{wanted}，该服务商{has}，不能据以立线索或者处理；"
            "入库类别登记有误的，请先更正入库记录。"
        )
        raise Conflict("category_not_covered", message, field="provider_id")
