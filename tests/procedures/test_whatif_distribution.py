"""A distribution tells of no group that is small, nor lets one be worked out."""

from __future__ import annotations

import numpy as np
import pytest

from banfa.procedures.whatif_distribution import LEAST, find_quantiles, suppress


def counts(**groups):
    return [each.count for each in suppress(groups)]


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"a": 5, "b": 9, "c": 6}, [5, 9, 6]),
        ({"a": 2, "b": 9, "c": 6}, [None, 9, None]),  # the smallest of the rest goes too
        ({"a": 4, "b": 3, "c": 20}, [None, None, 20]),
        ({"a": 0, "b": 3, "c": 20, "d": 8}, [None, None, 20, None]),  # three together are still too few
        ({"a": 0, "b": 0, "c": 30}, [None, None, None]),
        ({"a": 3}, [None]),
    ],
)
def test_groups_of_fewer_than_five_are_not_told(groups, told):
    assert counts(**groups) == told


def test_what_is_left_out_cannot_be_worked_out_from_the_rest():
    rng = np.random.default_rng(1)
    for _ in range(500):
        groups = {str(n): int(k) for n, k in enumerate(rng.integers(0, 12, rng.integers(1, 7)))}
        hidden = [groups[each.grade] for each in suppress(groups) if each.count is None]
        assert all(each.count is None or each.count >= LEAST for each in suppress(groups))
        assert not hidden or len(hidden) == len(groups) or (len(hidden) > 1 and sum(hidden) >= LEAST)


def test_quantiles_are_told_where_five_lie_on_either_side():
    of_twenty = find_quantiles(np.arange(20) * 100 + 4050, 100)
    assert [each.points for each in of_twenty] == [None, "44", "49", "54", None]
    assert [each.points for each in find_quantiles(np.arange(9), 100)] == [None] * 5
    assert [each.points for each in find_quantiles(np.array([], int), 100)] == [None] * 5
