"""Likely doubles (疑似重复): entries that two sources report alike wait here for an officer's ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema

from banfa.ledger.entries.origin import REASON
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.doubles import list_doubles, rule_double
from banfa.web.api.entry_schemas import Declared
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, DateTime, Id, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery, by_id
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.ledger.recording.doubles import Double
    from banfa.trust.ids import Ids

blp = Blueprint("doubles", __name__, description="疑似重复登记")


class DoublesQuery(PageQuery):
    """Which pairs."""

    all = Boolean("true 时连同已认定的一并列出", load_default=False)


class DoubleOut(Schema):
    """Two entries that may be one thing, and what is ruled of them."""

    id = Id("编号", of="double", required=True)
    kind = Str("台账种类", required=True)
    kind_zh = Str("台账种类的名称", required=True)
    entry = Str("后登记的记录", required=True)
    source = Str("其来源", required=True)
    of_entry = Str("先登记的记录", required=True)
    of_source = Str("其来源", required=True)
    noticed_at = DateTime("发现时间", required=True)
    is_double = Boolean("是否认定为重复；尚未认定的为空", required=True, allow_none=True)
    reason = Str("认定的理由", required=True, allow_none=True)
    ruled_by = PersonName("认定人", required=True, allow_none=True)
    ruled_at = DateTime("认定时间", required=True, allow_none=True)


class DoubleRulingIn(Form):
    """Whether it is one thing, and why."""

    is_double = Boolean("是否重复：true 时后登记的一条不再计入", required=True)
    reason = Declared(REASON, required=True)


@blp.route("/doubles", endpoint="list_doubles")
@blp.arguments(DoublesQuery, location="query")
@blp.response(200, page_of(DoubleOut))
@operation(
    "ledger.rule",
    summary="疑似重复登记的记录",
    description="两个来源所报的当事人、日期、金额等相同的；认定之前，所涉数量为区间。",
)
def list_page(call: Call, query: Arguments) -> Answer:
    """The pairs that are alike now, the oldest first."""

    def fetch(after: Any, limit: int) -> list[Double]:
        return list_doubles(call.unit, waiting=not query["all"], after=after, limit=limit)

    return call.page(query, fetch, key=by_id, render=lambda double: _render_double(double, call.unit.ids))


@blp.route("/doubles/<id(double):double_id>/ruling", methods=["POST"], endpoint="rule_double")
@blp.arguments(DoubleRulingIn, example={"is_double": True, "reason": "经核对合同原件，系同一合同"})
@blp.response(200, DoubleOut)
@operation(
    "ledger.rule", summary="认定是否重复登记", description="可再次认定，以最后一次为准；此前的评价不变。"
)
def rule(call: Call, body: Arguments, double_id: int) -> Answer:
    """Rule on a pair."""
    return Answer(_render_double(rule_double(call.unit, double_id, **body), call.unit.ids))


def _render_double(double: Double, ids: Ids) -> dict[str, Any]:
    entry, of_entry = ids.encode(double.kind, [double.entry_id, double.of_id])
    return {
        "id": double.id,
        "kind": double.kind,
        "kind_zh": find_kind(double.kind).zh,
        "entry": entry,
        "source": double.source,
        "of_entry": of_entry,
        "of_source": double.of_source,
        "noticed_at": double.noticed_at,
        "is_double": double.is_double,
        "reason": double.reason,
        "ruled_by": double.ruled_by,
        "ruled_at": double.ruled_at,
    }
