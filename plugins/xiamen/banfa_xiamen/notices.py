"""The documents of articles 8, 11 and 12: plain papers of pool management, in our own words.

Each names its 依据, what is asked by when, how the party is heard and whom to ask.
"""

from __future__ import annotations

from banfa.law import Notice, advance_notice, letter
from banfa.law.notices import (
    BECAUSE,
    DECIDED,
    DISSENT,
    EVERYBODY,
    PROVIDER,
    RECOURSE,
    REPORT_BACK,
)

WARNING = letter(
    "warning",
    "关于对{服务商}的提醒和限期整改通知",
    BECAUSE
    + "现对你单位予以警告。"
    + "请你单位于{期限}前（含当日）完成以下整改：{措施}。"
    + REPORT_BACK
    + """

逾期未完成整改，或者整改后仍未实现成效的，将依照上述文件第十二条第（四）项的规定处理。"""
    + DISSENT
    + RECOURSE,
)

RECTIFICATION = letter(
    "rectification",
    "数字化服务商限期整改通知书",
    BECAUSE
    + "请你单位于{期限}前（含当日）完成以下整改：{措施}。"
    + REPORT_BACK
    + """

逾期未完成整改，或者整改后仍未实现成效的，将依照上述文件第十二条第（四）项的规定处理。"""
    + DISSENT
    + RECOURSE,
)

DISQUALIFICATION = letter(
    "disqualification",
    "取消试点服务资格通知书",
    DECIDED + "自本通知送达之日起取消你单位参加本市试点服务工作的资格，并予以通报。" + RECOURSE,
)

CIRCULAR = letter(
    "circular",
    "关于{服务商}有关情况的通报",
    f"{PROVIDER}存在以下情况：{{事由}}。\n\n根据{{依据}}，已对其作出以下处理：{{措施}}。\n\n现予通报。",
    addressee=EVERYBODY,
)

NOTICES: tuple[Notice, ...] = (
    WARNING,
    RECTIFICATION,
    advance_notice("disqualification", "取消试点服务资格"),
    DISQUALIFICATION,
    advance_notice("circular", "通报"),
    CIRCULAR,
)
