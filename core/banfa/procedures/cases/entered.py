"""What one person enters from a paper and another checks against it: calls back, approvals, services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.cases.steps import BY_OFFICE, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from typing import TypeVar

    from banfa.database.rows import TenantRow

    R = TypeVar("R", bound=TenantRow)

STATES: Final = {"entered": "待复核", "checked": "已复核", "returned": "已退回"}


def make_entered(
    row: type[R], *, zh: str, name: str, origin: str, manage: str = MANAGE, check: str = CHECK
) -> Machine[R]:
    """Make the machine of rows that are entered, then checked or returned by another person.

    `name` begins its codes (`<name>_missing`, `<name>_changed`); `origin` is what asks that the fact be
    recorded and checked, `manage` and `check` the actions of its room. A row that was returned stays, and
    another is entered in its place.
    """
    by_another = ("entered_by",)
    steps = tabulate(
        Step("enter", f"登记{zh}", (), "entered", manage, "return", origin=origin),
        Step("check", f"复核{zh}", ("entered",), "checked", check, not_by=by_another, origin=origin),
        Step("return", f"退回{zh}登记", ("entered",), "returned", check, not_by=by_another, origin=BY_OFFICE),
    )
    return Machine(
        row,
        zh=zh,
        missing=f"{name}_missing",
        changed=f"{name}_changed",
        states=STATES,
        steps=steps,
        persons={"entered_by": f"登记{zh}"},
    )
