"""A process that takes steps is killed at random moments: what it was at is there whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
from random import Random
from time import sleep

import pytest

from banfa.database.engine import make_engine
from banfa.procedures.cases.listing import list_rows
from tests.casework.desk import MACHINES, SECOND, Desk
from tests.casework.traces import read_rows_of_casework

KILLS = 200 if os.environ.get("BANFA_SOAK") else 8
FORK = multiprocessing.get_context("fork")
LATEST_S, SETTLED_S = 0.5, 0.1


def work(database, desk, service, begun):
    """Check a service, on a connection of this process's own."""
    own = Desk.__new__(Desk)
    own.__dict__.update(desk.__dict__, engine=make_engine(database.app_url))
    begun.set()
    own.check("check_service", service)


def read_things(desk):
    with desk.unit(read_only=True) as unit:
        return {
            (name, row.id): row
            for name, machine in MACHINES.items()
            for row in list_rows(unit, machine.row, limit=100_000)
        }


@pytest.mark.long
@pytest.mark.timeout(120 + 30 * KILLS)
def test_a_killed_process_leaves_a_step_whole_or_undone(make_desk, database, record_property):
    desk, rng = make_desk("liuzhou"), Random(KILLS)  # noqa: S311 - not a secret
    done = 0
    for _ in range(KILLS):
        remedy = desk.plan(desk.open_case(desk.new_provider(), "12.2"), "order", term=20, term_unit="日")
        paper = desk.draft(remedy)
        desk.issue(paper)
        service = desk.enter_service(paper)
        before, things = read_rows_of_casework(desk), read_things(desk)
        begun = FORK.Event()
        process = FORK.Process(target=work, args=(database, desk, service, begun))
        process.start()
        begun.wait(60)
        sleep(rng.uniform(0, LATEST_S))
        process.kill()
        process.join()
        sleep(SETTLED_S)  # the server notices that nobody is there
        states = desk.find("document_service", service).state, desk.find("remedy", remedy).state
        if states == ("entered", "issued"):
            assert read_rows_of_casework(desk) == before
            desk.act("check_service", service, by=SECOND)
        else:
            assert states == ("checked", "running")
            done += 1
        assert desk.find("remedy", remedy).state == "running"
        after = read_things(desk)
        changed = {key for key, row in after.items() if things[key] != row}
        assert changed == {("document_service", service), ("remedy", remedy)}
    desk.verify()
    figures = f"kills: {KILLS} of a step, {done} of them after it was done; none half done"
    record_property("figures", figures)
    print(figures)  # noqa: T201 - the figures of `make soak`
