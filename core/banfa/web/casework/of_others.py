"""Resources beside cases: proceedings of other bodies, meetings, where parties are served."""

from __future__ import annotations

from typing import Final

from banfa.procedures.cases import addresses, meetings, proceeding_rows, proceedings
from banfa.procedures.cases.steps import MANAGE
from banfa.web.casework.declared import Act, Resource

PROCEEDINGS: Final = Resource(
    name="proceeding",
    one="proceeding",
    many="proceedings",
    zh="复议、诉讼等来文",
    row=proceeding_rows.Proceeding,
    machine=proceeding_rows.PROCEEDINGS,
    filters=("state", "case_id"),
    words={"state": proceeding_rows.STATES, "kind": proceeding_rows.KINDS, "result": proceeding_rows.RESULTS},
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
