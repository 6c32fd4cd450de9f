"""Warning (14), removal (15), recovery (16), reports from the public (18).

14 and 18 bind the bureau, 15 and 16 leave it a choice. Nothing latches: a finding, a grade or an order stays
what it is until a later decision withdraws it, and the periods of 15 end with the contract or the progress
that was missing.

Rectification that is merely late opens no provision: 15(1) names 拒不整改 and the number of orders.
"""

from __future__ import annotations

from banfa.law import (
    MAY,
    MUST,
    Choice,
    Compare,
    Element,
    Fact,
    Latest,
    Months,
    any_of,
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

# --- 14 --------------------------------------------------------------------------------

COMPLAINT = finding(
    "complaint_service",
    "因人员、履约或其他服务原因造成企业投诉",
    Element("cause", "人员、履约或其他服务原因"),
    Element("complaint", "造成企业投诉"),
)
UNREPORTED = finding(
    "unreported_change",
    "名称、地址等发生较大变更而未及时报告",
    Element("major", "名称、地址等重要内容有较大变更"),
    Element("unreported", "未及时报告"),
)
PRICE_RAISED = finding(
    "price_raised",
    "随意调整或故意抬高标准化产品价格，致其高于同类产品",
    Element("wilful", "随意调整，或故意抬高"),
    Element("standard", "合同所列标准化产品的价格"),
    Element("above_market", "因而高于市场同类产品"),
)
DEVIATION = finding(
    "deviation",
    "实际改造与方案偏差较大，可能无法通过验收",
    Element("large", "与改造方案偏差较大"),
    Element("risk", "可能使企业无法通过验收"),
)
GRAVE = finding(
    "grave_illegal",
    "其他严重的违法违纪行为",
    Element("unlawful", "违法或违纪行为"),
    Element("grave", "情节严重"),
)

# 14(2) names two causes, then complaints from any other: must the two have caused a complaint as well?
POOR_SERVICE = reading(
    cite("14.2"),
    "complaint",
    "第十四条第（二）项各情形是否均须造成企业投诉",
    last=(
        "仅“其他服务原因”须造成投诉",
        any_of(
            finding("weak_team", "人员能力不足或团队配置不当"),
            finding("contract_breach", "未按合同服务试点企业"),
            COMPLAINT,
        ),
    ),
    each=("各情形均须造成投诉", COMPLAINT),
)


def _grades_reach_two(label: str) -> Choice:
    """累计两次: over all stays in the pool together, or in this one."""
    return reading(
        cite("14.7"),
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
        item(1, "重要事项变更未及时报告", UNREPORTED),
        item(2, "人员、履约等服务问题", POOR_SERVICE),
        item(
            3,
            "清单、方案或产品说明不清晰",
            finding("incomplete_list", "清单、方案或产品的说明不完整、不明确"),
        ),
        item(4, "随意调整或故意抬高标准化产品价格", PRICE_RAISED),
        item(
            5,
            "改造偏离方案、可能无法通过验收，但尚未造成重大影响",
            DEVIATION & ~finding("grave_impact", "对企业转型目标已有重大影响"),
        ),
        item(6, "不配合第三方工作", finding("uncooperative", "服务中不配合第三方的监督、评测、验收或审计")),
        item(7, "评为D级", f.grades("D").reaches(1, "次"), part="前段", anew=f.grades("D")),
        item(7, "累计两次评为C级", _grades_reach_two("C"), part="后段", anew=f.grades("C")),
        item(8, "其他影响转型进程的事项", finding("other_impact", "其他影响企业转型进程的事项")),
    ),
)

# --- 15 ------------------------------------------------------------------------------


def _more_than_three(issued: Fact, served: Fact) -> Choice:
    """超过3次, the orders counted when issued or when served."""
    return reading(
        cite("15.1"),
        "orders.counted",
        "“限期整改”次数按作出还是按送达计算",
        issued=("按作出计算", issued.exceeds(3, "次")),
        served=("按送达计算", served.exceeds(3, "次")),
    )


TOO_MANY_ORDERS = reading(
    cite("15.1"),
    "orders.window",
    "“限期整改”次数的计算范围",
    ever=(ALL_STAYS, _more_than_three(f.orders_issued.in_(f.EVER), f.orders_served.in_(f.EVER))),
    stay=(THIS_STAY, _more_than_three(f.orders_issued, f.orders_served)),
)

BEGUN_BEFORE = "施行前已开始的期间如何计算"
REST_DAY = "期间最后一日为休息日的是否顺延（民法典第二百零三条）"
WHOLE, FROM_COMMENCEMENT = "施行前经过的时间一并计算", "自施行之日起计算"


# 6个月及以上 is reached when the last day of the sixth month is over: no silence counts before.
def _six_months(start: Fact | Latest, *, rest_days_move: bool) -> Compare:
    """Six months have passed since a day."""
    return since(start, whole_days=True, rest_days_move=rest_days_move).reaches(Months(6))


