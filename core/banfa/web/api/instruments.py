"""Instruments (文件): what the bureau sets, by which document."""

from __future__ import annotations

from marshmallow import Schema

from banfa.procedures.instruments import issue
from banfa.web.api.pages import page_of
from banfa.web.fields import Day, Free, Id, Moment, OneOf, Said, Text, Whole
from banfa.web.forms import Form, Paged
from banfa.web.operations import Topic
from banfa.web.requests import Call, by_id
from banfa.web.responses import Answer

topic = Topic("instruments", "文件（待定事项、理解口径、公布施行、内部程序）")

EXPLAINED = """\
promulgation：{"commencement": "2026-01-01", "end": "2027-12-31"}，公布施行；没有它，该版本只能试算。
terms：{"settings": {待定事项: 取值}}，可设的事项见 /law/editions/{edition}/open-terms。
internal：{"objections": true, "review_steps": 2}，内部程序。
文件只增不改；后发的同类文件逐项取代先发的。"""


class InstrumentIn(Form):
    """A numbered document."""

    kind = OneOf("种类", options=issue.KINDS, required=True)
    edition = Text("所涉版本", required=True, most=100)
    document_no = Text("文号", required=True, most=100)
    issuer = Text("发文机关", required=True, most=200)
    issued_on = Day("发文日期", required=True)
    body = Free("内容，随种类而定", required=True)


class Instrument(Schema):
    """A document as recorded."""

    id = Id("编号", required=True)
    kind = OneOf("种类", options=issue.KINDS, required=True)
    edition = Said("所涉版本", required=True)
    version = Whole("该版本的第几份同类文件", required=True)
    document_no = Said("文号", required=True)
    issuer = Said("发文机关", required=True)
    issued_on = Day("发文日期", required=True)
    body = Free("内容", required=True)
    recorded_by = Said("登记人", required=True)
    recorded_at = Moment("登记时间", required=True)


@topic.get(
    "/instruments",
    action="terms.read",
    summary="文件列表",
    query=Paged,
    answer=page_of(Instrument),
)
def list_instruments(call: Call) -> Answer:
    """Every document, in the order of recording."""
    return call.page(
        lambda after, limit: issue.list_instruments(call.unit, after=after or 0, limit=limit), key=by_id
    )


@topic.post(
    "/instruments",
    action="terms.write",
    summary="登记文件",
    description=EXPLAINED,
    body=InstrumentIn,
    answer=Instrument,
    status=201,
)
def issue_instrument(call: Call) -> Answer:
    """Record a document."""
    return Answer(issue.issue(call.unit, call.profile, **call.body), status=201)
