"""Traces of reading (查阅痕迹): who was shown whose personal data, for the auditor."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.trust.permissions import ROLES
from banfa.trust.reads import ReadTrace, list_reads, read_subject, write_subjects
from banfa.web.api.pages import page_of
from banfa.web.fields import DateTime, Dict, Enum, Id, List, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, PageQuery, pick

if TYPE_CHECKING:
    from banfa.trust.ids import Ids
    from banfa.web.responses import Answer

blp = Blueprint("reads", __name__, description="查阅痕迹")


class ReadsQuery(PageQuery):
    """Which traces."""

    person_id = Id("只看这一人员的")
    way = Str("只看这一种查阅，如 get_complaint（接口的 operationId）", max_length=100)
    subject = Str("只看查阅过这一条的，如 complaint/cp_…", max_length=200)
    since = DateTime("只看此时（含）以后的")
    until = DateTime("只看此时以前的")


class ReadOut(Schema):
    """One request that was answered with personal data."""

    id = Id("编号", of="read", required=True)
    at = DateTime("时间", required=True)
    person_id = Id("查阅人", required=True)
    person = Str("查阅人姓名", required=True, personal=True)
    token_id = Id("所用接口密钥；运维操作为空")
    role = Enum("角色", choices=ROLES, required=True)
    way = Str("以何种操作查阅：接口的 operationId，或运维命令", required=True)
    subjects = List(Str(), "所显示的各条；没有查到的为空", required=True)
    filters = Dict("筛选条件；其中的文字不保存，写作“…”", values=Str(), required=True)


_BY_ID: Final = attrgetter("row.id")


@blp.route("/audit/reads")
@blp.arguments(ReadsQuery, location="query")
@blp.response(200, page_of(ReadOut))
@operation("audit.read", summary="查阅个人信息的痕迹")
def list_read_traces(call: Call, query: Arguments) -> Answer:
    """The traces, newest first."""
    wanted: dict[str, Any] = pick(query, "person_id", "way", "since", "until")
    if "subject" in query:
        wanted["thing"] = read_subject(query["subject"], call.unit.ids)
    return call.page(
        query,
        lambda before, limit: list_reads(call.unit, most=limit, before=before, **wanted),
        key=_BY_ID,
        render=lambda listed: _render_trace(listed.row, listed.person, call.unit.ids),
    )


def _render_trace(trace: ReadTrace, person: str | None, ids: Ids) -> dict[str, Any]:
    columns = {name: getattr(trace, name) for name in ("id", "at", "person_id", "token_id", "role", "way")}
    return {**columns, "person": person, "subjects": write_subjects(trace, ids), "filters": trace.filters}
