"""Order to rectify (7), change of provider (8), loss of the qualification (9).

7 binds the bureau, 9 leaves it a choice, 8 leaves one to the enterprise. Thirty days is what an order
generally allows: a longer one needs a reason. Being late opens 8 and is no ground of 9, which names refusal and
the number of orders. Nothing latches: a finding or an order stays what it is until a later decision withdraws it.
"""

from __future__ import annotations

from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Choice,
    Days,
    Fact,
    Item,
    OpenNumber,
    article,
    cite,
    disqualify,
    finding,
    item,
    reading,
    rectify,
    replace_provider,
)
from banfa.law import facts as f

FIRST, SECOND, THIRD, FOURTH, FIFTH = (f"第{n}种情形" for n in "一二三四五")
ALL_STAYS, THIS_STAY = "历次入库合并计算", "只计本次入库以来"


def found(n: int, key: str, zh: str, description: str, *, part: str = "") -> Item:
    """第（n）项, where an officer has found this; each further finding is a ground of its own."""
    condition = finding(key, description)
    return item(n, zh, condition, part=part, anew=condition.left)


# --- 7 -----------------------------------------------------------------------------------------

COMPLAINT = finding("complaint_service", "因人员、进驻、履约或其他原因造成试点企业投诉")
DEVIATION = finding("deviation", "改造成效明显偏离实施方案，通不过验收")


def cause(key: str, zh: str, part: str) -> Item:
    """A cause that 7(1) names before it speaks of complaints: does it need one, or only the last cause?"""
    condition = finding(key, zh)
    when = reading(
        cite(7, 1),
        "complaint",
        "第七条第（一）项各情形是否均须造成企业投诉",
        last=("仅“其他原因”须造成投诉", condition),
        each=("各情形均须造成投诉", condition & COMPLAINT),
    )
    return item(1, zh, when, part=part, anew=condition.left)


RECTIFICATION = article(
    7,
    MUST,
    rectify(AtMost(Days(30), generally=True), missed=(cite(8),)),
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
        item(
            4,
            "改造偏离方案、通不过验收，但未造成重大影响",
            DEVIATION & ~finding("grave_impact", "对试点企业转型目标产生重大影响"),
            anew=DEVIATION.left,
        ),
        found(5, "unfair", "不符合公平竞争", "存在不符合市场公平竞争条件的事项", part="前段"),
        found(5, "other_cause", "其他原因", "其他需要限期整改的原因", part="后段"),
    ),
)

# --- 8 -----------------------------------------------------------------------------------------

REPLACEMENT = article(
    8,
    MAY,
    replace_provider(),
    items=(item(0, "整改期内没有完成整改", f.orders_missed.reaches(1, "次"), anew=f.orders_missed),),
)

# --- 9 -----------------------------------------------------------------------------------------


def more_than_two(issued: Fact, served: Fact) -> Choice:
    """超过2次, the orders counted when issued or when served."""
    return reading(
        cite(9, 1),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(2, "次")),
        served=("按送达计算", served.exceeds(2, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite(9, 1),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, more_than_two(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, more_than_two(f.orders_issued, f.orders_served)),
)

# The text counts 次: an enterprise that says so twice counts twice. Do answers of an earlier stay count?
DISSATISFIED = reading(
    cite(9, 2),
    "dissatisfied.window",
    "“不满意”次数的计算范围",
    ever=(ALL_STAYS, f.dissatisfied_answers.in_(f.EVER).reaches(5, "次")),
    stay=(THIS_STAY, f.dissatisfied_answers.reaches(5, "次")),
)

GAP = OpenNumber(cite(9, 3), "target_gap", "序时进度“差距较大”的标准", "万分点", 1, 10_000)

DISQUALIFICATION = article(
    9,
    MAY,
    disqualify(),
    items=(
        item(1, "限期整改超过两次", TOO_MANY_ORDERS, part="前段", anew=f.orders_issued),
        item(1, "拒不整改", f.orders_refused.reaches(1, "次"), part="后段", anew=f.orders_refused),
        item(2, "不满意达到五次", DISSATISFIED),
        item(3, "绩效目标进度差距较大", f.target_gap.reaches(GAP)),
        found(4, "disclosure", "泄露试点企业信息", "泄露试点企业的商业机密、核心技术或敏感信息"),
        found(5, "improper_gain", "不正当获利", "合作中获取不正当的经济利益", part=FIRST),
        found(5, "unfair_competition", "不正当竞争", "以不正当手段竞争", part=SECOND),
        found(5, "interest_harmed", "损害他人利益", "使试点企业或其他参与方利益受损", part=THIRD),
        found(6, "illegal", "违法违纪", "有违法违纪行为", part="前段"),
        found(6, "other_grave", "其他原因", "其他可以取消资格的原因", part="后段"),
    ),
)

CLAUSES = RECTIFICATION + REPLACEMENT + DISQUALIFICATION
