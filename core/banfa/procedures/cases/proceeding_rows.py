"""Proceedings of other bodies as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime


KINDS: Final = {
    "review": "行政复议",
    "review_simple": "行政复议（简易程序）",
    "suit": "行政诉讼",
    "disclosure": "依申请公开",
    "audit": "审计取证",
    "discipline": "纪检函询",
}
RESULTS: Final = {
    "upheld": "维持或驳回",
    "annulled": "撤销（事实或者法律）",
    "procedure": "撤销（程序）",
    "unlawful": "确认违法，不撤销",
    "changed": "变更",
    "withdrawn": "申请人撤回",
    "answered": "已答复",
}
REVIEWING: Final = ("review", "review_simple", "suit")
"""Kinds in which what we have decided is judged; nobody else can undo it."""
OTHER_RESULTS: Final = ("answered", "withdrawn")
"""Results of what judges nothing: requests for information, audit, discipline."""
OVERTURNED: Final = ("annulled", "procedure", "changed")
"""Results by which what we have decided does not stand as it was."""
STATES: Final = {
    "received": "待答复",
    "answered": "已答复",
    "overturned": "决定被撤销或变更，待复核执行",
    "ended": "已终结",
}
_BY_ANOTHER: Final = ("ended_by",)
_RESULT: Final = ("ended_on", "result", "result_no", "words", "ended_by")
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "收到", (), "received", MANAGE, origin=BY_LAW),
    Step("answer", "答复", ("received",), "answered", MANAGE, origin=BY_LAW),
    Step("end", "终结", ("received", "answered"), "ended", MANAGE, origin=BY_LAW),
    Step("overturn", "决定被撤销或变更", ("received", "answered"), "overturned", MANAGE, "return_result",
         origin=BY_LAW),
    Step("return_result", "退回结果", ("overturned",), "answered", CHECK, origin=BY_OFFICE,
         not_by=_BY_ANOTHER, clears=_RESULT),
    Step("return_unanswered", "退回结果，仍待答复", ("overturned",), "received", CHECK, origin=BY_OFFICE,
         not_by=_BY_ANOTHER, clears=_RESULT),
    Step("carry_out", "复核结果，依其执行", ("overturned",), "ended", CHECK, origin=BY_LAW,
         not_by=_BY_ANOTHER, records=True),
)
# fmt: on


class Proceeding(
    TenantRow,
    table="proceeding",
    refers={"case_id": "case_file", "received_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        one_of("result", RESULTS),
        CheckConstraint("num_nonnulls(case_id, subject) <= 1", name="about_one"),
        UniqueConstraint("tenant_id", "kind", "body", "number"),
        Index("ix_proceeding_case", "tenant_id", "case_id"),
    ),
    bound=Bound(state=True),
    erasable=("words", "subject"),
):
    """A proceeding about a case, or (`subject`) about what had none, a `decision_id` of the ledger perhaps.

    `number` is the other body's own; `due_on` the last day for our answer; `result_no` the number of the
    paper by which it ended, `ended_by` who has entered that.
    """

    id: int
    case_id: int | None = bigint_column()
    subject: str | None = text_column()
    decision_id: int | None = bigint_column()
    kind: str = text_column()
    body: str = text_column()
    number: str = text_column()
    received_on: date = date_column()
    due_on: date = date_column()
    answered_on: date | None = date_column()
    result: str | None = text_column()
    ended_on: date | None = date_column()
    result_no: str | None = text_column()
    ended_by: int | None = bigint_column()
    words: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    received_by: int
    received_at: datetime = instant_column()


def list_results(kind: str) -> dict[str, str]:
    """List how a proceeding of a kind can end, in words."""
    reviewing = kind in REVIEWING
    return {
        result: zh
        for result, zh in RESULTS.items()
        if (result != "answered" if reviewing else result in OTHER_RESULTS)
    }


PROCEEDINGS: Final = Machine(
    Proceeding,
    zh="外来程序",
    missing="proceeding_missing",
    changed="proceeding_changed",
    states=STATES,
    steps=STEPS,
    persons={"ended_by": "登记结果"},
)
