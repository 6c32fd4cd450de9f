"""What old sheets are about, and which of their columns are known: all may be missing, none is made up."""

from __future__ import annotations

from typing import Final

KINDS_OF_SHEET: Final = {
    "providers": "服务商名单",
    "enterprises": "试点企业名单",
    "contracts": "合同、项目台账",
    "grades": "评价等级",
    "decisions": "处理决定、整改",
    "subsidies": "奖补资金",
    "other": "其他",
}
"""What a sheet is (表的内容)."""
FIELDS: Final = {
    "provider": "服务商名称",
    "provider_code": "服务商统一社会信用代码",
    "enterprise": "企业名称",
    "enterprise_code": "企业统一社会信用代码",
    "day": "日期",
    "number": "编号、文号",
    "amount": "金额",
}
"""Fields that a column of a sheet may hold."""
PARTIES: Final = {"provider": "服务商", "enterprise": "试点企业"}
"""Fields whose text names a party."""
EXPECTED: Final = {
    "providers": ("provider", "provider_code"),
    "enterprises": ("enterprise", "enterprise_code"),
    "contracts": (
        *("provider", "provider_code", "enterprise", "enterprise_code"),
        *("day", "number", "amount"),
    ),
    "grades": ("provider", "provider_code", "day", "number"),
    "decisions": ("provider", "provider_code", "day", "number"),
    "subsidies": ("enterprise", "enterprise_code", "day", "number", "amount"),
    "other": (),
}
"""Fields without which a row of a kind is incomplete (不完整): it comes in all the same."""
UNREADABLE: Final = {
    "provider_code": "服务商统一社会信用代码写法有误",
    "enterprise_code": "企业统一社会信用代码写法有误",
    "day": "日期写法认不出",
}
"""What stands in such a column and is none; it stays as it was written."""
OTHER_CODES: Final = {party: f"{party}_other_code" for party in PARTIES}
"""What is marked of a party that has another code in the row than in the ledger: the row does not follow."""
LACKING: Final = {
    **{name: f"缺{zh}" for name, zh in FIELDS.items()},
    **{f"{name}_unreadable": zh for name, zh in UNREADABLE.items()},
    **{mark: f"{PARTIES[party]}信用代码与已匹配单位的不一致" for party, mark in OTHER_CODES.items()},
}
"""What is incomplete about a row, in words."""
CARRIERS: Final = {
    "providers": ("membership_id", "入库记录"),
    "contracts": ("contract_id", "合同"),
    "grades": ("decision_id", "评定等级的决定"),
    "decisions": ("decision_id", "决定"),
    "subsidies": ("subsidy_payment_id", "拨付"),
}
"""By kind the column that names what now carries a row in the ledger, and what that is."""
