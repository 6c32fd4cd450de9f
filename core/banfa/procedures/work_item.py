"""One thing that waits for somebody (待办事项): what it says, and how a statement selects it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Boolean, Date, Text, case, literal, null

from banfa.database.tenancy import select
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select

    from banfa.database.rows import TenantRow

SOON: Final = ((-1, "逾期"), (0, "今日"), (3, "3日内"), (7, "7日内"))
"""Up to how many days are left, and how urgent that is called."""

ADDED: Final = ("party", "last_step", "last_at", "paused")
"""What is added to an item beside the statement that selects it."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that waits. `approval`: somebody else than who has it in hand is to decide upon it.

    `approved`: who asks has approved it already, and it waits for another.
    `number` is the document's or the sheet's own, `rejected` how many rows of a sheet were rejected, `due_on`
    the last day, None where there is none. `round_id` is the round that an objection is to. `step` is how far
    it has come, approvals that were given included, and `since` when it came so far: since then it waits.
    `remedy_id` is the remedy of a case that an order is. Of casework `last_step` is what was done last, and
    when; `paused` why its term does not run.
    """

    kind: str
    id: int
    provider_id: int | None
    round_id: int | None
    what: str
    cite: str | None
    step: str
    person: str | None
    person_id: int | None
    approval: bool
    approved: bool
    number: str | None
    rejected: int | None
    due_on: date | None
    since: datetime | None
    remedy_id: int | None
    party: str = ""
    last_step: str = ""
    last_at: datetime | None = None
    paused: str = ""

    @property
    def is_of_case(self) -> bool:
        """Whether a proceeding is of a case, and so its handler's: one without names no provider."""
        return self.kind == "proceeding" and self.provider_id is not None

    def days_left(self, today: date) -> int | None:
        """How many days are left, today not counted; below zero when it is over."""
        return None if self.due_on is None else (self.due_on - today).days

    def urgency(self, today: date) -> str:
        """How urgent it is, in a word; empty where it has time."""
        left = self.days_left(today)
        return "" if left is None else next((word for most, word in SOON if left <= most), "")


def make_columns(kind: str, **values: ColumnElement[Any]) -> Select[Any]:
    """Select an item's columns in the order of the class; what is not given is null."""
    types: dict[str, Any] = {
        "approved": Boolean,
        "provider_id": BigInteger,
        "round_id": BigInteger,
        "due_on": Date,
        "rejected": BigInteger,
        "remedy_id": BigInteger,
    }
    names = [name for name in WorkItem.__slots__ if name not in ("kind", *ADDED)]
    given = [
        (values[name] if name in values else null().cast(types.get(name, Text))).label(name) for name in names
    ]
    return select(literal(kind).label("kind"), *given)


def select_entered(kind: str, row: type[TenantRow], **values: ColumnElement[Any]) -> Select[Any]:
    """Select what one person has entered and another is to check; `values` as in `make_columns`."""
    c = row.c
    given = {
        "step": literal("待复核"),
        "person": name_person(c.entered_by),
        "person_id": c.entered_by,
        "approval": literal(value=True),
        "since": c.entered_at,
    }
    return make_columns(kind, id=c.id, **{**given, **values}).where(c.state == "entered")


def name_state(column: ColumnElement[str], words: Mapping[str, str]) -> ColumnElement[str]:
    """Put the Chinese word in place of a state."""
    return case(dict(words), value=column, else_=column)
