"""What waits of data confirmations: sheets to be sent and answered, answers to be checked, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, literal

from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS, RUNNING, STATES, Confirmation
from banfa.procedures.confirmations.difference_rows import (
    DIFFERENCES,
    STATES_OF_DIFFERENCE,
    UNDECIDED,
    ConfirmationDifference,
)
from banfa.procedures.confirmations.sheet_rows import SHEETS, ConfirmationSheet
from banfa.procedures.confirmations.sources import SOURCE_CONFIRMATIONS, SourceConfirmation
from banfa.procedures.rounds.transitions import Round
from banfa.procedures.work_item import make_columns, name_state, select_entered
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

CHECKED_OF_CONFIRMATIONS: Final = {
    "confirmation_sheet": SHEETS.zh,
    "confirmation_difference": DIFFERENCES.zh,
    "source_confirmation": SOURCE_CONFIRMATIONS.zh,
}
"""What another person checks or decides."""
KINDS_OF_CONFIRMATIONS: Final = {"confirmation": CONFIRMATIONS.zh, **CHECKED_OF_CONFIRMATIONS}


def select_items_of_confirmations() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    c, s, d, o, r = (
        Confirmation.c,
        ConfirmationSheet.c,
        ConfirmationDifference.c,
        SourceConfirmation.c,
        Round.c,
    )
    yield (
        make_columns(
            "confirmation",
            id=c.id,
            round_id=c.round_id,
            what=r.name,
            step=name_state(c.state, STATES),
            person=name_person(c.prepared_by),
            person_id=c.prepared_by,
            approval=literal(value=False),
            number=c.letter_no,
            due_on=c.due_on,
            since=c.prepared_at,
        )
        .select_from(Confirmation.rows.join(Round.rows, r.id == c.round_id))
        .where(c.state.in_(RUNNING))
    )
    yield select_entered(
        "confirmation_sheet", ConfirmationSheet, provider_id=s.provider_id, what=literal("核对单的答复")
    )
    yield (
        make_columns(
            "confirmation_difference",
            id=d.id,
            provider_id=d.provider_id,
            what=d.name,
            step=name_state(d.state, STATES_OF_DIFFERENCE),
            person=name_person(d.entered_by),
            person_id=d.entered_by,
            approval=literal(value=True),
            since=d.entered_at,
        )
        .select_from(ConfirmationDifference.rows.join(Confirmation.rows, c.id == d.confirmation_id))
        .where(d.state.in_(UNDECIDED), c.state == "sent")
    )
    agrees = case((o.agrees, "确认无误，待复核"), else_="有误，待复核")
    yield select_entered("source_confirmation", SourceConfirmation, what=o.body, step=agrees, number=o.number)
