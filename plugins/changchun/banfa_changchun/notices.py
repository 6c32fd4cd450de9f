"""The documents of articles 7 to 9: they manage a list of providers."""

from __future__ import annotations

from banfa.law import Notice, advance_notice, letter
from banfa.law.notices import (
    BECAUSE,
    DECIDED,
    DISSENT,
    RECOURSE,
    RECTIFY,
    REPORT_BACK,
)

RECTIFICATION = letter(
    "rectification",
    "数字化转型服务商限期整改通知书",
    BECAUSE + RECTIFY + REPORT_BACK + DISSENT + RECOURSE,
)

REPLACEMENT = letter(
    "replacement",
    "关于试点企业可以申请更换服务商的通知",
    BECAUSE + "你单位所服务的试点企业可以申请更换服务商。请配合做好项目资料和数据交接工作。" + DISSENT,
)

DISQUALIFICATION = letter(
    "disqualification",
    "取消服务资格通知书",
    DECIDED + "自{生效日期}起取消你单位的服务资格。" + RECOURSE,
)

NOTICES: tuple[Notice, ...] = (
    RECTIFICATION,
    REPLACEMENT,
    advance_notice("disqualification", "取消服务资格"),
    DISQUALIFICATION,
)
