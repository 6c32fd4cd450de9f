"""Instruments (文件): what the bureau sets, by which document."""

from __future__ import annotations

from marshmallow import Schema

from banfa.procedures.instruments import issue
from banfa.web.api.pages import page_of
from banfa.web.fields import Date, DateTime, Dict, Enum, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery, by_id
from banfa.web.responses import Answer

blp = Blueprint("instruments", __name__, description="文件（待定事项、理解口径、公布施行、内部程序）")

EXPLAINED = """\
promulgation：{"commencement": "2026-01-01", "end": "2027-12-31"}，公布施行；没有它，该版本只能试算。
terms：{"settings": {待定事项: 取值}}，可设的事项见 /law/editions/{edition}/open-terms。
internal：{"objections": true, "review_steps": 2}，内部程序。
文件只增不改；后发的同类文件逐项取代先发的。"""


class InstrumentIn(Form):
    """A numbered document."""

    kind = Enum("种类", choices=issue.KINDS, required=True)
    edition = Str("所涉版本", required=True, max_length=100)
    document_no = Str("文号", required=True, max_length=100)
    issuer = Str("发文机关", required=True, max_length=200)
    issued_on = Date("发文日期", required=True)
    body = Dict("内容，随种类而定", required=True)


class Instrument(Schema):
    """A document as recorded."""

    id = Id("编号", required=True)
    kind = Enum("种类", choices=issue.KINDS, required=True)
    edition = Str("所涉版本", required=True)
    version = Integer("该版本的第几份同类文件", required=True)
    document_no = Str("文号", required=True)
    issuer = Str("发文机关", required=True)
    issued_on = Date("发文日期", required=True)
    body = Dict("内容", required=True)
    recorded_by = Str("登记人", required=True)
    recorded_at = DateTime("登记时间", required=True)


@blp.route("/instruments")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(Instrument))
@operation("terms.read", summary="文件列表")
def list_instruments(call: Call, query: Arguments) -> Answer:
    """Every document, in the order of recording."""
    return call.page(
        query,
        lambda after, limit: issue.list_instruments(call.unit, after=after or 0, limit=limit),
        key=by_id,
    )


@blp.route("/instruments", methods=["POST"])
@blp.arguments(InstrumentIn)
@blp.response(201, Instrument)
@operation("terms.write", summary="登记文件", description=EXPLAINED)
def issue_instrument(call: Call, body: Arguments) -> Answer:
    """Record a document."""
    return Answer(issue.issue(call.unit, call.profile, **body))