def _by_last_signing(*entry: Fact, rest_days_move: bool) -> Choice:
    """15(2): 新增签约 is a first contract, of whatever kind, with an enterprise."""

    def passed(*days: Fact) -> Compare:
        start = days[0] if len(days) == 1 else latest(*days)
        return _six_months(start, rest_days_move=rest_days_move)

    return reading(
        cite("15.2"),
        "new_enterprise",
        "“入库6个月及以上无新增签约”的起算",
        never=(
            "入库满六个月，且入库以来从未新增",
            passed(*entry) & f.last_new_enterprise_on.below(f.joined_on),
        ),
        lately=("自入库或最近一次新增起满六个月", passed(*entry, f.last_new_enterprise_on)),
    )


def _by_entry(*other: Fact, rest_days_move: bool) -> Choice:
    """From which day 入库 runs."""
    return reading(
        cite("15.2"),
        "entry.from",
        "“入库”自何日起算",
        membership=("自入库之日起算", _by_last_signing(f.joined_on, *other, rest_days_move=rest_days_move)),
        announced=(
            "自入库名单公布之日起算",
            _by_last_signing(f.selected_on, *other, rest_days_move=rest_days_move),
        ),
    )


def _without_new_enterprise(*, rest_days_move: bool) -> Choice:
    """Time that had run before commencement counts, or the six months run from commencement."""
    return reading(
        cite("15.2"),
        "period.begun_before",
        BEGUN_BEFORE,
        whole=(WHOLE, _by_entry(rest_days_move=rest_days_move)),
        from_commencement=(FROM_COMMENCEMENT, _by_entry(f.commenced_on, rest_days_move=rest_days_move)),
    )


NO_NEW_ENTERPRISE = reading(
    cite("15.2"),
    "period.rest_day",
    REST_DAY,
    moved=("顺延至其后第一个工作日", _without_new_enterprise(rest_days_move=True)),
    kept=("不顺延", _without_new_enterprise(rest_days_move=False)),
)


def _idle(*, rest_days_move: bool) -> Choice:
    """15(3): two months have passed, the last day included, without substantive progress."""
    ways = {
        start: since(start, whole_days=True, rest_days_move=rest_days_move).reaches(Months(2))
        for start in (f.idle_since, latest(f.idle_since, f.commenced_on))
    }
    whole, from_commencement = ways.values()
    return reading(
        cite("15.3"),
        "period.begun_before",
        BEGUN_BEFORE,
        whole=(WHOLE, whole),
        from_commencement=(FROM_COMMENCEMENT, from_commencement),
    )


NO_PROGRESS = reading(
    cite("15.3"),
    "period.rest_day",
    REST_DAY,
    moved=("顺延至其后第一个工作日", _idle(rest_days_move=True)),
    kept=("不顺延", _idle(rest_days_move=False)),
)

# 15(4): three phrases with only a 、 between them, the last of which is the harm
HARM = Element("harm", "损害试点企业或其他参与方的利益")
GAIN_OR_COMPETITION = reading(
    cite("15.4"),
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
    15,
    MAY,
    disqualify(),
    remove(),
    items=(
        item(1, "限期整改超过3次", TOO_MANY_ORDERS, part="前段", anew=(f.orders_issued, f.orders_served)),
        item(1, "拒不整改", f.orders_refused.reaches(1, "次"), part="后段", anew=f.orders_refused),
        item(2, "入库6个月及以上无新增签约企业", NO_NEW_ENTERPRISE),
        item(3, "合同签订两个月以上无实质进展", NO_PROGRESS),
        item(4, "不正当获利、不正当竞争或损害他人利益", GAIN_OR_COMPETITION),
        item(5, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密、核心技术等信息")),
        item(6, "累计两次评为D级", _grades_reach_two("D"), anew=f.grades("D")),
        item(7, "其他严重违法违纪", GRAVE),
    ),
)

# --- 16, 18 ----------------------------------------------------------------------------

# The last acceptance of an enterprise counts: one made good (8(5)) no longer counts.
RECOVERY = article(
    16,
    MAY,
    recover("涉及问题项目的奖补款项"),
    items=(
        item(0, "服务商被清退", f.removals.reaches(1, "次"), part="前段", anew=f.removals),
        item(
            0,
            "所服务企业未通过省级或国家级验收",
            f.enterprises_failed_state.reaches(1, "家"),
            part="后段",
            anew=f.enterprises_failed_state,
        ),
    ),
)

REPORTED = item(
    0,
    "举报投诉的违法、违规行为经核实",
    f.complaints_unlawful.reaches(1, "件"),
    part="前段",
    anew=f.complaints_unlawful,
)
SUSPECTED = item(0, "涉嫌违法犯罪", finding("suspected_crime", "涉嫌违法犯罪"), part="后段")

# 18 names no situation for removal of its own: which of the two follows is for 14 and 15 to say.
REPORTS = article(18, MUST, either(warn(), remove()), items=(REPORTED,)) + article(
    18, MUST, refer(), items=(SUSPECTED,)
)

CLAUSES = WARNING + REMOVAL + RECOVERY + REPORTS
