"""A post handed over (工作移交): its list as of a moment, drafted → taken over, or withdrawn."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

TAKEN: Final = "taken"
STATES: Final = {"drafted": "待接收人确认", TAKEN: "已交接", "withdrawn": "不再移交"}
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "编制移交清单", (), "drafted", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("take", "接收", ("drafted",), TAKEN, MANAGE, not_by=("recorded_by",), only_by="taker_id",
         origin=BY_OFFICE),
    Step("withdraw", "不再移交", ("drafted",), "withdrawn", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class HandedOver(
    TenantRow,
    table="case_handover",
    refers={"person_id": "person", "taker_id": "person", "recorded_by": "person"},
    constraints=(one_of("state", STATES),),
    bound=Bound(state=True),
    erasable=("reason", "why_not"),
):
    """All that waits for somebody at `recorded_at`, with its list (工作移交清单), and who is to have it.

    It is the successor's once he has taken it over; `handed_on` is the day of the handing over. `things` are
    the kinds and ids of `items`, by which they are known afterwards.
    """

    id: int
    person_id: int
    taker_id: int
    handed_on: date = date_column()
    reason: str = text_column()
    why_not: str | None = text_column()
    cases: list[dict[str, str]] = json_column(list[dict[str, str]])
    items: list[dict[str, str]] = json_column(list[dict[str, str]])
    things: list[tuple[str, int]] = json_column(list[tuple[str, int]])
    state: str = text_column()
    version: int = integer_column(default="1")
    recorded_by: int
    recorded_at: datetime = instant_column()


HANDOVERS: Final = Machine(
    HandedOver,
    zh="工作移交清单",
    missing="case_handover_missing",
    changed="case_handover_changed",
    states=STATES,
    steps=STEPS,
    persons={"taker_id": "接收", "recorded_by": "编制移交清单"},
)

_TAKEN_OVER: Final = (
    HandedOver.select()
    .add_columns(name_person(HandedOver.c.taker_id))
    .where(HandedOver.c.state == TAKEN)
    .order_by(HandedOver.c.id)
)


def list_handed_over(unit: Unit) -> list[WithPerson[HandedOver]]:
    """List what was taken over, oldest first, each with the name of who has it since."""
    return list_with_person(unit, HandedOver, _TAKEN_OVER)
