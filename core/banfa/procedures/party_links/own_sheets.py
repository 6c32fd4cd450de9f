"""A provider's own sheets of data confirmations that wait for its answer, once they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam

from banfa.procedures.confirmations.confirmation_rows import Confirmation
from banfa.procedures.confirmations.sheet_rows import ConfirmationSheet

if TYPE_CHECKING:
    from datetime import date

    from banfa.procedures.confirmations.sheet_rows import Count
    from banfa.trust.unit import Unit


class OpenSheet(NamedTuple):
    """A provider's own counts that were sent to it for confirmation, and the last day for its answer."""

    id: int
    counts: list[Count]
    due_on: date | None


_SHEETS: Final = (
    ConfirmationSheet.select()
    .add_columns(Confirmation.c.due_on)
    .select_from(
        ConfirmationSheet.rows.join(
            Confirmation.rows, Confirmation.c.id == ConfirmationSheet.c.confirmation_id
        )
    )
    .where(
        ConfirmationSheet.c.provider_id == bindparam("party", type_=BigInteger),
        ConfirmationSheet.c.state.in_(("open", "unanswered")),
        Confirmation.c.state == "sent",
    )
    .order_by(ConfirmationSheet.c.id)
)


def list_open_sheets(unit: Unit) -> list[OpenSheet]:
    """List the sheets that were sent to the provider who asks and are not answered."""
    if unit.actor.provider_id is None:
        return []
    width = len(ConfirmationSheet.names)
    rows = unit.execute(_SHEETS, party=unit.actor.provider_id).all()
    sheets = [(ConfirmationSheet.make(row[:width]), row[width]) for row in rows]
    return [OpenSheet(sheet.id, sheet.counted, due_on) for sheet, due_on in sheets]
