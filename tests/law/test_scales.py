"""Scales as they are written, by an author and by an instrument."""

from __future__ import annotations

from fractions import Fraction

import pytest

from banfa.law import Fact, Rounding, Scale, Shape, Step, linear, per_item, percent, share, tiers
from banfa.law.scales import Measured, OpenCriteria, OpenScale, parse_scale

A = Fact("a", "甲", "个")
OF = share(A, Fact("b", "乙", "个"))


def test_tiers_hold_from_each_threshold_on():
    scale = tiers(A, (0, 0), (1, "2.5"), (5, 8))
    assert [scale.points(Fraction(x)) for x in (-1, 0, 1, 4, 5, 99)] == [
        0,
        0,
        Fraction(5, 2),
        Fraction(5, 2),
        8,
        8,
    ]


def test_a_line_is_straight_between_its_ends_and_flat_outside():
    scale = linear(OF, (percent(60), 0), (percent(100), 6))
    assert [scale.points(Fraction(x, 10)) for x in (5, 6, 8, 10, 12)] == [0, 0, 3, 6, 6]
    assert linear(OF, (percent(100), 6), (percent(60), 0)) == scale


def test_so_many_points_an_item_add_up_or_are_taken_off():
    assert per_item(A, "0.5", upto=3).points(Fraction(4)) == 2
    assert per_item(A, "0.5", upto=3).points(Fraction(9)) == 3
    assert [per_item(A, -1, upto=0, base=5).points(Fraction(x)) for x in (0, 2, 9)] == [5, 3, 0]


def test_the_extremes_include_the_end_of_each_step_and_an_empty_denominator():
    jagged = Scale(
        A, (Step(Fraction(0), Fraction(2), Fraction(1)), Step(Fraction(5), Fraction(1))), empty=Fraction(-1)
    )
    assert [jagged.most, jagged.least] == [7, -1]
    plain = tiers(A, (0, 0), (1, 8))
    assert [plain.most, plain.least] == [8, 0]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: tiers(A), "没有任何一档"),
        (lambda: tiers(A, (1, 0), (1, 2)), "从小到大"),
        (lambda: tiers(A, (2, 0), (1, 2)), "从小到大"),
        (lambda: linear(A, (1, 0), (1, 2)), "相同"),
        (lambda: per_item(A, 0, upto=3), "每项0分"),
        (lambda: per_item(A, 1, upto=-3), "无法"),
        (lambda: Scale(A, (Step(Fraction(0), Fraction(0), Fraction(1)),)), "封顶"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="不是精确数"):
        tiers(A, (0, 0), (1, 2.5))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rounding", "values"),
    [(Rounding.HALF_UP, [2, 3, -2, -1]), (Rounding.DOWN, [2, 2, -3, -2]), (Rounding.UP, [3, 3, -2, -1])],
)
def test_rounding_is_declared(rounding, values):
    numbers = ("2.4", "2.5", "-2.4", "-1.5")
    assert [rounding.apply(Fraction(x)) for x in numbers] == values


def test_what_is_left_open_is_named_in_chinese():
    assert str(OpenScale("s", OF)) == "“甲占乙的比例”的评分标准（待定）"
    menu = (Measured("a", "甲数", A), Measured("b", "乙数", A))
    assert str(OpenCriteria("c", menu)) == "评价指标（待定，可用甲数、乙数）"


class TestAnInstrumentsScale:
    @pytest.mark.parametrize(
        ("data", "scale"),
        [
            ({"tiers": [[0, 0], [1, "2.5"]]}, tiers(A, (0, 0), (1, "2.5"))),
            ({"linear": [["60%", 0], ["100%", 6]]}, linear(A, ("0.6", 0), (1, 6))),
            ({"per_item": "0.5", "upto": 3}, per_item(A, "0.5", 3)),
            ({"per_item": -1, "upto": 0, "base": 5, "empty": "2.5"}, per_item(A, -1, 0, 5, "2.5")),
            ({"tiers": [[0, 0]], "empty": None}, tiers(A, (0, 0))),
        ],
    )
    def test_is_what_an_author_would_write(self, data, scale):
        assert parse_scale(A, data) == scale

    def test_has_a_shape(self):
        assert parse_scale(A, {"tiers": [[0, 0]]}).shape is Shape.TIERS
        assert parse_scale(A, {"per_item": 1, "upto": 3}).shape is Shape.LINEAR

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"tiers": []},
            {"tiers": [[0, 0]], "extra": 1},
            {"tiers": [[0]]},
            {"tiers": [[0, 0.5]]},
            {"tiers": [[0, True]]},
            {"tiers": [[0, "1e9"]]},
            {"tiers": [[0, "9" * 40]]},
            {"tiers": [[0, 10**40]]},
            {"tiers": [["60％", 0]]},
            {"linear": [[0, 0]]},
            {"linear": [[0, 0], [0, 1]]},
            {"per_item": 1},
            {"per_item": 1, "upto": "many"},
            {"tiers": [[0, 0]], "linear": [[0, 0], [1, 1]]},
            {"tiers": [[0, 0]], "empty": 0.5},
        ],
    )
    def test_is_refused_in_chinese_otherwise(self, data):
        with pytest.raises(ValueError, match=r"[一-鿿]"):
            parse_scale(A, data)
