"""Article 13, as far as our copy goes: a promoter that neglects its work. Nobody else is sanctioned.

The heading orders without 应 or 可 (由……通报并限期整改): read as binding. The term is left to the order.
"""

from __future__ import annotations

from banfa.law import (
    MUST,
    Choice,
    Fact,
    SetInOrder,
    all_of,
    any_of,
    article,
    circular,
    cite,
    finding,
    item,
    reading,
    reassign,
    rectify,
)
from banfa.law import facts as f

PROMOTER = ("promoter",)
NOT_TAKEN_SERIOUSLY = finding("neglect", "不重视相关工作")
UNDERSTAFFED = finding("understaffed", "工作人员的配备不能满足工作需要")

# 13(1) joins two phrases by a comma
NEGLECT = reading(
    cite("13.1"),
    "neglect",
    "不重视与人员不足是两种情形还是一种",
    each=("两种情形，有其一即可", any_of(NOT_TAKEN_SERIOUSLY, UNDERSTAFFED)),
    together=("一种情形，因不重视而未配足人员的才算", all_of(NOT_TAKEN_SERIOUSLY, UNDERSTAFFED)),
)

NEGLECTED = article(
    13,
    MUST,
    circular("全市范围内"),
    rectify(SetInOrder(), missed=(cite("13后段"),)),
    items=(
        item(1, "不重视相关工作、人员配备不足", NEGLECT),
        item(2, "未制定细分行业转型实施方案", finding("no_plan", "未按工作要求制定本行业转型实施方案")),
    ),
    categories=PROMOTER,
)

LAST_DAY = "最后一日下班后送交的整改报告是否按时（民法典第二百零三条）"
KEPT_ORDERS = (f.orders_missed, f.orders_missed_by_close)
MOVED_ORDERS = (f.orders_missed_moved, f.orders_missed_moved_by_close)


def _by_last_day(missed: Fact, missed_by_close: Fact) -> Choice:
    """A report of the last day after office hours is in time or not."""
    return reading(
        cite("13后段"),
        "orders.last_day",
        LAST_DAY,
        midnight=("当日二十四时前送交均为按时", missed.reaches(1, "次")),
        close=("须在当日下班前送交", missed_by_close.reaches(1, "次")),
    )


LATE = reading(
    cite("13后段"),
    "orders.rest_day",
    "整改期限最后一日为休息日的是否顺延（民法典第二百零三条）",
    moved=("顺延至其后第一个工作日", _by_last_day(*MOVED_ORDERS)),
    kept=("不顺延", _by_last_day(*KEPT_ORDERS)),
)

# the heading's own second half: another promoter takes the work over; who refuses has not done it in time
TAKEN_OVER = article(
    13,
    MUST,
    reassign(),
    items=(
        item(
            0,
            "规定时间内未完成整改",
            LATE,
            part="后段",
            anew=KEPT_ORDERS + MOVED_ORDERS,
        ),
    ),
    categories=PROMOTER,
)

CLAUSES = NEGLECTED + TAKEN_OVER
