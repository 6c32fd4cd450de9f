"""Sources (数据来源): the registered systems that report."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema

from banfa.trust.sources import KINDS, REGISTERED, Source, list_sources, register_source
from banfa.web.api.pages import list_of
from banfa.web.fields import Moment, OneOf, Said, Text
from banfa.web.forms import Form
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("sources", "数据来源")


class SourceIn(Form):
    """A system to register."""

    key = Text("标识：小写字母、数字和连字符，如 platform", required=True, least=2, most=40)
    name = Text("系统名称", required=True, most=100)
    kind = OneOf("系统种类", options=REGISTERED, required=True)
    contact = Text("联系人和联系方式", most=200)


class SourceOut(Schema):
    """A system that reports."""

    key = Said("标识", required=True)
    name = Said("系统名称", required=True)
    kind = OneOf("系统种类", options=KINDS, required=True)
    contact = Said("联系人和联系方式")
    registered_at = Moment("登记时间", required=True)


_FIELDS: Final = tuple(SourceOut().fields)


@topic.get("/sources", action="source.read", summary="数据来源列表", answer=list_of(SourceOut))
def list_all_sources(call: Call) -> Answer:
    """Every source, with the two that every bureau has."""
    return Answer({"items": [_render_source(source) for source in list_sources(call.unit)]})


@topic.post(
    "/sources", action="source.manage", summary="登记数据来源", body=SourceIn, answer=SourceOut, status=201
)
def register(call: Call) -> Answer:
    """Register a system. Tokens can then be issued to it, and its external ids are its own."""
    return Answer(_render_source(register_source(call.unit, **call.body)), status=201)


def _render_source(source: Source) -> dict[str, object]:
    return {name: getattr(source, name) for name in _FIELDS}
