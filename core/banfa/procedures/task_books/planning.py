"""Plans under a task book, and what an officer states of them with the paper; no day states anything."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.task_books.book_rows import TASK_BOOKS
from banfa.procedures.task_books.changing import find_in_force
from banfa.procedures.task_books.listing import choose_last_day, list_changes
from banfa.procedures.task_books.plan_rows import KINDS_OF_PLAN, PLANS, TaskBookPlan
from banfa.procedures.task_books.targets import find_end_of

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.task_books.book_rows import TaskBook
    from banfa.trust.unit import Unit

LENGTHS: Final = {"annual": len("2026"), "monthly": len("2026-04")}


class EnterPlan(
    Inputs,
    example={
        "kind": "monthly",
        "period": "2026-04",
        "content": "完成3家企业诊断，2家企业改造开工。",
        "received_on": "2026-04-01",
    },
):
    """What the plan says."""

    kind: str = choice("计划种类", KINDS_OF_PLAN)
    period: str = text("期间", max_length=7, hint="年度计划填 2026，月度计划填 2026-04")
    content: str = text("计划内容", max_length=4000)
    received_on: date = past_day("收到之日")


class RevisePlan(
    Inputs,
    example={"content": "完成3家企业诊断，1家企业改造开工。", "received_on": "2026-04-08"},
):
    """What the plan says now."""

    content: str = text("计划内容", max_length=4000)
    received_on: date = past_day("收到之日")


class StatePlan(Inputs, example={"stated_on": "2026-05-06", "outcome": "诊断3家，开工2家，附月报。"}):
    """What came of it, by the paper that hangs on it."""

    stated_on: date = past_day("认定之日")
    outcome: str = text("完成情况", max_length=2000)


class ReopenPlan(Inputs, example={"outcome": "月报数据有误，重新核实。"}):
    """Why."""

    outcome: str = text("理由", max_length=1000)


def enter_plan(
    unit: Unit, profile: Profile, row_id: int, data: EnterPlan, version: int | None = None
) -> TaskBookPlan:
    """Enter a plan. Raises Malformed (`period_malformed`, `period_outside`), Conflict (`plan_there`)."""
    book = find_in_force(unit, row_id, version=version)
    end = find_end_of(data.period)
    if end is None or len(data.period) != LENGTHS[data.kind]:
        message = "期间（period）：年度计划填年份，如 2026；月度计划填年月，如 2026-04。"
        raise Malformed("period_malformed", message, field="period")
    first = end.replace(month=end.month if data.kind == "monthly" else 1, day=1)
    last_on = choose_last_day(book, list_changes(unit, row_id), unit.today)
    if end < book.from_on or first > last_on:
        message = f"任务书自{book.from_on}至{last_on}，期间（period）{data.period}不在其内。"
        raise Malformed("period_outside", message, field="period")
    if list_rows(unit, TaskBookPlan, task_book_id=row_id, kind=data.kind, period=data.period):
        message = f"{data.period}的{KINDS_OF_PLAN[data.kind]}已经登记，有修订的登记修订。"
        raise Conflict("plan_there", message, field="period")
    return start(
        unit,
        PLANS,
        "enter",
        {**vars(data), "task_book_id": row_id},
        **vars(data),
        period_end=end,
        cite=_find_cite(profile, book, data.kind),
        task_book_id=row_id,
        provider_id=book.provider_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _find_cite(profile: Profile, book: TaskBook, kind: str) -> str | None:
    """Find the provision that has a plan of a kind drawn up by a task book; None where no text has."""
    if book.cite is None or book.category is None:
        return None
    duty = profile.find_task_book(book.edition, book.category)
    ordered = duty is not None and KINDS_OF_PLAN[kind] in duty.plans
    return book.cite if ordered else None


def revise_plan(
    unit: Unit, _profile: Profile, row_id: int, data: RevisePlan, version: int | None = None
) -> TaskBookPlan:
    """Enter a plan as it was revised: what it was before stands in the steps that entered it.

    Raises Conflict (`book_not_in_force`).
    """
    find_in_force(unit, PLANS.find(unit, row_id, lock=False).task_book_id)
    row = PLANS.begin(unit, "revise", row_id, version=version)
    revised = {"revised_by": unit.actor.person.id, "revised_at": unit.now}
    return take(unit, PLANS, row, "revise", vars(data), **vars(data), **revised)


def state_plan_done(
    unit: Unit, _profile: Profile, row_id: int, data: StatePlan, version: int | None = None
) -> TaskBookPlan:
    """State, as another person than who entered or revised it, that a plan was carried out."""
    return _state(unit, "state_done", row_id, data, version)


def state_plan_not_done(
    unit: Unit, _profile: Profile, row_id: int, data: StatePlan, version: int | None = None
) -> TaskBookPlan:
    """State, as another person than who entered or revised it, that a plan was not carried out.

    Nothing follows.
    """
    return _state(unit, "state_not_done", row_id, data, version)


def _state(unit: Unit, name: str, row_id: int, data: StatePlan, version: int | None) -> TaskBookPlan:
    """State what came of a plan, on a day that is over.

    Raises Malformed (`days_reversed`), Conflict (`period_running`, `paper_missing`).
    """
    row = _begin(unit, name, row_id, version)
    if name == "state_not_done" and data.stated_on <= row.period_end:
        message = f"计划期到{row.period_end}届满，次日起方可认定未完成（认定之日 stated_on 须晚于该日）。"
        raise Conflict("period_running", message, period_end=row.period_end)
    if data.stated_on < row.received_on:
        message = f"计划{row.received_on}收到，认定之日（stated_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="stated_on")
    require_papers(unit, "task_book_plan", row_id, "work_plan", since=row.revised_at)
    return take(unit, PLANS, row, name, vars(data), **vars(data))


def reopen_plan(
    unit: Unit, _profile: Profile, row_id: int, data: ReopenPlan, version: int | None = None
) -> TaskBookPlan:
    """Take a statement back, with the reason."""
    row = _begin(unit, "reopen", row_id, version)
    return take(unit, PLANS, row, "reopen", vars(data), outcome=data.outcome)


def _begin(unit: Unit, name: str, row_id: int, version: int | None) -> TaskBookPlan:
    """Begin a step of a plan, its paper locked before it; a paper that has ended still has plans stated."""
    TASK_BOOKS.find(unit, PLANS.find(unit, row_id, lock=False).task_book_id)
    return PLANS.begin(unit, name, row_id, version=version)
