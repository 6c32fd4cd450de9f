"""The resources of reports upward: the forms of them; drafted, confirmed by another, sent."""

from __future__ import annotations

from typing import Final

from banfa.procedures.reports import form_rows, forms, rows, sending
from banfa.procedures.reports.actions import CHECK, MANAGE, READ
from banfa.procedures.reports.pool import POOL
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.table import COLUMNS
from banfa.web.casework.declared import Act, Resource

FORMS: Final = Resource(
    name="report_form",
    one="report_form",
    many="report_forms",
    zh="报表格式",
    row=form_rows.ReportForm,
    machine=form_rows.FORMS,
    filters=("state",),
    words={"state": form_rows.STATES, "breakdown": BY, "headings": COLUMNS},
    columns=("name", "recipient", "breakdown", "state"),
    read=READ,
    manage=MANAGE,
    labels={"entered_by": "登记人", "entered_at": "登记时间"},
    makes=(
        Act(
            name="enter_report_form",
            zh="登记报表格式",
            action=MANAGE,
            perform=forms.enter_form,
            inputs=forms.EnterForm,
        ),
    ),
    acts=(
        Act(
            name="retire_report_form",
            zh="停用报表格式",
            action=MANAGE,
            path="retirement",
            perform=forms.retire_form,
            steps=("retire",),
        ),
    ),
)

REPORTS: Final = Resource(
    name="report",
    one="report",
    many="reports",
    zh="上报报表",
    row=rows.Report,
    machine=rows.REPORTS,
    filters=("state", "breakdown", "report_form_id"),
    words={"state": rows.STATES, "breakdown": BY, "headings": COLUMNS},
    columns=("title", "recipient", "breakdown", "as_of", "sent_on", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        "known_at": "台账数据截取时间",
        "lines": "编制时的各行（合计为最后一行；金额以分计，比率以万分之一计，台账没有的为空）",
        "headings": "列",
        "pool": "服务商家数",
        **POOL,
        "notes": "说明",
        "confirmed_by": "审核人",
        "confirmed_at": "审核时间",
        "drafted_by": "编制人",
        "drafted_at": "编制时间",
    },
    makes=(
        Act(
            name="draft_report",
            zh="编制报表",
            action=MANAGE,
            perform=sending.draft_report,
            inputs=sending.DraftReport,
        ),
    ),
    acts=(
        Act(
            name="confirm_report",
            zh="审核报表",
            action=CHECK,
            path="confirmation",
            perform=sending.confirm_report,
            steps=("confirm",),
        ),
        Act(
            name="send_report",
            zh="登记报出",
            action=MANAGE,
            path="sending",
            perform=sending.send_report,
            inputs=sending.SendReport,
            steps=("send",),
        ),
        Act(
            name="drop_report",
            zh="不再报出",
            action=CHECK,
            path="dropping",
            perform=sending.drop_report,
            inputs=sending.DropReport,
            steps=("drop",),
        ),
    ),
)
