"""The documents of article 13: plain papers of the pilot's management, in our own words."""

from __future__ import annotations

from banfa.law import Notice, advance_notice, letter
from banfa.law.notices import (
    BECAUSE,
    DISSENT,
    EVERYBODY,
    HEARD_OF_NAMED,
    PROVIDER,
    RECOURSE,
    RECOURSE_OF_NAMED,
    RECTIFY,
    REPORT_BACK,
)

CIRCULAR = letter(
    "circular",
    "关于{服务商}有关情况的通报",
    f"""行业推进机构{PROVIDER}存在以下情况：{{事由}}。

{HEARD_OF_NAMED}根据{{依据}}，现在全市范围内予以通报，并责令其限期整改。"""
    + RECOURSE_OF_NAMED,
    addressee=EVERYBODY,
    act="对你单位在全市范围内予以通报。",
)

RECTIFICATION = letter(
    "rectification",
    "行业推进机构限期整改通知书",
    BECAUSE
    + RECTIFY
    + REPORT_BACK
    + """

未在规定时间内完成整改的，相关工作将由其他能力强的行业推进机构组织。"""
    + DISSENT
    + RECOURSE,
    act=RECTIFY + "未在规定时间内完成整改的，相关工作将由其他能力强的行业推进机构组织。",
)

REASSIGNMENT = letter(
    "reassignment",
    "关于调整行业推进工作组织单位的通知",
    f"""行业推进机构{PROVIDER}未在规定时间内完成整改：{{事由}}。

{HEARD_OF_NAMED}根据{{依据}}，自{{生效日期}}起作如下调整：{{措施}}。"""
    + RECOURSE_OF_NAMED,
    addressee=EVERYBODY,
)

NOTICES: tuple[Notice, ...] = (
    advance_notice("circular", "在全市范围内通报"),
    CIRCULAR,
    RECTIFICATION,
    advance_notice("reassignment", "调整相关工作的组织单位"),
    REASSIGNMENT,
)
