"""Article 7(2): four grades by floors and approximate shares (约), every quarter.

The text leaves much unsaid: what 约 allows, whether the shares bind against a score that reaches the floor,
and what becomes of ties, of places nobody fills, and of fractions of a place. Each is the bureau's to set.
"""

from banfa.law import (
    Band,
    Beyond,
    Grading,
    Months,
    OpenNumber,
    Quota,
    Ranks,
    Ties,
    Vacancy,
    choice,
    cite,
    open_rounding,
    percent,
    reading,
)

WHERE = cite("7.2")


def _approximate_share(key: str, label: str, share: int) -> Quota:
    """约 share % of those evaluated: 约 gives no bounds, so the bureau's number has only those of a share."""
    number = OpenNumber(
        WHERE, f"quota.{key}", f"{label}服务商所占比例", "%", 1, 99, near=percent(share), den=100
    )
    return Quota(number, open_rounding(WHERE, "quota.rounding", "按比例折算名额时的取舍"))


# “且” and “剩余” leave no room for shares that are only advice
BEYOND = reading(
    WHERE,
    "quota.beyond",
    "分数达到某等级而名额已满的如何评定",
    next=("顺入下一等级，前三等占满后其余均为不合格", Beyond.NEXT),
    lowest_floor=("比例只约束优秀和良好，达到合格分数线的不评为不合格", Beyond.LOWEST_FLOOR),
)

GRADING = Grading(
    WHERE,
    every=Months(3),
    bands=(
        Band("优秀", 80, _approximate_share("excellent", "优秀", 20)),
        Band("良好", 70, _approximate_share("good", "良好", 30)),
        Band("合格", 60, _approximate_share("pass", "合格", 40)),
        Band("不合格", None),
    ),
    ties=choice(
        WHERE,
        "quota.ties",
        "名额最后一位同分的处理",
        all_in=("同分均入", Ties.ALL_IN),
        all_out=("同分均不入", Ties.ALL_OUT),
    ),
    vacancy=choice(
        WHERE,
        "quota.vacancy",
        "无人达到分数线的空额",
        carry=("顺延至下一等级", Vacancy.CARRY),
        lapse=("不再使用", Vacancy.LAPSE),
    ),
    beyond=BEYOND,
    ranks=Ranks.SHARED,
)
