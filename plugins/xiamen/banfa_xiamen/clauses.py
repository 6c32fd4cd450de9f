"""Articles 11 and 12: warning with rectification, and loss of qualification. Both bind the bureau (将)."""

from banfa.law import (
    EVENT,
    MUST,
    Choice,
    Compare,
    Element,
    Fact,
    Months,
    Window,
    all_of,
    any_of,
    article,
    circular,
    cite,
    disqualify,
    finding,
    item,
    latest,
    latest_grade,
    percent,
    period_verification,
    reading,
    rectify,
    share,
    since,
    warn,
)
from banfa.law import facts as f

# 11(2): the list of faults is a list of alternatives
CONTRACT_FAULTS = any_of(
    finding("contract_breach", "未按合同要求服务试点企业"),
    finding("incomplete_list", "方案和软件采购清单的项目不完整"),
    finding("inaccurate_list", "清单中功能、用途、费用罗列不准确"),
    finding(
        "tied_product",
        "私自绑定专属产品",
        Element("private", "私自为之"),
        Element("tied", "绑定专属产品"),
    ),
    finding(
        "price_raised",
        "随意调整或故意抬高标准化产品、服务的同期市场价格",
        Element("wilful", "随意调整，或故意抬高"),
        Element("standard", "标准化产品、服务的同期市场价格"),
    ),
)

COMPLAINT = Element("complaint", "造成试点企业投诉")

# 11(3): only what brought a complaint about; late papers alone are 11(6)
COMPLAINED_OF = any_of(
    finding(
        "team_complaint",
        "因人员能力不足或团队配置不当造成试点企业投诉",
        Element("team", "人员能力不足，或团队配置不当"),
        COMPLAINT,
    ),
    finding(
        "service_complaint",
        "因服务不能满足需求造成试点企业投诉",
        Element("unmet", "服务不能满足企业需求"),
        COMPLAINT,
    ),
    finding(
        "filing_complaint",
        "因资料未按要求报送造成试点企业投诉",
        Element("unfiled", "资料未按要求报送"),
        COMPLAINT,
    ),
)

# 11(6): the list ends with 等
UNCOOPERATIVE = any_of(
    finding("late_entry", "进驻试点企业不及时"),
    finding("late_filing", "报送资料不及时、不完整或不规范"),
    finding("uncooperative", "其他不配合试点工作的行为"),
)

# an act with the harm it did stands in 11(5) as well as in 12(1); the text does not say which goes first
HARM = Element("harm", "损害试点企业或其他参与方的利益")
HARMFUL_COMPETITION = finding(
    "harmful_competition", "以不正当竞争使他方受损", Element("unfair", "不正当竞争手段"), HARM
)

# 11(5), second half: two phrases with only a 、 between them
UNFAIR = reading(
    cite("11.5后段"),
    "unfair_competition",
    "不正当竞争与损害他人利益是两种情形还是一种",
    each=(
        "两种情形，有其一即可",
        any_of(
            finding("unfair_competition", "采取不正当竞争手段"),
            finding("interest_harmed", "使试点企业或其他参与方受损"),
            HARMFUL_COMPETITION,
        ),
    ),
    together=("一种情形，以不正当竞争手段造成损害的才算", HARMFUL_COMPETITION),
)

