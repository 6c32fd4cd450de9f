"""Memberships (入库): a provider in the pool, in one category and for one industry, from a day until a day.

To be allocated an industry (行业分配) and to be on the industry's own list (细分行业库) are two things.

Days count inclusively. A removal decision ends memberships by itself (see `pool`), an annulled one restores
them: `until_on` is for what ends otherwise, by term or by the provider's own wish.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, boolean, city_choice, day, reference, text
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.kinds.decisions import COUNTED, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.providers import lock_providers
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import ColumnElement

    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Draft, Kind, Values
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.trust.unit import Unit


def _check_overlaps(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Reject a membership whose days overlap another's of the same provider, category and industry."""
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
    """The first days out of the pool that removals led to, by provider.

    One that was annulled led to none, nor one withdrawn before it worked.
    """
    c = Decision.c
    statement = select(c.entry_id, c.provider_id, c.kind, c.about_id, c.effective_on).where(
        c.provider_id.in_(providers),
        c.kind.in_((REMOVAL, WITHDRAWAL)),
        c.effect == COUNTED,
        stands(Decision.rows),
    )
    rows = unit.execute(statement).all()
    since = {row.about_id: row.effective_on or date.min for row in rows if row.kind == WITHDRAWAL}
    removals: dict[int, list[date]] = {}
    for row in rows:
        if row.kind == REMOVAL and row.effective_on < since.get(row.entry_id, date.max):
            removals.setdefault(row.provider_id, []).append(row.effective_on)
    return removals


def _check_consent(values: Values, context: ReadingContext) -> Values:
    """Who is settled with the city government's consent is entered with the document that has it."""
    category = next((c for c in context.profile.categories if c.key == values["category"]), None)
    if category is not None and category.consent is not None and not values["basis"]:
        message = (
            f"{category.zh}须经市人民政府同意确定（{category.consent}），"
            "请在入库依据（basis）中写明同意文件的名称和文号。"
        )
        raise Malformed("field_missing", message, field="basis")
    return values


def _check_list(_kind: Kind, draft: Draft) -> None:
    """An industry's own list (细分行业库) is of an industry."""
    if draft.values["industry_list"] and draft.values["industry"] is None:
        message = "列入细分行业库的，须写明服务行业（industry）。"
        raise Malformed("field_missing", message, field="industry")


class Membership(
    Entry,
    name="membership",
    zh="入库记录",
    rights=VERIFIED,
    day="from_on",
    refine=_check_consent,
    checks=(InOrder("from_on", "until_on", code="end_before_start"), _check_list),
    constraints=(CheckConstraint("NOT industry_list OR industry IS NOT NULL", name="listed_in_industry"),),
    guards=(_check_overlaps,),
    cover={
        "sheet": (
            ("provider_id", "from_on"),
            ("until_on", "category", "industry", "industry_list", "entry_id"),
        )
    },
):
    """A provider in the pool, in one category and for one industry; `basis` names the document."""

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
    industry_list: bool = boolean(
        "列入细分行业库", load_default=False, hint="服务行业只是行业分配的不填；列入该行业的细分行业库的填是"
    )
    from_on: date = day("入库之日")
    selected_on: date | None = day("入库名单公布之日", hint="“入选”“入库”自名单公布之日起算的填写")
    until_on: date | None = day("在库最后一日")
    basis: str | None = text("入库依据", max_length=MAX_CONTENT)
    ended_why: str | None = text("出库原因", max_length=MAX_CONTENT)


membership = Membership.table


def list_members_from(unit: Unit, *which: ColumnElement[bool], since: date) -> list[Membership]:
    """List memberships in the pool on a day or later: those that a removal has ended by then are left out."""
    m = Membership.c
    rows = unit.all(
        Membership, Membership.standing.where(*which, m.until_on.is_(None) | (m.until_on >= since))
    )
    removed = _find_removals(unit, {row.provider_id for row in rows})
    return [
        row for row in rows if not any(row.from_on < out <= since for out in removed.get(row.provider_id, ()))
    ]
