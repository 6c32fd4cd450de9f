"""印发后的逐家差异: what terms that were issued change for each provider, those that are moved first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Missing
from banfa.ledger.recording.names import name_providers
from banfa.procedures.instruments.bodies import Terms
from banfa.procedures.instruments.instrument import list_instruments
from banfa.procedures.whatif_comparison import compare_issued
from banfa.web.console.frame.pages import page
from banfa.web.console.results_words import write_ends, write_points

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page("/instruments/<id(instrument):instrument_id>/difference", "what_if.run", "印发后的逐家差异", weight=20)
def instrument_difference(call: PageCall, instrument_id: int) -> Result:
    """The last period before the terms, by its own and by these; who looked leaves a trace."""
    row = next((each.row for each in list_instruments(call.unit) if each.row.id == instrument_id), None)
    if row is None or not isinstance(row.body, Terms):
        raise Missing("instrument_missing", "没有这份确定待定标准的文件，请核对编号。")
    comparison = compare_issued(
        call.unit,
        call.profile,
        edition=row.edition,
        settings=row.body.settings,
        applies_from=row.body.applies_from,
    )
    call.shows("instrument", [instrument_id])
    compared = comparison.providers if comparison else ()
    return call.render(
        "instrument_difference.html",
        row=row,
        comparison=comparison,
        moved=sum(each.moved for each in compared),
        names=name_providers(call.unit, [each.provider_id for each in compared]),
        points=write_points,
        ends=write_ends,
    )
