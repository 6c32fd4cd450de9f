"""Sources (数据来源): the registered systems that report."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from marshmallow import Schema

from banfa.ledger.entries.pinyin import make_sort_key
from banfa.trust.source_row import KINDS, REGISTERED, Source
from banfa.trust.sources import list_sources, register_source
from banfa.web.api.pages import CountedQuery, ShortList, make_search, make_sort, page_of
from banfa.web.fields import DateTime, Enum, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer

blp = Blueprint("sources", __name__, description="数据来源")


class SourceIn(Form):
    """A system to register."""

    key = Str("标识：小写字母、数字和连字符，如 platform", required=True, min_length=2, max_length=40)
    name = Str("系统名称", required=True, max_length=100)
    kind = Enum("系统种类", choices=REGISTERED, required=True)
    contact = Str("联系人和联系方式", max_length=200)


class SourceOut(Schema):
    """A system that reports."""

    key = Str("标识", required=True)
    name = Str("系统名称", required=True)
    kind = Enum("系统种类", choices=KINDS, required=True)
    contact = Str("联系人和联系方式", personal=True)
    registered_at = DateTime("登记时间", required=True)


class SourcesQuery(CountedQuery):
    """Which sources, and in which order."""

    q = make_search("系统名称、标识")
    sort = make_sort(("registered_at", "key", "name"), default="registered_at")
    kind = Enum("只看这一种类的", choices=KINDS)


_FIELDS: Final = tuple(SourceOut().fields)
_LIST: Final[ShortList[Source]] = ShortList(
    id_=attrgetter("key"),
    orders={
        "registered_at": attrgetter("registered_at"),
        "key": attrgetter("key"),
        "name": lambda source: make_sort_key(source.name),
    },
    names=lambda source: (source.name,),
    codes=lambda source: (source.key,),
)


@blp.route("/sources", endpoint="list_sources")
@blp.arguments(SourcesQuery, location="query")
@blp.response(200, page_of(SourceOut))
@operation("source.read", summary="数据来源列表")
def list_all_sources(call: Call, query: Arguments) -> Answer:
    """Every source, with the two that every bureau has."""
    kind = query.get("kind")
    sources = (source for source in list_sources(call.unit) if kind in {None, source.kind})
    return _LIST.answer(call, query, sources, _render_source)


@blp.route("/sources", methods=["POST"], endpoint="register_source")
@blp.arguments(
    SourceIn,
    example={
        "key": "service-platform",
        "name": "厦门市中小企业公共服务平台",
        "kind": "platform",
        "contact": "陈工 0592-5550103",
    },
)
@blp.response(201, SourceOut)
@operation("source.manage", summary="登记数据来源")
def register(call: Call, body: Arguments) -> Answer:
    """Register a system. Tokens can then be issued to it, and its external ids are its own."""
    return Answer(_render_source(register_source(call.unit, **body)))


def _render_source(source: Source) -> dict[str, object]:
    return {name: getattr(source, name) for name in _FIELDS}
