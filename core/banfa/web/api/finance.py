"""财政对账: the sums of finance's list and of the ledger."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from marshmallow import Schema

from banfa.procedures.finance.sheet_rows import SHEETS
from banfa.procedures.finance.totals import read_totals
from banfa.procedures.finance.words import KINDS_OF_LINE
from banfa.procedures.subsidies.papers import LEVELS, READ
from banfa.web.fields import MAX_INTEGER, Date, Enum, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Call

blp: Final = Blueprint("finance", __name__, description="财政对账")


class FinanceTotal(Schema):
    """What was paid out of a document of funds; what came back is one sum."""

    kind = Enum("拨付或者收回", choices=KINDS_OF_LINE, required=True)
    fund_no = Str("资金文号；为空的未写明", required=True, allow_none=True)
    level = Enum("资金级次；为空的未写明", choices=LEVELS, required=True, allow_none=True)
    finance = Integer("财政表的合计", unit="分", required=True)
    ledger = Integer("台账经复核的合计", unit="分", required=True)
    difference = Integer("财政表多出的", unit="分", minimum=-MAX_INTEGER, required=True)


class FinanceTotals(Schema):
    """The sums on both sides, of a time."""

    from_on = Date("所涉期间起", required=True)
    until_on = Date("截止日", required=True)
    totals = List(Nested(FinanceTotal), "按资金文号和级次的合计", required=True)


@blp.route("/finance-sheets/<id(finance_sheet):row_id>/totals", methods=["GET"])
@blp.response(200, FinanceTotals)
@operation(READ, summary="财政拨付对账合计")
def get_finance_totals(call: Call, row_id: int) -> Answer:
    """Give the sums as they are now, or as they were when the reconciliation ended."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    totals = [{**asdict(total), "difference": total.difference} for total in read_totals(call.unit, sheet)]
    return Answer({"from_on": sheet.from_on, "until_on": sheet.until_on, "totals": totals})
