"""任务书台账, and the targets of one as of a day, with the paper that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.ledger.entries.pinyin import make_sort_key
from banfa.ledger.recording.names import name_providers
from banfa.procedures.task_books.actions import READ
from banfa.procedures.task_books.book_rows import KINDS, STATES, TASK_BOOKS
from banfa.procedures.task_books.listing import (
    BookLine,
    choose_last_day,
    choose_targets,
    list_books,
    list_changes,
)
from banfa.procedures.task_books.targets import BookTarget  # noqa: TC001 - a row's field
from banfa.web.api.pages import make_sort
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_cite
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Date, Enum, Id
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

IN_REGISTER: Final = {state: zh for state, zh in STATES.items() if state != "returned"}


class TaskBooksQuery(PageQuery):
    """Which task books, in what order."""

    provider_id = Id("只看这家服务商的", of="provider")
    kind = Enum("只看这一种类的", choices=KINDS)
    state = Enum("只看这一状态的", choices=IN_REGISTER)
    sort = make_sort(("id", "signed_on", "until_on", "provider"))


class TargetsQuery(PageQuery):
    """As of which day."""

    as_of = Date("截至哪一日；不填的为今天")


class Row(NamedTuple):
    """A two-party paper as it now is, its provider's name, and the provision that orders it."""

    line: BookLine
    provider: str
    cite: str


class TargetRow(NamedTuple):
    """A target, its place in the paper, and the paper that it rests on."""

    place: int
    target: BookTarget
    paper: str


def _of_book(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.line.book, name)


COLUMNS: Final = (
    Column(
        zh="标题",
        value=_of_book("title"),
        link=link_to("task_book", "row_id", "task_book", lambda row: row.line.book.id),
    ),
    Column(zh="服务商", value=lambda row: row.provider, sort="provider"),
    Column(zh="种类", value=lambda row: KINDS[row.line.book.kind], wide=True),
    Column(zh="文号或编号", value=_of_book("number"), wide=True),
    Column(zh="甲方", value=_of_book("party"), wide=True),
    Column(zh="办法条款", value=lambda row: row.cite, wide=True),
    Column(zh="签订日", value=_of_book("signed_on"), sort="signed_on"),
    Column(zh="自", value=_of_book("from_on"), wide=True),
    Column(zh="至（含变更）", value=lambda row: row.line.until_on, sort="until_on"),
    Column(zh="变更（次）", value=lambda row: row.line.changes or None, num=True, wide=True),
    Column(zh="状态", value=lambda row: STATES[row.line.book.state]),
    Column(zh="终结日", value=_of_book("ended_on"), wide=True),
)
TARGET_COLUMNS: Final = (
    Column(zh="序号", value=lambda row: row.place, num=True, wide=True),
    Column(zh="目标事项", value=lambda row: row.target.item),
    Column(zh="单位", value=lambda row: row.target.unit),
    Column(zh="数量", value=lambda row: row.target.quantity),  # as on the paper: text, never a float
    Column(zh="应完成之日", value=lambda row: row.target.due_on),
    Column(zh="所据文书", value=lambda row: row.paper, wide=True),
)
_ORDERS: Final[dict[str, Callable[[Row], Any]]] = {
    "id": lambda row: row.line.book.id,
    "signed_on": lambda row: row.line.book.signed_on,
    "until_on": lambda row: row.line.until_on,
    "provider": lambda row: make_sort_key(row.provider),
}


@list_page(
    "/task-book-register",
    READ,
    "任务书台账",
    columns=COLUMNS,
    query=TaskBooksQuery,
    filters=(
        Filter("kind", "种类", tuple(KINDS.items())),
        Filter("state", "状态", tuple(IN_REGISTER.items())),
    ),
    counted_in="份",
    when_empty="还没有登记任务书。",
    nav=Nav(section="名册", icon="table", order=74),
)
def task_book_register(call: PageCall, selection: Selection) -> Rows:
    """Every two-party paper with its last day as changed."""
    lines = list_books(call.unit, **selection.pick("provider_id", "kind", "state"))
    names = name_providers(call.unit, {line.book.provider_id for line in lines})
    sort = selection.values.get("sort", "id")
    rows = [
        Row(
            line,
            names.get(line.book.provider_id, ""),
            format_cite(line.book.cite) if line.book.cite else "",
        )
        for line in lines
    ]
    rows.sort(key=_ORDERS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    cut, after = selection.cut_whole(rows)
    call.shows("task_book", [row.line.book.id for row in cut])
    return Rows(rows=cut, after=after, total=len(rows), as_of=call.unit.today)


@list_page(
    "/task-books/<id(task_book):row_id>/targets",
    READ,
    "任务书目标",
    columns=TARGET_COLUMNS,
    query=TargetsQuery,
    filters=(Filter("as_of", "截至（2026-06-30）"),),
    counted_in="项",
    when_empty="该文书没有写明目标。",
)
def task_book_targets(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """The targets of a paper as of a day: those it was signed with, or those of the last change by then."""
    book = TASK_BOOKS.find(call.unit, row_id, lock=False)
    call.shows("task_book", [row_id])
    day = selection.values.get("as_of") or call.unit.today
    changes = list_changes(call.unit, row_id)
    call.shows("task_book_change", [change.id for change in changes])
    targets, change = choose_targets(book, changes, day)
    paper = f"{book.signed_on}签订的原文书"
    if change is not None:
        paper = f"{change.signed_on}签订的变更{change.number or ''}，自{change.effective_on}起"
    rows = [TargetRow(place, target, paper) for place, target in enumerate(targets, 1)]
    cut, after = selection.cut_whole(rows)
    (name,) = name_providers(call.unit, [book.provider_id]).values()
    last_on = choose_last_day(book, changes, day)
    about = f"{name}：{book.title}{book.number or ''}，自{book.from_on}至{last_on}，{STATES[book.state]}"
    return Rows(rows=cut, after=after, about=about, as_of=day)
