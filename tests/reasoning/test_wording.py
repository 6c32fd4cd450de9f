"""Numbers, days and amounts as a document writes them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from banfa.law import FAR, Fact
from banfa.reasoning.calendar import day_number
from banfa.reasoning.wording import (
    format_amount,
    format_day,
    format_number,
    format_percentage,
    format_points,
    format_precision,
)

COUNT = Fact("n", "次数", "次")
PRICE = Fact("p", "价格", "元", high=FAR, per=100)
DAY = Fact("d", "日", "日期", low=-FAR, high=FAR)
YES = Fact("y", "是否", "是否", high=1)
MARCH = day_number(date(2026, 3, 31))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        ("2.5", "2.5"),
        ("0.05", "0.05"),
        ("-1.20", "-1.2"),
        ("1/3", "约0.33"),
        ("2/3", "约0.67"),
        (100, "100"),
    ],
)
def test_a_number_is_exact_or_says_about(value, text):
    assert format_number(Fraction(value)) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [("3/10", "30%"), ("1/3", "约33.33%"), ("1/800", "约0.13%"), ("333/1000", "33.3%"), (1, "100%")],
)
def test_a_percentage_is_exact_or_to_two_decimals(ratio, text):
    assert format_percentage(Fraction(ratio)) == text


@pytest.mark.parametrize(
    ("fact", "low", "high", "text"),
    [
        (COUNT, 4, 4, "4次"),
        (COUNT, 0, COUNT.high, "尚不明确"),
        (COUNT, 3, COUNT.high, "至少3次"),
        (COUNT, 0, 5, "至多5次"),
        (COUNT, 2, 5, "2次至5次"),
        (PRICE, 123450, 123450, "1234.5元"),
        (YES, 1, 1, "是"),
        (YES, 0, 0, "否"),
        (YES, 0, 1, "尚不明确"),
        (DAY, MARCH, MARCH, "2026年3月31日"),
        (DAY, FAR, FAR, "尚未发生"),
        (DAY, -FAR, -FAR, "从未发生"),
        (DAY, -FAR, FAR, "尚不明确"),
        (DAY, MARCH, FAR, "不早于2026年3月31日"),
        (DAY, -FAR, MARCH, "不晚于2026年3月31日"),
        (DAY, MARCH, MARCH + 1, "在2026年3月31日至2026年4月1日之间"),
    ],
)
def test_an_amount_says_what_is_known(fact, low, high, text):
    assert format_amount(fact, low, high) == text


def test_points_are_in_the_rubrics_unit():
    assert format_points(775, 775, 100) == "7.75分"
    assert format_points(0, 10, 3) == "0至约3.33分"
    assert [format_precision(unit) for unit in (1, 10, 100, 3)] == [
        "取整数",
        "保留1位小数",
        "保留2位小数",
        "以3分之一分为单位",
    ]


def test_a_day_has_no_leading_zeros():
    assert format_day(day_number(date(2026, 4, 1))) == "2026年4月1日"
