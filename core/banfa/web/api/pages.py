"""The schema of one page of a list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from marshmallow import Schema

from banfa.web.fields import List, Nested, Str

if TYPE_CHECKING:
    from marshmallow.fields import Field


@cache
def page_of(row: type[Schema]) -> type[Schema]:
    """The page whose rows are of this schema."""
    fields: dict[str, Field[Any]] = {
        "items": List(Nested(row), "本页内容", required=True),
        "next": Str("下一页的游标，末页为空", allow_none=True, required=True),
    }
    return Schema.from_dict(fields, name=f"{row.__name__}Page")


@cache
def list_of(row: type[Schema]) -> type[Schema]:
    """A whole list whose rows are of this schema."""
    fields: dict[str, Field[Any]] = {"items": List(Nested(row), "全部内容", required=True)}
    return Schema.from_dict(fields, name=f"{row.__name__}List")
