"""Interview and order (12), change of provider (13), removal (14), reports from the public (15).

12, 14 and 15 bind the bureau; 13 gives the enterprise a choice. Thirty days is what an order generally
allows: a longer one needs a reason. 14 knows no term of the grey list and no way out, and 15 puts nobody on it.
Nothing latches: a finding or an order stays what it is until a later decision withdraws it.
"""

from __future__ import annotations

from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Choice,
    Cite,
    Days,
    Fact,
    Item,
    OpenNumber,
    article,
    circular,
    cite,
    disqualify,
    finding,
    grey_list,
    interview,
    item,
    publish,
    reading,
    rectify,
    remove,
    replace_provider,
)
from banfa.law import facts as f

FIRST, SECOND, THIRD, FOURTH, FIFTH = (f"第{n}种情形" for n in "一二三四五")
ALL_STAYS, THIS_STAY = "历次入库合并计算", "只计本次入库以来"


def found(n: int, key: str, zh: str, description: str, *, part: str = "") -> Item:
    """第（n）项, where an officer has found this; each further finding is a ground of its own."""
    condition = finding(key, description)
    return item(n, zh, condition, part=part, anew=condition.left)


# --- 12 ----------------------------------------------------------------------------------------

COMPLAINT = finding("complaint_service", "因人员、进驻、履约或其他原因造成试点企业投诉")


def cause(key: str, zh: str, part: str) -> Item:
    """A cause that 12(1) names before it speaks of complaints: does it need one, or only the last cause?"""
    condition = finding(key, zh)
    when = reading(
        cite(12, 1),
        "complaint",
        "第十二条第（一）项各情形是否均须造成企业投诉",
        last=("仅“其他原因”须造成投诉", condition),
        each=("各情形均须造成投诉", condition & COMPLAINT),
    )
    return item(1, zh, when, part=part, anew=condition.left)


DEVIATION = finding("deviation", "改造成效明显偏离实施方案")
BELOW_TWO = f.enterprises_below_2.reaches(1, "家")

SHORT_OF_PLAN = reading(
    cite(12, 4),
    "deviation",
    "第十二条第（四）项的偏差与未达二级是否须同时具备",
    both=("须同时具备", DEVIATION & BELOW_TWO),
    one=("有其一即可", DEVIATION | BELOW_TWO),
)


def dissatisfied(where: Cite, limit: int) -> Choice:
    """超过…家: enterprises whose verdict stands today, or that ever gave it in this stay."""
    return reading(
        where,
        "dissatisfied",
        "“不满意”企业数按最近一次评价还是按曾有评价计算",
        latest=("按每家企业最近一次评价", f.dissatisfied_enterprises.exceeds(limit, "家")),
        ever=("曾评价不满意的都计算", f.ever_dissatisfied_enterprises.exceeds(limit, "家")),
    )


INTERVIEW = article(
    12,
    MUST,
    interview(),
    rectify(AtMost(Days(30), generally=True), missed=(cite(13), cite(14, 4))),
    items=(
        cause("weak_team", "人员能力不足或团队配置不合理", FIRST),
        cause("late_entry", "对接、进驻不及时", SECOND),
        cause("needs_unmet", "服务满足不了企业需求", THIRD),
        cause("contract_breach", "未按合同服务试点企业", FOURTH),
        item(1, "其他原因造成企业投诉", COMPLAINT, part=FIFTH, anew=COMPLAINT.left),
        found(2, "unreported_change", "重要事项变更未及时报告", "名称、住所等发生较大变更而未及时报告"),
        found(3, "incomplete_list", "项目清单不完整", "方案、软件采购清单中的项目不完整", part=FIRST),
        found(3, "inaccurate_list", "罗列不准确", "清单中的功能、用途或费用罗列有误", part=SECOND),
        found(
            3,
            "price_raised",
            "标准化产品价格被随意调高",
            "随意调整或故意抬高标准化产品、服务的价格",
            part=THIRD,
        ),
        item(4, "改造偏离方案、未达二级", SHORT_OF_PLAN, anew=DEVIATION.left),
        found(5, "unfair", "不符合公平竞争", "存在不符合市场公平竞争条件的事项", part="前段"),
        found(5, "other_cause", "其他原因", "其他需要约谈整改的原因", part="后段"),
        item(6, "超过五家企业不满意", dissatisfied(cite(12, 6), 5)),
    ),
)

