"""Case files (案件): one an occasion, several grounds may join; numbered by us within the year.

A case has a total term beside those of its steps. It is closed when no remedy of it still runs.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.numbering import number_next
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.trust.unit import Unit

HANDLING, CORRECTION = "handling", "correction"
RECTIFY, ANNUL, WITHDRAW = "rectify", "annul", "withdraw"
KINDS: Final = {HANDLING: "处理", CORRECTION: "更正、撤销或撤回"}
MANNERS: Final = {
    RECTIFY: "更正（文字有误，决定不变）",
    ANNUL: "撤销（违法或者不当）",
    WITHDRAW: "撤回（情况变化）",
}
"""In which manner a decision is corrected: in its words alone, from the beginning, or from now on."""
STATES: Final = {"open": "办理中", "suspended": "已中止", "closed": "已办结", "archived": "已归档"}
UNCLOSED: Final = ("open", "suspended")
"""States of a case that goes on."""
HANDED: Final = {"open": "hand_over", "suspended": "hand_over_suspended", "closed": "hand_over_closed"}
"""By which step a case goes to another handler, by its state: all but one that is in the archive."""
# fmt: off
STEPS: Final = tabulate(
    Step("open", "立案", (), "open", MANAGE, "close", origin=BY_OFFICE),
    Step("extend", "延长办理期限", ("open",), "open", MANAGE, origin=BY_LAW),
    Step("hand_over", "移交承办人", ("open",), "open", MANAGE, "hand_over", origin=BY_OFFICE),
    Step("hand_over_suspended", "移交中止案件的承办人", ("suspended",), "suspended", MANAGE,
         "hand_over_suspended", origin=BY_OFFICE),
    Step("hand_over_closed", "移交待归档案件的承办人", ("closed",), "closed", MANAGE, "hand_over_closed",
         origin=BY_OFFICE),
    Step("suspend", "中止", ("open",), "suspended", MANAGE, "resume", origin=BY_LAW),
    Step("resume", "恢复办理", ("suspended",), "open", MANAGE, "suspend", origin=BY_LAW,
         clears=("suspended_on",)),
    Step("close", "办结", ("open",), "closed", MANAGE, "reopen", origin=BY_OFFICE),
    Step("reopen", "重新办理", ("closed",), "open", MANAGE, "close", origin=BY_OFFICE,
         clears=("closed_on", "result")),
    Step("archive", "归档", ("closed",), "archived", MANAGE, origin=BY_LAW),
)
# fmt: on


class CaseFile(
    TenantRow,
    table="case_file",
    refers={"provider_id": "provider", "handler_id": "person", "opened_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        one_of("manner", MANNERS),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_case_file_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True, thing="case"),
    erasable=("title", "result"),
):
    """A case. `number` is ours (案号); `about_id` the decision that a correction is about, in a `manner`.

    `due_on` is the last day of the whole: later by as long as it stood still (`suspended_on`), and once where
    it was `extended`. `archive_no` (档号) is the archive's own.
    """

    id: int
    number: str = text_column()
    kind: str = text_column()
    provider_id: int
    title: str = text_column()
    edition: str = text_column()
    about_id: int | None = bigint_column()
    manner: str | None = text_column()
    opened_on: date = date_column()
    due_on: date = date_column()
    suspended_on: date | None = date_column()
    extended: bool = boolean_column(default="false")
    handler_id: int
    state: str = text_column()
    version: int = integer_column(default="1")
    opened_by: int
    opened_at: datetime = instant_column()
    closed_on: date | None = date_column()
    result: str | None = text_column()
    archive_no: str | None = text_column()


CASES: Final = Machine(
    CaseFile, zh="案件", missing="case_missing", changed="case_changed", states=STATES, steps=STEPS
)


def number_case(unit: Unit, year: int) -> str:
    """Give the next case number of a year, 案〔2026〕3号."""
    return number_next(unit, CaseFile.c.number, "案", year)
