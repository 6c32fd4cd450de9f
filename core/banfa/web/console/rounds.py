"""评价: the rounds, starting one, and one round with its steps and what it waits for."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.pinyin import fold_text, make_search_text, make_sort_key
from banfa.ledger.kinds.registry import find_kind
from banfa.procedures.instruments.editions import find_edition, known_edition_key_on
from banfa.procedures.periods import name_last_period
from banfa.procedures.rounds.lifecycle import list_rounds, open_round
from banfa.procedures.rounds.transitions import STATES, STEPS
from banfa.web.api.rounds import RoundsQuery
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page
from banfa.web.console.results_words import describe_sheet
from banfa.web.console.rounds_forms import ExclusionForm, RoundForm
from banfa.web.console.rounds_view import view_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(
        zh="名称",
        value=attrgetter("row.name"),
        sort="name",
        link=link_to("round_page", "round_id", "round", attrgetter("row.id")),
    ),
    Column(zh="状态", value=lambda listed: STATES[listed.row.state], look="tag"),
    Column(zh="评价周期始日", value=attrgetter("row.period_start"), sort="period_start", wide=True),
    Column(zh="终日", value=attrgetter("row.period_end"), wide=True),
    Column(zh="公示至", value=attrgetter("row.public_until"), wide=True),
    Column(zh="启动时间", value=attrgetter("row.opened_at"), sort="opened_at", wide=True),
)
_ORDERS: Final[dict[str, Callable[[Any], Any]]] = {
    "id": attrgetter("row.id"),
    "name": lambda listed: make_sort_key(listed.row.name),
    "period_start": attrgetter("row.period_start"),
    "opened_at": attrgetter("row.opened_at"),
}


@list_page(
    "/rounds",
    "round.read",
    "评价",
    columns=COLUMNS,
    query=RoundsQuery,
    filters=(Filter("q", "名称"), Filter("state", "状态", tuple(STATES.items()))),
    counted_in="次",
    when_empty="还没有评价批次。周期届满后在这里启动。",
    template="rounds.html",
    nav=Nav(section="", icon="list-ol", order=20, count="rounds"),
)
def rounds(call: PageCall, selection: Selection) -> Rows:
    """Every round, the latest first; there are a few a year, so the list is one page."""
    wanted, state = fold_text(selection.values.get("q", "")), selection.values.get("state")
    rows = [
        listed
        for listed in list_rounds(call.unit)
        if state in {None, listed.row.state} and wanted in make_search_text([listed.row.name], ())
    ]
    sort = selection.values["sort"]
    rows.sort(key=_ORDERS[sort.removeprefix("-")], reverse=sort.startswith("-") or sort == "id")
    return Rows(rows=rows, total=len(rows))


@page("/rounds/new", "round.manage", "启动评价", writes=True)
def new_round(call: PageCall) -> Result:
    """Start a round, by default of the last period that is over."""
    in_force = known_edition_key_on(call.unit, call.profile, day=call.unit.today)
    law = find_edition(call.profile, in_force or call.profile.latest.key)
    name, first, last = name_last_period(law, call.unit.today)
    form = call.form(RoundForm, name=name, period_start=first, period_end=last)
    if call.takes(form):
        opened = open_round(call.unit, call.profile, **form.values).round
        return call.done("round_page", f"已启动{opened.name}", round_id=call.outward("round", opened.id))
    return call.render("round_form.html", form=form, law=law, in_force=in_force)


@page("/rounds/<id(round):round_id>", "round.read", "评价")
def round_page(call: PageCall, round_id: int) -> Result:
    """One round: what it waits for, and what was done. Open results are settled right here."""
    view = view_round(call, round_id)
    last = view.details.computation
    kinds = [find_kind(name).zh for name in last.late] if last else []
    is_open = last and last.computation.open_results and view.has_points and not view.running
    results = describe_sheet(call.unit, round_id) if is_open else {"sheet": None}
    exclusion = call.form(ExclusionForm)
    return call.render("round.html", view=view, steps=STEPS, late=kinds, exclusion=exclusion, **results)
