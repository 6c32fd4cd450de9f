"""Grades: floors, quotas, ties, empty places; and every range against all the ways it could turn out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from banfa.law import Beyond, Grading, Quota, Rounding, Ties, Vacancy, choice, cite
from banfa.reasoning.columns import Truth, between, exact_column, exact_truth
from banfa.reasoning.grading import Graded, Places, grade
from tests.reasoning.plain import grades, grading, quota, worlds

XIAMEN = ((80, quota("a", 20)), (70, quota("b", 30)), (60, quota("c", 40)))
MANY = 4000
TEN = [95, 90, 85, 84, 83, 75, 74, 73, 72, 71]
FEW_ABOVE = [95, 79, 78, 77, 76, 75, 74, 73, 72, 71]
TIED = [95, 90, 90, 84, 83, 75, 74, 73, 72, 71]


def letters(points: list[int], rules: Grading) -> str:
    found = grade(rules, exact_column(points), 1, exact_truth(np.ones(len(points), bool)))
    assert found.best is found.worst
    return "".join(rules.bands[code].label for code in found.best)


class TestKnownPoints:
    @pytest.mark.parametrize(
        ("points", "rules", "expected"),
        [
            (TEN, {}, "AABBBCCCCZ"),
            (FEW_ABOVE, {}, "ABBBCCCCZZ"),
            (FEW_ABOVE, {"vacancy": Vacancy.CARRY}, "ABBBBCCCCZ"),
            (TIED, {}, "AAABBBCCCC"),
            (TIED, {"vacancy": Vacancy.CARRY}, "AAABBCCCCZ"),
            (TIED, {"ties": Ties.ALL_OUT}, "ABBBCCCCZZ"),
            (TIED, {"ties": Ties.ALL_OUT, "vacancy": Vacancy.CARRY}, "ABBBBCCCCZ"),
            (TEN, {"beyond": Beyond.LOWEST_FLOOR}, "AABBBCCCCC"),
            (TEN, {"beyond": Beyond.FLOORS_ONLY}, "AAAAABBBBB"),
            ([80, 79, 70, 69, 60, 59], {}, "ABBCCZ"),
        ],
    )
    def test_are_graded_by_floor_and_place(self, points, rules, expected):
        assert letters(points, grading(*XIAMEN, **rules)) == expected

    def test_a_floor_is_inclusive(self):
        huangshi = grading((8000, None), (7000, None), (6000, None))
        assert letters([5999, 6000, 6999, 7000, 7999, 8000], huangshi) == "ZCCBBA"

    def test_who_does_not_take_part_has_no_grade_and_takes_no_place(self):
        part = exact_truth(np.array([False] + [True] * 9))
        found = grade(grading(*XIAMEN), exact_column(TEN), 1, part)
        assert found.best.tolist() == [-1, 0, 0, 1, 1, 1, 2, 2, 2, 2]
        assert found.rank_best.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

    def test_who_is_not_graded_can_still_count_for_the_places(self):
        found = grade(
            grading((0, quota("a", 50))),
            exact_column([1, 2]),
            1,
            exact_truth(np.ones(2, bool)),
            also_counted=2,
        )
        assert found.best.tolist() == [0, 0]
        assert found.places == (Places((2, 2), (2, 2)), None)

    def test_nobody_at_all_is_no_error(self):
        found = grade(grading(*XIAMEN), exact_column([]), 1, exact_truth(np.ones(0, bool)))
        assert found.best.tolist() == []

    def test_places_are_told_with_their_last_rank(self):
        found = grade(grading(*XIAMEN), exact_column(TIED), 1, exact_truth(np.ones(10, bool)))
        assert found.places[:2] == (Places((2, 2), (2, 2)), Places((3, 3), (6, 6)))

    def test_points_far_apart_are_ranked_all_the_same(self):
        found = grade(
            grading((0, quota("a", 50))), exact_column([5, 1 << 40]), 1, exact_truth(np.ones(2, bool))
        )
        assert found.best.tolist() == [1, 0]


def test_an_open_rule_is_refused():
    ties = choice(cite("7"), "ties", "同分", a=("均入", Ties.ALL_IN), b=("均不入", Ties.ALL_OUT))
    with pytest.raises(TypeError, match="同分"):
        grade(grading(*XIAMEN, ties=ties), exact_column(TEN), 1, exact_truth(np.ones(10, bool)))


def test_an_open_share_leaves_the_last_place_open():
    found = grade(grading((0, quota("a", 10, 30))), exact_column(TEN), 1, exact_truth(np.ones(10, bool)))
    assert found.places[0] == Places((1, 3), (1, 3))
    assert found.best.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert found.worst.tolist() == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1]


@st.composite
def rounds(draw):
    """A small round with everything open that can be: points, taking part, shares."""
    n = draw(st.integers(1, 5))
    intervals = []
    for _ in range(n):
        low = draw(st.integers(4, 10))
        intervals.append((low, low + draw(st.sampled_from([0, 0, 1, 2, 4]))))
    part = [draw(st.sampled_from([True, True, None, False])) for _ in range(n)]
    shares = [draw(st.integers(0, 6)) * 10 for _ in range(3)]
    wide, open_one = draw(st.sampled_from([0, 0, 10, 25])), draw(st.integers(0, 2))
    rounding = draw(st.sampled_from(list(Rounding)))
    made: list[Quota | None] = [
        quota(str(k), share, share + wide if k == open_one else None, rounding)
        for k, share in enumerate(shares)
    ]
    if draw(st.booleans()):
        made[1] = None
    rules = {
        "ties": draw(st.sampled_from(list(Ties))),
        "vacancy": draw(st.sampled_from(list(Vacancy))),
        "beyond": draw(st.sampled_from(list(Beyond))),
    }
    return intervals, part, grading(*zip((9, 7, 6), made, strict=True), **rules), draw(st.integers(0, 2))


def taking(part: list[bool | None]) -> Truth:
    must, may = np.array([p is True for p in part]), np.array([p is not False for p in part])
    return exact_truth(must) if None not in part else Truth(must, may)


def run(intervals, part, rules, also_counted) -> Graded:
    low, high = zip(*intervals, strict=True)
    return grade(rules, between(low, high), 1, taking(part), also_counted=also_counted)


def possible(intervals, part, rules, also_counted) -> list[set[int]]:
    """Every grade that each subject can turn out to have."""
    found: list[set[int]] = [set() for _ in intervals]
    for seen, world in enumerate(worlds(intervals, part, rules)):
        assume(seen < MANY)
        for subject, code in enumerate(grades(world, rules, also_counted=also_counted)):
            if code is not None:
                found[subject].add(code)
    return found


AT_THE_TOP = (
    [(10, 10), (10, 14), (10, 12), (5, 6)],
    [True, True, True, True],
    grading((9, quota("a", 20)), (7, quota("b", 30)), (6, quota("c", 60))),
    0,
)
"""Nobody surely has the one best place, yet it is surely taken."""
UNLIMITED_FIRST = (
    [(5, 9), (6, 8), (6, 6), (6, 7), (7, 9)],
    [True, True, None, True, True],
    grading((9, None), (7, quota("b", 20)), (6, quota("c", 0)), vacancy=Vacancy.CARRY),
    0,
)
"""A band without a quota first: who stands there takes none of the places that are carried on."""


class TestAgainstEveryWayItCouldTurnOut:
    @settings(max_examples=120, deadline=None)
    @given(rounds())
    @example(AT_THE_TOP)
    @example(UNLIMITED_FIRST)
    def test_a_range_is_never_too_narrow(self, made):
        found = run(*made)
        for subject, codes in enumerate(possible(*made)):
            if not codes:
                assert found.best[subject] == found.worst[subject] == -1
            else:
                assert found.best[subject] <= min(codes)
                assert found.worst[subject] >= max(codes)

    @settings(max_examples=120, deadline=None)
    @given(rounds())
    def test_with_places_carried_on_it_is_exact(self, made):
        intervals, part, rules, also = made
        assume(rules.vacancy is Vacancy.CARRY)
        assume(all(band.quota for band in rules.bands[:-1]))
        found = run(intervals, part, rules, also)
        for subject, codes in enumerate(possible(intervals, part, rules, also)):
            if codes:
                assert (found.best[subject], found.worst[subject]) == (min(codes), max(codes))

    @settings(max_examples=60, deadline=None)
    @given(rounds())
    def test_it_is_exact_where_everything_is_known(self, made):
        intervals, part, rules, also = made
        known_part = [bool(p) for p in part]
        points = [(low, low) for low, _ in intervals]
        assume(all(band.quota is None or band.quota.share.is_set for band in rules.bands))
        found = run(points, known_part, rules, also)
        assert found.best is found.worst
        for subject, codes in enumerate(possible(points, known_part, rules, also)):
            assert {int(found.best[subject])} == (codes or {-1})


def test_a_rival_who_falls_can_cost_another_his_grade_when_places_lapse():
    """So ranges without carried places are wider than two extreme cases would suggest."""
    rules = grading(*XIAMEN)
    assert letters([85, 75, 74, 73, 72], rules) == "ABBCC"
    assert letters([79, 75, 74, 73, 72], rules) == "BBCCZ"
    found = grade(
        rules, between([79, 75, 74, 73, 72], [85, 75, 74, 73, 72]), 1, exact_truth(np.ones(5, bool))
    )
    assert (found.best[2], found.worst[2]) == (1, 2)
