"""Article 6: four dimensions of a hundred points and a bonus of ten. Their scales are in an annex we lack.

The text says what each criterion looks at and the most it earns. How many points for how much, and whether
this quarter's figure or that since entry is meant, the annex says: the bureau sets both by an instrument.
"""

from banfa.law import (
    Criterion,
    Dimension,
    Fact,
    Measured,
    OpenScale,
    Rubric,
    Share,
    Window,
    choice,
    cite,
    mean,
    open_rounding,
    over_windows,
    share,
)
from banfa.law import facts as f

WINDOWS = ((Window.ROUND, "本评价周期"), (Window.MEMBERSHIP, "入库以来累计"))


def _by_window(figure: Fact | Share, prefix: str = "", zh: str = "") -> tuple[Measured, ...]:
    """The figure over the quarter, or since entry: the text does not say which."""
    return over_windows(figure, ((w, f"{prefix}{w.name.lower()}", f"{zh}{name}") for w, name in WINDOWS))


def _criterion(path: str, zh: str, full: int, of: Fact | Share | tuple[Measured, ...]) -> Criterion:
    """A criterion whose scale the annex sets: over one figure, or over whichever of several it means."""
    menu = of if isinstance(of, tuple) else ()
    figure = menu[0].of if isinstance(of, tuple) else of
    return Criterion(cite(path), zh, full, OpenScale(f"scale.{path}", figure, menu))


def _rating(topic: str, zh: str) -> tuple[Measured, ...]:
    """The mean of what pilot enterprises gave on the platform, in points of a hundred.

    Every time counts, or each enterprise has one voice: the text does not say.
    """
    return (
        *_by_window(f.mean_rating(topic, zh)),
        *_by_window(f.mean_voice(topic, zh), "voice_", "每家企业只计最近一次，"),
    )


def _items(kind: str, zh: str, unit: str) -> tuple[Measured, ...]:
    """How many different things the records of a kind are about."""
    return _by_window(f.record_items(kind, zh, unit))


ON_TIME = _by_window(share(f.acceptances_on_time, f.acceptances_due))
LEVEL_TWO = _by_window(share(f.enterprises_at_level(2), f.enterprises_examined))
CONCESSIONS = share(f.concessions_kept, f.concessions_promised)
# 6(2)3 speaks of solutions made public for other industries and of other industries reached
REPLICATION = (
    *_by_window(f.record_items("replication", "复制推广到的其他行业数", "个"), "industries_", "行业数，"),
    *_by_window(f.record_items("solution", "面向其他行业发布的解决方案数", "个"), "solutions_", "方案数，"),
)
MAINTENANCE = _by_window(mean(f.maintenance_months, f.maintained_contracts))
ATTITUDE = _rating("attitude", "服务态度")
RESPONSE = _rating("response", "响应速度")
EFFECT = _rating("effect", "改造成效")
EXPERTS = _by_window(f.mean_review("expert", "专家核验"))
CHAIN = _items("chain_transformation", "链式带动的试点企业数", "家")
EXEMPLARY = _items("exemplary_case", "入选优秀案例的试点企业数", "家")
EVENTS = _items("event", "论坛、参展、沙龙、课题数", "个")
OVERSEAS = _items("overseas", "海外项目数", "个")
HONOURS = _items("honour", "省部级及以上荣誉数", "个")
LEVEL_FOUR = _by_window(f.enterprises_at_level(4))
PUBLICITY = _items("publicity", "宣传工作数", "个")

DIMENSIONS = (
    Dimension(
        cite("6.1"),
        "服务企业情况",
        25,
        (
            _criterion("6.1.1", "企业已签约立项数量", 8, _by_window(f.contracts_registered)),
            _criterion("6.1.2", "企业改造验收如期完成情况", 6, ON_TIME),
            _criterion("6.1.3", "企业改造验收通过情况", 6, LEVEL_TWO),
            _criterion("6.1.4", "服务商让利情况", 5, CONCESSIONS),
        ),
    ),
    Dimension(
        cite("6.2"),
        "产品服务能力",
        25,
        (
            _criterion("6.2.1", "服务商产品数量", 8, f.products),
            _criterion("6.2.2", "服务商产品覆盖场景", 8, f.scenarios),
            _criterion("6.2.3", "服务商产品复制推广能力", 5, REPLICATION),
            _criterion("6.2.4", "服务商产品持续运维升级能力", 4, MAINTENANCE),
        ),
    ),
    Dimension(
        cite("6.3"),
        "工作实效评价",
        30,
        (
            _criterion("6.3.1", "服务商服务态度评价", 5, ATTITUDE),
            _criterion("6.3.2", "服务商响应速度评价", 5, RESPONSE),
            _criterion("6.3.3", "企业改造成效评价", 10, EFFECT),
            _criterion("6.3.4", "专家核验改造实效", 10, EXPERTS),
        ),
    ),
    Dimension(
        cite("6.4"),
        "综合服务能力",
        20,
        (
            _criterion("6.4.1", "推动链式转型", 5, CHAIN),
            _criterion("6.4.2", "服务企业入选标杆案例", 5, EXEMPLARY),
            _criterion("6.4.3", "活动参展课题支撑情况", 5, EVENTS),
            _criterion("6.4.4", "海外转型赋能", 5, OVERSEAS),
        ),
    ),
    Dimension(
        cite("6.5"),
        "加分项",
        10,
        (
            _criterion("6.5.1", "获省部级荣誉", 3, HONOURS),
            _criterion("6.5.2", "转型成效标杆", 4, LEVEL_FOUR),
            _criterion("6.5.3", "宣传推广工作", 3, PUBLICITY),
        ),
        bonus=True,
    ),
)


RUBRIC = Rubric(
    cite("6"),
    total=100,
    dimensions=DIMENSIONS,
    rounding=open_rounding(cite("6"), "points.rounding", "得分保留两位小数时的取舍"),
    cap=choice(
        cite("6.5"),
        "bonus.cap",
        "加分后的总分是否以一百分为限",
        capped=("以一百分为限", 100),
        uncapped=("可以超过一百分", None),
    ),
)
