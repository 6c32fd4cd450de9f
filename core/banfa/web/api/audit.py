"""The audit chain (审计链): who changed what, and the proof that nothing of it was rewritten."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema
from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.trust.audit import AuditData, AuditLink
from banfa.trust.chain import verify_chain
from banfa.web.api.pages import page_of
from banfa.web.fields import Free, Moment, Said, Text, Whole, YesNo
from banfa.web.forms import Paged
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("audit", "审计")


class AuditQuery(Paged):
    """Which links."""

    action = Text("只看这一种办理，如 round.publish", most=100)
    subject = Text("只看这一件，如 round/rd_…", most=200)


class AuditLinkOut(Schema):
    """One change: what stays for ever, and the name of who made it."""

    seq = Whole("序号", required=True)
    at = Moment("时间", required=True)
    action = Said("办理", required=True)
    subject = Said("对象", required=True)
    person = Said("办理人的统一编号（UUID）", required=True)
    actor = Said("办理人；依法删除后为空")
    role = Said("角色", required=True)
    token = Said("令牌编号；运维操作为空")
    data_hash = Said("内容的摘要", required=True)
    previous = Said("上一环摘要", required=True)
    hash = Said("本环摘要", required=True)


class AuditLinkWithData(AuditLinkOut):
    """One change with what it was about."""

    data = Free("内容；依法删除后为空")
    salt = Said("内容摘要所用的随机数；依法删除后为空")


class Verification(Schema):
    """What the chain proved to be."""

    intact = YesNo("是否完好", required=True)
    links = Whole("完好的环数", required=True)
    hash = Said("最后一环完好的摘要", required=True)
    erased = Whole("数据已依法删除的环数", required=True)
    broken_at = Whole("不符的第一环")
    reason = Said("不符的原因")


_CHAIN: Final[Any] = AuditLink.rows.outerjoin(AuditData.rows, AuditData.c.seq == AuditLink.c.seq)
_LIST: Final = (
    select(*AuditLink.columns(), AuditData.c.actor)
    .select_from(_CHAIN)
    .where(AuditLink.c.seq > bindparam("after"))
    .order_by(AuditLink.c.seq)
    .limit(bindparam("most"))
)
_ONE: Final = (
    select(*AuditLink.columns(), AuditData.c.actor, AuditData.c.data, AuditData.c.salt)
    .select_from(_CHAIN)
    .where(AuditLink.c.seq == bindparam("seq"))
)


@topic.get("/audit", action="audit.read", summary="审计记录", query=AuditQuery, answer=page_of(AuditLinkOut))
def list_audit_links(call: Call) -> Answer:
    """The links of the chain, oldest first, without what they were about: that is read link by link."""
    return call.page(lambda after, limit: _list_links(call, after or 0, limit), key=lambda row: row["seq"])


@topic.get("/audit/<number:seq>", action="audit.read", summary="一环审计记录", answer=AuditLinkWithData)
def get_audit_link(call: Call, seq: int) -> Answer:
    """One link with its data."""
    row = call.unit.execute(_ONE, seq=seq).one_or_none()
    if row is None:
        raise Missing("audit_link_missing", "没有这一环审计记录，请核对序号。")
    salt = None if row.salt is None else row.salt.hex()
    return Answer({**_render_link(row), "data": row.data, "salt": salt})


def _list_links(call: Call, after: int, limit: int) -> list[dict[str, Any]]:
    statement = _LIST
    for name, value in call.filters("action", "subject").items():
        statement = statement.where(AuditLink.c[name] == value)
    return [_render_link(row) for row in call.unit.execute(statement, after=after, most=limit)]


def _render_link(row: Any) -> dict[str, Any]:
    link = AuditLink.make(row[: len(AuditLink.names)])
    return {
        "seq": link.seq,
        "at": link.at,
        "action": link.action,
        "subject": link.subject,
        "person": str(link.person),
        "actor": row.actor,
        "role": link.role,
        "token": link.token,
        **{name: getattr(link, name).hex() for name in ("data_hash", "previous", "hash")},
    }


@topic.get("/audit/verification", action="audit.read", summary="核验审计链", answer=Verification)
def verify_audit_chain(call: Call) -> Answer:
    """Walk the whole chain."""
    verification = verify_chain(call.unit)
    broken = verification.broken
    return Answer(
        {
            "intact": broken is None,
            "links": verification.links,
            "hash": verification.hash.hex(),
            "erased": verification.erased,
            "broken_at": broken.seq if broken else None,
            "reason": broken.reason if broken else None,
        }
    )
