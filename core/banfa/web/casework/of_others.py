"""Resources beside cases: proceedings of other bodies, meetings, where parties are served."""

from __future__ import annotations

from typing import Final

from banfa.procedures.cases import addresses, meetings, proceedings
from banfa.procedures.cases.steps import MANAGE
from banfa.web.casework.declared import Act, Resource

PROCEEDINGS: Final = Resource(
    name="proceeding",
    one="proceeding",
    many="proceedings",
    zh="复议、诉讼等来文",
    row=proceedings.Proceeding,
    fetch=proceedings.list_proceedings,
    find=lambda unit, row_id: proceedings.PROCEEDINGS.find(unit, row_id, lock=False),
    machine=proceedings.PROCEEDINGS,
    filters=("state", "case_id"),
    words={"state": proceedings.STATES, "kind": proceedings.KINDS, "result": proceedings.RESULTS},
    columns=("kind", "body", "number", "received_on", "due_on", "answered_on", "result", "state"),
    acts=(
        Act(
            name="answer_proceeding",
            zh="登记答复",
            action=MANAGE,
            path="answer",
            perform=proceedings.answer_proceeding,
            inputs=proceedings.AnswerProceeding,
            steps=("answer",),
        ),
        Act(
            name="end_proceeding",
            zh="登记结果",
            action=MANAGE,
            path="end",
            perform=proceedings.end_proceeding,
            inputs=proceedings.EndProceeding,
            steps=("end",),
        ),
    ),
)
MEETINGS: Final = Resource(
    name="meeting",
    one="meeting",
    many="meetings",
    zh="会议记录",
    row=meetings.Meeting,
    fetch=meetings.list_meetings,
    find=meetings.find_meeting,
    columns=("number", "name", "held_on", "attended"),
    makes=(
        Act(
            name="record_meeting",
            zh="登记会议",
            action=MANAGE,
            perform=meetings.record_meeting,
            inputs=meetings.RecordMeeting,
        ),
    ),
)
ADDRESSES: Final = Resource(
    name="service_address",
    one="service_address",
    many="service_addresses",
    zh="送达地址确认书",
    row=addresses.ServiceAddress,
    fetch=addresses.list_addresses,
    find=addresses.get_address,
    filters=("provider_id",),
    columns=("provider_id", "confirmed_on", "receiver", "address", "electronic"),
    makes=(
        Act(
            name="confirm_address",
            zh="登记送达地址确认书",
            action=MANAGE,
            perform=addresses.confirm_address,
            inputs=addresses.ConfirmAddress,
        ),
    ),
)
