"""待办清单: all that waits with every column, to be sorted, filtered, exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.pinyin import fold_text, make_search_text
from banfa.procedures.calendars import read_calendar
from banfa.procedures.cases.deputies import list_deputised
from banfa.procedures.work_item import SOON
from banfa.procedures.work_items import KINDS, list_items
from banfa.trust.unit import SHANGHAI
from banfa.web.api.pages import MAX_SEARCH, make_sort
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import leave_trace
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.console.today_items import ALL, LANDING, VIEWS, belongs, describe
from banfa.web.fields import Enum, Str
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from banfa.procedures.work_item import WorkItem
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

    Row = dict[str, Any]
URGENCIES: Final = tuple(word for _, word in SOON)
ORDERS: Final[dict[str, Callable[[Row], Any]]] = {
    "due_on": lambda row: str(row["item"].due_on or "9"),
    "kind": lambda row: (row["kind"], row["n"]),
    "party": lambda row: (row["item"].party, row["n"]),
    "person": lambda row: (row["item"].person or "", row["n"]),
    "last_on": lambda row: str(_find_last(row["item"])[1] or ""),
}


class WorkQuery(PageQuery):
    """Whose, of which kind, how urgent, what is searched, in which order."""

    view = Enum("看谁的", choices=VIEWS)
    kind = Enum("事项", choices=KINDS)
    urgency = Enum("紧急程度", choices=URGENCIES)
    q = Str("当事单位、事由、编号", max_length=MAX_SEARCH)
    sort = make_sort(ORDERS, "due_on")


def _find_last(item: WorkItem) -> tuple[str, date | None]:
    """What was done last, and on which day."""
    at = item.last_at or item.since
    return item.last_step, None if at is None else at.astimezone(SHANGHAI).date()


COLUMNS: Final = (
    Column(zh="序号", value=lambda row: row["n"], num=True, wide=True),
    Column(zh="紧急程度", value=lambda row: row["urgency"]),
    Column(zh="事项", value=lambda row: row["kind"], sort="kind", wide=True),
    Column(zh="当事单位", value=lambda row: row["item"].party, sort="party", wide=True),
    Column(zh="事由", value=lambda row: row["item"].what, link=lambda row: row["address"]),
    Column(zh="条款", value=lambda row: row["cite"], wide=True),
    Column(zh="当前环节", value=lambda row: row["item"].step, wide=True),
    Column(zh="承办人", value=lambda row: row["item"].person, sort="person", wide=True),
    Column(zh="到期日", value=lambda row: row["item"].due_on, sort="due_on"),
    Column(zh="剩余（工作日）", value=lambda row: row["working"], num=True, wide=True),
    Column(zh="剩余（自然日）", value=lambda row: row["left"], num=True, wide=True),
    Column(zh="来源及编号", value=lambda row: row["item"].number, wide=True),
    Column(zh="最近一步", value=lambda row: _find_last(row["item"])[0], wide=True),
    Column(zh="最近一步的日期", value=lambda row: _find_last(row["item"])[1], sort="last_on", wide=True),
    Column(zh="暂停原因", value=lambda row: row["item"].paused, wide=True),
)


@list_page(
    "/work-items",
    None,
    "待办清单",
    columns=COLUMNS,
    query=WorkQuery,
    filters=(
        Filter("q", "当事单位、事由、编号"),
        Filter("view", "人员", tuple(VIEWS.items())),
        Filter("kind", "事项", tuple(KINDS.items())),
        Filter("urgency", "紧急程度", tuple((word, word) for word in URGENCIES)),
    ),
    counted_in="件",
    when_empty="没有待办的事项。",
)
def work_items(call: PageCall, selection: Selection) -> Rows:
    """List what waits."""
    values, today = selection.values, call.unit.today
    view = values.get("view") or LANDING.get(call.unit.actor.role, ALL)
    deputised = list_deputised(call.unit)
    calendar = read_calendar(call.unit.connection, call.unit.tenant_id)
    items = [
        item
        for item in list_items(call.unit)
        if belongs(item, view, call, deputised)
        and values.get("kind") in (None, item.kind)
        and values.get("urgency") in (None, item.urgency(today))
        and _matches(item, values.get("q", ""))
    ]
    rows = [{**describe(item, call, calendar), "n": n} for n, item in enumerate(items, start=1)]
    order = str(values["sort"])
    rows.sort(key=ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
    rows = [{**row, "n": n} for n, row in enumerate(rows, start=1)]
    page, after = selection.cut(rows[selection.before or 0 :], lambda row: row["n"])
    for name, resource in RESOURCES.items():
        leave_trace(call, resource, [row["item"] for row in page if row["item"].kind == name])
    return Rows(rows=page, after=after, total=len(rows))


def _matches(item: WorkItem, wanted: str) -> bool:
    """Whether what is searched stands in an item, names by pinyin too."""
    return not wanted or fold_text(wanted) in make_search_text([item.party], [item.what, item.number or ""])
