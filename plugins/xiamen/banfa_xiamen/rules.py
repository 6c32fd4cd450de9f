"""What is asked before evaluation, which contracts count, how long grades are shown, what is then offered.

Entry to the pool is ruled by a notice (厦工信企业函〔2023〕134号) that we do not hold: no rule on it.
"""

from banfa.law import (
    Compare,
    Listed,
    Otherwise,
    Publicity,
    Rule,
    Stage,
    Support,
    WorkingDays,
    all_of,
    cite,
    period_verification,
    reading,
    yes,
)
from banfa.law import facts as f


def _check_anew(kind: str, zh: str) -> Compare:
    """7(1) is the first step of each evaluation: a check of another quarter does not answer it."""
    return period_verification(kind, zh)


QUALIFIED = all_of(
    _check_anew("legal_person", "为境内依法登记注册的独立法人企业"),
    _check_anew("premises", "有实际经营场地"),
    _check_anew("team", "有稳定的技术团队和人员"),
    _check_anew("local_service", "本地化服务能力较强"),
    _check_anew("responsive", "能及时响应试点企业的改造需求"),
    _check_anew("sales_service", "售前售后服务完善"),
)

# who was removed during the quarter: the text speaks of 服务商 who take part in the pilot (1), not of when
STILL_THERE = reading(
    cite("7.2"),
    "removed.evaluated",
    "评价周期内已退出试点的服务商是否评定等级",
    left_out=("周期最后一日不在库的不评定，也不占名额", yes(f.in_pool_at_end)),
    evaluated=("周期内曾在库的都评定", yes(f.in_pool_at_end) | ~yes(f.in_pool_at_end)),
)

RULES = (
    Rule(cite("7.1"), "参评资格核定", Stage.EVALUATION, QUALIFIED, Otherwise.NOT_EVALUATED),
    Rule(cite("7.2"), "列入本周期评定范围", Stage.EVALUATION, STILL_THERE, Otherwise.NOT_EVALUATED),
    # the measure is about those who take part in the pilot; what was signed outside it is none of its figures
    Rule(cite("1"), "签约之日参加试点", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),
)

# 8 shows the proposed grades; whether the list names those who failed it does not say
LISTED = reading(
    cite("8"),
    "publicity.listed",
    "公示是否列出拟评为不合格的服务商",
    all=("各等级均列名", Listed.ALL),
    passed=("只列优秀、良好、合格；不合格的只告知本人", Listed.NOT_THE_LAST),
)
PUBLICITY = Publicity(cite("8"), WorkingDays(5), LISTED)

SUPPORT = (
    Support(cite("9"), "按季度、年度公布宣传优秀名单，方案和典型案例入库政务平台展示", ("优秀",)),
    Support(
        cite("10"),
        "推荐申报国家级示范荣誉、支持到海外或外地推介、组织参展和论坛、案例入选创新体验中心，以及其他支持",
        ("优秀", "良好", "合格"),
    ),
)
