"""Memberships (入库): a provider in the pool, in one category and for one industry, from a day until a day.

Days count inclusively. A removal decision ends memberships by itself (see `pool`), a withdrawn one restores
them: `until_on` is for what ends otherwise, by term or by the provider's own wish.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Column, Date, Text

from banfa.errors import Conflict
from banfa.ledger.entries.checks import ordered
from banfa.ledger.entries.fields import LAST_DAY, Field, category, industry, planned_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table, in_order, stands
from banfa.ledger.kinds.decisions import REMOVAL, WITHDRAWAL, decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from banfa.errors import BanfaError
    from banfa.ledger.entries.kind import Draft
    from banfa.trust.unit import Unit

membership = entry_table(
    "membership",
    Column("category", Text, nullable=False),
    Column("industry", Text),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    Column("basis", Text),
    Column("ended_why", Text),
    in_order("from_on", "until_on"),
    refers={"provider_id": "provider"},
    cover={"sheet": (("provider_id", "from_on"), ("until_on", "category", "industry", "entry_id"))},
)


def overlapping(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Refuse a membership whose days overlap another's of the same provider, category and industry."""
    taken: dict[tuple[Any, ...], list[tuple[int | None, date, date]]] = {}
    providers = {draft.values["provider_id"] for draft in drafts}
    c = membership.c
    statement = unit.select(c.entry_id, c.provider_id, c.category, c.industry, c.from_on, c.until_on).where(
        c.provider_id.in_(providers), stands(membership)
    )
    corrected = {draft.entry_id for draft in drafts if draft.entry_id}
    removed = removals(unit, providers)
    for row in unit.connection.execute(statement):
        if row.entry_id not in corrected:
            ended = [day - timedelta(1) for day in removed.get(row.provider_id, ()) if row.from_on < day]
            days = (row.entry_id, row.from_on, min([row.until_on or LAST_DAY, *ended]))
            taken.setdefault((row.provider_id, row.category, row.industry), []).append(days)
    refused: dict[int, BanfaError] = {}
    for draft in drafts:
        values = draft.values
        others = taken.setdefault((values["provider_id"], values["category"], values["industry"]), [])
        first, last = values["from_on"], values["until_on"] or LAST_DAY
        for entry_id, since, until in others:
            if since <= last and first <= until:
                refused[draft.index] = Conflict(
                    "membership_overlaps",
                    f"该服务商同一类别、同一行业在 {since} 起已有入库记录，入库之日（from_on）与之重叠。",
                    field="from_on",
                    entry_id=entry_id,
                )
                break
        else:
            others.append((None, first, last))
    return refused


def removals(unit: Unit, providers: Iterable[int]) -> dict[int, list[date]]:
    """The first days out of the pool that removals now standing led to, by provider."""
    c = decision.c
    statement = unit.select(c.entry_id, c.provider_id, c.kind, c.about_id, c.effective_on).where(
        c.provider_id.in_(providers), c.kind.in_((REMOVAL, WITHDRAWAL)), stands(decision)
    )
    rows = unit.connection.execute(statement).all()
    withdrawn = {row.about_id for row in rows if row.kind == WITHDRAWAL}
    found: dict[int, list[date]] = {}
    for row in rows:
        if row.kind == REMOVAL and row.entry_id not in withdrawn:
            found.setdefault(row.provider_id, []).append(row.effective_on)
    return found


MEMBERSHIP = Kind(
    name="membership",
    zh="入库记录",
    table=membership,
    day="from_on",
    fields=(
        Field("category", "服务商类别", category, required=True),
        Field("industry", "服务行业（未分行业的不填）", industry),
        Field("from_on", "入库之日", planned_day, required=True),
        Field("until_on", "在库最后一日", planned_day),
        Field("basis", "入库依据", words),
        Field("ended_why", "出库原因", words),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
    checks=(ordered("from_on", "入库之日", "until_on", "在库最后一日", code="end_before_start"),),
    guards=(overlapping,),
)
