"""Undone means undone: a decision withdrawn, and all that was then proposed accepted, was as if never taken.

Two ledgers are told the same; in one something is decided through a case, served, and later withdrawn. From
the day of the withdrawal on every day shows the same in both.
"""

from __future__ import annotations

import os

import pytest

from tests.casework.twin_ledgers import EARLIER, LATER, Town, compare

CITIES = tuple(EARLIER)
AT_ONCE = 3
SEEDS = [
    pytest.param(seed, marks=() if seed < AT_ONCE else pytest.mark.long)
    for seed in range(int(os.environ.get("BANFA_TWIN_SEEDS", "12")))
]


@pytest.fixture
def make_town(engine, owner_engine, cities, tmp_path):
    return lambda city, seed: Town(engine, owner_engine, cities.profile(city), tmp_path, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_undone_leaves_no_trace_in_later_days(make_town, seed):
    city = CITIES[seed % len(CITIES)]
    town = make_town(city, seed)
    choose = town.random
    assert compare(town) == []
    kind, clause = choose.choice(EARLIER[city])
    remedy = town.decide(kind, clause)
    town.go_on(1)
    town.tell(town.happen(4, most=5))
    if kind == "order" and town.let_run(remedy) and choose.random() < 0.7:
        town.decide(*LATER[city])
    assert compare(town) != [] or kind != "removal"
    town.go_on(choose.randint(1, 60))
    town.tell(town.happen(6, most=30))
    town.undo(remedy)
    for days in (0, 1, choose.randint(2, 40), choose.randint(41, 200)):
        town.go_on(days)
        town.tell(town.happen(3, most=days))
        assert compare(town) == [], (kind, clause, days)
