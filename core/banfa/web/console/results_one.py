"""单家明细: one provider's result in a round, criterion by criterion, each with its evidence in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import request

from banfa.law import Dimension
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import reports_of
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.labels import find_label, label_entries
from banfa.procedures.rounds.explanation import explain_result, read_header
from banfa.procedures.rounds.score_basis import find_scoring_documents
from banfa.reasoning.explain import explain_scale
from banfa.reasoning.wording import format_amount
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.pages import page
from banfa.web.console.results_words import say_unsure, write_ends, write_points
from banfa.web.console.rounds_view import view_round

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.procedures.facts import FactState
    from banfa.procedures.rounds.explanation import ExplainedCriterion, ExplainedResult
    from banfa.web.console.frame.calls import PageCall, Result


@page("/rounds/<id(round):round_id>/results/<id(provider):provider_id>", "round.read", "单家明细", weight=5)
def round_result(call: PageCall, round_id: int, provider_id: int) -> Result:
    """One provider's result with all its reasons; a criterion opens its evidence."""
    view = view_round(call, round_id)
    documents = find_scoring_documents(call.unit, call.profile, view.round)
    complete = read_header(call.unit, round_id=round_id).complete
    names = reports_of(ReadingContext(call.profile, call.unit.today))
    result = explain_result(call.unit, round_id=round_id, provider_id=provider_id)
    opened = request.args.get("open", "")
    return call.render(
        "round_result.html",
        view=view,
        one=result,
        provider=call.outward("provider", provider_id),
        points=write_points,
        ends=write_ends,
        unsure=say_unsure,
        method=lambda criterion: _describe_method(criterion, documents),
        amount=lambda state: format_amount(state.fact, state.low, state.high),
        source=lambda state: _name_sources(state, names, complete),
        kind_zh=lambda name: find_kind(name).zh,
        labels=_label_evidence(call, result, opened),
        address=partial(make_address, call),
        opened=opened,
    )


def _label_evidence(call: PageCall, result: ExplainedResult, opened: str) -> dict[tuple[str, int], str]:
    """What the entries in sight are called, by kind and id; of kinds that are called nothing, nothing."""
    at = int(opened) if opened.isascii() and opened.isdecimal() and len(opened) < 4 else 0  # noqa: PLR2004
    facts = [*result.facts, *(fact for criterion in result.criteria[at - 1 : at] for fact in criterion.facts)]
    wanted: dict[str, set[int]] = {}
    for row in (row for fact in facts for row in fact.evidence if find_label(find_kind(row.kind))):
        wanted.setdefault(row.kind, set()).update(row.ids)
    return {
        (name, number): label
        for name, numbers in wanted.items()
        for number, label in label_entries(call.unit, find_kind(name), numbers).items()
    }


def _describe_method(explained: ExplainedCriterion, documents: Mapping[str, str]) -> str:
    """How a criterion earns points, and by which document."""
    criterion = explained.criterion
    scale = "指标尚待确定" if isinstance(criterion, Dimension) else explain_scale(criterion.scale)
    document = documents.get(explained.key) or documents.get(explained.key.partition("#")[0])
    return f"{scale}（{document}）" if document else scale


def _name_sources(state: FactState, names: Mapping[str, str], complete: Mapping[str, date]) -> str:
    """Which reports a fact rests on, and up to which day each is declared complete."""
    reports = reports_needed([state.fact])
    if not reports:
        return "本局登记"
    sources = (
        f"{names.get(name, name)}（{f'截至{complete[name]}' if name in complete else '未申明截止'}）"
        for name in reports
    )
    return "、".join(sources)
