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
    HEARD_OF_NAMED,
    PROVIDER,
    RECOURSE,
    RECOURSE_OF_NAMED,
    RECTIFY,
    REPORT_BACK,
)

QUALIFICATION = "的数字化转型试点工作资格"
"""What article 12 takes away."""

WARNING = letter(
    "warning",
    "关于对{服务商}的提醒和限期整改通知",
    BECAUSE
    + "现对你单位予以警告。"
    + RECTIFY
    + REPORT_BACK
    + """

逾期未完成整改，或者整改后仍未实现成效的，将依照上述文件第十二条第（四）项的规定处理。"""
    + DISSENT
    + RECOURSE,
    also=("rectification",),
)

RECTIFICATION = letter(
    "rectification",
    "数字化服务商限期整改通知书",
    BECAUSE
    + RECTIFY
    + REPORT_BACK
    + """

逾期未完成整改，或者整改后仍未实现成效的，将依照上述文件第十二条第（四）项的规定处理。"""
    + DISSENT
    + RECOURSE,
    act=RECTIFY + "逾期未完成整改，或者整改后仍未实现成效的，将依照上述文件第十二条第（四）项的规定处理。",
)

DISQUALIFICATION = letter(
    "disqualification",
    "取消试点工作资格通知书",
    DECIDED + "自{生效日期}起取消你单位" + QUALIFICATION + "，并进行通报。" + RECOURSE,
    act="自{生效日期}起取消你单位" + QUALIFICATION + "。",
)

CIRCULAR = letter(
    "circular",
    "关于{服务商}有关情况的通报",
    f"{PROVIDER}存在以下情况：{{事由}}。\n\n"
    + HEARD_OF_NAMED
    + "根据{依据}，对其作出以下处理：{措施}。\n\n现予通报。"
    + RECOURSE_OF_NAMED,
    addressee=EVERYBODY,
    act="对你单位予以通报。",
)

NOTICES: tuple[Notice, ...] = (
    WARNING,
    RECTIFICATION,
    advance_notice("disqualification", "取消试点工作资格"),
    DISQUALIFICATION,
    advance_notice("circular", "通报"),
    CIRCULAR,
)
