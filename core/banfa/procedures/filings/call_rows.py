"""A call for filings (报送通知): drafted → issued → finished, or withdrawn; a draft may be dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.filings.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES: Final = {
    "drafted": "待印发",
    "issued": "报送中",
    "finished": "已办结",
    "withdrawn": "已撤回",
    "dropped": "不再印发",
}
OUT: Final = ("issued", "finished")
"""States in which providers have the 通知: what comes after its end is entered all the same."""
WORKING, CALENDAR = "工作日", "自然日"
UNITS: Final = {WORKING: WORKING, CALENDAR: CALENDAR}
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "拟定报送通知", (), "drafted", MANAGE, "drop", origin=BY_OFFICE),
    Step("list", "列入在库服务商", ("drafted",), "drafted", MANAGE, origin=BY_OFFICE),
    Step("issue", "登记印发", ("drafted",), "issued", CHECK, "withdraw", not_by=("drafted_by",),
         origin=BY_OFFICE),
    Step("finish", "报送办结", ("issued",), "finished", MANAGE, origin=BY_OFFICE),
    Step("withdraw", "撤回报送通知", ("issued",), "withdrawn", CHECK, origin=BY_OFFICE),
    Step("drop", "不再印发", ("drafted",), "dropped", MANAGE, origin=BY_OFFICE),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be filed, and the provision that orders it, where one does."""

    name: str
    provision: str | None = None


class FilingCall(
    TenantRow,
    table="filing_call",
    refers={"drafted_by": "person"},
    constraints=(one_of("state", STATES),),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A named 通知 that calls for filings: its title, number, issuing body and day, and what is to be filed.

    `materials`: each with a `name` and, where the text orders it, its `provision` of the `edition` in force
    on `issued_on` (the latest, if none was). Its last day is a day that it names (`last_on`) or follows from
    so many days (`term`, `term_unit`) after `sent_on`; `due_on` is that day, moved off days of rest,
    `due_day_unsure` while holidays still to come may move it.
    """

    id: int
    title: str = text_column()
    document_no: str = text_column()
    issuer: str = text_column()
    issued_on: date = date_column()
    edition: str = text_column()
    materials: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    last_on: date | None = date_column()
    term: int | None = integer_column()
    term_unit: str | None = text_column()
    sent_on: date | None = date_column()
    manner: str | None = text_column()
    due_on: date | None = date_column()
    due_day_unsure: bool = boolean_column(default="false")
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()

    @property
    def listed(self) -> list[Material]:
        """What is to be filed, as rows."""
        return [Material(**material) for material in self.materials]


CALLS: Final = Machine(
    FilingCall,
    zh="报送通知",
    missing="filing_call_missing",
    changed="filing_call_changed",
    states=STATES,
    steps=STEPS,
    persons={"drafted_by": "拟定报送通知"},
)
