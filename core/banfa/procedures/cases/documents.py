"""Papers (文书) of cases: drafted for one or many remedies, approved post by post, issued by number, served.

One paper may carry remedies about many providers, and a remedy may have several papers. The number
(发文字号) comes from the bureau's own office and is recorded; the register number (文书登记号) is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, Text, UniqueConstraint, bindparam
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.numbering import number_next
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit

ADVANCE, ACT = "advance", "act"
INFORMING: Final = {
    "recheck_result": "整改复核结果告知书",
    "hearing_reply": "陈述申辩答复",
    "extension": "延长整改期限的通知",
    "pause": "中止整改期限的通知",
    "resumption": "恢复整改期限的通知",
    "case_resumption": "恢复办理的通知",
    "replacement": "可以申请更换服务商的通知",
    "publication": "公示",
}
"""Kinds of paper that carry a remedy and decide nothing; each is a template's name."""
KINDS: Final = {ADVANCE: "拟作处理告知书", ACT: "处理文书", **INFORMING}
PUBLICITY: Final = {"public": "主动公开", "on_request": "依申请公开", "internal": "不予公开"}
"""公开属性, as GB/T 9704's notes say it."""
UNISSUED: Final = ("drafted", "submitted", "approved")
UNENDED: Final = (*UNISSUED, "stopping")
"""States in which somebody has still to do something with the paper itself."""
ENDED: Final = ("voided", "stopped")
"""States of a paper in whose place another may be drafted."""
STATES: Final = {
    "drafted": "起草中",
    "submitted": "审批中",
    "approved": "已审批，待签发",
    "issued": "已签发",
    "voided": "已作废",
    "stopping": "拟停止送达，待复核",
    "stopped": "已停止送达",
}
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "起草", (), "drafted", MANAGE, "void", origin=BY_OFFICE),
    Step("write", "填写正文", ("drafted",), "drafted", MANAGE, "write", origin=BY_OFFICE),
    Step("add", "列入处理措施", ("drafted",), "drafted", MANAGE, origin=BY_OFFICE),
    Step("submit", "送审", ("drafted",), "submitted", MANAGE, "send_back", origin=BY_OFFICE),
    Step("approve", "审批通过", ("submitted",), "approved", CHECK, origin=BY_OFFICE),
    Step("send_back", "退回修改", ("submitted", "approved"), "drafted", CHECK, "submit", origin=BY_OFFICE,
         clears=("chain", "composed")),
    Step("issue", "签发", ("approved",), "issued", MANAGE, "propose_stop", origin=BY_TEXT, records=True),
    Step("void", "作废", ("drafted", "submitted", "approved"), "voided", MANAGE, origin=BY_LAW),
    Step("propose_stop", "提出停止送达", ("issued",), "stopping", MANAGE, "reject_stop", origin=BY_OFFICE),
    Step("confirm_stop", "同意停止送达", ("stopping",), "stopped", CHECK, origin=BY_OFFICE,
         not_by=("ended_by",), records=True),
    Step("reject_stop", "不同意停止送达", ("stopping",), "issued", CHECK, "propose_stop", origin=BY_OFFICE,
         not_by=("ended_by",), clears=("ended_by",)),
)
# fmt: on


class Document(
    TenantRow,
    table="case_document",
    refers={"case_id": "case_file", "drafted_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        one_of("publicity", PUBLICITY),
        UniqueConstraint("tenant_id", "register_no"),
        Index(
            "uq_case_document_number",
            "tenant_id",
            "document_no",
            unique=True,
            postgresql_where=sql("document_no IS NOT NULL"),
        ),
        Index("ix_case_document_case", "tenant_id", "case_id"),
    ),
    bound=Bound(state=True),
    erasable=("title", "drafter", "signer", "content", "composed"),
):
    """A paper.

    `drafter` is who proposed it, by name; `chain` the posts it goes through, in its `submission`-th
    submission; `content` what a person has written of it, by name (`writing.BLANKS`); `composed` its body
    as it was submitted, which no later fact changes. `ended_by` has proposed that it is not served.
    """

    id: int
    case_id: int
    kind: str = text_column()
    title: str = text_column()
    register_no: str = text_column()
    drafter: str = text_column()
    publicity: str = text_column()
    chain: list[str] | None = array_column(Text)
    submission: int = integer_column(default="0")
    document_no: str | None = text_column()
    issued_on: date | None = date_column()
    sealed_on: date | None = date_column()
    signer: str | None = text_column()
    effective_on: date | None = date_column()
    content: dict[str, str] | None = json_column(dict[str, str])
    composed: dict[str, Any] | None = json_column(dict[str, Any])
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()
    ended_by: int | None = bigint_column()


class Carried(
    TenantRow,
    table="document_remedy",
    refers={"document_id": "case_document", "remedy_id": "remedy"},
    rights="SELECT, INSERT",
    constraints=(
        UniqueConstraint("tenant_id", "document_id", "remedy_id"),
        Index("ix_document_remedy_remedy", "tenant_id", "remedy_id"),
    ),
    bound=Bound(),
):
    """A remedy that a paper carries."""

    id: int
    document_id: int
    remedy_id: int


DOCUMENTS: Final = Machine(
    Document,
    zh="文书",
    missing="document_missing",
    changed="document_changed",
    states=STATES,
    steps=STEPS,
    persons={"ended_by": "提出停止送达"},
)
d = Document.c
_REMEDIES: Final = (
    CaseRemedy.select()
    .select_from(CaseRemedy.rows.join(Carried.rows, Carried.c.remedy_id == CaseRemedy.c.id))
    .where(Carried.c.document_id == bindparam("document_id"))
    .order_by(CaseRemedy.c.id)
)
_OF_REMEDY: Final = (
    Document.select()
    .select_from(Document.rows.join(Carried.rows, Carried.c.document_id == d.id))
    .where(Carried.c.remedy_id == bindparam("remedy_id"))
    .order_by(d.id)
)


def list_carried(unit: Unit, document_id: int) -> list[CaseRemedy]:
    """List the remedies that a paper carries."""
    return unit.all(CaseRemedy, _REMEDIES, document_id=document_id)


def list_papers_of(unit: Unit, remedy_id: int) -> list[Document]:
    """List the papers that carry a remedy."""
    return unit.all(Document, _OF_REMEDY, remedy_id=remedy_id)


def number_paper(unit: Unit, year: int) -> str:
    """Give the next register number of a year, 登〔2026〕7号."""
    return number_next(unit, d.register_no, "登", year)
