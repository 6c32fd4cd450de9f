"""A bureau's job behind another bureau's backlog: how long it takes from being asked for to its end.

One worker and one scheduler, as the commands start them. The neighbour asks for `BACKLOG` runs of its watch,
each for another day, so that none is merged with another; then the reader asks for one.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from banfa.cities.loading.discovery import load_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.embedded.postgres import start_postgres
from banfa.embedded.queue import start_queue
from banfa.jobs.status import work_status
from banfa.procedures.watch.runs import request_run
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import unit_of_work
from tests.bench.listing import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

READER, NEIGHBOUR = "xiamen", "huangshi"
BACKLOG, TURNS = 150, 5
PATIENCE_S = 600.0


@contextmanager
def banfa(*words: str) -> Iterator[None]:
    """Let a command run while the block does."""
    process = subprocess.Popen([str(Path(sys.executable).with_name("banfa")), *words])
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


class Bureau:
    """A bureau that asks for runs of its watch."""

    def __init__(self, app_url: str, slug: str) -> None:
        self.engine, self.profile = make_engine(app_url), load_cities().profile(slug)
        self.actor = operator(find_tenant(self.engine, slug))

    def ask(self, days_ago: int = 0) -> int:
        """Ask for a run; returns the id of its work."""
        as_of = datetime.now(UTC).date() - timedelta(days=days_ago)
        with unit_of_work(self.engine, self.actor) as unit:
            return request_run(unit, self.profile, as_of=as_of).work_id

    def is_done(self, work_id: int) -> bool:
        with unit_of_work(self.engine, self.actor, read_only=True) as unit:
            return work_status(unit, work_id).state == "done"

    def seconds(self) -> float:
        """How long a run takes, from being asked for to its end."""
        began = time.perf_counter()
        work_id = self.ask()
        while not self.is_done(work_id):
            if time.perf_counter() - began > PATIENCE_S:
                raise RuntimeError("the run does not end")
            time.sleep(0.02)
        return time.perf_counter() - began


def run() -> Iterator[str]:
    with ExitStack() as stack:
        server = stack.enter_context(start_postgres(durable=False))
        queue = stack.enter_context(start_queue())
        migrations.upgrade(server.owner_url)
        for city in (READER, NEIGHBOUR):
            prepared(server.owner_url, server.app_url, city=city)
        os.environ |= {
            "DATABASE_URL": server.app_url,
            "REDIS_URL": queue.redis_url,
            "BANFA_SECRET": secrets.token_hex(),
        }
        for words in (("scheduler",), ("worker",)):
            stack.enter_context(banfa(*words))
        reader, neighbour = Bureau(server.app_url, READER), Bureau(server.app_url, NEIGHBOUR)
        reader.seconds()  # the worker has started
        quiet = [reader.seconds() for _ in range(TURNS)]
        backlog = [neighbour.ask(days_ago) for days_ago in reversed(range(BACKLOG))]
        loaded = [reader.seconds() for _ in range(TURNS)]
        open_still = sum(not neighbour.is_done(work_id) for work_id in backlog)
        yield (
            f"a job, asked for and done: {median(quiet):.1f} s, longest {max(quiet):.1f} s; behind another"
            f" bureau's {BACKLOG}: {median(loaded):.1f} s, longest {max(loaded):.1f} s; goal: a few jobs'"
            f" more; {open_still} of the backlog were open after the last"
        )
