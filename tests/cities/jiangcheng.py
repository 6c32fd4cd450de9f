"""A made-up city with a made-up measure (not law, and nobody's): small, sound, with one of everything."""

from __future__ import annotations

import types
from dataclasses import replace
from pathlib import Path
from typing import Any

from banfa.law import (
    MAY,
    MUST,
    Band,
    Category,
    City,
    Criterion,
    Dimension,
    Edition,
    Event,
    Field,
    Grading,
    Industry,
    Measured,
    Months,
    Notice,
    OpenCriteria,
    OpenDate,
    OpenNumber,
    OpenScale,
    Otherwise,
    Publicity,
    Quota,
    RecordKind,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    SumTo,
    Support,
    Ties,
    Vacancy,
    WorkingDays,
    article,
    choice,
    cite,
    disqualify,
    finding,
    hook,
    item,
    outline,
    percent,
    reading,
    rectify,
    share,
    since,
    tiers,
    warn,
    yes,
)
from banfa.law import facts as f

CASES = Path(__file__).parent / "jiangcheng_cases"

TEXT = """
# 江城市数字化服务商管理办法（虚构）

第一章 总则

**第一条** 服务商分为集成服务商和产品服务商，服务机械行业。

第二条 服务商有下列情形之一的，应予以警告，
要求限期1个月内完成整改：

（一）未按合同提供服务的；
（二）资料报送不及时
或者不完整的。

第三条 有下列情形之一的，可取消其服务资格：
（一）限期整改超过2次的；
（二）超过30%的试点企业评价为“不满意”的；
（三）入库三个月内没有签订合同的。
第四条 评价满分100分，包括：
（一）服务情况（共60分）
1. 签约数量（40分）。
2. 荣誉数量（20分）。
（二）企业评价（共40分），指标由主管部门设定。
第五条 每半年评价一次，优秀约占20%且评价分数≥80分，合格的评价分数≥60分，其余为不合格。
第六条 结果公示不少于5个工作日。对优秀的给予宣传支持。
第二章 附则
第七条 合同不得由非在库服务商签订。
第八条 自发布之日起施行。
"""

OUTLINE = outline("""
    1     definition             类别与行业
    2     encoded                警告并限期一个月整改
    2.1   encoded                未按合同服务
    2.2   encoded                报送不及时或不完整 | record:filing
    3     encoded                可以取消资格
    3.1   encoded                整改令超过两次
    3.2   encoded                三成企业不满意
    3.3   encoded                三个月内没有签约
    4     encoded                百分制
    4.1   encoded                服务情况六十分
    4.1.1 encoded                签约四十分
    4.1.2 encoded                荣誉二十分
    4.2   encoded+open           企业评价四十分
    5     encoded+procedure      半年一次、三个等级 | transition:round.compute
    6     encoded                公示与支持
    7     encoded                在库才能签约
    8     open                   施行日期
""")

WARNING = article(
    2,
    MUST,
    warn(),
    rectify(Months(1), missed=(cite("3.1"),)),
    items=(
        item(1, "未按合同服务", finding("breach", "未按合同服务")),
        item(
            2,
            "报送不及时或不完整",
            finding("late_filing", "报送不及时") | finding("poor_filing", "报送不完整"),
        ),
    ),
)
ORDERS = reading(
    cite("3.1"),
    "orders",
    "按作出还是送达计算",
    issued=("作出", f.orders_issued.exceeds(2, "次")),
    served=("送达", f.orders_served.exceeds(2, "次")),
)
REMOVAL = article(
    3,
    MAY,
    disqualify(),
    items=(
        item(1, "整改令超过两次", ORDERS),
        item(2, "三成不满意", share(f.dissatisfied_enterprises, f.surveyed_enterprises).exceeds(percent(30))),
        item(3, "三个月内没有签约", since(f.joined_on, f.first_contract_on).exceeds(Months(3))),
    ),
)
RUBRIC = Rubric(
    cite("4"),
    100,
    (
        Dimension(
            cite("4.1"),
            "服务情况",
            60,
            (
                Criterion(
                    cite("4.1.1"), "签约数量", 40, tiers(f.contracts_registered, (0, 0), (1, 20), (5, 40))
                ),
                Criterion(
                    cite("4.1.2"), "荣誉数量", 20, OpenScale("honours", f.records("honour", "荣誉数", "项"))
                ),
            ),
        ),
        Dimension(
            cite("4.2"),
            "企业评价",
            OpenNumber(cite("4.2"), "weight", "企业评价分值", "分", 0, 100),
            open=OpenCriteria("rating", (Measured("products", "产品数", f.products),)),
        ),
    ),
    rounding=Rounding.HALF_UP,
    cap=choice(cite("4"), "cap", "能否超过一百分", capped=("不能", 100), free=("能", None)),
)


def quota_of(near):
    """The best band with about so many percent of the places."""
    number = OpenNumber(cite("5"), "share", "优秀占比", "%", near - 5, near + 5, near=percent(near), den=100)
    return Band("优秀", 80, Quota(number, Rounding.UP))


GRADING = Grading(
    cite("5"),
    Months(6),
    (
        quota_of(20),
        Band("合格", 60),
        Band("不合格", None),
    ),
    Ties.ALL_IN,
    Vacancy.LAPSE,
)
EDITION = Edition(
    key="2025",
    title="江城市数字化服务商管理办法（虚构）",
    status=Status.DRAFT,
    valid_from=OpenDate(cite("8"), "commencement", "发布之日"),
    valid_to=Event("试点结束"),
    outline=OUTLINE,
    clauses=WARNING + REMOVAL,
    rules=(Rule(cite("7"), "在库才能签约", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),),
    rubric=RUBRIC,
    grading=GRADING,
    publicity=Publicity(cite("6"), WorkingDays(5)),
    support=(Support(cite("6"), "宣传", ("优秀",)),),
    sums=(SumTo(cite("4"), ("weight",), 40),),
)
SAID: dict[str, Any] = {
    "city": City("jiangcheng", "江城市", "江城市工业和信息化局"),
    "editions": (EDITION,),
    "categories": (
        Category("integrator", "集成服务商", cite("1")),
        Category("product", "产品服务商", cite("1")),
    ),
    "industries": (Industry("machinery", "机械", cite("1")),),
    "record_kinds": (
        RecordKind("honour", "荣誉", cite("4.1.2"), "荣誉", (Field.day("awarded_on", "授予日期"),)),
    ),
    "worked_cases": tuple(sorted(CASES.glob("*.yaml"))),
    "notices": (Notice("warning", "warning", "警告通知", "因{事由}，根据{依据}，现对你单位予以警告。"),),
}


def answering(value):
    """A function that answers with this value."""
    return lambda: value


def plugin(**said):
    """A module that answers the hooks: as above, but for what is given; None leaves a hook out."""
    module = types.ModuleType("banfa_jiangcheng")
    for name, value in {**SAID, **said}.items():
        if value is not None:
            setattr(module, name, hook(value if callable(value) else answering(value)))
    return module


def with_edition(**changes):
    """The plugin with its edition changed."""
    return plugin(editions=(replace(EDITION, **changes),))
