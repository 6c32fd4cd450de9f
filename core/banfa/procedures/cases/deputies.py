"""Who stands in for whom: absence with a deputy (A/B 角)."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.rows import Bound, TenantRow, date_column, instant_column, text_column
from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import day, text
from banfa.procedures.cases.persons import find_handler
from banfa.procedures.inputs import Inputs, link
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class Absence(
    TenantRow,
    table="absence",
    refers={"person_id": "person", "deputy_id": "person", "recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_absence_deputy", "tenant_id", "deputy_id", "until_on"),),
    bound=Bound(),
    erasable=("reason",),
):
    """Somebody is away for some days, both included, and another sees what waits for him."""

    id: int
    person_id: int
    deputy_id: int
    from_on: date = date_column()
    until_on: date = date_column()
    reason: str = text_column()
    recorded_by: int
    recorded_at: datetime = instant_column()


class RecordAbsence(
    Inputs,
    example={
        "person_id": "PERSON",
        "deputy_id": "DEPUTY",
        "from_on": "2026-05-11",
        "until_on": "2026-05-20",
        "reason": "外出培训",
    },
):
    """Who is away, and who stands in."""

    person_id: int = link("person", "外出的人员")
    deputy_id: int = link("person", "代办人")
    from_on: date = day("开始之日")
    until_on: date = day("最后一日")
    reason: str = text("事由", max_length=200)


def record_absence(unit: Unit, _profile: Profile, data: RecordAbsence) -> Absence:
    """Record that somebody is away. Raises as `check_persons`, Malformed (`days_reversed`)."""
    check_persons(unit, data.person_id, data.deputy_id, field="deputy_id")
    if data.until_on < data.from_on:
        message = "最后一日（until_on）不能早于开始之日（from_on）。"
        raise Malformed("days_reversed", message, field="until_on")
    row = unit.add(Absence, **vars(data), recorded_by=unit.actor.person.id, recorded_at=unit.now)
    noted = {"person_id": row.person_id, "from_on": row.from_on, "until_on": row.until_on}
    unit.note("absence.recorded", f"absence/{row.id}", noted)
    return row


def check_persons(unit: Unit, first: int, second: int, *, field: str) -> None:
    """Check that two persons are there and two, the second to have something in hand.

    Raises Missing, Malformed (`two_persons`, `not_a_handler`).
    """
    find_person(unit, first)
    find_handler(unit, second, field=field)
    if first == second:
        raise Malformed("two_persons", "须是两个不同的人员。", field=field)


_DEPUTISED: Final = Absence.select().where(
    Absence.c.deputy_id == bindparam("deputy_id"),
    Absence.c.from_on <= bindparam("today"),
    Absence.c.until_on >= bindparam("today"),
)


def list_deputised(unit: Unit) -> set[int]:
    """List for whom the present person stands in today."""
    rows = unit.all(Absence, _DEPUTISED, deputy_id=unit.actor.person.id, today=unit.today)
    return {row.person_id for row in rows}
