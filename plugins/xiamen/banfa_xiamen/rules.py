"""What is asked before evaluation, which contracts count, how long grades are shown, what is then offered.

Entry to the pool is ruled by a notice (厦工信企业函〔2023〕134号) that we do not hold: no rule on it.
"""

from banfa.law import Otherwise, Publicity, Rule, Stage, Support, WorkingDays, all_of, cite, verification, yes
from banfa.law import facts as f

QUALIFIED = all_of(
    verification("legal_person", "境内依法登记注册的独立法人企业"),
    verification("premises", "有实际经营场地"),
    verification("team", "有稳定的技术团队和人员"),
    verification("local_service", "本地化服务能力较强"),
    verification("responsive", "能及时响应试点企业的改造需求"),
    verification("sales_service", "售前售后服务完善"),
)

RULES = (
    Rule(cite("7.1"), "参评资格核定", Stage.EVALUATION, QUALIFIED, Otherwise.NOT_EVALUATED),
    # the measure is about those who take part in the pilot; what was signed outside it is none of its figures
    Rule(cite("1"), "签约之日参加试点", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),
)

PUBLICITY = Publicity(cite("8"), WorkingDays(5))

SUPPORT = (
    Support(cite("9"), "按季度、年度公布宣传优秀名单，方案和典型案例入库政务平台展示", ("优秀",)),
    Support(
        cite("10"),
        "推荐申报国家级示范荣誉、支持到海外或外地推介、组织参展和论坛、案例入选创新体验中心，以及其他支持",
        ("优秀", "良好", "合格"),
    ),
)
