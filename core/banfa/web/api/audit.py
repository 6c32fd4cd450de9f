"""The audit chain (审计链): who changed what, and the proof that nothing of it was rewritten."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema

from banfa.procedures.chain_verification import request_verification
from banfa.trust.audit_reading import find_link, list_links, read_link
from banfa.trust.chain import verify_chain
from banfa.web.api.pages import page_of
from banfa.web.fields import Boolean, DateTime, Dict, Id, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery, pick
from banfa.web.responses import Answer

MAX_FAULTS_TOLD: Final = 100
"""Of more, `banfa audit verify` tells."""

blp = Blueprint("audit", __name__, description="审计")


class AuditQuery(PageQuery):
    """Which links."""

    action = Str("只看这一种办理，如 round.publish", max_length=100)
    subject = Str("只看这一件，如 round/rd_…", max_length=200)


class AuditLinkOut(Schema):
    """One change: what stays for ever, and the name of who made it."""

    seq = Integer("序号", required=True)
    at = DateTime("时间", required=True)
    action = Str("办理", required=True)
    subject = Str("对象", required=True)
    person = Str("办理人的统一编号（UUID）", required=True)
    actor = Str("办理人现在的姓名；依法删除后不再可知", personal=True)
    role = Str("角色", required=True)
    token = Str("接口密钥编号；运维操作为空")
    data_hash = Str("内容的摘要", required=True)
    previous = Str("上一环摘要", required=True)
    hash = Str("本环摘要", required=True)


class AuditLinkWithData(AuditLinkOut):
    """One change with what it was about."""

    data = Dict("内容；依法删除后为空", personal=True)
    salt = Str("内容摘要所用的随机数；依法删除后为空")


class Fault(Schema):
    """What does not hold."""

    seq = Integer("第几环；与某一环无关的为空", required=True, allow_none=True)
    subject = Str("哪一条记录；只与链有关的为空", required=True, allow_none=True)
    reason = Str("不符的原因", required=True)


class Verification(Schema):
    """What chain, data, events and ledger proved to be."""

    intact = Boolean("是否完好", required=True)
    links = Integer("核验的环数", required=True)
    hash = Str("最后一环的摘要", required=True)
    erased = Integer("数据已依法删除的环数", required=True)
    fault_count = Integer("不符的处数", required=True)
    faults = List(Nested(Fault), f"最先的{MAX_FAULTS_TOLD}处不符", required=True)


class VerificationAsked(Schema):
    """A verification that was asked for."""

    work_id = Id("后台任务编号", required=True)


@blp.route("/audit")
@blp.arguments(AuditQuery, location="query")
@blp.response(200, page_of(AuditLinkOut))
@operation("audit.read", summary="审计记录")
def list_audit_links(call: Call, query: Arguments) -> Answer:
    """The links of the chain, oldest first, without what they were about: that is read link by link."""
    return call.page(
        query, lambda after, limit: _list_links(call, query, after or 0, limit), key=lambda row: row["seq"]
    )


@blp.route("/audit/<number:seq>")
@blp.response(200, AuditLinkWithData)
@operation("audit.read", summary="一环审计记录")
def get_audit_link(call: Call, seq: int) -> Answer:
    """One link with its data."""
    row = find_link(call.unit, seq)
    salt = None if row.salt is None else row.salt.hex()
    return Answer({**_render_link(row), "data": row.data, "salt": salt})


def _list_links(call: Call, query: Arguments, after: int, limit: int) -> list[dict[str, Any]]:
    wanted = pick(query, "action", "subject")
    return [_render_link(row) for row in list_links(call.unit, most=limit, after=after, **wanted)]


def _render_link(row: Any) -> dict[str, Any]:
    link = read_link(row)
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


@blp.route("/audit/verification")
@blp.response(200, Verification)
@operation("audit.read", summary="当场核验审计链", weight=40, isolation="REPEATABLE READ")
def verify_audit_chain(call: Call) -> Answer:
    """Walk the whole chain, and hold it against data, events, what it binds and traces of reading."""
    verification = verify_chain(call.unit)
    return Answer(
        {
            "intact": verification.broken is None,
            "links": verification.links,
            "hash": verification.hash.hex(),
            "erased": verification.erased,
            "fault_count": verification.count,
            "faults": [
                {"seq": fault.seq or None, "subject": fault.subject or None, "reason": fault.reason}
                for fault in verification.faults[:MAX_FAULTS_TOLD]
            ],
        }
    )


@blp.route("/audit/verification", methods=["POST"])
@blp.response(202, VerificationAsked)
@operation(
    "audit.read",
    summary="提出核验审计链",
    description="作为后台任务办理，链很长时宜用；进度和结果见响应头 Location 所指的任务。",
    weight=5,
)
def request_audit_verification(call: Call) -> Answer:
    """Have the whole chain verified as a job."""
    work_id = request_verification(call.unit)
    return Answer({"work_id": work_id}, location=call.locate("/jobs", "work", work_id))
