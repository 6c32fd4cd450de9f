"""What becomes of a difference: the new value counts (采新), or the old one (保原).

Or it is sent back to whoever reported it (退回核实). Nothing here changes the ledger: its entries are
corrected at their own door, by whom they belong to, with their reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.steps import take
from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS
from banfa.procedures.confirmations.counting import count_round
from banfa.procedures.confirmations.difference_rows import DIFFERENCES, ConfirmationDifference
from banfa.procedures.inputs import Inputs
from banfa.procedures.rounds.transitions import find_round

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class DecideDifference(Inputs, example={"basis": "3月30日合同原件核对无误，台账已补报。"}):
    """On what it rests."""

    basis: str = text("依据材料和理由", max_length=1000)


def send_difference_back(
    unit: Unit, _profile: Profile, row_id: int, data: DecideDifference, version: int | None = None
) -> ConfirmationDifference:
    """Send a difference back to whoever reported the value; it waits for a decision still."""
    row = _begin(unit, "send_back", row_id, version)
    return take(unit, DIFFERENCES, row, "send_back", vars(data), basis=data.basis)


def keep_count(
    unit: Unit, _profile: Profile, row_id: int, data: DecideDifference, version: int | None = None
) -> ConfirmationDifference:
    """Decide, as another person than who entered the answer, that the ledger's value stays."""
    row = _begin(unit, "keep", row_id, version)
    return take(unit, DIFFERENCES, row, "keep", vars(data), basis=data.basis)


def adopt_count(
    unit: Unit, profile: Profile, row_id: int, data: DecideDifference, version: int | None = None
) -> ConfirmationDifference:
    """Decide, as another person than who entered the answer, that a new value counts.

    The ledger has it by then: it is read again. Raises Conflict (`count_unchanged`).
    """
    known_at = unit.watermark()
    row = _begin(unit, "adopt", row_id, version)
    confirmation = CONFIRMATIONS.find(unit, row.confirmation_id, lock=False)
    round_ = find_round(unit, confirmation.round_id, lock=False)
    counts = count_round(unit, profile, round_, known_at=known_at).get(row.provider_id, [])
    after = next((count.value for count in counts if count.fact == row.fact), None)
    if after is None or after == row.counted:
        message = f"台账中“{row.name}”仍为{row.counted}：请先由报送单位更正或者补报台账，再登记采新。"
        raise Conflict("count_unchanged", message, counted=row.counted)
    return take(
        unit,
        DIFFERENCES,
        row,
        "adopt",
        {**vars(data), "counted_after": after},
        basis=data.basis,
        counted_after=after,
    )


def _begin(unit: Unit, name: str, row_id: int, version: int | None) -> ConfirmationDifference:
    """Find a difference of a confirmation that goes on. Raises Conflict (`confirmation_over`)."""
    row = DIFFERENCES.begin(unit, name, row_id, version=version)
    confirmation = CONFIRMATIONS.find(unit, row.confirmation_id, lock=False)
    if confirmation.state != "sent":
        message = f"数据核对已经{CONFIRMATIONS.states[confirmation.state]}，差异不再处理。"
        raise Conflict("confirmation_over", message, state=confirmation.state)
    return row