# --- 13 ----------------------------------------------------------------------------------------

MISSED = f.orders_missed.reaches(1, "次")

REPLACEMENT = article(
    13,
    MAY,
    replace_provider(),
    items=(item(0, "整改期内没有完成整改", MISSED, anew=f.orders_missed),),
)

# --- 14 ----------------------------------------------------------------------------------------


def more_than_two(issued: Fact, served: Fact) -> Choice:
    """超过2次, the orders counted when issued or when served."""
    return reading(
        cite(14, 4),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(2, "次")),
        served=("按送达计算", served.exceeds(2, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite(14, 4),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, more_than_two(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, more_than_two(f.orders_issued, f.orders_served)),
)

REFUSED = f.orders_refused.reaches(1, "次")

# 13 lets enterprises change a provider that is late once. Read apart, 14(4) removes it for the same lateness.
LATE = reading(
    cite(14, 4),
    "late",
    "“未按时完成整改”是否单独构成清退情形（对照第十三条）",
    alone=("单独构成", MISSED),
    joined=("须兼有超过两次或拒不整改；仅逾期的适用第十三条", MISSED & (REFUSED | TOO_MANY_ORDERS)),
)

TOLERANCE = OpenNumber(cite(14, 6), "target_tolerance", "目标进度滞后的容许差距", "万分点", 0, 9_999)

REMOVAL = article(
    14,
    MUST,
    remove(),
    publish(),
    grey_list(),
    items=(
        found(1, "sham_project", "包装项目而企业不用", "为取得服务合同替企业包装项目，企业建而不用"),
        found(2, "old_project", "旧项目冒充新项目骗补", "把试点之前完成的项目包装成新项目骗取补贴"),
        found(3, "fake_contract", "虚假合同", "与企业订立虚假合同", part=FIRST),
        found(3, "inflated_cost", "夸大成本", "夸大改造的成本", part=SECOND),
        found(3, "kickback", "约定回扣", "与企业约定回扣", part=THIRD),
        found(3, "forged_results", "伪造成果", "伪造改造的成果", part=FOURTH),
        item(4, "限期整改超过两次", TOO_MANY_ORDERS, part=FIRST, anew=f.orders_issued),
        item(4, "拒不整改", REFUSED, part=SECOND, anew=f.orders_refused),
        item(4, "没有按时完成整改", LATE, part=THIRD, anew=f.orders_missed),
        item(5, "超过十家企业不满意", dissatisfied(cite(14, 5), 10)),
        item(6, "绩效目标进度滞后", f.target_gap.exceeds(TOLERANCE)),
        found(7, "disclosure", "泄露试点企业信息", "泄露试点企业的商业机密、核心技术或敏感信息"),
        found(8, "improper_gain", "不正当获利", "合作中获取不正当的经济利益", part=FIRST),
        found(8, "unfair_competition", "不正当竞争", "以不正当手段竞争", part=SECOND),
        found(8, "interest_harmed", "损害他人利益", "使试点企业或其他参与方利益受损", part=THIRD),
        found(9, "false_application", "申请材料造假", "申请材料有虚假内容"),
        found(10, "illegal", "违法违纪", "有违法违纪行为", part="前段"),
        found(10, "other_grave", "其他原因", "其他应予清退的原因", part="后段"),
    ),
)

# --- 15 ----------------------------------------------------------------------------------------

REPORTED = article(
    15,
    MUST,
    circular("公开"),
    disqualify(),
    items=(item(0, "举报投诉经核实", f.complaints_upheld.reaches(1, "件"), anew=f.complaints_upheld),),
)

CLAUSES = INTERVIEW + REPLACEMENT + REMOVAL + REPORTED
