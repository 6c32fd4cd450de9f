"""What upheld objections correct: named items of named providers, and nothing else.

All other facts stay as they were known at the cut-off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.errors import Malformed, Missing
from banfa.law import Stage, facts_of
from banfa.ledger.facts.evidence import rows_behind_sheet
from banfa.ledger.facts.pool import Population
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.recording.names import name_providers
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.reasoning.columns import Col, Sheet
from banfa.reasoning.explain import criteria_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from banfa.law import Edition
    from banfa.ledger.facts.sheet import SheetData
    from banfa.procedures.receipts.header import CorrectedProvider
    from banfa.reasoning.columns import Ints
    from banfa.trust.unit import Unit

MEMBERSHIP: Final = "membership"
"""The item of whether a provider was in the pool: with it, everything about the provider is read anew."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Items of a provider: `MEMBERSHIP`, or keys of criteria, facts, or provisions on taking part."""

    provider_id: int
    items: tuple[str, ...]


def facts_by_item(law: Edition) -> dict[str, frozenset[str]]:
    """Give what an objection can correct beside `MEMBERSHIP`: the keys of the facts behind each item."""
    keys: dict[str, set[str]] = {fact.key: {fact.key} for fact in wanted_facts(law)}
    parts: list[tuple[str, object]] = [(rule.cite.key, rule) for rule in law.at(Stage.EVALUATION)]
    parts += criteria_by_key(law.rubric).items() if law.rubric else ()
    for item, part in parts:
        keys.setdefault(item, set()).update(fact.key for fact in facts_of(part))
    return {item: frozenset(facts) for item, facts in keys.items()}


def check_corrections(unit: Unit, law: Edition, corrections: Sequence[Correction]) -> None:
    """Raise Malformed where nothing is named, or what a round does not read; Missing for a provider."""
    if not corrections:
        message = "异议成立的，请逐家写明更正哪些事项（corrects）；其余事实以数据截止时为准。"
        raise Malformed("corrections_missing", message, field="corrects")
    offered = {MEMBERSHIP, *facts_by_item(law)}
    for correction in corrections:
        if not correction.items or (unknown := set(correction.items) - offered):
            named = "、".join(sorted(unknown)) if correction.items else "（空）"
            may = "membership（入库记录）、指标或事实的标识、参评条款的编号"
            message = f"本周期没有事项{named}；可填{may}。"
            raise Malformed("correction_unknown", message, field="corrects")
    wanted = [correction.provider_id for correction in corrections]
    if set(wanted) - set(name_providers(unit, wanted)):
        raise Missing("provider_not_found", "没有这个服务商，请核对编号。")


def correct_sheet(
    connection: Connection, law: Edition, base: SheetData, corrected: Iterable[CorrectedProvider]
) -> SheetData:
    """Read the items named, as they were known when each objection was upheld, into what the cut-off gave."""
    facts, facts_of_item = wanted_facts(law), facts_by_item(law)
    groups: dict[object, list[CorrectedProvider]] = {}
    for each in corrected:
        groups.setdefault(each.known_at, []).append(each)
    for group in groups.values():
        at = replace(base.at, known_at=group[0].known_at)
        later = build_sheet(connection, facts, at, Population.ROUND, with_evidence=False)
        evidence = rows_behind_sheet(
            connection, base.evidence, at, np.array([each.provider_id for each in group], np.int64)
        )
        base = _overlay(base, later, group, facts_of_item, evidence)
    return base


def _overlay(
    base: SheetData,
    later: SheetData,
    group: Sequence[CorrectedProvider],
    facts_of_item: Mapping[str, frozenset[str]],
    evidence: Mapping[str, Ints],
) -> SheetData:
    """Put what is corrected in the place of what the cut-off gave."""
    whole = [each.provider_id for each in group if MEMBERSHIP in each.items]
    keep = np.flatnonzero(~np.isin(base.providers, whole))
    take = np.flatnonzero(np.isin(later.providers, whole))
    joined = np.concatenate([base.providers[keep], later.providers[take]])
    order = np.argsort(joined)
    providers = joined[order]
    cells: dict[str, list[tuple[int, int]]] = {}
    for each in group:
        row, there = (_find_row(ids, each.provider_id) for ids in (providers, later.providers))
        if row is not None and there is not None:
            for key in {key for item in each.items for key in facts_of_item.get(item, ())}:
                cells.setdefault(key, []).append((row, there))

    def merge(old: Ints, new: Ints, places: Iterable[tuple[int, int]]) -> Ints:
        merged: Ints = np.concatenate([old[keep], new[take]])[order]
        for row, there in places:
            merged[row] = new[there]
        return merged

    columns = {}
    for key, old in base.sheet.columns.items():
        new, places = later.sheet.columns[key], cells.get(key, ())
        low = merge(old.low, new.low, places)
        columns[key] = Col(low, low if old.exact and new.exact else merge(old.high, new.high, places))
    held = [*(base.every_category[n] for n in keep), *(later.every_category[n] for n in take)]
    every_category = tuple(held[n] for n in order)
    return replace(
        base,
        providers=providers,
        categories=tuple(keys[0] if keys else "" for keys in every_category),
        every_category=every_category,
        sheet=Sheet(base.sheet.as_of, len(providers), columns, base.sheet.calendar),
        evidence={kind: np.union1d(ids, evidence[kind]) for kind, ids in base.evidence.items()},
    )


def _find_row(ids: Ints, provider_id: int) -> int | None:
    row = int(np.searchsorted(ids, provider_id))
    return row if row < len(ids) and ids[row] == provider_id else None
