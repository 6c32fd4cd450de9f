"""Situations that are about some categories of provider alone (Changsha 13: 行业推进机构).

What another of them has to go on with (由其他能力强的行业推进机构来组织) goes to no one else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.asof import AS_OF, known_now
from banfa.ledger.facts.pool import select_memberships
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.clauses import REASSIGNMENT, list_remedies
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Clause
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.trust.unit import Unit

_HELD: Final = select_memberships(
    known=known_now, providers=bindparam("providers", type_=ARRAY(BigInteger))
).subquery("held")
_ALL_HELD: Final = select_memberships(known=known_now).subquery("held")
_MEMBERS: Final = (
    select(_ALL_HELD.c.provider_id)
    .where(
        _ALL_HELD.c.until_on >= AS_OF,
        _ALL_HELD.c.category == any_(bindparam("categories", type_=ARRAY(Text))),
        _ALL_HELD.c.provider_id != bindparam("without"),
    )
    .distinct()
    .order_by(_ALL_HELD.c.provider_id)
)
_CATEGORIES: Final = select(_HELD.c.category).where(_HELD.c.until_on >= AS_OF).distinct()


def check_category(unit: Unit, profile: Profile, clause: Clause, provider_id: int) -> None:
    """Hold a clause that is about some categories alone against those the provider has today.

    Raises Conflict (`category_not_covered`).
    """
    if not clause.categories:
        return
    held = list_held_categories(unit, provider_id, unit.today)
    if held.isdisjoint(clause.categories):
        message = (
            f"{clause.cite}只适用于{_name_categories(profile, clause.categories)}，"
            f"该服务商{_describe_held(profile, held)}，不能据以立线索或者处理；"
            "入库类别登记有误的，请先更正入库记录。"
        )
        raise Conflict("category_not_covered", message, field="provider_id")


def check_successor(
    unit: Unit, profile: Profile, clause: Clause, parties: tuple[int, int], *, day: date
) -> None:
    """Check that work goes from its party to another provider that is on a day what the clause is about.

    Raises Missing, Malformed (`successor_mismatch`).
    """
    provider_id, successor_id = parties
    get_entry(unit, Provider, successor_id)
    held = list_held_categories(unit, successor_id, day)
    if successor_id != provider_id and held & set(clause.categories or held):
        return
    who = _name_categories(profile, clause.categories) or "在库服务商"
    stands = "就是当事单位" if successor_id == provider_id else _describe_held(profile, held)
    message = (
        f"{clause.cite}规定相关工作由其他{who}组织，所填机构（successor_id）{stands}：请另选在库的{who}；"
        "尚未入库的，先按规定确定并登记入库。"
    )
    raise Malformed("successor_mismatch", message, field="successor_id")


def list_successors(unit: Unit, profile: Profile, case: CaseFile) -> list[int]:
    """List the providers that can go on with the work of a case's party, by id."""
    leads = {lead.clause for lead in list_rows(unit, Lead, case_id=case.id)}
    clauses = [c for c in find_edition(profile, case.edition).clauses if c.cite.key in leads]
    providing = [clause for clause in clauses if REASSIGNMENT in list_remedies(clause)]
    categories = sorted({category for clause in providing for category in clause.categories})
    rows = unit.execute(_MEMBERS, as_of=unit.today, categories=categories, without=case.provider_id)
    return list(rows.scalars())


def list_held_categories(unit: Unit, provider_id: int, day: date) -> set[str]:
    """List the categories in which a provider is in the pool on a day."""
    return set(unit.execute(_CATEGORIES, as_of=day, providers=[provider_id]).scalars())


def _name_categories(profile: Profile, keys: Collection[str]) -> str:
    return "、".join(category.zh for category in profile.categories if category.key in keys)


def _describe_held(profile: Profile, held: Collection[str]) -> str:
    """In which categories a provider is, or that it is in none."""
    has = _name_categories(profile, held)
    return f"入库类别是{has}" if has else "目前不在库"
