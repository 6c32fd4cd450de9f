"""Interview and order (12), change of provider (13), removal (14), reports from the public (15).

12, 14 and 15 bind the bureau; 13 gives the enterprise a choice. Thirty days is what an order generally
allows: a longer one needs a reason. 14 knows no term of the grey list and no way out; 15 puts nobody on it.
Nothing latches: a finding or an order stays what it is until a later decision withdraws it.
"""

from __future__ import annotations

from collections.abc import Callable

from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Choice,
    Cite,
    Condition,
    Days,
    Element,
    Fact,
    OpenNumber,
    any_of,
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

ALL_STAYS, THIS_STAY = "历次入库合并计算", "只计本次入库以来"

# --- 12 ------------------------------------------------------------------------------

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

# 12(1) names four causes, then complaints from any other: must the four have caused one as well?
POOR_SERVICE = reading(
    cite("12.1"),
    "complaint",
    "第十二条第（一）项各情形是否均须造成企业投诉",
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

DEVIATION = finding("deviation", "改造成效与实施方案有明显偏差")
BELOW_TWO = f.enterprises_below_2.reaches(1, "家")

SHORT_OF_PLAN = reading(
    cite("12.4"),
    "deviation",
    "第十二条第（四）项的偏差与未达二级是否须同时具备",
    both=("须同时具备", DEVIATION & BELOW_TWO),
    one=("有其一即可", DEVIATION | BELOW_TWO),
)


def _dissatisfied_enterprises(where: Cite, limit: int) -> Choice:
    """超过…家: of those served, whose verdict stands today, or who ever gave it in this stay."""
    return reading(
        where,
        "dissatisfied",
        "“不满意”企业数按最近一次评价还是按曾有评价计算",
        latest=("按每家企业最近一次评价", f.dissatisfied_served.exceeds(limit, "家")),
        ever=("曾评价不满意的都计算", f.ever_dissatisfied_served.exceeds(limit, "家")),
    )


INTERVIEW = article(
    12,
    MUST,
    interview(),
    rectify(AtMost(Days(30), generally=True), missed=(cite("13"), cite("14.4"))),
    items=(
        item(1, "人员、进驻、服务、履约等问题", POOR_SERVICE),
        item(2, "重要事项变更未及时报告", UNREPORTED),
        item(3, "清单不完整、不准确，或随意调整、故意抬高价格", UNCLEAR_LIST),
        item(4, "改造偏离方案、未达到二级", SHORT_OF_PLAN),
        item(
            5,
            "不符合市场公平竞争条件，或其他原因",
            finding("unfair", "存在不符合公平竞争条件的事项")
            | finding("other_cause", "其他需要约谈整改的原因"),
        ),
        item(6, "超过5家试点企业不满意", _dissatisfied_enterprises(cite("12.6"), 5)),
    ),
)

# --- 13 ------------------------------------------------------------------------------

LAST_DAY = "最后一日下班后送交的整改报告是否按时（民法典第二百零三条）"
MIDNIGHT, CLOSE = "当日二十四时前送交均为按时", "须在当日下班前送交"
REST_DAY = "整改期限最后一日为休息日的是否顺延（民法典第二百零三条）"
MOVED, KEPT = "顺延至其后第一个工作日", "不顺延"
KEPT_ORDERS = (f.orders_missed, f.orders_missed_by_close)
MOVED_ORDERS = (f.orders_missed_moved, f.orders_missed_moved_by_close)
LATE_ORDERS = KEPT_ORDERS + MOVED_ORDERS


def _by_last_day(where: Cite, late: Callable[[Condition], Condition]) -> Choice:
    """Not done in time, 拒不整改 or not: when the last day is over, and whether it can be a rest day."""

    def by_hour(missed: Fact, missed_by_close: Fact) -> Choice:
        return reading(
            where,
            "orders.last_day",
            LAST_DAY,
            midnight=(MIDNIGHT, late(missed.reaches(1, "次"))),
            close=(CLOSE, late(missed_by_close.reaches(1, "次"))),
        )

    return reading(
        where,
        "orders.rest_day",
        REST_DAY,
        moved=(MOVED, by_hour(*MOVED_ORDERS)),
        kept=(KEPT, by_hour(*KEPT_ORDERS)),
    )


REPLACEMENT = article(
    13,
    MAY,
    replace_provider(),
    items=(
        item(0, "未在整改期内完成整改", _by_last_day(cite("13"), lambda missed: missed), anew=LATE_ORDERS),
    ),
)

# --- 14 ------------------------------------------------------------------------------


def _more_than_two(issued: Fact, served: Fact) -> Choice:
    """超过2次, the orders counted when issued or when served."""
    return reading(
        cite("14.4"),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(2, "次")),
        served=("按送达计算", served.exceeds(2, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite("14.4"),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, _more_than_two(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, _more_than_two(f.orders_issued, f.orders_served)),
)

REFUSED = f.orders_refused.reaches(1, "次")

# 13 lets enterprises change a provider that is late; the last limb of 14(4), read apart, removes it as well.
LATE = reading(
    cite("14.4"),
    "late",
    "“未按时完成整改”是否单独构成清退情形（对照第十三条）",
    alone=("单独构成", _by_last_day(cite("14.4"), lambda missed: missed)),
    joined=(
        "须兼有超过2次或拒不整改，仅逾期的适用第十三条",
        _by_last_day(cite("14.4"), lambda missed: missed & any_of(REFUSED, TOO_MANY_ORDERS)),
    ),
)

TOLERANCE = OpenNumber(cite("14.6"), "target_tolerance", "目标进度滞后的容许差距", "万分点", 0, 9_999)

SHAM_PROJECT = finding(
    "sham_project",
    "为获取合同替企业包装项目，企业建而不用",
    Element("purpose", "以获取服务合同为目的"),
    Element("sham", "替企业包装项目"),
    Element("unused", "企业建而不用"),
)
OLD_PROJECT = finding(
    "old_project",
    "将试点期之前完成的项目包装成新项目骗取补贴",
    Element("before", "项目在试点期之前已完成"),
    Element("repackaged", "包装成新项目参加试点"),
    Element("fraud", "骗取补贴"),
)
# 14(8): three phrases with only a 、 between them, the last of which is the harm
HARM = Element("harm", "损害试点企业或其他参与方的利益")
GAIN_OR_COMPETITION = reading(
    cite("14.8"),
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

REMOVAL = article(
    14,
    MUST,
    remove(),
    publish(),
    grey_list(),
    items=(
        item(1, "包装项目、企业建而不用", SHAM_PROJECT),
        item(2, "以已完成的项目包装成新项目骗取补贴", OLD_PROJECT),
        item(
            3,
            "虚假合同、夸大成本、约定回扣、伪造成果",
            any_of(
                finding("fake_contract", "签订虚假合同"),
                finding("inflated_cost", "夸大改造成本"),
                finding("kickback", "约定回扣交易"),
                finding("forged_results", "伪造改造成果"),
            ),
        ),
        item(
            4, "限期整改超过2次", TOO_MANY_ORDERS, part="第一种情形", anew=(f.orders_issued, f.orders_served)
        ),
        item(4, "拒不整改", REFUSED, part="第二种情形", anew=f.orders_refused),
        item(4, "未按时完成整改", LATE, part="第三种情形", anew=LATE_ORDERS),
        item(5, "超过10家试点企业不满意", _dissatisfied_enterprises(cite("14.5"), 10)),
        item(6, "绩效目标进度滞后", f.target_gap.exceeds(TOLERANCE)),
        item(7, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密、核心技术等信息")),
        item(8, "不正当获利、不正当竞争或损害他人利益", GAIN_OR_COMPETITION),
        item(9, "申请材料弄虚作假", finding("false_application", "申请材料有虚假内容")),
        item(
            10,
            "违法违纪或其他原因",
            finding("illegal", "有违法违纪行为") | finding("other_grave", "其他应予清退的原因"),
        ),
    ),
)

# --- 15 ------------------------------------------------------------------------------

REPORTED = article(
    15,
    MUST,
    circular("公开"),
    disqualify(),
    items=(
        item(
            0,
            "举报投诉的违法、违规行为经核实",
            f.complaints_unlawful.reaches(1, "件"),
            anew=f.complaints_unlawful,
        ),
    ),
)

CLAUSES = INTERVIEW + REPLACEMENT + REMOVAL + REPORTED
