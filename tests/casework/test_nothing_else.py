"""From any state that can be reached nothing outside the tables of steps changes anything.

Walks go wherever the tables allow. At each place whatever the state, the role or the person forbids is tried
once for every act and state: it is rejected with a code and a sentence, and not one row is another.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from banfa.errors import Conflict, Forbidden
from banfa.trust.permissions import PERMISSIONS
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import PEOPLE
from tests.casework.traces import read_rows_of_casework
from tests.casework.walks import Walk, is_offered, may

WALKS, STEPS = (400, 60) if os.environ.get("BANFA_SOAK") else (6, 40)


def list_forbidden(walk):
    """What nobody, or this person, may do here, and why."""
    for (name, row_id), row in walk.rows.items():
        for act in RESOURCES[name].acts:
            offered = is_offered(name, act, row)
            for person, role in PEOPLE.items():
                if PERMISSIONS[role, act.action] is None:
                    yield name, row_id, act, person, Forbidden
                elif not offered:
                    yield name, row_id, act, person, Conflict
                elif not may(walk.desk, name, act, row, person):
                    yield name, row_id, act, person, Forbidden


def try_forbidden(walk, tried):
    """Try what was not tried yet of such a thing in such a state."""
    here = []
    for name, row_id, act, person, error in list_forbidden(walk):
        what = (act.name, walk.rows[name, row_id].state, PEOPLE[person], error)
        if what not in tried:
            tried.add(what)
            here.append((name, row_id, act, person, error))
    if not here:
        return
    before = read_rows_of_casework(walk.desk)
    taken = [
        (act.name, walk.rows[name, row_id].state, person)
        for name, row_id, act, person, error in here
        if not reject(walk, act.name, row_id, person, error)
    ]
    assert taken == []
    assert read_rows_of_casework(walk.desk) == before


def reject(walk, name, row_id, person, error):
    """Whether an act is rejected so, with a code and a sentence."""
    try:
        walk.take(name, row_id, person)
    except error as rejected:
        return bool(rejected.code) and rejected.detail.endswith("。")
    return False


@pytest.mark.timeout(60 + 30 * WALKS)
def test_nothing_outside_the_tables_changes_anything(make_desk, record_property):
    desk = make_desk("liuzhou")
    taken: Counter[str] = Counter()
    tried: set[tuple[str, str, str, type]] = set()
    steps = rejected = 0
    for seed in range(WALKS):
        walk = Walk(desk, seed, taken)
        for _ in range(STEPS):
            done = walk.go_on()
            steps, rejected = steps + done, rejected + (not done)
            try_forbidden(walk, tried)
    desk.verify()
    figures = f"walks: {WALKS}, {steps} acts taken, of {len(taken)} kinds; {rejected} not ripe"
    figures += f"; {len(tried)} forbidden ones tried"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
    assert len(tried) > 300
    assert len(taken) > 20
