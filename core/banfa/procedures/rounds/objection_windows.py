"""When those whom an upheld objection moved may object again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.rows import Bound, TenantRow, date_column, integer_column
from banfa.procedures.calendars import count_working_days_on, read_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


class ObjectionWindow(
    TenantRow,
    table="objection_window",
    refers={"round_id": "evaluation_round", "provider_id": "provider"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_objection_window_round", "tenant_id", "round_id", "provider_id"),),
    bound=Bound(),
):
    """A provider that was moved may object again: for `days` working days from the day after `opened_on`."""

    id: int
    round_id: int
    provider_id: int
    opened_on: date = date_column()
    days: int = integer_column()


_WINDOWS: Final = ObjectionWindow.select().where(ObjectionWindow.c.round_id == bindparam("round_id"))


def open_windows(unit: Unit, *, round_id: int, providers: Sequence[int], days: int) -> date:
    """Open the time for objections again for these providers alone, from today; returns its end."""
    window = {"round_id": round_id, "opened_on": unit.today, "days": days}
    rows = [window | {"provider_id": provider_id} for provider_id in providers]
    insert = unit.insert(ObjectionWindow.table).returning(ObjectionWindow.table.c.id)
    unit.seal(ObjectionWindow.table, unit.connection.execute(insert, rows).scalars().all())
    return count_working_days_on(read_calendar(unit.connection, unit.tenant_id), unit.today, days)


def window_ends(unit: Unit, round_id: int) -> dict[int, date]:
    """Give the day until which each provider that was moved may object, by provider id."""
    end_of: dict[tuple[date, int], date] = {}
    latest: dict[int, date] = {}
    windows = unit.all(ObjectionWindow, _WINDOWS, round_id=round_id)
    if not windows:
        return {}
    calendar = read_calendar(unit.connection, unit.tenant_id)
    for window in windows:
        key = window.opened_on, window.days
        if key not in end_of:
            end_of[key] = count_working_days_on(calendar, *key)
        latest[window.provider_id] = max(end_of[key], latest.get(window.provider_id, end_of[key]))
    return latest


def find_public_until(unit: Unit, round_: Round, provider_id: int) -> date | None:
    """Give the last day on which a provider's result is public and can be objected to; None before that."""
    if round_.public_until is None:
        return None
    return max(round_.public_until, window_ends(unit, round_.id).get(provider_id, round_.public_until))
