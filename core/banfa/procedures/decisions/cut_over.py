"""The cut-over day (启用日): decisions up to it are imported, later ones come out of procedures.

It is set once by an administrator and never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from banfa.database.rows import Bound, TenantRow, date_column, instant_column
from banfa.errors import Conflict, Malformed, Missing

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit


class CutOver(
    TenantRow, table="cut_over", key=(), refers={"set_by": "person"}, rights="SELECT, INSERT", bound=Bound()
):
    """The day of a bureau: `until_on` is the last one whose decisions are imported."""

    until_on: date = date_column()
    set_by: int
    set_at: datetime = instant_column()


def set_cut_over(unit: Unit, *, until_on: date) -> CutOver:
    """Set the last day whose decisions are imported. Raises Malformed, Conflict (`cut_over_set`)."""
    if until_on > unit.today:
        message = f"截至日 until_on 不能晚于今天（{unit.today}）。"
        raise Malformed("future_day", message, field="until_on")
    try:
        row = unit.add(CutOver, until_on=until_on, set_by=unit.actor.person.id, set_at=unit.now)
    except IntegrityError as error:
        message = "既往决定的截至日已经确定，不能更改（见 /cut-over）。"
        raise Conflict("cut_over_set", message, field="until_on") from error
    unit.note("cut_over.set", "cut_over/1", {"until_on": until_on}, event=False)
    return row


def find_cut_over(unit: Unit) -> CutOver:
    """Read the day. Raises Missing (`cut_over_unset`)."""
    row = unit.one_or_none(CutOver, CutOver.select())
    if row is None:
        message = "尚未确定既往决定的截至日，请由管理员先确定（/cut-over）。"
        raise Missing("cut_over_unset", message)
    return row
