"""Resources of incoming papers, and of matters that meetings have assigned."""

from __future__ import annotations

from typing import Final

from banfa.procedures.correspondence import incoming, incoming_rows, matter_rows, matters
from banfa.web.casework.declared import Act, Resource

INCOMING: Final = Resource(
    name="incoming_paper",
    one="incoming_paper",
    many="incoming_papers",
    zh="收文",
    row=incoming_rows.Incoming,
    machine=incoming_rows.INCOMING,
    read=incoming_rows.READ,
    manage=incoming_rows.MANAGE,
    filters=("state", "kind", "handler_id"),
    words={"state": incoming_rows.STATES, "kind": incoming_rows.KINDS},
    columns=("number", "sender", "foreign_no", "title", "received_on", "handler_id", "due_on", "state"),
    labels={"number": "收文号"},
    makes=(
        Act(
            name="receive_paper",
            zh="收文登记",
            action=incoming_rows.MANAGE,
            perform=incoming.receive_paper,
            inputs=incoming.ReceivePaper,
        ),
    ),
    acts=(
        Act(
            name="assign_paper",
            zh="分办",
            action=incoming_rows.MANAGE,
            path="assignment",
            perform=incoming.assign_paper,
            inputs=incoming.AssignPaper,
            steps=("assign", "reassign"),
        ),
        Act(
            name="finish_paper",
            zh="登记办结",
            action=incoming_rows.MANAGE,
            path="completion",
            perform=incoming.finish_paper,
            inputs=incoming.FinishPaper,
            steps=("finish",),
        ),
    ),
)
MATTERS: Final = Resource(
    name="meeting_matter",
    one="meeting_matter",
    many="meeting_matters",
    zh="议定事项",
    row=matter_rows.Matter,
    machine=matter_rows.MATTERS,
    read=incoming_rows.READ,
    manage=incoming_rows.MANAGE,
    filters=("state", "meeting_id"),
    words={"state": matter_rows.STATES},
    columns=("what", "responsible", "due_on", "result", "closed_on", "state"),
    labels={
        "meeting_id": "会议",
        "assigned_by": "交办的登记人",
        "assigned_at": "交办的登记时间",
        "reported_by": "报告人",
        "closed_by": "销号人",
        "closed_on": "销号之日",
    },
    acts=(
        Act(
            name="extend_matter",
            zh="延期",
            action=incoming_rows.MANAGE,
            path="extension",
            perform=matters.extend_matter,
            inputs=matters.ExtendMatter,
            steps=("extend",),
        ),
        Act(
            name="report_matter",
            zh="报告完成",
            action=incoming_rows.MANAGE,
            path="report",
            perform=matters.report_matter,
            inputs=matters.ReportMatter,
            steps=("report",),
        ),
        Act(
            name="close_matter",
            zh="销号",
            action=incoming_rows.CHECK,
            path="closing",
            perform=matters.close_matter,
            steps=("close",),
        ),
        Act(
            name="return_matter",
            zh="退回继续办理",
            action=incoming_rows.CHECK,
            path="return",
            perform=matters.return_matter,
            steps=("return",),
        ),
    ),
)
ASSIGN_MATTER: Final = Act(
    name="assign_matter",
    zh="交办议定事项",
    action=incoming_rows.MANAGE,
    path="matters",
    perform=matters.assign_matter,
    inputs=matters.AssignMatter,
    gives="meeting_matter",
)
"""What is done to a meeting."""
