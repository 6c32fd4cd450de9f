"""Who may visit: the bureau itself, or a body with a mandate; never a provider of the register on another.

A provider that the measure itself calls in as promoter of an industry (行业推进机构, 长沙 12), settled with
the city government's consent, may; on itself never.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import Text, bindparam, func, or_

from banfa.errors import Conflict
from banfa.ledger.kinds.memberships import Membership, list_members_from
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.references import in_list
from banfa.procedures.visits.mandate_rows import MANDATES, PROMOTER, Mandate
from banfa.procedures.visits.words import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

_OFFICE: Final = "((?!.*(公司|中心|协会|学会|研究|工作室|事务所)).{1,20}(处|科|室|股|专班))?"
"""A part of the bureau, named after it; not a body of another's whose name begins with the bureau's."""


def _is_bureau(unit: Unit, profile: Profile, body: str) -> bool:
    """Whether a body is the bureau, or a part of it."""
    names = {squeeze(name) for name in (profile.city.bureau, unit.actor.bureau.name)}
    return any(re.fullmatch(re.escape(name) + _OFFICE, squeeze(body)) for name in names)


def list_same(unit: Unit, names: Iterable[str], codes: Iterable[str | None] = ()) -> list[Provider]:
    """List the providers of the register that have one of these names or codes."""
    written = func.regexp_replace(Provider.c.name, r"\s", "", "g", type_=Text)
    wanted = [squeeze(name) for name in names]
    statement = Provider.standing.where(
        or_(in_list(written, wanted), in_list(Provider.c.uscc, [code for code in codes if code is not None]))
    )
    return unit.all(Provider, statement)


def is_promoter(unit: Unit, profile: Profile, providers: Iterable[Provider], on: date) -> bool:
    """Whether each of these is, on a day, in a category that is settled with the government's consent."""
    settled = [category.key for category in profile.categories if category.consent is not None]
    wanted = {provider.entry_id for provider in providers}
    m = Membership.c
    which = (in_list(m.provider_id, wanted), in_list(m.category, settled), m.from_on <= on)
    seated = {membership.provider_id for membership in list_members_from(unit, *which, since=on)}
    return bool(wanted) and seated == wanted


def find_mandate(unit: Unit, profile: Profile, mandate_id: int, on: date, *, visited: Provider) -> Mandate:
    """Find the mandate under which somebody acted on a day, about a provider.

    Raises Missing, Conflict (`mandate_unchecked`, `outside_mandate`, and what `_check_apart` raises).
    """
    mandate = MANDATES.find(unit, mandate_id, lock=False)
    if mandate.state != "checked":
        message = f"委托书“{mandate.number}”没有复核，请先复核。"
        raise Conflict("mandate_unchecked", message, field="mandate_id")
    if not mandate.from_on <= on <= mandate.until_on:
        message = f"委托书“{mandate.number}”的期限是{mandate.from_on}至{mandate.until_on}，不含{on}。"
        raise Conflict("outside_mandate", message, field="mandate_id")
    _check_apart(unit, profile, mandate, on, visited=visited)
    return mandate


def _check_apart(unit: Unit, profile: Profile, mandate: Mandate, on: date, *, visited: Provider) -> None:
    """Check that a body is neither the provider that is visited, nor its rival, nor bound to it.

    A body that was no provider when it had its mandate may have become one.
    Raises Conflict (`visits_itself`, `body_is_provider`, `body_related`).
    """
    same = list_same(unit, [mandate.body], [mandate.uscc])
    if any(provider.entry_id == visited.entry_id for provider in same):
        message = f"{mandate.body}不能走访、评测本单位的服务。"
        raise Conflict("visits_itself", message, field="provider_id")
    if same and not (mandate.kind == PROMOTER and is_promoter(unit, profile, same, on)):
        message = f"{mandate.body}已在服务商名册中，不能再受托评测、核查。"
        raise Conflict("body_is_provider", message, field="mandate_id")
    if squeeze(visited.name) in {squeeze(name) for name in mandate.related}:
        message = f"{mandate.body}已申明与{visited.name}有利害关系，不能走访、评测其服务，请另行委托。"
        raise Conflict("body_related", message, field="provider_id")


_ON: Final = (
    Mandate.select()
    .where(
        Mandate.c.state == "checked",
        Mandate.c.from_on <= bindparam("on_day"),
        Mandate.c.until_on >= bindparam("on_day"),
    )
    .order_by(Mandate.c.id)
)


def find_mandates(
    unit: Unit, profile: Profile, bodies: Iterable[str], on: date, *, visited: Provider
) -> list[Mandate]:
    """Find under which mandate each body that is not the bureau went on a day.

    Raises Conflict (`mandate_missing`, and what `_check_apart` raises).
    """
    outside = list(dict.fromkeys(squeeze(body) for body in bodies if not _is_bureau(unit, profile, body)))
    if not outside:
        return []
    standing = {squeeze(mandate.body): mandate for mandate in unit.all(Mandate, _ON, on_day=on)}
    rivals = {squeeze(provider.name) for provider in list_same(unit, outside)}
    for body in outside:
        mandate = standing.get(body)
        if body in rivals and (mandate is None or mandate.kind != PROMOTER):
            message = f"{body}是名册中的服务商，不能走访、评测其他服务商，请由本局或受托单位走访。"
            raise Conflict("body_is_provider", message, field="visitors")
        if mandate is None:
            message = f"{body}不是本局，{on}没有经复核的有效委托书，不能走访，请先登记并复核委托书。"
            raise Conflict("mandate_missing", message, field="visitors")
        _check_apart(unit, profile, mandate, on, visited=visited)
    return [standing[body] for body in outside]
