"""Warning (14), removal (15), recovery (16), reports from the public (18).

14 and 18 bind the bureau, 15 and 16 leave it a choice. Nothing latches: a finding, a grade or an order stays
what it is until a later decision withdraws it, and the periods of 15 end with the contract or the progress
that was missing.

Rectification that is late but not refused opens no provision: 15(1) names refusal and the number of orders.
"""

from __future__ import annotations

from banfa.law import (
    MAY,
    MUST,
    Choice,
    Condition,
    Fact,
    Item,
    Months,
    article,
    cite,
    disqualify,
    either,
    finding,
    item,
    latest,
    reading,
    recover,
    rectify,
    refer,
    remove,
    since,
    warn,
)  # fmt: skip
from banfa.law import facts as f

ALL_STAYS, THIS_STAY = "历次入库合并计算", "只计本次入库以来"


def found(n: int, key: str, zh: str, description: str, *, part: str = "") -> Item:
    """第（n）项, where an officer has found this; each further finding is a ground of its own."""
    condition = finding(key, description)
    return item(n, zh, condition, part=part, anew=condition.left)


# --- 14 --------------------------------------------------------------------------------

COMPLAINT = finding("complaint_service", "因人员、履约或其他服务原因造成企业投诉")


def cause(key: str, zh: str, part: str) -> Item:
    """A cause that 14(2) names before it speaks of complaints: does it need one, or only the last cause?"""
    condition = finding(key, zh)
    when = reading(
        cite(14, 2),
        "complaint",
        "第十四条第（二）项各情形是否均须造成企业投诉",
        last=("仅“其他服务原因”须造成投诉", condition),
        each=("各情形均须造成投诉", condition & COMPLAINT),
    )
    return item(2, zh, when, part=part, anew=condition.left)


def grades_reach_two(label: str) -> Choice:
    """累计两次: over all stays in the pool together, or in this one."""
    return reading(
        cite(14, 7),
        "grades.window",
        "等级“累计两次”的计算范围（第十四条第（七）项、第十五条第（六）项）",
        ever=(ALL_STAYS, f.grades(label).in_(f.EVER).reaches(2, "次")),
        stay=(THIS_STAY, f.grades(label).reaches(2, "次")),
    )


WARNING = article(
    14,
    MUST,
    warn(),
    rectify(Months(1)),
    items=(
        found(
            1,
            "unreported_change",
            "重要事项变更未及时报告",
            "名称、地址、法定代表人等发生较大变更而未及时报告",
        ),
        cause("weak_team", "人员能力不足或团队配置不合理", "第一种情形"),
        cause("contract_breach", "未按合同服务试点企业", "第二种情形"),
        item(2, "其他服务原因造成企业投诉", COMPLAINT, part="第三种情形", anew=COMPLAINT.left),
        found(
            3,
            "incomplete_list",
            "清单、方案或产品说明不清",
            "项目清单、服务方案或产品功能用途说明不完整、不明确",
        ),
        found(
            4, "price_raised", "标准化产品价格被随意调高", "调整或抬高标准化产品合同价格，致其高于同类产品"
        ),
        item(
            5,
            "改造偏离方案、可能通不过验收，但未造成重大影响",
            finding("deviation", "实际改造较大偏离方案，可能通不过验收")
            & ~finding("grave_impact", "对试点企业转型目标产生重大影响"),
            anew=finding("deviation", "实际改造较大偏离方案，可能通不过验收").left,
        ),
        found(6, "uncooperative", "不配合第三方工作", "服务中不配合第三方机构的监督、评测、验收或审计"),
        item(7, "评为D级", f.grades("D").reaches(1, "次"), part="前段", anew=f.grades("D")),
        item(7, "累计两次评为C级", grades_reach_two("C"), part="后段", anew=f.grades("C")),
        found(8, "other_impact", "其他影响转型进程的事项", "其他影响试点企业数字化转型进程的事项"),
    ),
)

# --- 15 --------------------------------------------------------------------------------


def more_than_three(issued: Fact, served: Fact) -> Choice:
    """超过3次, the orders counted when issued or when served."""
    return reading(
        cite(15, 1),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(3, "次")),
        served=("按送达计算", served.exceeds(3, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite(15, 1),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, more_than_three(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, more_than_three(f.orders_issued, f.orders_served)),
)

# 6个月及以上: the day on which the sixth month is full counts.
SIX_MONTHS_IN_POOL: Condition = since(f.joined_on).reaches(Months(6))

NO_NEW_ENTERPRISE = reading(
    cite(15, 2),
    "new_enterprise",
    "“入库6个月及以上无新增签约”的起算",
    never=(
        "入库满六个月，且入库以来从未新增",
        SIX_MONTHS_IN_POOL & f.last_new_enterprise_on.below(f.joined_on),
    ),
    lately=(
        "自入库或最近一次新增起满六个月",
        since(latest(f.joined_on, f.last_new_enterprise_on)).reaches(Months(6)),
    ),
)

REMOVAL = article(
    15,
    MAY,
    disqualify(),
    remove(),
    items=(
        item(1, "限期整改超过三次", TOO_MANY_ORDERS, part="前段", anew=f.orders_issued),
        item(1, "拒不整改", f.orders_refused.reaches(1, "次"), part="后段", anew=f.orders_refused),
        item(2, "入库六个月仍无新增签约企业", NO_NEW_ENTERPRISE),
        item(3, "签约两个月仍无实质进展", since(f.idle_since).reaches(Months(2))),
        found(4, "improper_gain", "不正当获利", "合作中获取不正当的经济利益", part="第一种情形"),
        found(4, "unfair_competition", "不正当竞争", "以不正当手段竞争", part="第二种情形"),
        found(4, "interest_harmed", "损害他人利益", "使试点企业或其他参与方利益受损", part="第三种情形"),
        found(5, "disclosure", "泄露试点企业信息", "泄露试点企业的商业机密、核心技术或敏感信息"),
        item(6, "累计两次评为D级", grades_reach_two("D"), anew=f.grades("D")),
        found(7, "grave_illegal", "其他严重违法违纪", "其他严重的违法违纪行为"),
    ),
)

# --- 16, 18 ----------------------------------------------------------------------------

RECOVERY = article(
    16,
    MAY,
    recover("问题项目的奖补资金"),
    items=(
        item(0, "被清退", f.removals.reaches(1, "次"), part="前段", anew=f.removals),
        # The last acceptance of an enterprise counts: one made good (8(5)) is no ground any more.
        item(
            0,
            "所服务企业未通过省级或国家级验收",
            f.enterprises_failed_state.reaches(1, "家"),
            part="后段",
            anew=f.enterprises_failed_state,
        ),
    ),
)

# 18 gives no ground for removal of its own: which of the two follows is for 14 and 15 to say.
REPORTED = article(
    18,
    MUST,
    either(warn(), remove()),
    items=(
        item(
            0, "举报投诉经核实", f.complaints_upheld.reaches(1, "件"), part="前段", anew=f.complaints_upheld
        ),
    ),
) + article(
    18,
    MUST,
    refer(),
    items=(item(0, "涉嫌违法犯罪", finding("suspected_crime", "涉嫌违法犯罪"), part="后段"),),
)

CLAUSES = WARNING + REMOVAL + RECOVERY + REPORTED
