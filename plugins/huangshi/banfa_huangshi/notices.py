"""The documents of articles 14, 15, 16 and 18: they manage a list of providers."""

from __future__ import annotations

from banfa.law import Notice, advance_notice, letter
from banfa.law.notices import (
    BECAUSE,
    DECIDED,
    DECIDED_OF_PROJECTS,
    DISSENT,
    OF_PROJECTS,
    PROVIDER,
    RECOURSE,
    RECTIFY,
    REPORT_BACK,
)

WARNING = letter(
    "warning",
    "关于对{服务商}的提醒和限期整改通知",
    BECAUSE + "现对你单位予以警告。" + RECTIFY + REPORT_BACK + DISSENT + RECOURSE,
    also=("rectification",),
)

RECTIFICATION = letter(
    "rectification",
    "数字化服务商限期整改通知书",
    BECAUSE + RECTIFY + REPORT_BACK + DISSENT + RECOURSE,
)

CONFIRMED_LATER = "此前已签订合同并实施的项目能否列入国家试点，经确认后另行通知。"
"""Article 17."""

DISQUALIFICATION = letter(
    "disqualification",
    "取消数字化服务商服务资格通知书",
    DECIDED + "自{生效日期}起取消你单位的服务资格，并将你单位从服务商库清退。" + CONFIRMED_LATER + RECOURSE,
    act="自{生效日期}起取消你单位的服务资格，并将你单位从服务商库清退。" + CONFIRMED_LATER,
    also=("removal",),
)

REMOVAL = letter(
    "removal",
    "数字化服务商清退通知书",
    DECIDED + "自{生效日期}起将你单位从服务商库清退。" + RECOURSE,
    act="自{生效日期}起将你单位从服务商库清退。",
)

RECOVERY = letter(
    "recovery",
    "奖补资金追回通知书",
    DECIDED_OF_PROJECTS
    + "追回问题项目的奖补款项。项目、金额和退款账户见所附清单，请自收到本通知书次日起{期限}内退回。"
    + RECOURSE,
    addressee="{受送单位}",
    act="追回问题项目的奖补款项。项目、金额和退款账户见所附清单，请自收到本通知书次日起{期限}内退回。",
)

REFERRAL = letter(
    "referral",
    "涉嫌违法犯罪案件移送书",
    f"""我局在办理举报、投诉时发现，{PROVIDER}存在以下情况，涉嫌违法犯罪：{{事由}}。

根据{{依据}}，现将有关线索和材料（见所附清单）移送你单位，请依法处理，并将处理结果函告我局。""",
    addressee="{受送单位}",
)

NOTICES: tuple[Notice, ...] = (
    WARNING,
    RECTIFICATION,
    advance_notice("disqualification", "取消服务资格"),
    DISQUALIFICATION,
    advance_notice("removal", "清退"),
    REMOVAL,
    advance_notice("recovery", "追回奖补资金", because=OF_PROJECTS, addressee="{受送单位}"),
    RECOVERY,
    REFERRAL,
)
