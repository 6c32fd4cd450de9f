"""Resources of reconciliations: finance's lists, and their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.finance import deciding, ending, line_rows, receiving, sheet_rows
from banfa.procedures.finance.words import COLUMNS, DIFFERENCES, DIFFERS, KINDS_OF_LINE, UNITS
from banfa.procedures.subsidies.papers import CHECK, LEVELS, MANAGE, READ, SayWhy
from banfa.procedures.subsidies.payment_rows import PARTS
from banfa.web.casework.declared import Act, Resource
from banfa.web.casework.of_subsidies import make_act
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.finance.receiving import EnterFinanceSheet
    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.trust.unit import Unit


def _enter_sheet(unit: Unit, profile: Profile, data: EnterFinanceSheet) -> FinanceSheet:
    """Bring a page of a stored file in."""
    return receiving.enter_sheet(unit, profile, data, store=get_context().file_room.store)


FINANCE_SHEETS: Final = Resource(
    name="finance_sheet",
    one="finance_sheet",
    many="finance_sheets",
    zh="财政拨付明细表",
    row=sheet_rows.FinanceSheet,
    machine=sheet_rows.SHEETS,
    filters=("state",),
    words={"state": sheet_rows.STATES_OF_SHEET, "unit": UNITS},
    columns=("title", "sender", "from_on", "until_on", "row_count", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        **COLUMNS,
        "sha256": "文件内容的摘要",
        "page": "工作表",
        "head_row": "表头所在行",
        "heads": "各列表头",
        "above": "表头以上的内容",
        "columns_of": "各列的位置",
        "row_count": "行数",
        "totals": "对账完毕时的合计",
        "reason": "不采用的理由",
        "finished_by": "对账完毕的登记人",
        "finished_at": "对账完毕的时间",
    },
    makes=(
        Act(
            name="enter_finance_sheet",
            zh="录入财政拨付明细表",
            action=MANAGE,
            perform=_enter_sheet,
            inputs=receiving.EnterFinanceSheet,
        ),
    ),
    acts=(
        make_act("compare_finance_sheet", "重新核对", "comparison", receiving.compare_sheet, "compare"),
        make_act("finish_finance_sheet", "对账完毕", "completion", ending.finish_sheet, "finish",
                 action=CHECK),
        make_act("reopen_finance_sheet", "重新对账", "reopening", ending.reopen_sheet, "reopen",
                 action=CHECK, inputs=SayWhy),
        make_act("drop_finance_sheet", "整表不采用", "dropping", ending.drop_sheet, "drop", action=CHECK,
                 inputs=SayWhy),
    ),
)  # fmt: skip
FINANCE_LINES: Final = Resource(
    name="finance_line",
    one="finance_line",
    many="finance_lines",
    zh="对账行",
    row=line_rows.FinanceLine,
    machine=line_rows.LINES,
    filters=("state", "finance_sheet_id", "difference"),
    words={
        "state": line_rows.STATES_OF_LINE,
        "kind": KINDS_OF_LINE,
        "difference": DIFFERENCES,
        "differs": DIFFERS,
        "level": LEVELS,
        "part": PARTS,
    },
    columns=("line", "kind", "payee", "enterprise", "paid_on", "amount", "difference", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        **COLUMNS,
        "kind": "拨付或者收回",
        "finance_sheet_id": "所属财政拨付明细表",
        "line": "原表行号",
        "cells": "原表内容",
        "difference": "差异",
        "differs": "不同之处",
        "subsidy_payment_ids": "可能对应的拨付",
        "subsidy_receipt_ids": "可能对应的缴回",
        "subsidy_payment_id": "所对应的拨付",
        "subsidy_receipt_id": "所对应的缴回",
        "reason": "理由",
        "matched_by": "指明对应的人",
        "decided_by": "处理人",
        "decided_at": "处理时间",
    },
    acts=(
        make_act("match_finance_line", "指明对应", "match", deciding.match_line, "match",
                 inputs=deciding.MatchLine),
        make_act("take_finance_line_over", "登记为拨付", "payment", deciding.take_line_over, "take_over",
                 inputs=deciding.TakeLineOver),
        make_act("explain_finance_line", "说明差异", "reason", deciding.explain_line, "explain",
                 inputs=SayWhy),
        make_act("undo_finance_line", "撤销处理", "undoing", deciding.undo_line, "undo", action=CHECK,
                 inputs=SayWhy),
    ),
)  # fmt: skip
