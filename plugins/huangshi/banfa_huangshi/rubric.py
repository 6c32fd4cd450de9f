"""Article 11: a hundred points over four dimensions. Weights, criteria and scales are the bureau's to set.

Each menu offers what the text names for its dimension and, as its lists end in 等, one place for the rest.
The text sets no scale, so an unset dimension may be worth anything from nothing to its whole weight.
"""

from __future__ import annotations

from banfa.law import (
    Dimension,
    Fact,
    Measured,
    OpenCriteria,
    OpenNumber,
    Rubric,
    Share,
    SumTo,
    cite,
    open_rounding,
    over_windows,
    share,
)  # fmt: skip
from banfa.law import facts as f


def _figure(key: str, zh: str, of: Fact | Share) -> tuple[Measured, ...]:
    """The figure of the half-year, and since entry: the text does not say which is meant."""
    since_entry = (f.MEMBERSHIP, f"{key}_in_all", f"{zh}（入库以来）")
    return over_windows(of, ((f.ROUND, key, f"{zh}（本评价周期）"), since_entry))


def _enterprises(kind: str, zh: str) -> tuple[Measured, ...]:
    """How many enterprises have a record of this kind."""
    return _figure(kind, zh, f.record_items(kind, zh, "家"))


def _review(topic: str, zh: str) -> Measured:
    """The mean of what officers gave on this topic in the half-year, 0 to 100."""
    return Measured(topic, f"{zh}（经办评分均值）", f.mean_review(topic, zh))


def _rating(topic: str, zh: str) -> tuple[Measured, Measured]:
    """The mean of what enterprises gave on this topic in the half-year, 0 to 100.

    Every time counts, or each enterprise has one voice: the text does not say.
    """
    return (
        Measured(topic, f"{zh}（企业评分均值）", f.mean_rating(topic, zh)),
        Measured(f"{topic}_voice", f"{zh}（每家企业只计最近一次）", f.mean_voice(topic, zh)),
    )


def _others(topic: str, zh: str) -> Measured:
    """What 等 leaves room for: a matter that the bureau's standard names and officers give points on."""
    return _review(topic, f"{zh}的其他事项")


def _dimension(path: str, key: str, zh: str, *menu: Measured) -> Dimension:
    """Every one of the four takes part, so none weighs nothing."""
    weight = OpenNumber(cite(path), f"weight.{key}", f"{zh}权重", "分", 1, 97)
    return Dimension(cite(path), zh, weight, open=OpenCriteria(f"criteria.{key}", menu))


LEVEL_TWO = share(f.enterprises_at_level(2), f.enterprises_examined)
"""Level two is what 5(5) and 8(5) ask of every transformation."""

DIMENSIONS = (
    _dimension(
        "11.1",
        "work",
        "服务商基本工作情况",
        _review("cooperation", "工作配合程度"),
        _review("filing_quality", "报送材料质量"),
        _review("response_speed", "日常工作响应速度"),
        _others("work_other", "基本工作"),
    ),
    _dimension(
        "11.2",
        "projects",
        "服务商项目实施成效",
        *_figure("contracts", "签订数转合同数", f.contracts_signed),
        *_enterprises("completion", "改造完成的试点企业数"),
        *_figure("on_time", "应验收项目如期通过的比例", share(f.acceptances_on_time, f.acceptances_due)),
        *_figure("passed", "已验收企业达到二级及以上的比例", LEVEL_TWO),
        *_enterprises("exemplary", "改造标杆企业数"),
        _others("projects_other", "实施成效"),
    ),
    _dimension(
        "11.3",
        "products",
        "服务商产品服务能力",
        Measured("products", "产品数", f.products),
        Measured("scenarios", "覆盖场景数", f.scenarios),
        *_enterprises("replication", "推广应用产品的企业数"),
        _others("products_other", "产品服务能力"),
    ),
    _dimension(
        "11.4",
        "satisfaction",
        "满意度评价",
        *_rating("attitude", "服务态度"),
        *_rating("fit", "改造契合度"),
        *_rating("training", "培训情况"),
        *_rating("satisfaction_other", "满意度的其他事项"),
    ),
)

RUBRIC = Rubric(
    cite("11"),
    total=100,
    dimensions=DIMENSIONS,
    rounding=open_rounding(cite("11"), "rounding", "得分取整（保留两位小数）"),
)

WEIGHTS = SumTo(cite("11"), tuple(d.full.key for d in DIMENSIONS if isinstance(d.full, OpenNumber)), 100)
