"""The catalogue of facts: what a plugin may read of the ledger; its own record kinds add to it (`records`).

Each name is mapped to the ledger in one place (`banfa.ledger.facts.catalogue`); a test holds the two
lists equal. Counts tell their unit: 家 counts enterprises, 次 counts acts or answers, 份 contracts. Only
what happened while the provider was in the pool counts, unless a fact says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from banfa.law.expressions import FAR, Compare, Element, Fact, Share, Silence, Window, mean

ROUND, YEAR, EVER, MEMBERSHIP, AS_OF = Window.ROUND, Window.YEAR, Window.EVER, Window.MEMBERSHIP, Window.AS_OF
LAST_YEAR, YEAR_BEFORE_LAST = Window.LAST_YEAR, Window.YEAR_BEFORE_LAST


def _count(name: str, zh: str, unit: str, window: Window = EVER, *args: str | int) -> Fact:
    """A count that others report: unknown where their reports are not declared complete."""
    return Fact(name, zh, unit, window, Silence.UNKNOWN, args=args)


def _act(name: str, zh: str, unit: str, *args: str | int) -> Fact:
    """A count of the bureau's own acts: no row means none. It judges what happened from commencement on."""
    return Fact(name, zh, unit, MEMBERSHIP, Silence.ZERO, args=args, judged=True)


def _verdict(name: str, zh: str, unit: str, window: Window = MEMBERSHIP) -> Fact:
    """A count that others report, and that clauses judge from commencement on."""
    return replace(_count(name, zh, unit, window), judged=True)


def _dissatisfaction(name: str, zh: str, unit: str) -> Fact:
    """A verdict that rests on answers 不满意, each of which is called back (回访核实)."""
    return replace(_verdict(name, zh, unit), called_back=True)


def _day(name: str, zh: str, window: Window = AS_OF) -> Fact:
    """A day, in days since 1970-01-01; one that has not come is FAR, one that never was is -FAR."""
    return Fact(name, zh, "日期", window, Silence.NEVER, low=-FAR, high=FAR)


def _contract_fact(name: str, zh: str, unit: str = "是否", high: int = 1, per: int = 1) -> Fact:
    """A fact of one contract, on the day it was signed; by default a yes or no."""
    return Fact(name, zh, unit, AS_OF, Silence.UNKNOWN, "contract", high=high, per=per)


# the day on which the measure came into force; before every other day where it has not
commenced_on = _day("commenced_on", "本办法施行之日")

# membership and contracts
joined_on = _day("joined_on", "入库之日")
# when the list with its name was made public; open where nobody recorded it
selected_on = _day("selected_on", "入库名单公布之日")
in_pool_at_end = Fact("in_pool_at_end", "周期最后一日在库", "是否", AS_OF, Silence.ZERO, high=1)
first_contract_on = _day("first_contract_on", "入库后首份改造合同签订之日", MEMBERSHIP)
first_contract_since_selection_on = _day(
    "first_contract_since_selection_on", "入库名单公布后首份改造合同签订之日"
)
last_new_enterprise_on = _day("last_new_enterprise_on", "最近一家新增试点企业签约之日", MEMBERSHIP)
last_new_enterprise_ever_on = _day("last_new_enterprise_ever_on", "历来最近一家新增试点企业签约之日", EVER)
idle_since = _day("idle_since", "最早一份尚无实质性进展的合同签订之日", MEMBERSHIP)
contracts_signed = _count("contracts_signed", "签订改造合同数", "份", ROUND)
contracts_registered = _count("contracts_registered", "已签约立项合同数", "份", ROUND)
served_enterprises = _count("served_enterprises", "服务的试点企业数", "家", MEMBERSHIP)
concessions_promised = _count("concessions_promised", "申报时承诺的让利项数", "项", EVER)
concessions_kept = _count("concessions_kept", "已核实兑现的承诺让利项数", "项", EVER)
maintenance_months = _count("maintenance_months", "合同承诺运维时长合计", "个月", ROUND)
maintained_contracts = _count("maintained_contracts", "明确运维时长的合同数", "份", ROUND)

# acceptance (验收): of several for one enterprise, the last counts
acceptances_due = _count("acceptances_due", "应验收项目数", "项", ROUND)
acceptances_on_time = _count("acceptances_on_time", "如期通过验收项目数", "项", ROUND)
enterprises_examined = _count("enterprises_examined", "已验收的试点企业数", "家", ROUND)
enterprises_failed_state = _verdict("enterprises_failed_state", "未通过省级或国家级验收的企业数", "家", EVER)
enterprises_below_2 = _verdict("enterprises_below_2", "改造验收未达到二级的试点企业数", "家")


def enterprises_at_level(level: int) -> Fact:
    """Enterprises whose last acceptance was passed at this digital level (1 to 4) or above."""
    zh = f"验收达到{'一二三四'[level - 1]}级及以上的试点企业数"
    return _count("enterprises_at_level", zh, "家", ROUND, level)


