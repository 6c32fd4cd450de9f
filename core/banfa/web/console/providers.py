"""服务商: the list, and one provider's page: head, grades, contracts with their standing."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import GRADE, KINDS_OF_DECISION, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_named_entry, list_entries
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.web.api.entry_schemas import make_schemas
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

MAX_LINES: Final = 100
"""Contracts, decisions, memberships on the page of one provider; the lists have the rest."""

_link: Final = link_to("provider", "provider_id", "provider", attrgetter("entry_id"))
COLUMNS: Final = (
    Column(zh="服务商", value=attrgetter("name"), sort="name", link=_link),
    Column(zh="统一社会信用代码", value=attrgetter("uscc"), look="code"),
    Column(zh="地址", value=attrgetter("address"), wide=True),
    Column(zh="登记时间", value=attrgetter("recorded_at"), wide=True),
)


@list_page(
    "/providers",
    "ledger.read",
    "服务商",
    columns=COLUMNS,
    query=make_schemas(Provider.declaration).query,
    filters=(Filter("q", "名称、拼音或信用代码"),),
    counted_in="家",
    when_empty="还没有服务商。登记或导入后列在这里。",
    nav=Nav(section="名册", icon="building", order=10, count="providers"),
)
def providers(call: PageCall, selection: Selection) -> Rows:
    """Every provider, found by name, pinyin or code."""
    listed = list_entries(
        call.unit,
        Provider,
        profile=call.profile,
        after=selection.after,
        limit=selection.limit,
        count=selection.counts,
        **selection.pick("q", "sort"),
    )
    return Rows(rows=listed.rows, after=listed.after, total=listed.total)


@page("/providers/<id(provider):provider_id>", "ledger.read", "服务商")
def provider(call: PageCall, provider_id: int) -> Result:
    """One provider, what it is graded, and its contracts; a figure opens its evidence in place."""
    unit = call.unit
    entries: dict[str, Any] = {
        row.declaration.plural: list_entries(
            unit, row, {"provider_id": provider_id}, profile=call.profile, limit=MAX_LINES, sort="-id"
        ).rows
        for row in (Membership, Contract, Decision)
    }
    law = settle_edition_on(unit, call.profile, day=unit.today)
    contract_ids = [contract.entry_id for contract in entries["contracts"]]
    standings = find_standings(unit, call.profile, contract_ids, edition=law)
    return call.render(
        "provider.html",
        provider=get_named_entry(unit, Provider, provider_id).row,
        grades=[d for d in entries["decisions"] if d.kind == GRADE],
        others=[d for d in entries["decisions"] if d.kind != GRADE],
        kinds=KINDS_OF_DECISION,
        standings=standings,
        opened=request.args.get("open", ""),
        categories={category.key: category.zh for category in call.profile.categories},
        **{name: entries[name] for name in ("memberships", "contracts")},
    )
