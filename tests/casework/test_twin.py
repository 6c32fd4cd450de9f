"""Undone means undone, in its manner: two ledgers are told the same, and in one something is decided besides.

Annulled, and with all that was then proposed accepted, it is as if never decided, on earlier days as well.
Withdrawn, it is so from that day on, but for what is history: who was removed was out of the pool. Corrected
in its words it stands as if nobody had touched it.
"""

from __future__ import annotations

import os

import pytest

from tests.casework.twin_ledgers import EARLIER, LATER, Town, compare, differ, see_each

pytestmark = pytest.mark.long

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
def test_what_was_undone_leaves_no_trace_but_its_history(make_town, seed):
    city = CITIES[seed % len(CITIES)]
    town = make_town(city, seed)
    choose = town.random
    assert compare(town) == []
    kind, clause = choose.choice(EARLIER[city])
    decided = [town.decide(kind, clause)]
    town.go_on(1)
    town.tell(town.happen(4, most=5))
    if kind == "order" and town.let_run(decided[0]) and choose.random() < 0.7:
        decided.append(town.decide(*LATER[city]))
    assert compare(town) != [] or kind != "removal"
    town.go_on(choose.randint(1, 60))
    between = town.day
    town.go_on(choose.randint(1, 5))
    town.tell(town.happen(6, most=30))
    _correct_words(town, decided[-1])
    manner = choose.choice(("annul", "withdraw"))
    # What was withdrawn has carried what came after it: that is withdrawn of its own.
    for remedy in reversed(decided) if manner == "withdraw" else decided[:1]:
        town.undo(remedy, manner)
    if manner == "annul":
        assert compare(town, between) == []
    for days in (0, 1, choose.randint(2, 40), choose.randint(41, 200)):
        town.go_on(days)
        town.tell(town.happen(3, most=days))
        assert compare(town) == [], (kind, clause, manner, days)


def _correct_words(town, remedy):
    before = see_each(town)[0]
    town.rectify(remedy)
    assert differ(before, see_each(town)[0]) == []