WARNING = article(
    11,
    MUST,
    warn(),
    rectify(Months(1), missed=(cite("12.4"),)),
    items=(
        item(1, "被评为不合格", latest_grade("不合格"), anew=f.grades("不合格")),
        item(2, "履约、清单、绑定产品或价格方面的问题", CONTRACT_FAULTS),
        item(3, "因人员、服务或资料报送造成试点企业投诉", COMPLAINED_OF),
        item(4, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密、核心技术或敏感信息")),
        item(5, "合作中获得不当利益", finding("improper_gain", "在合作中取得不当利益"), part="前段"),
        item(5, "不正当竞争、损害他人利益", UNFAIR, part="后段"),
        item(6, "不配合试点工作", UNCOOPERATIVE),
    ),
)

# 12(1): the first phrase ends in 的 and stands alone; the list of acts after it ends in 等. Whether the harm
# at its end goes with every act is a question of commas: fraud harms the treasury, maybe nobody else.
FALSE_INFORMATION = finding(
    "false_information",
    "入库申请或验收中提供虚假信息",
    Element("stage", "在入库申请或验收过程中"),
    Element("false", "提供虚假信息"),
)
HARMFUL_CONDUCT = any_of(
    HARMFUL_COMPETITION,
    finding("similar_conduct", "其他此类行为使他方受损", Element("similar", "其他同类行为"), HARM),
)
HARMFUL_FRAUD = finding("subsidy_fraud", "骗取补助并使他方受损", Element("fraud", "骗取补助"), HARM)
DISHONESTY = reading(
    cite("12.1"),
    "fraud.harm",
    "骗取补助是否须损害试点企业或其他参与方的利益",
    required=("须有损害", any_of(FALSE_INFORMATION, HARMFUL_FRAUD, HARMFUL_CONDUCT)),
    alone=(
        "无须有损害，损害要件只适用于其余行为",
        any_of(FALSE_INFORMATION, finding("treasury_fraud", "骗取补助"), HARMFUL_FRAUD, HARMFUL_CONDUCT),
    ),
)


# 12(3): a contract signed after the three months have run out does not undo it. Time that had run before
# commencement counts, or the three months run from commencement.
def _three_months(start: Fact, first_contract: Fact, *, rest_days_move: bool, whole: bool) -> Compare:
    """三个月内 without a transformation contract, counted from a day of selection."""
    return since(
        start if whole else latest(start, f.commenced_on),
        until=first_contract,
        rest_days_move=rest_days_move,
        judged_from=f.commenced_on if whole else None,
    ).exceeds(Months(3))


def _by_selection(*, rest_days_move: bool, whole: bool) -> Choice:
    """From which day 入选 runs: entry itself is ruled by another document."""
    return reading(
        cite("12.3"),
        "entry.from",
        "“入选”自何日起算",
        membership=(
            "自入库之日起算",
            _three_months(f.joined_on, f.first_contract_on, rest_days_move=rest_days_move, whole=whole),
        ),
        announced=(
            "自入库名单公布之日起算，名单公布后签订的都算",
            _three_months(
                f.selected_on,
                f.first_contract_since_selection_on,
                rest_days_move=rest_days_move,
                whole=whole,
            ),
        ),
    )


def _by_start(*, rest_days_move: bool) -> Choice:
    return reading(
        cite("12.3"),
        "period.begun_before",
        "施行前已开始的期间如何计算",
        whole=(
            "施行前经过的时间一并计算，施行前已届满的不论",
            _by_selection(rest_days_move=rest_days_move, whole=True),
        ),
        from_commencement=(
            "自施行之日起计算",
            _by_selection(rest_days_move=rest_days_move, whole=False),
        ),
    )


UNCONTRACTED = reading(
    cite("12.3"),
    "period.rest_day",
    "期间最后一日为休息日的是否顺延（民法典第二百零三条）",
    moved=("顺延至其后第一个工作日", _by_start(rest_days_move=True)),
    kept=("不顺延", _by_start(rest_days_move=False)),
)


# 12(4): a warning was served, and the order that goes with it was not done in time (refused or not), or done
# without effect. What is handed in on the last day after office hours is in time or not, and a term that ends
# on a rest day is over then or goes on to the next working day.
KEPT = (f.orders_missed, f.orders_missed_by_close, f.rechecks_failed)
MOVED = (f.orders_missed_moved, f.orders_missed_moved_by_close, f.rechecks_failed_moved)


def _by_last_day(missed: Fact, missed_by_close: Fact, failed: Fact) -> Choice:
    """A report of the last day after office hours is in time or not."""
    return reading(
        cite("12.4"),
        "orders.last_day",
        "最后一日下班后送交的整改报告是否按时（民法典第二百零三条）",
        midnight=(
            "当日二十四时前送交均为按时",
            f.warnings_served.reaches(1, "次") & (missed.reaches(1, "次") | failed.reaches(1, "次")),
        ),
        close=(
            "须在当日下班前送交",
            f.warnings_served.reaches(1, "次") & (missed_by_close.reaches(1, "次") | failed.reaches(1, "次")),
        ),
    )


NOT_MENDED = reading(
    cite("12.4"),
    "orders.rest_day",
    "整改期限最后一日为休息日的是否顺延（民法典第二百零三条）",
    moved=("顺延至其后第一个工作日", _by_last_day(*MOVED)),
    kept=("不顺延", _by_last_day(*KEPT)),
)


def _too_many_dissatisfied(unhappy: Fact, of: Fact) -> Compare:
    """超过30%."""
    return share(unhappy, of).exceeds(percent(30))


def _by_verdict(last: Fact, ever: Fact, of: Fact) -> Choice:
    """Which answers count as 不满意: the text defines the word nowhere."""
    return reading(
        cite("12.5"),
        "dissatisfied.verdict",
        "哪一次评价算作“不满意”",
        latest=("最近一次总体评价为不满意", _too_many_dissatisfied(last, of)),
        ever=("曾经评价为不满意", _too_many_dissatisfied(ever, of)),
    )


# enterprises that answered are held against those that answered, enterprises served against those served
DISSATISFIED = reading(
    cite("12.5"),
    "dissatisfied.base",
    "30%以哪些试点企业为基数",
    surveyed=(
        "已作满意度评价的试点企业",
        _by_verdict(f.dissatisfied_enterprises, f.ever_dissatisfied_enterprises, f.surveyed_enterprises),
    ),
    served=(
        "所服务的全部试点企业",
        _by_verdict(f.dissatisfied_served, f.ever_dissatisfied_served, f.served_enterprises),
    ),
)

# 12(6): of several acceptances of one enterprise the year's last counts, and the year keeps its rate when it
# is over: two years back reach to the beginning of any pilot. 经整改后 can mean the rate as it stands on any
# day of the year, or only that which is left once the year's rectification and acceptances are over.
YEARS = (Window.YEAR, Window.LAST_YEAR, Window.YEAR_BEFORE_LAST)
SETTLED = "该年度的整改和验收均已办结"


def _low_rate(level_two: Fact, examined: Fact) -> Choice:
    """未达到80%, in one of the years."""
    rates = {window: share(level_two, examined).in_(window).below(percent(80)) for window in YEARS}
    return reading(
        cite("12.6"),
        "pass_rate.when",
        "当年度通过率何时认定",
        any_day=("年内任何一日，按每家企业该年度最近一次验收计算", any_of(*rates.values())),
        after_all=(
            "该年度的整改和验收都办结之后",
            any_of(
                *(
                    all_of(rate, period_verification("year_settled", SETTLED, window))
                    for window, rate in rates.items()
                )
            ),
        ),
    )


LOW_PASS_RATE = reading(
    cite("12.6"),
    "period.begun_before",
    "施行前已开始的期间如何计算",
    whole=(
        "施行所在年度自年初起计算，此前的年度不计",
        _low_rate(f.at_level_in_year(2), f.examined_in_year),
    ),
    from_commencement=(
        "只计算施行之日起的验收",
        _low_rate(f.at_level_in_year_since(2), f.examined_in_year_since),
    ),
)

INTERFERENCE = finding(
    "interference",
    "申请评定过程中干扰评定公平",
    Element("stage", "在申请评定过程中"),
    Element("interference", "干扰评定公平"),
)
ILLEGAL = finding(
    "illegal",
    "有相关的违法违规行为",
    Element("unlawful", "违法或违规行为"),
    Element("related", "与试点服务相关"),
)

DISQUALIFICATION = article(
    12,
    MUST,
    disqualify("试点工作资格"),
    circular(),
    items=(
        item(1, "提供虚假信息、骗取补助或不正当竞争", DISHONESTY),
        item(2, "干扰评定公平", INTERFERENCE),
        item(3, "入选后三个月内未签订改造合同", UNCONTRACTED, nature=EVENT),
        item(4, "警告后整改逾期或未见成效", NOT_MENDED, anew=KEPT + MOVED),
        item(5, "超过30%试点企业不满意", DISSATISFIED),
        item(6, "当年度二级通过率未达到80%", LOW_PASS_RATE),
        item(7, "违法违规", ILLEGAL),
    ),
)

CLAUSES = WARNING + DISQUALIFICATION
