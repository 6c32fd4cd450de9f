"""What a round's cut-off waits for: that the confirmation of its data has ended, where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.procedures.cases.office import find_office
from banfa.procedures.confirmations.confirmation_rows import RUNNING, STATES, Confirmation

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

_STATES: Final = (
    select(Confirmation.c.state).where(Confirmation.c.round_id == bindparam("round_id")).distinct()
)


def find_confirmation_lacking(unit: Unit, round_id: int) -> tuple[str, str] | None:
    """Find what a round's cut-off lacks of confirmation: a code and a sentence; None where nothing.

    One that was begun is ended or dropped first. Whether there must be one is the bureau's own arrangement
    (内部工作规程): no measure asks for it.
    """
    states = set(unit.execute(_STATES, round_id=round_id).scalars())
    for state in RUNNING:
        if state in states:
            return "confirmation_running", f"数据核对{STATES[state]}，请先办结，或者登记不再核对。"
    if "finished" not in states and find_office(unit).procedure.confirm_data:
        return "confirmation_missing", "内部工作规程定有数据核对，请先形成、发出核对单并办结。"
    return None


def check_confirmed(unit: Unit, round_id: int) -> None:
    """Check that a round's data can be cut off.

    Raises Conflict (`confirmation_running`, `confirmation_missing`).
    """
    if lacking := find_confirmation_lacking(unit, round_id):
        raise Conflict(*lacking)
