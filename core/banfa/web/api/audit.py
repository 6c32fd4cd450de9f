"""The audit chain (审计链): who changed what, and the proof that nothing of it was rewritten."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.trust.audit import audit_data, audit_link
from banfa.trust.chain import verify_chain
from banfa.web.api.pages import page_of
from banfa.web.fields import Free, Id, Moment, Said, Text, Whole, YesNo
from banfa.web.forms import Paged
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("audit", "审计")


class AuditQuery(Paged):
    """Which links."""

    action = Text("只看这一种办理，如 round.publish", most=100)
    subject = Text("只看这一件，如 round/12", most=200)


class AuditLink(Schema):
    """One change."""

    seq = Whole("序号", required=True)
    at = Moment("时间", required=True)
    action = Said("办理", required=True)
    subject = Said("对象", required=True)
    role = Said("角色", required=True)
    token_id = Id("令牌编号；运维操作为空")
    actor = Said("办理人；依法删除后为空")
    data = Free("内容；依法删除后为空")
    hash = Said("本环摘要", required=True)
    previous = Said("上一环摘要", required=True)


class Verification(Schema):
    """What the chain proved to be."""

    intact = YesNo("是否完好", required=True)
    links = Whole("完好的环数", required=True)
    hash = Said("最后一环完好的摘要", required=True)
    erased = Whole("数据已依法删除的环数", required=True)
    broken_at = Whole("不符的第一环")
    reason = Said("不符的原因")


@topic.get("/audit", action="audit.read", summary="审计记录", query=AuditQuery, answer=page_of(AuditLink))
def list_audit_links(call: Call) -> Answer:
    """The links of the chain, oldest first."""
    return call.page(lambda after, limit: _links(call, after or 0, limit), key=lambda row: row["seq"])


def _links(call: Call, after: int, limit: int) -> list[dict[str, Any]]:
    statement = (
        call.unit.select(audit_link, audit_data.c.actor, audit_data.c.data)
        .outerjoin(audit_data, audit_data.c.seq == audit_link.c.seq)
        .where(audit_link.c.seq > after)
        .order_by(audit_link.c.seq)
        .limit(limit)
    )
    for name, value in call.filters("action", "subject").items():
        statement = statement.where(audit_link.c[name] == value)
    return [_shown(row._asdict()) for row in call.unit.connection.execute(statement)]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("seq", "at", "action", "subject", "role", "token_id", "actor", "data")
    return {**{name: row[name] for name in kept}, **{name: row[name].hex() for name in ("hash", "previous")}}


@topic.get("/audit/verification", action="audit.read", summary="核验审计链", answer=Verification)
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
