"""What of a provider's open facts a ruling on likely doubles would settle, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.origin import SUBJECTS
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.doubles import list_waiting_of
from banfa.trust.sources import list_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.ledger.recording.doubles import Double
    from banfa.procedures.facts import FactState
    from banfa.trust.unit import Unit

_DECIDED_BY: Final = {"acceptance": "contract"}
"""Kinds of evidence that are in doubt since what they are about is."""


def name_doubles(unit: Unit, states: Iterable[FactState], *, provider_id: int) -> tuple[str, ...]:
    """Name the pairs that nobody has ruled on and that leave these facts open; none costs no statement.

    A subject is not told whose reports they are.
    """
    doubtful = [row for state in states if state.low != state.high for row in state.evidence if row.doubtful]
    kinds = {_DECIDED_BY.get(row.kind, row.kind) for row in doubtful}
    if not kinds:
        return ()
    entry_ids = {entry_id for row in doubtful if row.kind not in _DECIDED_BY for entry_id in row.ids}
    about_others = any(row.kind in _DECIDED_BY for row in doubtful)
    pairs = [
        double
        for double in list_waiting_of(unit, provider_id=provider_id, kinds=kinds)
        if {double.entry_id, double.of_id} & entry_ids
        or (about_others and double.kind in _DECIDED_BY.values())
    ]
    if unit.actor.role in SUBJECTS:
        named = dict.fromkeys(find_kind(double.kind).zh for double in pairs)
        return tuple(f"主管部门对疑似重复登记的{zh}的认定" for zh in named)
    sources = {source.key: source.name for source in list_sources(unit)} if pairs else {}
    return tuple(_name_pair(unit, double, sources) for double in pairs)


def _name_pair(unit: Unit, double: Double, sources: Mapping[str, str]) -> str:
    entries = (
        (double.of_source, double.of_external_id, double.of_id),
        (double.source, double.external_id, double.entry_id),
    )
    both = "与".join(
        f"{sources.get(source, source)}所报的“{number or unit.ids.encode_one(double.kind, entry_id)}”"
        for source, number, entry_id in entries
    )
    return f"疑似重复的{find_kind(double.kind).zh}（{both}）是否为同一件的认定"
