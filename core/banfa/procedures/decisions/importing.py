"""Importing in bulk what was decided before Banfa came: up to the bureau's cut-over day, and marked.

Old papers may be incomplete. A kind of decision that the edition does not know happened all the same: it is
kept, counts nowhere, and is listed by `effect=no_basis`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.decisions import COUNTED, FILLED_IN, NO_BASIS, Decision
from banfa.ledger.recording.outcome import REJECTED
from banfa.ledger.recording.record import RowReport, record_entries
from banfa.procedures.decisions.cut_over import find_cut_over
from banfa.procedures.decisions.provisions import list_provisions
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.instrument import list_promulgations
from banfa.trust.source_row import BUREAU

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.instruments.instrument import InForce
    from banfa.trust.unit import Unit

KIND: Final = Decision.declaration


def import_decisions(unit: Unit, profile: Profile, rows: Sequence[Mapping[str, Any]]) -> list[RowReport]:
    """Import decisions, each row with its `external_id`; returns a report per row, in order.

    The same row again changes nothing. A decision after the cut-over day is not taken (`after_cut_over`).
    Raises Missing (`cut_over_unset`).
    """
    until = find_cut_over(unit).until_on
    promulgations = list_promulgations(unit)
    early: dict[int, Mapping[str, Any]] = {}
    reports: dict[int, RowReport] = {}
    for n, row in enumerate(rows):
        try:
            effect = _find_effect(profile, promulgations, row, until)
        except Malformed as error:
            reports[n] = _report_left_out(n, row, error)
        else:
            early[n] = {**row, "imported": True, "effect": effect}
    taken = record_entries(
        unit, KIND.name, list(early.values()), source=BUREAU, profile=profile, act="decide"
    )
    reports |= {n: replace(report, index=n) for n, report in zip(early, taken, strict=True)}
    return [reports[n] for n in range(len(rows))]


def _find_effect(
    profile: Profile, promulgations: Mapping[str, InForce], row: Mapping[str, Any], until: date
) -> str:
    """Tell whether a decision counts, by the edition of its day. Raises Malformed for one not of before.

    What cannot be read is left for the ledger to name.
    """
    if given := [name for name in FILLED_IN if name in row]:
        name = given[0]
        message = f"{KIND.field(name).zh}（{name}）由系统填写，请去掉。"
        raise Malformed("field_unknown", message, field=name)
    try:
        day = KIND.field("decided_on").read(row.get("decided_on"))
    except InvalidValue:
        return COUNTED
    if day > until:
        message = (
            f"作出之日（decided_on）{day}晚于既往决定的截至日{until}；"
            "此后的决定请提出并经另一人确认（/decision-proposals）。"
        )
        raise Malformed("after_cut_over", message, field="decided_on")
    if (edition := row.get("edition")) is not None:
        law = find_edition(profile, str(edition))
    else:
        in_force = [key for key, span in promulgations.items() if span.covers(day)]
        law = find_edition(profile, in_force[-1]) if in_force else profile.latest
    return COUNTED if row.get("kind") in list_provisions(law) else NO_BASIS


def _report_left_out(index: int, row: Mapping[str, Any], error: Malformed) -> RowReport:
    field = error.data.get("field")
    external_id = row.get("external_id")
    return RowReport(
        index,
        external_id if isinstance(external_id, str) else None,
        REJECTED,
        code=error.code,
        detail=error.detail,
        field=field if isinstance(field, str) else None,
    )
