"""What a list of finance's (财政拨付明细表) has: its columns, their usual heads, its words."""

from __future__ import annotations

from typing import Final

PAYMENT, RECEIPT = "payment", "receipt"
KINDS_OF_LINE: Final = {PAYMENT: "拨付", RECEIPT: "收回"}
"""What a line is about; a row of the list that has both amounts is a line of each."""
COLUMNS: Final = {
    "payee": "收款单位",
    "enterprise": "企业",
    "number": "项目/合同编号",
    "fund_no": "资金文号",
    "level": "资金级次",
    "paid_on": "拨付日",
    "voucher": "凭证号",
    "amount": "金额",
    "part": "预拨/清算",
    "back": "收回",
}
"""The columns that are known, by what they are called."""
HEADS: Final = {
    "payee": ("收款单位", "收款单位名称", "收款人"),
    "enterprise": ("企业", "企业名称", "试点企业"),
    "number": ("项目/合同编号", "合同编号", "项目编号"),
    "fund_no": ("资金文号", "指标文号"),
    "level": ("资金级次", "级次"),
    "paid_on": ("拨付日", "拨付日期", "支付日期"),
    "voucher": ("凭证号", "支付凭证号", "凭证编号"),
    "amount": ("金额", "拨付金额", "支付金额"),
    "part": ("预拨/清算", "拨付性质"),
    "back": ("收回", "收回金额"),
}
"""Heads under which a column is found by itself; the unit behind them (万元) is left out."""
UNITS: Final = {"yuan": "元", "wan": "万元"}
"""In what a list has its amounts."""
LEVELS_WRITTEN: Final = {
    "中央": "central",
    "国家": "central",
    "省": "province",
    "市": "city",
    "县": "county",
    "区": "county",
}
"""Levels of funds by how their words begin."""
PARTS_WRITTEN: Final = {"预": "advance", "清算": "final", "一次性": "whole", "全额": "whole"}
"""Parts of a payment by how their words begin."""
TOTALS: Final = ("合计", "总计")
"""How a row begins that has the sum of all lines."""
SUBTOTALS: Final = ("小计",)
"""How a row begins that has the sum of some: it is not read."""

SAME, AMOUNT, DAY, UNCLEAR, TWICE = "same", "amount", "day", "unclear", "twice"
ONLY_FINANCE, ONLY_LEDGER = "only_finance", "only_ledger"
DIFFERENCES: Final = {
    SAME: "一致",
    AMOUNT: "金额不同",
    DAY: "日期不同",
    ONLY_FINANCE: "只在财政表",
    ONLY_LEDGER: "只在台账",
    UNCLEAR: "无法对应",
    TWICE: "表内重复",
}
"""How a line stands to the ledger (差异类型)."""
DIFFERS: Final = {
    "amount": "金额",
    "paid_on": "日期",
    "name": "名称",
    "number": "合同编号",
    "fund_no": "资金文号",
    "level": "资金级次",
    "part": "预拨/清算",
    "voucher": "凭证号",
    "several": "有几笔可能",
}
"""What is otherwise than in the ledger, in words."""
