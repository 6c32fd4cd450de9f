"""Pages of lists: how one is asked for, and its schema."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from marshmallow import Schema
from marshmallow.fields import Field

from banfa.web.fields import Boolean, Enum, Integer, List, Nested, Str
from banfa.web.requests import PageQuery

MAX_SEARCH: Final = 100
"""Characters of what is searched for."""


class CountedQuery(PageQuery):
    """A page of a list that can be counted."""

    count = Boolean("true 时另答总数 total（须多数一遍，故不默认）", load_default=False)


def make_search(what: str) -> Str:
    """Make the parameter `q` of a list that is searched in these."""
    zh = f"搜索：{what}中含有的文字，不论全角半角、大小写和空格；名称也可用拼音或拼音首字母"
    return Str(zh, max_length=MAX_SEARCH)


def make_sort(orders: Iterable[str], default: str = "id") -> Enum:
    """Make the parameter `sort` of a list that has these orders."""
    choices = [choice for order in orders for choice in (order, f"-{order}")]
    return Enum("次序；前加 - 为倒序；名称按拼音", choices=choices, load_default=default)


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
