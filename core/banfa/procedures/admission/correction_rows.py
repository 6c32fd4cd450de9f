"""Corrections of a published list (更正名单): one name of it that is to go, told, heard, decided, served.

What the bureau means to do, and which defect of the list makes it, is told before and stays so: to decide
otherwise it tells anew. The name stays on the list, and in the pool, until the decision is served, made known
and told to the ledger.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

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
from banfa.procedures.admission.batches import CHECK, MANAGE
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

STATES: Final = {
    "intended": "拟更正，待告知",
    "told": "已告知，待陈述申辩",
    "heard": "已听取陈述申辩，待决定",
    "decided": "已更正，待送达",
    "served": "已送达，待公布并记入台账",
    "recorded": "已记入台账",
    "dropped": "不予更正",
}
RUNNING: Final = ("intended", "told", "heard", "decided", "served")
ANNUL, END = "annul", "end"
MANNERS: Final = {ANNUL: "自始不应列入，入库记录作废", END: "自决定送达之日起不在名单"}
"""What becomes of a membership that the ledger has already."""
DEFECTS: Final = {
    "record": "登记有误",
    "procedure": "程序有误",
    "condition": "入库时不符合条件",
}
"""What is wrong with the list. What was done in the pool, or in the papers handed in, is for the clauses."""
# fmt: off
STEPS: Final = tabulate(
    Step("intend", "拟更正名单", (), "intended", MANAGE, "drop", origin=BY_LAW),
    Step("tell", "告知", ("intended",), "told", CHECK, "drop", origin=BY_LAW),
    Step("hear", "登记陈述申辩", ("told",), "heard", MANAGE, "drop", origin=BY_LAW),
    Step("decide", "更正名单", ("heard",), "decided", CHECK, origin=BY_LAW, not_by=("entered_by",)),
    Step("serve", "送达更正决定", ("decided",), "served", CHECK, origin=BY_LAW),
    Step("record", "登记更正公布，记入台账", ("served",), "recorded", MANAGE, origin=BY_OFFICE,
         not_by=("decided_by",), records=True),
    Step("drop", "不予更正", ("intended", "told", "heard"), "dropped", CHECK, origin=BY_OFFICE,
         not_by=("entered_by",)),
)
# fmt: on


class AdmissionCorrection(
    TenantRow,
    table="admission_correction",
    refers={
        "application_id": "admission_application",
        "provider_id": "provider",
        "decided_by": "person",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("manner", MANNERS),
        one_of("defect", DEFECTS),
        Index("ix_admission_correction_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("reasons", "statement", "answer", "words", "dropped_why"),
):
    """A correction. `manner`, `defect` and `reasons` are what the party is told, `words` what is decided.

    `recourse` are the remedies for the decision's paper; `corrected_in`: where the list was made known anew.
    """

    id: int
    application_id: int
    provider_id: int
    intended_on: date = date_column()
    manner: str = text_column()
    defect: str = text_column()
    reasons: str = text_column()
    told_on: date | None = date_column()
    statement_until: date | None = date_column()
    stated_on: date | None = date_column()
    statement: str | None = text_column()
    answer: str | None = text_column()
    recourse: str | None = text_column()
    document_no: str | None = text_column()
    decided_on: date | None = date_column()
    words: str | None = text_column()
    decided_by: int | None = bigint_column()
    served_on: date | None = date_column()
    corrected_on: date | None = date_column()
    corrected_in: str | None = text_column()
    dropped_why: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


CORRECTIONS: Final = Machine(
    AdmissionCorrection,
    zh="名单更正",
    missing="admission_correction_missing",
    changed="admission_correction_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "提出更正", "decided_by": "作出更正"},
)
