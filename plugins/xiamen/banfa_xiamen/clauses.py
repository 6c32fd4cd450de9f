"""Articles 11 and 12: warning with rectification, and loss of qualification. Both bind the bureau (将)."""

from banfa.law import (
    EVENT,
    MUST,
    Choice,
    Compare,
    Fact,
    Months,
    all_of,
    any_of,
    article,
    circular,
    cite,
    disqualify,
    finding,
    item,
    latest_grade,
    percent,
    reading,
    rectify,
    share,
    since,
    verification,
    warn,
)
from banfa.law import facts as f

# 11(2): the list of faults is a list of alternatives
CONTRACT_FAULTS = any_of(
    finding("contract_breach", "对试点企业的服务不合合同要求"),
    finding("incomplete_list", "方案和软件采购清单的项目不完整"),
    finding("inaccurate_list", "清单中功能、用途、费用罗列不准确"),
    finding("tied_product", "私自绑定专属产品"),
    finding("price_raised", "随意改动或有意抬高标准化产品、服务的市场价"),
)

# 11(3): only what brought a complaint about; late papers alone are 11(6)
COMPLAINED_OF = any_of(
    finding("team_complaint", "人员能力或团队配置欠缺，引起试点企业投诉"),
    finding("service_complaint", "服务不能满足需求，引起试点企业投诉"),
    finding("filing_complaint", "没有按要求报送资料，引起试点企业投诉"),
)

# 11(6): the list ends with 等
UNCOOPERATIVE = any_of(
    finding("late_entry", "进驻试点企业不及时"),
    finding("late_filing", "报送资料迟缓、缺漏或不合规范"),
    finding("uncooperative", "其他不配合试点工作的行为"),
)

# an act with the harm it did stands in 11(5) as well as in 12(1); the text does not say which goes first
HARMFUL_COMPETITION = finding("harmful_competition", "以不正当竞争使试点企业或其他参与方受损")

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
        item(3, "因人员、服务或报送引起试点企业投诉", COMPLAINED_OF),
        item(4, "泄露试点企业信息", finding("disclosure", "泄露试点企业的商业秘密、核心技术或敏感信息")),
        item(5, "合作中获得不当利益", finding("improper_gain", "在合作中取得不当利益"), part="前段"),
        item(5, "不正当竞争、损害他人利益", UNFAIR, part="后段"),
        item(6, "不配合试点工作", UNCOOPERATIVE),
    ),
)

# 12(1): the first phrase ends in 的 and stands alone; the second asks for harm, its list of acts ends in 等
DISHONESTY = any_of(
    finding("false_information", "入库申请或验收中提供虚假信息"),
    finding("subsidy_fraud", "骗取补助，使试点企业或其他参与方受损"),
    HARMFUL_COMPETITION,
    finding("similar_conduct", "其他此类行为，使试点企业或其他参与方受损"),
)

# 12(3): a contract signed after the three months have run out does not undo it
UNCONTRACTED = since(f.joined_on, until=f.first_contract_on).exceeds(Months(3))

# 12(4): an order kept late or without effect; in this measure every order goes with a warning
NOT_MENDED = f.orders_missed.reaches(1, "次") | f.rechecks_failed.reaches(1, "次")


def _too_many_dissatisfied(unhappy: Fact, of: Fact) -> Compare:
    """超过30%."""
    return share(unhappy, of).exceeds(percent(30))


def _by_verdict(of: Fact) -> Choice:
    """Which answers count as 不满意: the text defines the word nowhere."""
    return reading(
        cite("12.5"),
        "dissatisfied.verdict",
        "哪一次评价算作“不满意”",
        latest=("最近一次总体评价为不满意", _too_many_dissatisfied(f.dissatisfied_enterprises, of)),
        ever=("曾经评价为不满意", _too_many_dissatisfied(f.ever_dissatisfied_enterprises, of)),
    )


DISSATISFIED = reading(
    cite("12.5"),
    "dissatisfied.base",
    "三成以哪些试点企业为基数",
    surveyed=("已作满意度评价的试点企业", _by_verdict(f.surveyed_enterprises)),
    served=("所服务的全部试点企业", _by_verdict(f.served_enterprises)),
)

# 12(6): of several acceptances of one enterprise the last counts. 经整改后 can mean the rate as it stands on
# any day, or only that which is left once the year's rectification and acceptances are over.
LEVEL_TWO_THIS_YEAR = share(f.enterprises_at_level(2).in_(f.YEAR), f.enterprises_examined.in_(f.YEAR))
TOO_FEW_PASS = LEVEL_TWO_THIS_YEAR.below(percent(80))
LOW_PASS_RATE = reading(
    cite("12.6"),
    "pass_rate.when",
    "当年度通过率何时认定",
    any_day=("年内任何一日，按每家企业最近一次验收计", TOO_FEW_PASS),
    after_all=(
        "当年度的整改和验收都办结之后",
        all_of(TOO_FEW_PASS, verification("year_settled", "当年度的整改和验收均已办结")),
    ),
)

DISQUALIFICATION = article(
    12,
    MUST,
    disqualify(),
    circular(),
    items=(
        item(1, "弄虚作假、骗补或不正当竞争", DISHONESTY),
        item(2, "干扰评定公平", finding("interference", "申请评定过程中干扰评定公平")),
        item(3, "入选后三个月内未签改造合同", UNCONTRACTED, nature=EVENT),
        item(4, "警告后整改逾期或无成效", NOT_MENDED, anew=(f.orders_missed, f.rechecks_failed)),
        item(5, "超过三成试点企业不满意", DISSATISFIED),
        item(6, "当年度二级通过率未达到八成", LOW_PASS_RATE),
        item(7, "违法违规", finding("illegal", "有相关的违法违规行为")),
    ),
)

CLAUSES = WARNING + DISQUALIFICATION
