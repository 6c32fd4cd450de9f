"""Reading confirmations: the one of a round that is under way, all sheets and differences of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.procedures.confirmations.confirmation_rows import RUNNING, Confirmation
from banfa.procedures.confirmations.difference_rows import ConfirmationDifference
from banfa.procedures.confirmations.sheet_rows import ConfirmationSheet

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

c, s, d = Confirmation.c, ConfirmationSheet.c, ConfirmationDifference.c
_RUNNING: Final = Confirmation.select().where(c.round_id == bindparam("round_id"), c.state.in_(RUNNING))
_SHEETS: Final = (
    ConfirmationSheet.select().where(s.confirmation_id == bindparam("confirmation_id")).order_by(s.id)
)
_DIFFERENCES: Final = (
    ConfirmationDifference.select().where(d.confirmation_id == bindparam("confirmation_id")).order_by(d.id)
)


def find_running(unit: Unit, round_id: int) -> Confirmation | None:
    """Find the confirmation of a round that is under way."""
    return unit.one_or_none(Confirmation, _RUNNING, round_id=round_id)


def list_sheets(unit: Unit, confirmation_id: int) -> list[ConfirmationSheet]:
    """List all sheets of a confirmation."""
    return unit.all(ConfirmationSheet, _SHEETS, confirmation_id=confirmation_id)


def list_differences(unit: Unit, confirmation_id: int) -> list[ConfirmationDifference]:
    """List all differences of a confirmation."""
    return unit.all(ConfirmationDifference, _DIFFERENCES, confirmation_id=confirmation_id)
