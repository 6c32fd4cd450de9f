"""Settling: an instrument's values put where the measure left them open; anything else refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.law import (
    MUST,
    Band,
    Clause,
    Criterion,
    Dimension,
    Edition,
    Fact,
    Grading,
    Measured,
    Months,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Quota,
    Rounding,
    Rubric,
    SetCriterion,
    SettingError,
    Status,
    SumTo,
    choice,
    cite,
    open_terms,
    reading,
    settle,
    tiers,
    unset_terms,
    warn,
)

A, B = Fact("a", "甲", "家"), Fact("b", "乙", "家")
ORDERS = ("作出", A.exceeds(3, "家")), ("送达", B.exceeds(3, "家"))


def orders(n: int):
    issued, served = (("作出", A.exceeds(n, "家")), ("送达", B.exceeds(n, "家")))
    return reading(cite("15.1"), "orders", "整改次数的口径", issued=issued, served=served)


def weight(n: int) -> OpenNumber:
    return OpenNumber(cite("11"), f"weight.{n}", f"维度{n}权重", "分", 0, 100)


MENU = (Measured("signed", "签约数", A), Measured("kept", "履约数", B))
DIMENSIONS = (
    Dimension(cite("11.1"), "基本情况", weight(1), open=OpenCriteria("criteria.1", MENU)),
    Dimension(
        cite("11.2"), "成效", weight(2), (Criterion(cite("11.2.1"), "数量", 8, OpenScale("scale.1", A)),)
    ),
    Dimension(
        cite("11.3"), "口径", 8, (Criterion(cite("11.3.1"), "选一", 8, OpenScale("scale.2", A, MENU)),)
    ),
)
ROUNDING = choice(cite("11"), "rounding", "取整", up=("进位", Rounding.UP), down=("舍去", Rounding.DOWN))
SHARE = OpenNumber(cite("7.2"), "quota", "优秀占比", "%", 15, 25, den=100)
NOBODY: Any = None
EDITION = Edition(
    "k",
    "办法",
    Status.DRAFT,
    NOBODY,
    None,
    (),
    clauses=(
        Clause(cite("15.1"), "情形", orders(3), MUST, (warn(),)),
        Clause(cite("15.2"), "情形", orders(5), MUST, (warn(),)),
    ),
    rubric=Rubric(cite("11"), 100, DIMENSIONS, ROUNDING),
    grading=Grading(cite("11"), Months(6), (Band("A", 80, Quota(SHARE, ROUNDING)), Band("D", None))),
    sums=(SumTo(cite("11"), ("weight.1", "weight.2"), 92),),
)


def settle_terms(**settings) -> Any:
    return settle(EDITION, {key.replace("__", "."): value for key, value in settings.items()})


class TestSettling:
    def test_narrows_a_number(self):
        assert settle_terms(quota=20).grading.bands[0].quota.share.low == 20
        assert settle_terms(quota=20).grading.bands[0].quota.share.is_set

    def test_puts_a_choice_in_every_place_of_its_key(self):
        law = settle_terms(orders="served", rounding="up")
        assert [c.when for c in law.clauses] == [B.exceeds(3, "家"), B.exceeds(5, "家")]
        assert law.rubric.rounding is law.grading.bands[0].quota.rounding is Rounding.UP

    def test_sets_a_scale(self):
        law = settle_terms(scale__1={"tiers": [[0, 0], [1, "2.5"], [5, 8]]})
        assert law.rubric.dimensions[1].criteria[0].scale == tiers(A, (0, 0), (1, "2.5"), (5, 8))

    def test_sets_a_scale_over_one_of_several_figures(self):
        law = settle_terms(scale__2={"measure": "kept", "tiers": [[0, 0], [5, 8]]})
        assert law.rubric.dimensions[2].criteria[0].scale == tiers(B, (0, 0), (5, 8))

    def test_sets_criteria(self):
        row = {"measure": "kept", "full": 10, "scale": {"tiers": [[0, 0], [5, 10]]}}
        (first, second) = (
            settle_terms(criteria__1=[row, row | {"name": "另一"}]).rubric.dimensions[0].criteria
        )
        assert first == SetCriterion(cite("11.1"), 1, "履约数", 10, tiers(B, (0, 0), (5, 10)))
        assert (second.zh, second.key) == ("另一", "11.1#2")

    def test_leaves_what_is_not_set_open(self):
        law = settle_terms(quota=20)
        assert [o.key for o in unset_terms(law)] == [k for k in open_terms(EDITION) if k != "quota"]
        assert unset_terms(law)[0] == orders(5)

    def test_of_nothing_is_the_same_edition(self):
        assert settle(EDITION, {}) is EDITION

    def test_twice_is_the_same_as_at_once(self):
        assert settle(settle_terms(quota=20), {"orders": "issued"}) == settle_terms(quota=20, orders="issued")


GOOD = {"measure": "kept", "full": 10, "scale": {"tiers": [[0, 0], [5, 10]]}}


class TestASettingIsRefused:
    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            ("nonsense", 1, "没有待定事项"),
            ("quota", 14, "15至25%之间"),
            ("quota", 26, "15至25%之间"),
            ("quota", "20", "整数"),
            ("quota", True, "整数"),
            ("quota", 20.0, "整数"),
            ("orders", "both", "issued（作出）"),
            ("orders", ["issued"], "issued（作出）"),
            ("scale.1", "tiers", "须为对象"),
            ("scale.1", {"tiers": [[0, 0.5]]}, "写法有误"),
            ("scale.1", {"tiers": [[0, 0], [1, 9]]}, "0至8分之间"),
            ("scale.1", {"tiers": [[0, -1], [1, 8]]}, "0至8分之间"),
            ("scale.1", {"measure": "kept", "tiers": [[0, 0]]}, "须为 tiers"),
            ("scale.2", {"tiers": [[0, 0]]}, "measure"),
            ("scale.2", {"measure": "x", "tiers": [[0, 0]]}, "signed（签约数）"),
            ("criteria.1", {}, "非空列表"),
            ("criteria.1", [], "非空列表"),
            ("criteria.1", [GOOD | {"measure": "x"}], "不在可用之列：signed、kept"),
            ("criteria.1", [GOOD | {"full": 0}], "正整数"),
            ("criteria.1", [GOOD | {"full": True}], "正整数"),
            ("criteria.1", [GOOD | {"full": 5}], "0至5分之间"),
            ("criteria.1", [GOOD | {"name": 3}], "文字"),
            ("criteria.1", [GOOD | {"extra": 3}], "可有 name"),
            ("criteria.1", [GOOD, {}], "第2项"),
            ("criteria.1", [GOOD | {"scale": {"tiers": []}}], "第1项"),
        ],
    )
    def test_naming_the_opening_and_the_mend(self, key, value, says):
        with pytest.raises(SettingError, match=says) as refused:
            settle(EDITION, {key: value})
        assert refused.value.key == key

    @pytest.mark.parametrize("weights", [{"weight.1": 50, "weight.2": 43}, {"weight.1": 93}])
    def test_where_a_sum_can_no_longer_come_out(self, weights):
        with pytest.raises(SettingError, match="之和须为92"):
            settle(EDITION, weights)

    def test_but_not_as_long_as_it_can(self):
        assert settle(EDITION, {"weight.1": 42}).sums == EDITION.sums
        assert settle(EDITION, {"weight.1": 42, "weight.2": 50}).sums == EDITION.sums
