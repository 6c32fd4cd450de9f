"""Resources of history: old sheets, the names that are written there, and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.history import (
    carriers,
    confirming,
    ending,
    history_rows,
    matching,
    name_rows,
    receiving,
    sheet_rows,
)
from banfa.procedures.history.actions import CHECK, MANAGE, READ
from banfa.procedures.history.fields import FIELDS, KINDS_OF_SHEET, LACKING, PARTIES
from banfa.web.casework.declared import Act, Resource
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.history.receiving import EnterHistorySheet
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit


def _enter_sheet(unit: Unit, profile: Profile, data: EnterHistorySheet) -> HistorySheet:
    """Bring a page of a stored file in."""
    return receiving.enter_sheet(unit, profile, data, store=get_context().file_room.store)


HISTORY_SHEETS: Final = Resource(
    name="history_sheet",
    one="history_sheet",
    many="history_sheets",
    zh="历史表",
    row=sheet_rows.HistorySheet,
    machine=sheet_rows.SHEETS,
    filters=("state", "kind"),
    words={"state": sheet_rows.STATES_OF_SHEET, "kind": KINDS_OF_SHEET},
    columns=("title", "kind", "owner", "from_on", "until_on", "row_count", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        **FIELDS,
        "sha256": "文件内容的摘要",
        "page": "工作表",
        "head_row": "表头所在行",
        "heads": "各列表头",
        "above": "表头以上的内容",
        "columns_of": "已指明的列",
        "row_count": "行数",
    },
    makes=(
        Act(
            name="enter_history_sheet",
            zh="录入历史表",
            action=MANAGE,
            perform=_enter_sheet,
            inputs=receiving.EnterHistorySheet,
        ),
    ),
    acts=(
        Act(
            name="finish_history_sheet",
            zh="历史表办结",
            action=CHECK,
            path="completion",
            perform=ending.finish_sheet,
            steps=("finish",),
        ),
        Act(
            name="reopen_history_sheet",
            zh="历史表重新办理",
            action=CHECK,
            path="reopening",
            perform=ending.reopen_sheet,
            inputs=ending.ReopenSheet,
            steps=("reopen",),
        ),
        Act(
            name="drop_history_sheet",
            zh="整表不采用",
            action=CHECK,
            path="dropping",
            perform=ending.drop_sheet,
            inputs=ending.DropSheet,
            steps=("drop",),
        ),
    ),
)
HISTORY_NAMES: Final = Resource(
    name="history_name",
    one="history_name",
    many="history_names",
    zh="名称写法",
    row=name_rows.HistoryName,
    machine=name_rows.NAMES,
    filters=("state", "party"),
    words={"state": name_rows.STATES_OF_NAME, "party": PARTIES},
    columns=("spelling", "party", "provider_id", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        "party": "所在列",
        "spelling": "表中的写法",
        "settled_by": "匹配人",
        "settled_at": "匹配时间",
    },
    acts=(
        Act(
            name="match_history_name",
            zh="匹配",
            action=MANAGE,
            path="match",
            perform=matching.match_name,
            inputs=matching.MatchName,
            steps=("match", "accept"),
        ),
        Act(
            name="note_history_name_absent",
            zh="登记台账中没有",
            action=MANAGE,
            path="absence",
            perform=matching.note_absent,
            inputs=matching.NoteAbsent,
            steps=("note_absent",),
        ),
        Act(
            name="undo_history_match",
            zh="撤销匹配",
            action=CHECK,
            path="undoing",
            perform=matching.undo_match,
            inputs=matching.UndoMatch,
            steps=("undo",),
        ),
    ),
)
HISTORY_ROWS: Final = Resource(
    name="history_row",
    one="history_row",
    many="history_rows",
    zh="历史数据",
    row=history_rows.HistoryRow,
    machine=history_rows.ROWS,
    filters=("state", "history_sheet_id", "provider_id", "enterprise_id"),
    words={"state": history_rows.STATES_OF_ROW, "lacking": LACKING},
    columns=("line", "provider_written", "enterprise_written", "day", "number", "provider_id", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        "history_sheet_id": "所属历史表",
        "line": "原表行号",
        "cells": "原表内容",
        "provider_written": "服务商（原写法）",
        "provider_code": FIELDS["provider_code"],
        "enterprise_written": "企业（原写法）",
        "enterprise_code": FIELDS["enterprise_code"],
        "day": "日期",
        "number": FIELDS["number"],
        "lacking": "不完整之处",
        "written_provider_id": "服务商名称写法",
        "written_enterprise_id": "企业名称写法",
        "provider_matched_by": "服务商的匹配人",
        "enterprise_matched_by": "企业的匹配人",
        "confirmed_by": "确认人",
        "confirmed_at": "确认时间",
    },
    acts=(
        Act(
            name="confirm_history_row",
            zh="确认历史数据",
            action=CHECK,
            path="confirmation",
            perform=confirming.confirm_row,
            inputs=carriers.ConfirmRow,
            steps=("confirm",),
        ),
        Act(
            name="withdraw_history_confirmation",
            zh="撤回确认",
            action=CHECK,
            path="withdrawal",
            perform=confirming.withdraw_confirmation,
            inputs=confirming.WithdrawConfirmation,
            steps=("withdraw",),
        ),
        Act(
            name="leave_history_row_out",
            zh="不采用",
            action=MANAGE,
            path="leaving-out",
            perform=confirming.leave_row_out,
            inputs=confirming.LeaveRowOut,
            steps=("leave_out",),
        ),
        Act(
            name="reopen_history_row",
            zh="历史数据重新办理",
            action=CHECK,
            path="reopening",
            perform=confirming.reopen_row,
            steps=("reopen",),
        ),
    ),
)
