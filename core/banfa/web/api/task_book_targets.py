"""The targets of a task book as of a day, with the paper that they rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from marshmallow import Schema

from banfa.procedures.task_books.actions import READ
from banfa.procedures.task_books.book_rows import TASK_BOOKS
from banfa.procedures.task_books.listing import choose_last_day, choose_targets, list_changes
from banfa.web.fields import Date, Id, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Query
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Call

blp: Final = Blueprint("task_book_targets", __name__, description="任务书目标")


class TargetsQuery(Query):
    """As of which day."""

    as_of = Date("截至哪一日；不填的为今日")


class TargetOut(Schema):
    """A target, its number as the paper has it."""

    item = Str("目标事项", required=True)
    unit = Str("单位", required=True)
    quantity = Str("数量，照文书所写", required=True)
    due_on = Date("应完成之日", required=True)


class TaskBookTargets(Schema):
    """What was due by a task book as of a day."""

    as_of = Date("截至之日", required=True)
    until_on = Date("任务书的截止日（含变更）", required=True)
    task_book_change_id = Id("所据的变更；原文书未变更的为空", required=True, allow_none=True)
    targets = List(Nested(TargetOut), "目标", required=True)


@blp.route("/task-books/<id(task_book):row_id>/targets", methods=["GET"])
@blp.arguments(TargetsQuery, location="query")
@blp.response(200, TaskBookTargets)
@operation(READ, summary="任务书截至某日的目标")
def get_task_book_targets(call: Call, query: Arguments, row_id: int) -> Answer:
    """Give the targets as of a day: those it was signed with, or those of the last change by then."""
    book = TASK_BOOKS.find(call.unit, row_id, lock=False)
    as_of = query.get("as_of") or call.unit.today
    changes = list_changes(call.unit, row_id)
    targets, change = choose_targets(book, changes, as_of)
    return Answer(
        {
            "as_of": as_of,
            "until_on": choose_last_day(book, changes, as_of),
            "task_book_change_id": None if change is None else change.id,
            "targets": [
                {
                    "item": each.item,
                    "unit": each.unit,
                    "quantity": each.quantity,
                    "due_on": date.fromisoformat(each.due_on),
                }
                for each in targets
            ],
        }
    )
