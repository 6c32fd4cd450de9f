"""Exact numbers, rates, durations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from banfa.law import AtMost, Days, Months, Rate, SetInOrder, WorkingDays, percent
from banfa.law.quantity import duration, exact_number


def test_an_exact_number_is_never_a_float():
    assert [exact_number(3), exact_number("2.5"), exact_number(Fraction(1, 3))] == [
        3,
        Fraction(5, 2),
        Fraction(1, 3),
    ]
    with pytest.raises(TypeError, match="不是精确数"):
        exact_number(0.1)  # type: ignore[arg-type]


def test_a_percentage_is_a_ratio_of_whole_numbers():
    assert percent(30) == Rate(30, 100)
    assert percent("33.5") == Rate(67, 200)
    with pytest.raises(TypeError, match="不是精确数"):
        percent(33.5)  # type: ignore[arg-type]


def test_a_rate_has_a_denominator():
    with pytest.raises(ValueError, match="分母"):
        Rate(1, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (percent(30), "30%"),
        (percent("33.5"), "33.5%"),
        (Rate(1, 3), "1/3"),
        (Rate(1, 4), "25%"),
        (Days(30), "30日"),
        (WorkingDays(5), "5个工作日"),
        (Months(3), "3个月"),
        (AtMost(Days(30)), "不超过30日"),
        (AtMost(Days(30), generally=True), "一般不超过30日"),
        (SetInOrder(), "处置文书规定的时间"),
    ],
)
def test_reads_as_a_text_would_write_it(value, text):
    assert str(value) == text


def test_a_unit_of_time_makes_a_duration():
    assert [duration(2, unit) for unit in ("日", "个工作日", "个月")] == [Days(2), WorkingDays(2), Months(2)]
    with pytest.raises(KeyError):
        duration(2, "家")
