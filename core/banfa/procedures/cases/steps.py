"""Taking a step of a case: the row enters its state, and the case's history says who took it, when and why.

Every machine of this room is driven through `take` and `begin`; nothing else changes a state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Index, bindparam

from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, json_column, text_column
from banfa.trust.canonical import plain
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from banfa.procedures.machine import Machine
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)

BY_TEXT: Final = "办法条款"
BY_LAW: Final = "一般法要求"
BY_OFFICE: Final = "内部工作规程"
ORIGINS: Final = (BY_TEXT, BY_LAW, BY_OFFICE)
"""What asks for a step."""

READ: Final = "case.read"
MANAGE: Final = "case.manage"
CHECK: Final = "case.check"
"""Actions: reading cases, handling them, and checking as another person what one has entered."""


class CaseStep(
    TenantRow,
    table="case_step",
    refers={"taken_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_case_step_thing", "tenant_id", "thing", "thing_id", "id"),),
    bound=Bound(),
    erasable=("said",),
):
    """A step that was taken of a `thing` (`lead`, `case`, …); `said` is what was said to take it."""

    id: int
    thing: str = text_column()
    thing_id: int = bigint_column()
    step: str = text_column()
    entered: str = text_column()
    said: dict[str, Any] = json_column(dict[str, Any])
    taken_by: int
    taken_at: datetime = instant_column()


_OF_THING: Final = (
    CaseStep.select()
    .add_columns(name_person(CaseStep.c.taken_by))
    .where(CaseStep.c.thing == bindparam("thing"), CaseStep.c.thing_id == bindparam("thing_id"))
    .order_by(CaseStep.c.id)
)


def list_steps(unit: Unit, thing: str, thing_id: int) -> list[WithPerson[CaseStep]]:
    """List the steps of a thing, oldest first, each with who took it."""
    return list_with_person(unit, CaseStep, _OF_THING, thing=thing, thing_id=thing_id)


def start(unit: Unit, machine: Machine[R], name: str, inputs: Mapping[str, Any], /, **values: object) -> R:
    """Add the row that a machine's first step makes."""
    row = unit.add(machine.row, state=machine.steps[name].enters, **values)
    _write(unit, machine, row, name, inputs)
    return row


def take(
    unit: Unit, machine: Machine[R], row: R, name: str, inputs: Mapping[str, Any], /, **values: object
) -> R:
    """Take a step of a row that was read for it, with these columns anew."""
    after = machine.enter(unit, row, name, **values)
    _write(unit, machine, after, name, inputs)
    return after


def take_all(
    unit: Unit,
    machine: Machine[R],
    rows: Sequence[tuple[R, Mapping[str, Any]]],
    name: str,
    inputs: Mapping[str, Any],
    /,
) -> list[R]:
    """Take a step of many rows that were read for it, each with columns of its own; see `enter_all`."""
    after = machine.enter_all(unit, rows, name)
    _write_all(unit, machine, after, name, inputs)
    return after


def _write(unit: Unit, machine: Machine[R], row: R, name: str, inputs: Mapping[str, Any]) -> None:
    _write_all(unit, machine, [row], name, inputs)


def _write_all(
    unit: Unit, machine: Machine[R], rows: Sequence[R], name: str, inputs: Mapping[str, Any]
) -> None:
    if not rows:
        return
    thing = machine.row.table.name.removesuffix("_file")
    data = {key: value for key, value in plain(dict(inputs)).items() if value not in (None, [])}
    currents: list[Any] = list(rows)
    steps = [
        {
            "thing": thing,
            "thing_id": current.id,
            "step": name,
            "entered": current.state,
            "said": data,
            "taken_by": unit.actor.person.id,
            "taken_at": unit.now,
        }
        for current in currents
    ]
    insert = unit.insert(CaseStep.table).returning(CaseStep.table.c.id)
    unit.seal(CaseStep.table, list(unit.connection.execute(insert, steps).scalars()))
    for current in currents:
        noted = {"state": current.state, **data}
        unit.note(f"{thing}.{name}", f"{thing}/{current.id}", noted, revision=current.version)
