"""云州市: a city that does not exist, with a measure nobody issued (measure.txt beside this package).

This is what somebody else's plugin looks like: nothing of Banfa but `banfa.law` is imported.
"""

from __future__ import annotations

from pathlib import Path

from banfa.law import (
    MAY,
    MUST,
    Band,
    Category,
    City,
    Criterion,
    Days,
    Dimension,
    Edition,
    Event,
    Field,
    Grading,
    Industry,
    Months,
    Notice,
    OpenDate,
    OpenNumber,
    Otherwise,
    Quota,
    RecordKind,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    article,
    cite,
    disqualify,
    finding,
    hook,
    item,
    outline,
    per_item,
    percent,
    reading,
    rectify,
    tiers,
    warn,
)
from banfa.law import facts as f

OUTLINE = outline("""
    1    definition      两类服务商、一个行业
    2    encoded         未按合同服务的，警告并限期15日整改 | finding:breach
    3    encoded         产品服务商整改令超过两次的，可以取消资格
    4    encoded+open    评价期内没有签约的不参评；签约怎样算由主管部门说明
    5    encoded         百分制
    5.1  encoded         签约立项五十分：一份三十分，三份五十分
    5.2  encoded+record  培训三十分：每场十分 | record:training
    5.3  encoded         产品二十分：每个二分半
    6    encoded+open    半年一次，三个等级，优秀约占两成
    7    open            施行之日 | term:commencement
""")

WARNING = article(
    2,
    MUST,
    warn(),
    rectify(Days(15)),
    items=(item(0, "未按合同提供服务", finding("breach", "未按合同提供服务")),),
)
REMOVAL = article(
    3,
    MAY,
    disqualify(),
    items=(item(0, "限期整改超过两次", f.orders_issued.exceeds(2, "次")),),
    categories=("product",),
)

CONTRACTED = reading(
    cite("4"),
    "contracted",
    "“签约”指签订合同还是已经立项",
    signed=("签订合同即可", f.contracts_signed.reaches(1, "份")),
    registered=("合同须已立项", f.contracts_registered.reaches(1, "份")),
)
TAKING_PART = Rule(cite("4"), "评价期内有签约", Stage.EVALUATION, CONTRACTED, Otherwise.NOT_EVALUATED)

RUBRIC = Rubric(
    cite("5"),
    100,
    (
        Dimension(
            cite("5"),
            "服务成效",
            100,
            (
                Criterion(
                    cite("5.1"), "签约立项", 50, tiers(f.contracts_registered, (0, 0), (1, 30), (3, 50))
                ),
                Criterion(
                    cite("5.2"),
                    "技能培训",
                    30,
                    per_item(f.records("training", "培训场次", "场"), 10, upto=30),
                ),
                Criterion(cite("5.3"), "产品数量", 20, per_item(f.products, "2.5", upto=20)),
            ),
        ),
    ),
    rounding=Rounding.HALF_UP,
)
EXCELLENT = OpenNumber(cite("6"), "quota.excellent", "优秀占比", "%", 10, 30, near=percent(20), den=100)
GRADING = Grading(
    cite("6"),
    Months(6),
    (Band("优秀", 85, Quota(EXCELLENT, Rounding.UP)), Band("合格", 60), Band("不合格", None)),
)


@hook
def city() -> City:
    """Who runs it."""
    return City("yunzhou", "云州市", "云州市工业和信息化局")


@hook
def editions() -> tuple[Edition, ...]:
    """The one edition there is."""
    return (
        Edition(
            key="first",
            title="云州市数字化服务商管理办法（虚构）",
            status=Status.TRIAL,
            valid_from=OpenDate(cite("7"), "commencement", "发布之日"),
            valid_to=Event("试点结束"),
            outline=OUTLINE,
            clauses=WARNING + REMOVAL,
            rules=(TAKING_PART,),
            rubric=RUBRIC,
            grading=GRADING,
        ),
    )


@hook
def categories() -> tuple[Category, ...]:
    """Two kinds of provider."""
    return (Category("system", "系统服务商", cite("1")), Category("product", "产品服务商", cite("1")))


@hook
def industries() -> tuple[Industry, ...]:
    """One industry."""
    return (Industry("shipbuilding", "船舶制造", cite("1")),)


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What Banfa does not keep by itself: training held."""
    fields = (Field.text("topic", "培训内容"), Field.number("people", "参加人数", low=1, high=10_000))
    return (RecordKind("training", "技能培训", cite("5.2"), item_zh="培训", fields=fields),)


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this file."""
    return tuple(sorted((Path(__file__).parent / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The warning, as it is served."""
    body = "因{事由}，根据{依据}，现对你单位予以警告，请于{期限}前（含当日）完成整改。"
    return (Notice("warning", "warning", "警告及限期整改通知", body),)
