"""A process that takes steps is killed at random moments: what it was at is there whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from random import Random
from time import sleep

import pytest

from banfa.database.engine import make_engine
from banfa.errors import Conflict
from tests.casework.test_crashes import STEPS
from tests.casework.traces import read_rows_of_casework

KILLS = 200 if os.environ.get("BANFA_SOAK") else 2 * len(STEPS)
FORK = multiprocessing.get_context("fork")
LATEST_S, SETTLED_S = 0.5, 0.1


def take(desk, url, step, begun):
    """Take a step, on a connection of this process's own."""
    desk.engine = make_engine(url)
    begun.set()
    step()


def kill_in(desk, url, step, after_s):
    """Take a step in a process that is killed so long after it has begun."""
    begun = FORK.Event()
    process = FORK.Process(target=take, args=(desk, url, step, begun))
    process.start()
    begun.wait(60)
    sleep(after_s)
    process.kill()
    process.join()
    sleep(SETTLED_S)  # the server notices that nobody is there


def list_changed(before, after):
    return {table for table, digest in after.items() if before[table] != digest}


def take_undisturbed(desk, name):
    """The tables that a step changes."""
    step = STEPS[name](desk)
    before = read_rows_of_casework(desk)
    step()
    return list_changed(before, read_rows_of_casework(desk))


@pytest.mark.long
@pytest.mark.timeout(300 + 30 * KILLS)
def test_a_killed_process_leaves_a_step_whole_or_undone(make_desk, database, record_property):
    desk, rng = make_desk("liuzhou"), Random(KILLS)  # noqa: S311 - not a secret
    whole = {name: take_undisturbed(desk, name) for name in STEPS}
    done: Counter[str] = Counter()
    for n in range(KILLS):
        name = list(STEPS)[n % len(STEPS)]
        step = STEPS[name](desk)
        before = read_rows_of_casework(desk)
        kill_in(desk, database.app_url, step, rng.uniform(0, LATEST_S))
        changed = list_changed(before, read_rows_of_casework(desk))
        assert changed in (set(), whole[name]), name
        if changed:
            done[name] += 1
            with pytest.raises(Conflict, match="wrong_state"):
                step()
        else:
            step()
            assert list_changed(before, read_rows_of_casework(desk)) == whole[name], name
    desk.verify()
    figures = f"kills: {KILLS} in {len(STEPS)} steps, {done.total()} after the step was done; none half done"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
