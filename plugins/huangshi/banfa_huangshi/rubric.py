"""Article 11: a hundred points over four dimensions. Weights, criteria and scales are the bureau's to set.

Each menu offers only what the text names for its dimension. The text sets no scale, so an unset dimension may
be worth anything from nothing to its whole weight.
"""

from __future__ import annotations

from dataclasses import replace

from banfa.law import (
    Dimension,
    Fact,
    Measured,
    OpenCriteria,
    OpenNumber,
    Rounding,
    Rubric,
    Share,
    SumTo,
    choice,
    cite,
    mean,
    share,
)  # fmt: skip
from banfa.law import facts as f


def figure(key: str, zh: str, of: Fact | Share) -> tuple[Measured, ...]:
    """The figure of the half-year, and since entry: the text does not say which is meant."""
    if isinstance(of, Fact):
        since_entry: Fact | Share = of.in_(f.MEMBERSHIP)
    else:
        since_entry = replace(of, num=of.num.in_(f.MEMBERSHIP), den=of.den.in_(f.MEMBERSHIP))
    return (
        Measured(key, f"{zh}（本评价周期）", of),
        Measured(f"{key}_in_all", f"{zh}（入库以来）", since_entry),
    )


def counted(kind: str, zh: str) -> tuple[Measured, ...]:
    """How many enterprises have a record of this kind."""
    return figure(kind, zh, f.record_items(kind, zh, "家"))


def reviewed(topic: str, zh: str) -> Measured:
    """The mean of what officers gave on this topic in the half-year, 0 to 100."""
    return Measured(topic, f"{zh}（经办评分均值）", mean(f.review_sum(topic, zh), f.review_count(topic, zh)))


def rated(topic: str, zh: str) -> Measured:
    """The mean of what enterprises gave on this topic in the half-year, 0 to 100."""
    return Measured(topic, f"{zh}（企业评分均值）", mean(f.rating_sum(topic, zh), f.rating_count(topic, zh)))


def dimension(n: int, key: str, zh: str, *menu: Measured) -> Dimension:
    """第十一条第（n）项. Every one of the four takes part, so none weighs nothing."""
    weight = OpenNumber(cite(11, n), f"weight.{key}", f"{zh}权重", "分", 1, 97)
    return Dimension(cite(11, n), zh, weight, open=OpenCriteria(f"criteria.{key}", menu))


LEVEL_TWO = share(f.enterprises_at_level(2), f.enterprises_examined)
"""Level two is what 5(5) and 8(5) ask of every transformation."""

DIMENSIONS = (
    dimension(
        1,
        "work",
        "服务商基本工作情况",
        reviewed("cooperation", "工作配合程度"),
        reviewed("filing_quality", "报送材料质量"),
        reviewed("response_speed", "日常工作响应速度"),
    ),
    dimension(
        2,
        "projects",
        "服务商项目实施成效",
        *figure("contracts", "签订数转合同数", f.contracts_signed),
        *counted("completion", "改造完成的试点企业数"),
        *figure("on_time", "应验收项目如期通过的比例", share(f.acceptances_on_time, f.acceptances_due)),
        *figure("passed", "已验收企业达到二级及以上的比例", LEVEL_TWO),
        *counted("exemplary", "改造标杆企业数"),
    ),
    dimension(
        3,
        "products",
        "服务商产品服务能力",
        Measured("products", "产品数", f.products),
        Measured("scenarios", "覆盖场景数", f.scenarios),
        *counted("replication", "推广应用产品的企业数"),
    ),
    dimension(
        4,
        "satisfaction",
        "满意度评价",
        rated("attitude", "服务态度"),
        rated("fit", "改造契合度"),
        rated("training", "培训情况"),
    ),
)

RUBRIC = Rubric(
    cite(11),
    total=100,
    dimensions=DIMENSIONS,
    rounding=choice(
        cite(11),
        "rounding",
        "得分取整（保留两位小数）",
        half_up=("四舍五入", Rounding.HALF_UP),
        down=("舍去", Rounding.DOWN),
        up=("进位", Rounding.UP),
    ),
)

WEIGHTS = SumTo(cite(11), tuple(d.full.key for d in DIMENSIONS if isinstance(d.full, OpenNumber)), 100)
