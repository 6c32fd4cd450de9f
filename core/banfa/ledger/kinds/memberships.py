"""Memberships (入库): a provider in the pool, in one category and for one industry, from a day until a day.

Days count inclusively. A removal decision ends memberships by itself (see `pool`), a withdrawn one restores
them: `until_on` is for what ends otherwise, by term or by the provider's own wish.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, city_choice, day, reference, text
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.kinds.decisions import COUNTED, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.providers import lock_providers
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from banfa.errors import BanfaError
    from banfa.ledger.entries.kind import Draft
    from banfa.trust.unit import Unit


def _check_overlaps(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Refuse a membership whose days overlap another's of the same provider, category and industry."""
    taken: dict[tuple[Any, ...], list[tuple[int | None, date, date]]] = {}
    providers = {draft.values["provider_id"] for draft in drafts}
    lock_providers(unit, providers)
    statement = Membership.standing.where(Membership.c.provider_id.in_(providers))
    corrected = {draft.entry_id for draft in drafts if draft.entry_id}
    removed = _find_removals(unit, providers)
    for row in unit.all(Membership, statement):
        if row.entry_id not in corrected:
            ended = [day - timedelta(1) for day in removed.get(row.provider_id, ()) if row.from_on < day]
            days = (row.entry_id, row.from_on, min([row.until_on or LAST_DAY, *ended]))
            taken.setdefault((row.provider_id, row.category, row.industry), []).append(days)
    errors: dict[int, BanfaError] = {}
    for draft in drafts:
        values = draft.values
        others = taken.setdefault((values["provider_id"], values["category"], values["industry"]), [])
        first, last = values["from_on"], values["until_on"] or LAST_DAY
        for entry_id, since, until in others:
            if since <= last and first <= until:
                errors[draft.index] = Conflict(
                    "membership_overlaps",
                    f"该服务商同一类别、同一行业在 {since} 起已有入库记录，入库之日（from_on）与之重叠。",
                    field="from_on",
                    entry_id=entry_id,
                )
                break
        else:
            others.append((None, first, last))
    return errors


def _find_removals(unit: Unit, providers: Iterable[int]) -> dict[int, list[date]]:
    """The first days out of the pool that removals now standing led to, by provider."""
    c = Decision.c
    statement = select(c.entry_id, c.provider_id, c.kind, c.about_id, c.effective_on).where(
        c.provider_id.in_(providers),
        c.kind.in_((REMOVAL, WITHDRAWAL)),
        c.effect == COUNTED,
        stands(Decision.rows),
    )
    rows = unit.execute(statement).all()
    withdrawn = {row.about_id for row in rows if row.kind == WITHDRAWAL}
    removals: dict[int, list[date]] = {}
    for row in rows:
        if row.kind == REMOVAL and row.entry_id not in withdrawn:
            removals.setdefault(row.provider_id, []).append(row.effective_on)
    return removals


class Membership(
    Entry,
    name="membership",
    zh="入库记录",
    rights=VERIFIED,
    day="from_on",
    checks=(InOrder("from_on", "until_on", code="end_before_start"),),
    guards=(_check_overlaps,),
    cover={"sheet": (("provider_id", "from_on"), ("until_on", "category", "industry", "entry_id"))},
):
    """A provider in the pool, in one category and for one industry."""

    provider_id: int = reference("provider", "服务商")
    category: str = city_choice(
        "服务商类别", lambda profile: {c.key: c.zh for c in profile.categories}, code="unknown_category"
    )
    industry: str | None = city_choice(
        "服务行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
        hint="未分行业的不填，见 /law/vocabulary",
    )
    from_on: date = day("入库之日")
    until_on: date | None = day("在库最后一日")
    basis: str | None = text("入库依据", max_length=MAX_CONTENT)
    ended_why: str | None = text("出库原因", max_length=MAX_CONTENT)


membership = Membership.table