# the same of one calendar year, which keeps the last acceptance of each enterprise whatever later years bring
examined_in_year = _count("examined_in_year", "该年度已验收的试点企业数", "家", YEAR)
examined_in_year_since = _verdict("examined_in_year_since", "该年度施行日起已验收的试点企业数", "家", YEAR)


def at_level_in_year(level: int) -> Fact:
    """Enterprises whose last acceptance of the year was passed at this level or above."""
    zh = f"该年度验收达到{'一二三四'[level - 1]}级及以上的试点企业数"
    return _count("at_level_in_year", zh, "家", YEAR, level)


def at_level_in_year_since(level: int) -> Fact:
    """The same, of acceptances held from commencement on."""
    zh = f"该年度施行日起验收达到{'一二三四'[level - 1]}级及以上的试点企业数"
    return replace(_count("at_level_in_year_since", zh, "家", YEAR, level), judged=True)


# products
products = _count("products", "公共服务平台审核发布的“小快轻准”产品数", "个", AS_OF)
scenarios = _count("scenarios", "产品覆盖的场景数", "个", AS_OF)

# satisfaction: 次 counts answers, 家 counts enterprises; the "overall" topic is 满意、基本满意、不满意
dissatisfied_answers = _dissatisfaction("dissatisfied_answers", "“不满意”评价次数", "次")
dissatisfied_enterprises = _dissatisfaction(
    "dissatisfied_enterprises", "最近一次总体评价为“不满意”的试点企业数", "家"
)
ever_dissatisfied_enterprises = _dissatisfaction(
    "ever_dissatisfied_enterprises", "曾作出“不满意”评价的试点企业数", "家"
)
surveyed_enterprises = _verdict("surveyed_enterprises", "已作满意度评价的试点企业数", "家")
# enterprises are counted among those that the provider serves, by a contract of whatever kind
dissatisfied_served = _dissatisfaction(
    "dissatisfied_served", "所服务企业中最近一次评价为“不满意”的家数", "家"
)
ever_dissatisfied_served = _dissatisfaction(
    "ever_dissatisfied_served", "所服务企业中曾评价“不满意”的家数", "家"
)


def rating_sum(topic: str, zh: str) -> Fact:
    """Sum of the whole points (0 to 100) that enterprises gave on a topic."""
    return _count("rating_sum", f"{zh}评分合计", "分", ROUND, topic)


def rating_count(topic: str, zh: str) -> Fact:
    """Number of such answers."""
    return _count("rating_count", f"{zh}评分次数", "次", ROUND, topic)


def voice_sum(topic: str, zh: str) -> Fact:
    """Sum of the points that enterprises gave last on a topic, one voice each."""
    return _count("voice_sum", f"{zh}各企业最近一次评分合计", "分", ROUND, topic)


def voice_count(topic: str, zh: str) -> Fact:
    """Number of enterprises that gave points on a topic."""
    return _count("voice_count", f"{zh}评分企业数", "家", ROUND, topic)


def mean_voice(topic: str, zh: str) -> Share:
    """The mean of what each enterprise gave last on a topic, 0 to 100."""
    return mean(voice_sum(topic, zh), voice_count(topic, zh))


def review_sum(topic: str, zh: str) -> Fact:
    """Sum of the whole points (0 to 100) that experts or officers gave on a topic."""
    return _count("review_sum", f"{zh}评分合计", "分", ROUND, topic)


def review_count(topic: str, zh: str) -> Fact:
    """Number of such reviews."""
    return _count("review_count", f"{zh}评分次数", "次", ROUND, topic)


def mean_rating(topic: str, zh: str) -> Share:
    """The mean of what enterprises gave on a topic, 0 to 100."""
    return mean(rating_sum(topic, zh), rating_count(topic, zh))


def mean_review(topic: str, zh: str) -> Share:
    """The mean of what experts or officers gave on a topic, 0 to 100."""
    return mean(review_sum(topic, zh), review_count(topic, zh))


# the bureau's own decisions: complete by construction
orders_issued = _act("orders_issued", "作出限期整改的次数", "次")
orders_served = _act("orders_served", "限期整改通知送达的次数", "次")
# an order has days: issued, served, due, reported done, refused, checked again. Refusal counts at once; not
# done in time (refused or not) from the day after the due day, or when a check finds it was not done
orders_refused = _act("orders_refused", "限期拒不整改的次数", "次")
orders_missed = _act("orders_missed", "未按期完成整改的次数", "次")
orders_missed_by_close = _act("orders_missed_by_close", "未在期满当日下班前完成整改的次数", "次")
rechecks_failed = _act("rechecks_failed", "整改后复核未见成效的次数", "次")
# the same where a term that ends on a rest day ends on the next working day
orders_missed_moved = _act("orders_missed_moved", "休息日顺延后仍未按期完成整改的次数", "次")
orders_missed_moved_by_close = _act(
    "orders_missed_moved_by_close", "休息日顺延后仍未在期满当日下班前完成整改的次数", "次"
)
rechecks_failed_moved = _act("rechecks_failed_moved", "整改期限休息日顺延的，复核未见成效的次数", "次")
warnings_served = _act("warnings_served", "警告送达的次数", "次")
complaints_upheld = _act("complaints_upheld", "核实成立的举报投诉数", "件")
complaints_unlawful = _act("complaints_unlawful", "经核实有违法、违规行为的举报投诉数", "件")
removals = _act("removals", "取消资格或清退的次数", "次").in_(EVER)


