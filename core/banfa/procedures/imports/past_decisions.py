"""Sheets of decisions made before Banfa came (补录): who may bring them in, and the door they go through.

They are imported as `banfa.procedures.decisions.importing` does it, up to the cut-over day; later ones are
proposed by one person and confirmed by another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.sheets.forms import is_of_decisions
from banfa.procedures.decisions.cut_over import find_cut_over
from banfa.procedures.decisions.importing import import_decisions
from banfa.trust.permissions import PERMISSIONS, allow
from banfa.trust.rights import allow_act
from banfa.trust.source_row import BUREAU

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.recording.record import RowReport
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.matching import MatchedRow
    from banfa.trust.actor import Actor
    from banfa.trust.unit import Unit

ABOUT: Final = "about"
"""Under which key a row names the decision that it is about, which may stand in the same sheet."""


def choose_forms(actor: Actor, forms: Iterable[SheetForm]) -> list[SheetForm]:
    """Those of some forms that somebody may bring in."""
    may = PERMISSIONS[actor.role, "decision.import"] is not None
    return [form for form in forms if may or not is_of_decisions(form)]


def check_may_bring(unit: Unit, form: SheetForm, *, source: str) -> None:
    """Let this person bring a sheet of this form in, in the name of a source.

    Raises Forbidden; of decisions also Malformed for another source than the bureau, and Conflict
    (`cut_over_unset`).
    """
    if not is_of_decisions(form):
        allow_act(unit.actor, form.kind, "report", source=source)
        return
    allow(unit.actor, "decision.import")
    if source != BUREAU:
        raise Malformed("source_reserved", "既往决定是本局作出的，来源单位请选本局。", field="source")
    try:
        find_cut_over(unit)
    except Missing as error:
        detail = "还没有定下既往决定的截至日，请先在“设置”里定下，再补录。"
        raise Conflict(error.code, detail, field="file") from error


def import_rows(unit: Unit, profile: Profile, rows: Sequence[MatchedRow]) -> list[RowReport]:
    """Import rows, those first that are about no other decision; a report for each, in their order."""
    firsts = [n for n, row in enumerate(rows) if not row.data.get(ABOUT)]
    seconds = [n for n, row in enumerate(rows) if row.data.get(ABOUT)]
    reports: dict[int, RowReport] = {}
    for part in (firsts, seconds):
        if part:
            data = [rows[n].data for n in part]
            reports |= dict(zip(part, import_decisions(unit, profile, data), strict=True))
    return [reports[n] for n in range(len(rows))]
