"""What waits of task books: papers and changes to be checked, plans of which nobody has stated what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal

from banfa.procedures.task_books.book_rows import TASK_BOOKS, TaskBook
from banfa.procedures.task_books.change_rows import CHANGES, TaskBookChange
from banfa.procedures.task_books.plan_rows import KINDS_OF_PLAN, PLANS, STATES_OF_PLAN, TaskBookPlan
from banfa.procedures.work_item import make_columns, name_state, select_entered
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

CHECKED_OF_TASK_BOOKS: Final = {"task_book": TASK_BOOKS.zh, "task_book_change": CHANGES.zh}
KINDS_OF_TASK_BOOKS: Final = {**CHECKED_OF_TASK_BOOKS, "task_book_plan": PLANS.zh}


def select_items_of_task_books() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    b, c, p = TaskBook.c, TaskBookChange.c, TaskBookPlan.c
    yield select_entered("task_book", TaskBook, provider_id=b.provider_id, what=b.title, number=b.number)
    yield select_entered(
        "task_book_change", TaskBookChange, provider_id=c.provider_id, what=c.content, number=c.number
    )
    yield make_columns(
        "task_book_plan",
        id=p.id,
        provider_id=p.provider_id,
        what=func.concat(p.period, " ", name_state(p.kind, KINDS_OF_PLAN)),
        step=name_state(p.state, STATES_OF_PLAN),
        person=name_person(p.entered_by),
        person_id=p.entered_by,
        approval=literal(value=True),
        due_on=p.period_end,
        since=p.entered_at,
    ).where(p.state == "planned")
