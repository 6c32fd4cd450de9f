"""Pages of lists: how one is asked for, and its schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from marshmallow import Schema

from banfa.ledger.entries.pinyin import fold_text, make_search_text
from banfa.web.fields import Boolean, Enum, Integer, List, Nested, Str
from banfa.web.requests import Arguments, Call, PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from banfa.web.responses import Answer

T = TypeVar("T")

MAX_SEARCH: Final = 100
"""Characters of what is searched for."""


class CountedQuery(PageQuery):
    """A page of a list that can be counted."""

    count = Boolean("true 时另答总数 total（须多数一遍，故不默认）", load_default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList(Generic[T]):
    """A list that people make by hand, a few items a year: it is read whole, then searched and put in order.

    `id_` tells an item from all others, `orders` gives its key in each order. `names` and `codes` are what is
    searched, names by pinyin too.
    """

    id_: Callable[[T], int | str]
    orders: Mapping[str, Callable[[T], Any]]
    names: Callable[[T], Iterable[str | None]]
    codes: Callable[[T], Iterable[str | None]] = lambda _item: ()

    def answer(
        self, call: Call, query: Arguments, items: Iterable[T], render: Callable[[T], dict[str, Any]]
    ) -> Answer:
        """Answer the page that is asked for. Raises Malformed for a cursor of another list."""
        wanted = fold_text(query.get("q", ""))
        chosen = [item for item in items if wanted in self._search_text(item)] if wanted else list(items)
        sort: str = query["sort"]
        places = {id(item): self._find_place(item, sort.removeprefix("-")) for item in chosen}
        chosen.sort(key=lambda item: places[id(item)], reverse=sort.startswith("-"))
        total = len(chosen) if query["count"] else None
        if (after := call.after(query)) is not None:
            here = tuple(after)
            chosen = [i for i in chosen if (places[id(i)] < here if sort[0] == "-" else places[id(i)] > here)]
        page = chosen[: query["limit"]]
        more = places[id(page[-1])] if len(chosen) > len(page) else None
        return call.make_page([render(item) for item in page], more, total=total)

    def _search_text(self, item: T) -> str:
        return make_search_text(filter(None, self.names(item)), filter(None, self.codes(item)))

    def _find_place(self, item: T, order: str) -> tuple[Any, int | str]:
        """Where an item stands: its key, a day or moment as text, which a cursor can hold; then its id."""
        key = self.orders[order](item)
        return key.isoformat() if isinstance(key, date) else key, self.id_(item)


def answer_page(
    call: Call,
    query: Arguments,
    items: Sequence[T],
    render: Callable[[Sequence[T]], list[dict[str, Any]]],
    *,
    id_: Callable[[T], int] = attrgetter("id"),
) -> Answer:
    """Answer a page of a list that is read whole and in order; `render` is given the items of the page."""
    after, limit = call.after(query), query["limit"]
    start = 0
    if after is not None:
        start = next((n for n, item in enumerate(items, 1) if id_(item) == after), len(items))
    page = items[start : start + limit]
    return call.make_page(render(page), id_(page[-1]) if len(items) > start + limit else None)


def make_search(what: str) -> Str:
    """Make the parameter `q` of a list that is searched in these."""
    zh = f"搜索：{what}中含有的文字，不论全角半角、大小写和空格；名称也可用拼音或拼音首字母"
    return Str(zh, max_length=MAX_SEARCH)


def make_sort(orders: Iterable[str], default: str = "id") -> Enum:
    """Make the parameter `sort` of a list that has these orders."""
    choices = [choice for order in orders for choice in (order, f"-{order}")]
    return Enum("次序；前加 - 为倒序；名称按拼音", choices=choices, load_default=default)


if TYPE_CHECKING:
    from marshmallow.fields import Field


@cache
def page_of(row: type[Schema]) -> type[Schema]:
    """The page whose rows are of this schema."""
    fields: dict[str, Field[Any]] = {
        "items": List(Nested(row), "本页内容", required=True),
        "next": Str("下一页的游标，末页为空", allow_none=True, required=True),
        "total": Integer("各页合计的条数；以 count=true 问的才有"),
    }
    return Schema.from_dict(fields, name=f"{row.__name__}Page")


@cache
def list_of(row: type[Schema]) -> type[Schema]:
    """A whole list whose rows are of this schema."""
    fields: dict[str, Field[Any]] = {"items": List(Nested(row), "全部内容", required=True)}
    return Schema.from_dict(fields, name=f"{row.__name__}List")
