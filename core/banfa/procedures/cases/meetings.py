"""Meetings (局长办公会、党组会、专题会): one record, many matters; number, day, who attended, the results."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, UniqueConstraint, bindparam

from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    date_column,
    instant_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import key, object_list, past_day, text, text_list
from banfa.procedures.cases.persons import check_two
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

AGREED: Final = "同意"
OUTCOMES: Final = (AGREED, "不同意", "缓议")


class Meeting(
    TenantRow,
    table="meeting",
    refers={"recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(UniqueConstraint("tenant_id", "number"),),
    bound=Bound(),
    erasable=("attended", "matters"),
):
    """A meeting's record. `number` is the bureau's own (纪要编号)."""

    id: int
    number: str = text_column()
    name: str = text_column()
    held_on: date = date_column()
    attended: list[str] = array_column(Text)
    matters: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    recorded_by: int
    recorded_at: datetime = instant_column()


class RecordMeeting(
    Inputs,
    example={
        "number": "局专题会议纪要〔2026〕6号",
        "name": "局长办公会",
        "held_on": "2026-04-09",
        "attended": ["何平", "陈立", "孙岩"],
        "matters": [
            {"matter": "关于取消某服务商服务资格", "outcome": "同意", "result": "原则同意，按程序办理"}
        ],
    },
):
    """What the record says."""

    number: str = key("纪要编号", max_length=100)
    name: str = text("会议名称", max_length=100)
    held_on: date = past_day("召开之日")
    attended: list[str] = text_list("出席人员", max_length=50, max_items=50)
    matters: list[dict[str, str]] = object_list(
        "议定事项",
        {
            "matter": text("事项", max_length=500),
            "outcome": text("是否同意", max_length=10, hint="同意、不同意或缓议"),
            "result": text("结果", max_length=500),
            "aside": text("本项回避、未参加议定的人员", max_length=200, hint="以顿号分开"),
        },
        required=("matter", "outcome", "result"),
        max_items=50,
    )


m = Meeting.c
_NUMBERED: Final = Meeting.select().where(m.number == bindparam("number"))


def record_meeting(unit: Unit, _profile: Profile, data: RecordMeeting) -> Meeting:
    """Record a meeting.

    Raises Conflict (`meeting_recorded`), Malformed (`two_persons`, `field_out_of_range`).
    """
    attended = check_two(data.attended, field="attended", zh="出席人员")
    if any(matter.get("outcome") not in OUTCOMES for matter in data.matters):
        message = f"是否同意（matters.outcome）只能写{'、'.join(OUTCOMES)}。"
        raise Malformed("field_out_of_range", message, field="matters")
    if unit.one_or_none(Meeting, _NUMBERED, number=data.number) is not None:
        raise Conflict("meeting_recorded", f"纪要“{data.number}”已登记。", field="number")
    values = {**vars(data), "attended": attended}
    row = unit.add(Meeting, **values, recorded_by=unit.actor.person.id, recorded_at=unit.now)
    unit.note("meeting.recorded", f"meeting/{row.id}", {"number": row.number, "held_on": row.held_on})
    return row
