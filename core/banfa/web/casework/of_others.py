"""Resources beside cases: proceedings of other bodies, meetings, where parties are served."""

from __future__ import annotations

from typing import Final

from banfa.procedures.cases import (
    addresses,
    deputies,
    handing_over,
    handover_rows,
    meetings,
    proceeding_rows,
    proceedings,
    replacing,
)
from banfa.procedures.cases.steps import CHECK, MANAGE
from banfa.web.casework.declared import Act, Resource
from banfa.web.casework.of_papers import ASSIGN_MATTER

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
    makes=(
        Act(
            name="receive_other_proceeding",
            zh="登记没有立案的来文",
            action=MANAGE,
            perform=proceedings.receive_other_proceeding,
            inputs=proceedings.ReceiveOtherProceeding,
        ),
    ),
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
            steps=("end", "overturn"),
        ),
        Act(
            name="carry_result_out",
            zh="复核结果，依其执行",
            action=CHECK,
            path="confirmation",
            perform=proceedings.carry_out,
            steps=("carry_out",),
        ),
        Act(
            name="return_result",
            zh="退回结果登记",
            action=CHECK,
            path="return",
            perform=proceedings.return_result,
            steps=("return_result", "return_unanswered"),
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
    acts=(ASSIGN_MATTER,),
)
REPLACEMENTS: Final = Resource(
    name="replacement",
    one="replacement",
    many="replacements",
    zh="更换服务商申请",
    row=replacing.Replacement,
    machine=replacing.REPLACEMENTS,
    filters=("state", "provider_id"),
    words={"state": replacing.STATES},
    columns=("provider_id", "applied_on", "cite", "due_on", "answered_on", "record_no", "state"),
    makes=(
        Act(
            name="apply_replacement",
            zh="登记更换申请",
            action=MANAGE,
            perform=replacing.apply_replacement,
            inputs=replacing.ApplyReplacement,
        ),
    ),
    acts=(
        Act(
            name="recommend_replacement",
            zh="登记县区意见",
            action=MANAGE,
            path="recommendation",
            perform=replacing.recommend_replacement,
            inputs=replacing.Recommend,
            steps=("recommend",),
        ),
        Act(
            name="answer_replacement",
            zh="答复",
            action=CHECK,
            path="answer",
            perform=replacing.answer_replacement,
            inputs=replacing.AnswerReplacement,
            steps=("agree", "deny"),
        ),
        Act(
            name="record_change",
            zh="登记备案变更",
            action=MANAGE,
            path="record",
            perform=replacing.record_change,
            inputs=replacing.RecordChange,
            steps=("record",),
        ),
    ),
)
ABSENCES: Final = Resource(
    name="absence",
    one="absence",
    many="absences",
    zh="外出和代办",
    row=deputies.Absence,
    filters=(),
    columns=("person_id", "deputy_id", "from_on", "until_on", "reason"),
    makes=(
        Act(
            name="record_absence",
            zh="登记外出和代办",
            action=MANAGE,
            perform=deputies.record_absence,
            inputs=deputies.RecordAbsence,
        ),
    ),
)
HANDOVERS: Final = Resource(
    name="case_handover",
    one="case_handover",
    many="case_handovers",
    zh="工作移交清单",
    row=handover_rows.HandedOver,
    machine=handover_rows.HANDOVERS,
    filters=("state", "person_id", "taker_id"),
    words={"state": handover_rows.STATES},
    columns=("person_id", "taker_id", "handed_on", "reason", "state"),
    labels={"why_not": "不再移交的理由"},
    makes=(
        Act(
            name="hand_all_over",
            zh="编制移交清单",
            action=MANAGE,
            perform=handing_over.hand_all_over,
            inputs=handing_over.HandAllOver,
        ),
    ),
    acts=(
        Act(
            name="take_handover",
            zh="接收移交",
            action=MANAGE,
            path="taking",
            perform=handing_over.take_handover,
            steps=("take",),
        ),
        Act(
            name="withdraw_handover",
            zh="不再移交",
            action=MANAGE,
            path="withdrawal",
            perform=handing_over.withdraw_handover,
            inputs=handing_over.WithdrawHandover,
            steps=("withdraw",),
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
