"""Changes of a two-party paper: by another that both have signed, entered by one and checked by another."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.task_books.book_rows import TASK_BOOKS, TaskBook
from banfa.procedures.task_books.change_rows import CHANGES, TaskBookChange
from banfa.procedures.task_books.targets import check_targets, targets_field

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ChangeTaskBook(
    Inputs,
    example={
        "number": "2026-01补1",
        "signed_on": "2026-05-06",
        "effective_on": "2026-05-06",
        "content": "两家企业退出试点，年底目标由30家调整为28家。",
        "targets": [
            {"item": "完成改造企业", "unit": "家", "quantity": "12", "due_on": "2026-06-30"},
            {"item": "完成改造企业", "unit": "家", "quantity": "28", "due_on": "2026-12-31"},
        ],
    },
):
    """What the paper of the change says."""

    number: str | None = text("文号或者编号", max_length=100)
    signed_on: date = past_day("签订之日")
    effective_on: date = day("自何日起变更")
    content: str = text("变更内容", max_length=2000)
    targets: list[dict[str, Any]] | None = targets_field()
    until_on: date | None = day("变更后的截止日", hint="不变的不填")


def change_task_book(
    unit: Unit, _profile: Profile, row_id: int, data: ChangeTaskBook, version: int | None = None
) -> TaskBookChange:
    """Enter a change; targets that are not given stay, those given are all there are from its day on.

    Raises Malformed (`days_reversed`, `target_malformed`, `target_repeated`), Conflict (`book_not_in_force`).
    """
    book = find_in_force(unit, row_id, version=version)
    if data.signed_on < book.signed_on or data.effective_on < book.from_on:
        message = f"原文书{book.signed_on}签订，自{book.from_on}起：变更不能早于这两日。"
        raise Malformed("days_reversed", message, field="effective_on")
    if data.until_on is not None and data.until_on < book.from_on:
        message = f"变更后的截止日（until_on）不能早于{book.from_on}。"
        raise Malformed("days_reversed", message, field="until_on")
    check_targets(data.targets or ())
    values = {**vars(data), "targets": data.targets or None}
    return start(
        unit,
        CHANGES,
        "enter",
        {**values, "task_book_id": row_id},
        **values,
        task_book_id=row_id,
        provider_id=book.provider_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def find_in_force(unit: Unit, row_id: int, *, version: int | None = None) -> TaskBook:
    """Find a paper that is in force, locked. Raises Missing, Conflict (`book_not_in_force`)."""
    book = TASK_BOOKS.find(unit, row_id, version=version)
    if book.state != "in_force":
        message = f"该任务书现为“{TASK_BOOKS.states[book.state]}”，只有履行中的才能办理这一步。"
        raise Conflict("book_not_in_force", message, state=book.state)
    return book


def check_change(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> TaskBookChange:
    """Check, as another person, a change against its signed scan. Raises Conflict."""
    find_in_force(unit, CHANGES.find(unit, row_id, lock=False).task_book_id)
    row = CHANGES.begin(unit, "check", row_id, version=version)
    require_papers(unit, "task_book_change", row_id, "agreement")
    return take(unit, CHANGES, row, "check", {})


def return_change(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> TaskBookChange:
    """Send a change back to be entered anew."""
    row = CHANGES.begin(unit, "return", row_id, version=version)
    return take(unit, CHANGES, row, "return", {})
