"""Order to rectify (7), change of provider (8), loss of the qualification (9).

7 binds the bureau, 9 leaves it a choice, 8 leaves one to the enterprise. Thirty days is what an order
generally allows: a longer one needs a reason. Being late, with 拒不整改 or without, opens 8 and nothing of 9,
which names 拒不整改 and the number of orders. Nothing latches: a finding or an order stays until a later
decision withdraws it.
"""

from __future__ import annotations

from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Choice,
    Days,
    Element,
    Fact,
    OpenNumber,
    any_of,
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

ALL_STAYS, THIS_STAY = "历次入库合并计算", "只计本次入库以来"

# --- 7 ------------------------------------------------------------------------------

COMPLAINT = finding(
    "complaint_service",
    "因人员、进驻、履约或其他原因造成试点企业投诉",
    Element("cause", "人员、进驻、履约或其他原因"),
    Element("complaint", "造成试点企业投诉"),
)
UNREPORTED = finding(
    "unreported_change",
    "名称、住所等发生较大变更而未及时报告",
    Element("major", "名称、住所等有较大变更"),
    Element("unreported", "未及时报告"),
)
PRICE_RAISED = finding(
    "price_raised",
    "随意调整或故意抬高标准化产品、服务的同期市场价格",
    Element("wilful", "随意调整，或故意抬高"),
    Element("standard", "标准化产品、服务的同期市场价格"),
)
DEVIATION = finding(
    "deviation",
    "改造成效与实施方案有明显偏差，无法通过验收",
    Element("marked", "改造成效与实施方案有明显偏差"),
    Element("unaccepted", "无法通过试点企业的验收"),
)

# 7(1) names four causes, then complaints from any other: must the four have caused one as well?
POOR_SERVICE = reading(
    cite("7.1"),
    "complaint",
    "第七条第（一）项各情形是否均须造成企业投诉",
    last=(
        "仅“其他原因”须造成投诉",
        any_of(
            finding("weak_team", "人员能力不足或团队配置不当"),
            finding("late_entry", "对接或进驻试点企业不及时"),
            finding("needs_unmet", "服务不能满足试点企业需求"),
            finding("contract_breach", "未按合同服务试点企业"),
            COMPLAINT,
        ),
    ),
    each=("各情形均须造成投诉", COMPLAINT),
)

UNCLEAR_LIST = any_of(
    finding("incomplete_list", "方案、软件采购清单中的项目不完整"),
    finding("inaccurate_list", "清单中的功能、用途或费用罗列不准确"),
    PRICE_RAISED,
)

RECTIFICATION = article(
    7,
    MUST,
    rectify(AtMost(Days(30), generally=True), missed=(cite("8"),)),
    items=(
        item(1, "人员、进驻、服务、履约等问题", POOR_SERVICE),
        item(2, "重要事项变更未及时报告", UNREPORTED),
        item(3, "清单不完整、不准确，或随意调整、故意抬高价格", UNCLEAR_LIST),
        item(
            4,
            "改造偏离方案、无法通过验收，但尚未造成重大影响",
            DEVIATION & ~finding("grave_impact", "对企业转型目标已有重大影响"),
        ),
        item(
            5,
            "不符合市场公平竞争条件，或其他原因",
            finding("unfair", "存在不符合公平竞争条件的事项")
            | finding("other_cause", "其他需要限期整改的原因"),
        ),
    ),
)

# --- 8 ------------------------------------------------------------------------------

LAST_DAY = "最后一日下班后送交的整改报告是否按时（民法典第二百零三条）"
KEPT_ORDERS = (f.orders_missed, f.orders_missed_by_close)
MOVED_ORDERS = (f.orders_missed_moved, f.orders_missed_moved_by_close)


def _by_last_day(missed: Fact, missed_by_close: Fact) -> Choice:
    """A report of the last day after office hours is in time or not."""
    return reading(
        cite("8"),
        "orders.last_day",
        LAST_DAY,
        midnight=("当日二十四时前送交均为按时", missed.reaches(1, "次")),
        close=("须在当日下班前送交", missed_by_close.reaches(1, "次")),
    )


LATE = reading(
    cite("8"),
    "orders.rest_day",
    "整改期限最后一日为休息日的是否顺延（民法典第二百零三条）",
    moved=("顺延至其后第一个工作日", _by_last_day(*MOVED_ORDERS)),
    kept=("不顺延", _by_last_day(*KEPT_ORDERS)),
)

REPLACEMENT = article(
    8,
    MAY,
    replace_provider(),
    items=(
        item(
            0,
            "未在整改期内完成整改",
            LATE,
            anew=KEPT_ORDERS + MOVED_ORDERS,
        ),
    ),
)

# --- 9 ------------------------------------------------------------------------------


def _more_than_two(issued: Fact, served: Fact) -> Choice:
    """超过2次, the orders counted when issued or when served."""
    return reading(
        cite("9.1"),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(2, "次")),
        served=("按送达计算", served.exceeds(2, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite("9.1"),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, _more_than_two(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, _more_than_two(f.orders_issued, f.orders_served)),
)

# The text counts 次: an enterprise that says so twice counts twice. Do answers of an earlier stay count?
DISSATISFIED = reading(
    cite("9.2"),
    "dissatisfied.window",
    "“不满意”次数的计算范围",
    ever=(ALL_STAYS, f.dissatisfied_answers.in_(f.EVER).reaches(5, "次")),
    stay=(THIS_STAY, f.dissatisfied_answers.reaches(5, "次")),
)

GAP = OpenNumber(cite("9.3"), "target_gap", "序时进度“差距较大”的标准", "万分点", 1, 10_000)

# 9(5): three phrases with only a 、 between them, the last of which is the harm
HARM = Element("harm", "损害试点企业或其他参与方的利益")
GAIN_OR_COMPETITION = reading(
    cite("9.5"),
    "gain_competition_harm",
    "不正当获利、不正当竞争与损害他人利益是三种情形还是须有损害",
    each=(
        "三种情形，有其一即可",
        any_of(
            finding("improper_gain", "合作中获取不正当的经济利益"),
            finding("unfair_competition", "以不正当手段竞争"),
            finding("interest_harmed", "使试点企业或其他参与方利益受损"),
        ),
    ),
    harmful=(
        "不正当获利或不正当竞争，均须造成损害",
        any_of(
            finding("harmful_gain", "不正当获利并使他方受损", Element("gain", "获取不正当的经济利益"), HARM),
            finding(
                "harmful_competition", "不正当竞争并使他方受损", Element("unfair", "不正当竞争手段"), HARM
            ),
        ),
    ),
)

DISQUALIFICATION = article(
    9,
    MAY,
    disqualify(),
    items=(
        item(1, "限期整改超过2次", TOO_MANY_ORDERS, part="前段", anew=(f.orders_issued, f.orders_served)),
        item(1, "拒不整改", f.orders_refused.reaches(1, "次"), part="后段", anew=f.orders_refused),
        item(2, "不满意评价达到5次", DISSATISFIED, anew=f.dissatisfied_answers),
        item(3, "绩效目标进度差距较大", f.target_gap.reaches(GAP)),
        item(4, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密、核心技术等信息")),
        item(5, "不正当获利、不正当竞争或损害他人利益", GAIN_OR_COMPETITION),
        item(
            6,
            "违法违纪或其他原因",
            finding("illegal", "有违法违纪行为") | finding("other_grave", "其他可以取消资格的原因"),
        ),
    ),
)

CLAUSES = RECTIFICATION + REPLACEMENT + DISQUALIFICATION
