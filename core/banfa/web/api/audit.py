"""The audit chain (审计链): who changed what, and the proof that nothing of it was rewritten."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.trust.audit import audit_data, audit_link
from banfa.trust.chain import verify_chain
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, DateTime, Dict, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery, pick
from banfa.web.responses import Answer

blp = Blueprint("audit", __name__, description="审计")


class AuditQuery(PageQuery):
    """Which links."""

    action = Str("只看这一种办理，如 round.publish", max_length=100)
    subject = Str("只看这一件，如 round/12", max_length=200)


class AuditLink(Schema):
    """One change."""

    seq = Integer("序号", required=True)
    at = DateTime("时间", required=True)
    action = Str("办理", required=True)
    subject = Str("对象", required=True)
    role = Str("角色", required=True)
    token_id = Id("令牌编号；运维操作为空")
    actor = Str("办理人；依法删除后为空")
    data = Dict("内容；依法删除后为空")
    hash = Str("本环摘要", required=True)
    previous = Str("上一环摘要", required=True)


class Verification(Schema):
    """What the chain proved to be."""

    intact = Boolean("是否完好", required=True)
    links = Integer("完好的环数", required=True)
    hash = Str("最后一环完好的摘要", required=True)
    erased = Integer("数据已依法删除的环数", required=True)
    broken_at = Integer("不符的第一环")
    reason = Str("不符的原因")


@blp.route("/audit")
@blp.arguments(AuditQuery, location="query")
@blp.response(200, page_of(AuditLink))
@operation("audit.read", summary="审计记录")
def list_audit_links(call: Call, query: Arguments) -> Answer:
    """The links of the chain, oldest first."""
    return call.page(
        query, lambda after, limit: _list_links(call, query, after or 0, limit), key=lambda row: row["seq"]
    )


def _list_links(call: Call, query: Arguments, after: int, limit: int) -> list[dict[str, Any]]:
    statement = (
        call.unit.select(audit_link, audit_data.c.actor, audit_data.c.data)
        .outerjoin(audit_data, audit_data.c.seq == audit_link.c.seq)
        .where(audit_link.c.seq > after)
        .order_by(audit_link.c.seq)
        .limit(limit)
    )
    for name, value in pick(query, "action", "subject").items():
        statement = statement.where(audit_link.c[name] == value)
    return [_render_link(row._asdict()) for row in call.unit.connection.execute(statement)]


def _render_link(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("seq", "at", "action", "subject", "role", "token_id", "actor", "data")
    return {**{name: row[name] for name in kept}, **{name: row[name].hex() for name in ("hash", "previous")}}


@blp.route("/audit/verification")
@blp.response(200, Verification)
@operation("audit.read", summary="核验审计链")
def verify_audit_chain(call: Call) -> Answer:
    """Walk the whole chain."""
    found = verify_chain(call.unit.connection, call.unit.tenant_id)
    return Answer(
        {
            "intact": found.broken is None,
            "links": found.links,
            "hash": found.hash.hex(),
            "erased": found.erased,
            "broken_at": found.broken.seq if found.broken else None,
            "reason": found.broken.reason if found.broken else None,
        }
    )
