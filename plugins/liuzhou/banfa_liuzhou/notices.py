"""The documents of articles 12 to 15: they manage a list of providers."""

from __future__ import annotations

from banfa.law import Notice, advance_notice, letter
from banfa.law.notices import (
    BECAUSE,
    DECIDED,
    DISSENT,
    HEARD_OF_NAMED,
    PROVIDER,
    RECOURSE,
    RECOURSE_OF_NAMED,
    RECTIFY,
    REPORT_BACK,
)


def _announcement(remedy: str, title: str, text: str, act: str = "") -> Notice:
    """A document to the public: about whom, for what, and what was decided."""
    return letter(remedy, title, f"{PROVIDER}存在以下情况：{{事由}}。\n\n{text}", addressee="", act=act)


INTERVIEW = letter(
    "interview",
    "数字化转型服务商约谈通知书",
    BECAUSE + "定于{时间}在{地点}约谈你单位，请主要负责人到场说明情况，并携带有关材料。" + DISSENT,
    act="定于{时间}在{地点}约谈你单位，请主要负责人到场说明情况，并携带有关材料。",
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

REMOVAL = letter(
    "removal",
    "数字化转型服务商清退通知书",
    DECIDED + "自{生效日期}起将你单位从服务商资源池清退，并向社会公示。" + RECOURSE,
    act="自{生效日期}起将你单位从服务商资源池清退，并向社会公示。",
)

PUBLICATION = _announcement(
    "publication",
    "关于数字化转型服务商清退情况的公示",
    "根据{依据}，对其作出以下处理，现向社会公示：{措施}。公示期自{公示起}至{公示止}（含当日）。"
    "对公示内容有异议的，可以在公示期内以书面形式向我局提出，并附有关材料。",
)

GREY_LIST = letter(
    "grey_list",
    "纳入灰名单管理通知书",
    DECIDED + "自{生效日期}起将你单位纳入灰名单管理。" + RECOURSE,
    act="自{生效日期}起将你单位纳入灰名单管理。",
)

CIRCULAR = _announcement(
    "circular",
    "关于{服务商}有关情况的通报",
    "以上情况由举报、投诉反映，经核实属实。"
    + HEARD_OF_NAMED
    + "根据{依据}，现予公开通报。"
    + RECOURSE_OF_NAMED,
    act="对你单位予以公开通报。",
)

DISQUALIFICATION = letter(
    "disqualification",
    "取消服务资格通知书",
    DECIDED + "自{生效日期}起取消你单位的服务资格，并予以公开通报。" + RECOURSE,
    act="自{生效日期}起取消你单位的服务资格。",
)

NOTICES: tuple[Notice, ...] = (
    INTERVIEW,
    RECTIFICATION,
    REPLACEMENT,
    advance_notice("removal", "清退"),
    REMOVAL,
    PUBLICATION,
    advance_notice("grey_list", "纳入灰名单管理"),
    GREY_LIST,
    advance_notice("circular", "公开通报"),
    CIRCULAR,
    advance_notice("disqualification", "取消服务资格"),
    DISQUALIFICATION,
)
