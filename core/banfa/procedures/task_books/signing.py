"""A two-party paper from its entry to its end: nothing is in force without the scan of what was signed."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, city_choice, day, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.categories import list_held_categories
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.task_books.book_rows import ENDS, KINDS, TASK_BOOKS, TaskBook
from banfa.procedures.task_books.listing import choose_last_day, list_changes
from banfa.procedures.task_books.targets import check_targets, targets_field

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

PAPERS: Final = {"task_book": "task_book", "agreement": "agreement"}
"""The scan that each kind needs before it is in force."""


class EnterTaskBook(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "kind": "task_book",
        "title": "中小企业数字化转型试点任务书",
        "number": "2026-01",
        "party": "市工业和信息化局",
        "signer": "李明",
        "signed_on": "2026-03-02",
        "from_on": "2026-03-02",
        "until_on": "2026-12-31",
        "targets": [
            {"item": "完成改造企业", "unit": "家", "quantity": "12", "due_on": "2026-06-30"},
            {"item": "完成改造企业", "unit": "家", "quantity": "30", "due_on": "2026-12-31"},
        ],
    },
):
    """What the signed paper says."""

    provider_id: int = link("provider", "服务商（乙方）")
    kind: str = choice("文书种类", KINDS)
    category: str | None = city_choice(
        "服务商类别",
        lambda profile: {category.key: category.zh for category in profile.categories},
        code="unknown_category",
        hint="以哪一类别签订；任务书按办法签订的须填写",
    )
    title: str = text("标题", max_length=200)
    number: str | None = text("文号或者编号", max_length=100)
    party: str = text("甲方", max_length=200)
    signer: str | None = text("乙方签字人", max_length=50)
    signed_on: date = past_day("签订之日")
    from_on: date = day("自")
    until_on: date = day("至")
    targets: list[dict[str, Any]] | None = targets_field()


class EndTaskBook(
    Inputs, example={"ended_how": "completed", "ended_on": "2026-12-31", "ended_why": "各项目标已完成。"}
):
    """How it ended, and on which day."""

    ended_how: str = choice("终结方式", ENDS)
    ended_on: date = past_day("终结之日")
    ended_why: str = text("情况说明", max_length=1000)


def enter_task_book(unit: Unit, profile: Profile, data: EnterTaskBook) -> TaskBook:
    """Enter a signed paper; the provision that orders it follows from the category, where the city has one.

    Raises Missing, Malformed (`days_reversed`, `target_malformed`, `target_repeated`), Conflict
    (`category_not_held`).
    """
    get_entry(unit, Provider, data.provider_id)
    if data.until_on < data.from_on:
        raise Malformed("days_reversed", "至（until_on）不能早于自（from_on）。", field="until_on")
    check_targets(data.targets or ())
    edition = edition_key_on(unit, data.signed_on) or profile.latest.key
    cite = _find_cite(unit, profile, edition, data)
    return start(
        unit,
        TASK_BOOKS,
        "enter",
        {**vars(data), "cite": cite},
        **vars(data),
        edition=edition,
        cite=cite,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _find_cite(unit: Unit, profile: Profile, edition: str, data: EnterTaskBook) -> str | None:
    """Find the provision by which a provider of the category signs a task book; None where there is none."""
    if data.category is None:
        return None
    days = (data.signed_on, unit.today)
    if not any(data.category in list_held_categories(unit, data.provider_id, on) for on in days):
        message = "该服务商没有以这一类别入库：请先登记入库，或者更正类别（category）。"
        raise Conflict("category_not_held", message, field="category")
    duty = profile.find_task_book(edition, data.category) if data.kind == "task_book" else None
    return None if duty is None else duty.cite.key


def check_task_book(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> TaskBook:
    """Check, as another person, a paper against its signed scan: it is in force. Raises Conflict."""
    row = TASK_BOOKS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "task_book", row_id, PAPERS[row.kind])
    return take(unit, TASK_BOOKS, row, "check", {})


def return_task_book(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> TaskBook:
    """Send it back to be entered anew."""
    row = TASK_BOOKS.begin(unit, "return", row_id, version=version)
    return take(unit, TASK_BOOKS, row, "return", {})


def end_task_book(
    unit: Unit, _profile: Profile, row_id: int, data: EndTaskBook, version: int | None = None
) -> TaskBook:
    """Record how a paper ended; no day ends one by itself.

    Raises Malformed (`days_reversed`), Conflict (`paper_missing`, `term_running`).
    """
    row = TASK_BOOKS.begin(unit, "end", row_id, version=version)
    if data.ended_on < row.signed_on:
        message = f"{row.signed_on}签订，终结之日（ended_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="ended_on")
    if data.ended_how == "expired":
        last_on = choose_last_day(row, list_changes(unit, row_id), unit.today)
        if unit.today <= last_on:
            message = f"到{last_on}才届满，次日起方可登记到期；提前结束的，登记完成或者解除。"
            raise Conflict("term_running", message, due_on=last_on)
        if data.ended_on < last_on:
            message = f"到{last_on}届满，到期的终结之日（ended_on）不能早于该日。"
            raise Malformed("days_reversed", message, field="ended_on")
    if data.ended_how == "dissolved":
        require_papers(unit, "task_book", row_id, "termination")
    return take(unit, TASK_BOOKS, row, "end", vars(data), **vars(data))
