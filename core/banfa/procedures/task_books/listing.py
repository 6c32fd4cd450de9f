"""Reading task books as of a day: the changes that were checked and work by then, targets, the last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, Text, bindparam, func, or_

from banfa.database.tenancy import select
from banfa.procedures.task_books.book_rows import TaskBook
from banfa.procedures.task_books.change_rows import TaskBookChange
from banfa.procedures.task_books.targets import BookTarget, read_targets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.trust.unit import Unit

b, c = TaskBook.c, TaskBookChange.c
_CHECKED: Final = (
    TaskBookChange.select()
    .where(c.task_book_id == bindparam("book_id"), c.state == "checked")
    .order_by(c.effective_on, c.signed_on, c.id)
)
_until: Final = (
    select(c.until_on)
    .where(
        c.task_book_id == b.id,
        c.state == "checked",
        c.until_on.is_not(None),
        c.effective_on <= bindparam("today"),
    )
    .order_by(c.effective_on.desc(), c.signed_on.desc(), c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_changes: Final = select(func.count()).where(c.task_book_id == b.id, c.state == "checked").scalar_subquery()
_provider: Final = bindparam("of_provider", type_=BigInteger)
_state: Final = bindparam("in_state", type_=Text)
_kind: Final = bindparam("of_kind", type_=Text)
_BOOKS: Final = (
    select(*TaskBook.columns(), func.coalesce(_until, b.until_on), _changes)
    .where(
        b.state != "returned",
        or_(_provider.is_(None), b.provider_id == _provider),
        or_(_state.is_(None), b.state == _state),
        or_(_kind.is_(None), b.kind == _kind),
    )
    .order_by(b.id)
)

_WIDTH: Final = len(TaskBook.names)


class BookLine(NamedTuple):
    """A task book with its last day as changed, and how many changes were checked."""

    book: TaskBook
    until_on: date
    changes: int


def list_changes(unit: Unit, book_id: int) -> list[TaskBookChange]:
    """List the changes of a task book that were checked, in the order in which they work."""
    return unit.all(TaskBookChange, _CHECKED, book_id=book_id)


def choose_targets(
    book: TaskBook, changes: Sequence[TaskBookChange], day: date
) -> tuple[list[BookTarget], TaskBookChange | None]:
    """Choose the targets as of a day, and the change that they rest on (None: the paper as it was signed)."""
    for change in reversed(changes):
        if change.effective_on <= day and change.targets is not None:
            return read_targets(change.targets), change
    return read_targets(book.targets), None


def choose_last_day(book: TaskBook, changes: Sequence[TaskBookChange], day: date) -> date:
    """Choose the last day of a task book as of a day."""
    for change in reversed(changes):
        if change.effective_on <= day and change.until_on is not None:
            return change.until_on
    return book.until_on


def list_books(
    unit: Unit, *, provider_id: int | None = None, state: str | None = None, kind: str | None = None
) -> list[BookLine]:
    """List task books that were not sent back: of a provider, in a state, of a kind (None: of any)."""
    rows = unit.execute(_BOOKS, today=unit.today, of_provider=provider_id, in_state=state, of_kind=kind)
    return [BookLine(TaskBook.make(row[:_WIDTH]), *row[_WIDTH:]) for row in rows]
