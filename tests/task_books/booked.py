"""Task books at a desk without a server between."""

from __future__ import annotations

from datetime import timedelta


def sign_books(desk, *providers):
    """A task book of each, in force, with a change and a plan that was stated; the last things by kind.

    Beside them one that has ended.
    """
    since = desk.day - timedelta(40)
    days = {"signed_on": since, "from_on": since, "until_on": desk.day + timedelta(300)}
    month = f"{desk.day:%Y-%m}"
    for provider in providers:
        ended, book = (desk.act("enter_task_book", provider_id=provider, **days).id for _ in range(2))
        for each in (ended, book):
            desk.scan("task_book", each, "task_book")
            desk.check("check_task_book", each)
        desk.check("end_task_book", ended)
        change = desk.act("change_task_book", book).id
        desk.scan("task_book_change", change, "agreement")
        desk.check("check_task_book_change", change)
        plan = desk.act("enter_task_book_plan", book, period=month).id
        desk.scan("task_book_plan", plan, "work_plan")
        desk.check("state_plan_done", plan)
    return {"task_book_change": change, "task_book_plan": plan, "task_book": book}