def grades(label: str) -> Fact:
    """How often the provider was given this grade."""
    return _act("grades", f"评定为{label}的次数", "次", label)


def latest_grade(label: str) -> Compare:
    """The latest grade given is this one."""
    return _act("latest_grade", f"最近一期评定为{label}", "次", label).reaches(1, "次")


def finding(kind: str, zh: str, *elements: Element) -> Compare:
    """True once an officer has recorded a finding (认定) of this kind that establishes all its elements.

    The kind belongs to the city.
    """
    return replace(_act("finding", zh, "件", kind), elements=elements).reaches(1, "件")


def verification(kind: str, zh: str) -> Compare:
    """A requirement that an officer checks (核验): the latest check decides; unchecked is unknown."""
    fact = Fact("verified", zh, "是否", AS_OF, Silence.UNKNOWN, high=1, args=(kind,))
    return fact.reaches(1, "是否")


def period_verification(kind: str, zh: str, window: Window = ROUND) -> Compare:
    """A requirement checked anew for each period: only checks about this one decide it."""
    fact = Fact("period_verified", zh, "是否", window, Silence.UNKNOWN, high=1, args=(kind,))
    return fact.reaches(1, "是否")


# bound to a task book (任务书): the widest gap between what was due by the day and what was done,
# in 1/10000 of the target
target_gap = Fact("target_gap", "绩效目标序时进度最大差距", "万分点", AS_OF, Silence.UNKNOWN, high=10_000)


# records of the kinds a city declares
def records(kind: str, zh: str, unit: str, window: Window = ROUND) -> Fact:
    """Number of records of this kind."""
    return _count("records", zh, unit, window, kind)


def record_items(kind: str, zh: str, unit: str, window: Window = ROUND) -> Fact:
    """Number of different items (an enterprise, an industry, a project) that have records of this kind."""
    return _count("record_items", zh, unit, window, kind)


def record_sum(kind: str, zh: str, unit: str, window: Window = ROUND) -> Fact:
    """The sum of the records' whole `amount`."""
    return _count("record_sum", zh, unit, window, kind)


# an applicant's earlier work
service_cases = _count("service_cases", "经核实的试点行业中小企业服务案例数", "个", EVER)

# one contract, on the day it was signed
price = _contract_fact("price", "合同价格", "元", FAR, per=100)
market_price = _contract_fact("market_price", "市面同类产品平均价格", "元", FAR, per=100)
in_pool = _contract_fact("in_pool", "签约之日服务商在库")
industry_assigned = _contract_fact("industry_assigned", "企业所属行业在服务商所入的细分行业库之内")
no_industry_list = _contract_fact("no_industry_list", "服务商未列入细分行业库")
earlier_pilot = _contract_fact("earlier_pilot", "服务商曾参与省级、市级试点并继续服务该企业")
promoter_of_industry = _contract_fact("promoter_of_industry", "服务商为该行业推进机构")
provider_removed = Fact("provider_removed", "服务商已被清退", "是否", AS_OF, Silence.ZERO, "contract", high=1)
signed_before_removal = _contract_fact("signed_before_removal", "清退前签订并实施")
subcontracted = _contract_fact("subcontracted", "存在转包")


def contract_finding(kind: str, zh: str) -> Compare:
    """True once an officer has recorded a finding of this kind about the contract itself."""
    fact = Fact("contract_finding", zh, "件", AS_OF, Silence.ZERO, "contract", args=(kind,))
    return fact.reaches(1, "件")


PART_OF: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "acceptances_on_time": frozenset({"acceptances_due"}),
        "enterprises_at_level": frozenset({"enterprises_examined"}),
        "at_level_in_year": frozenset({"examined_in_year"}),
        "at_level_in_year_since": frozenset({"examined_in_year_since"}),
        "dissatisfied_enterprises": frozenset({"surveyed_enterprises"}),
        "ever_dissatisfied_enterprises": frozenset({"surveyed_enterprises"}),
        "dissatisfied_served": frozenset({"served_enterprises"}),
        "ever_dissatisfied_served": frozenset({"served_enterprises"}),
        "concessions_kept": frozenset({"concessions_promised"}),
    }
)
"""What counts some of what another fact counts over the same days: a share is of these and no others."""


def yes(fact: Fact) -> Compare:
    """A yes-or-no fact holds."""
    return fact.reaches(1, "是否")
