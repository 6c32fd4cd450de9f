"""A made-up city, just large enough for the ledger: its vocabulary, and days and codes for rows."""

from datetime import UTC, datetime, timedelta

from stdnum.cn import uscc

from banfa.cities.profile import Profile
from banfa.law import (
    FAR,
    MUST,
    Band,
    Category,
    City,
    Edition,
    Event,
    Field,
    FieldType,
    Grading,
    Industry,
    Months,
    OpenDate,
    Otherwise,
    RecordKind,
    Rule,
    Stage,
    Status,
    any_of,
    article,
    cite,
    contract_finding,
    facts,
    finding,
    item,
    verification,
    warn,
    yes,
)

NOW = datetime(2026, 3, 31, 1, 30, tzinfo=UTC)
"""The morning of 31 March 2026 in Shanghai."""


def later(seconds=1):
    return NOW + timedelta(seconds=seconds)


TOWN = Profile(
    city=City("xiamen", "某市", "某市工业和信息化局"),
    categories=(Category("integrator", "集成服务商", cite("4")), Category("promoter", "推进机构", cite("4"))),
    industries=(Industry("steel", "特钢", cite("6")), Industry("optics", "光电子", cite("6"))),
    record_kinds=(
        RecordKind(
            "honour",
            "荣誉",
            cite("6.5"),
            "荣誉",
            (
                Field("level", "级别", FieldType.CHOICE, options=("国家级", "省级")),
                Field("awarded_on", "授予之日", FieldType.DATE, required=False),
                Field("rank", "名次", FieldType.INTEGER, required=False, low=1, high=10),
            ),
        ),
        RecordKind("training", "培训", cite("5"), "培训", amount_zh="参训人数"),
    ),
    editions=(
        Edition(
            "draft",
            "某市服务商管理办法",
            Status.DRAFT,
            OpenDate(cite("20"), "from", "施行之日"),
            Event("试点结束"),
            (),
            clauses=article(
                14,
                MUST,
                warn(),
                items=(
                    item(1, "违约", finding("breach", "未按合同服务")),
                    item(2, "泄密", finding("leak", "泄露商业秘密")),
                    item(3, "态度", facts.rating_sum("attitude", "服务态度").exceeds(FAR - 1, "分")),
                    item(4, "专家", facts.review_sum("expert", "专家核验").exceeds(FAR - 1, "分")),
                ),
            ),
            rules=(
                Rule(
                    cite("6"),
                    "独立法人",
                    Stage.ADMISSION,
                    verification("legal_person", "独立法人"),
                    Otherwise.NOT_ADMITTED,
                ),
                Rule(cite("2"), "签约之日在库", Stage.CONTRACT, yes(facts.in_pool), Otherwise.NOT_COUNTED),
                Rule(
                    cite("8.1"),
                    "限于所属行业",
                    Stage.CONTRACT,
                    any_of(
                        yes(facts.no_industry_list), yes(facts.industry_assigned), yes(facts.earlier_pilot)
                    ),
                    Otherwise.NO_SUBSIDY,
                ),
                Rule(
                    cite("8.4"),
                    "不高于市价",
                    Stage.CONTRACT,
                    facts.price.at_most(facts.market_price),
                    Otherwise.CHECK,
                ),
                Rule(
                    cite("17"),
                    "清退前签订",
                    Stage.CONTRACT,
                    any_of(~yes(facts.provider_removed), contract_finding("clean", "经确认没有问题")),
                    Otherwise.NOT_COUNTED,
                ),
            ),
            grading=Grading(cite("11"), Months(6), (Band("A", 80), Band("B", 60), Band("C", None))),
        ),
    ),
)


def code(number):
    """The number-th valid 统一社会信用代码."""
    body = f"91350200{number:09d}"
    return body + uscc.calc_check_digit(body)
