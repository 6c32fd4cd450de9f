"""From any state that can be reached nothing outside the tables of steps changes anything.

Walks go wherever the tables allow. At each place whatever the state, the role or the person forbids is tried
once for every act and state: it is rejected with a code and a sentence, and not one row is another.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from banfa.errors import BanfaError, Conflict, Forbidden
from banfa.trust.permissions import PERMISSIONS
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import PEOPLE, SECOND
from tests.casework.traces import read_rows_of_casework
from tests.casework.walks import Walk, is_offered, may

pytestmark = pytest.mark.long

BESIDE_HANDLING = {"stand_aside", "hand_case_over", "receive_proceeding"}
"""What somebody who stands aside can still do: say so, hand the case over, enter what came in."""
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


def try_recused(walk):
    """Have the second officer stand aside from the case that is open, and try all that is offered."""
    cases = [row_id for (name, row_id), row in walk.rows.items() if name == "case" and row.state == "open"]
    if not cases:
        return Counter()
    case = walk.random.choice(cases)
    walk.desk.act("stand_aside", case, name=SECOND)
    before = read_rows_of_casework(walk.desk)
    tried: Counter[str] = Counter()
    for name, row_id, act in walk.list_possible():
        of_case = row_id if name == "case" else find_case(walk, name, row_id)
        if of_case == case and act.name not in BESIDE_HANDLING:
            assert reject(walk, act.name, row_id, SECOND, BanfaError), act.name
            tried[act.name] += 1
    assert read_rows_of_casework(walk.desk) == before
    return tried


def find_case(walk, name, row_id):
    """The case of a thing; nothing for a lead or a call back."""
    row = walk.rows[name, row_id]
    if hasattr(row, "document_id"):
        row = walk.rows["case_document", row.document_id]
    return None if name == "lead" else getattr(row, "case_id", None)


@pytest.mark.timeout(60 + 30 * WALKS)
def test_nothing_outside_the_tables_changes_anything(make_desk, record_property):
    desk = make_desk("liuzhou")
    taken: Counter[str] = Counter()
    tried: set[tuple[str, str, str, type]] = set()
    recused: Counter[str] = Counter()
    steps = rejected = 0
    for seed in range(WALKS):
        walk = Walk(desk, seed, taken)
        for _ in range(STEPS):
            done = walk.go_on()
            steps, rejected = steps + done, rejected + (not done)
            try_forbidden(walk, tried)
        recused += try_recused(walk)
    desk.verify()
    figures = f"walks: {WALKS}, {steps} acts taken, of {len(taken)} kinds; {rejected} not ripe"
    figures += f"; {len(tried)} forbidden ones tried, {len(recused)} by who stands aside"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
    assert len(tried) > 300
    assert len(taken) > 20
