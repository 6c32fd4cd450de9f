"""Whoever reports data confirms its own (数据报送确认): the platform, a district, a third party."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, day, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.confirmations.actions import CHECK, MANAGE
from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS, RUNNING
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

BODIES: Final = {
    "platform": "公共服务平台",
    "district": "县（市、区）工信部门",
    "third_party": "第三方评测机构",
    "other": "其他单位",
}


class SourceConfirmation(
    TenantRow,
    table="source_confirmation",
    refers={"confirmation_id": "confirmation", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", BODIES),
        Index("ix_source_confirmation_of", "tenant_id", "confirmation_id"),
    ),
    bound=Bound(state=True),
    erasable=("remarks",),
):
    """A letter in which a body confirms what it has reported up to a day, or says what is wrong with it."""

    id: int
    confirmation_id: int
    kind: str = text_column()
    body: str = text_column()
    reported: str = text_column()
    until_on: date = date_column()
    number: str | None = text_column()
    stated_on: date = date_column()
    agrees: bool = boolean_column()
    remarks: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SOURCE_CONFIRMATIONS: Final = make_entered(
    SourceConfirmation,
    zh="数据报送确认",
    name="source_confirmation",
    origin=BY_OFFICE,
    manage=MANAGE,
    check=CHECK,
)


class EnterSourceConfirmation(
    Inputs,
    example={
        "kind": "platform",
        "body": "厦门市中小企业公共服务平台",
        "reported": "合同、项目进度、验收",
        "until_on": "2026-03-31",
        "number": "厦企服函〔2026〕3号",
        "stated_on": "2026-04-03",
        "agrees": True,
    },
):
    """What the letter says."""

    kind: str = choice("单位类别", BODIES)
    body: str = text("单位名称", max_length=200)
    reported: str = text("所报送的数据", max_length=500)
    until_on: date = day("数据截至")
    number: str | None = text("来函文号", max_length=100)
    stated_on: date = past_day("确认之日")
    agrees: bool = boolean("是否确认无误")
    remarks: str | None = text("有误之处和处理", max_length=2000, hint="没有确认无误的须写明")


def enter_source_confirmation(
    unit: Unit, _profile: Profile, row_id: int, data: EnterSourceConfirmation, version: int | None = None
) -> SourceConfirmation:
    """Enter what a body has confirmed. Raises Malformed (`field_missing`), Conflict (`confirmation_over`)."""
    confirmation = CONFIRMATIONS.find(unit, row_id, version=version)
    if confirmation.state not in RUNNING:
        message = f"数据核对已经{CONFIRMATIONS.states[confirmation.state]}，不能再登记报送确认。"
        raise Conflict("confirmation_over", message, state=confirmation.state)
    if not data.agrees and data.remarks is None:
        message = "没有确认无误的，请写明有误之处和处理（remarks）。"
        raise Malformed("field_missing", message, field="remarks")
    return start(
        unit,
        SOURCE_CONFIRMATIONS,
        "enter",
        {**vars(data), "confirmation_id": row_id},
        **vars(data),
        confirmation_id=row_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def check_source_confirmation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> SourceConfirmation:
    """Check, as another person, what a body has confirmed against its letter."""
    row = SOURCE_CONFIRMATIONS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "source_confirmation", row_id, "stamped_answer")
    return take(unit, SOURCE_CONFIRMATIONS, row, "check", {})


def return_source_confirmation(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> SourceConfirmation:
    """Send it back to be entered anew."""
    row = SOURCE_CONFIRMATIONS.begin(unit, "return", row_id, version=version)
    return take(unit, SOURCE_CONFIRMATIONS, row, "return", {})
