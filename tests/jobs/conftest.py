import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from redis import Redis

from banfa.jobs import work_status
from banfa.trust import unit_of_work
from tests.jobs.queues import SECRET
from tests.trust.bureaus import NOW, admin, bureau

__all__ = ["admin", "bureau"]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def redis(queue):
    with Redis.from_url(queue) as client:
        yield client


@pytest.fixture
def ask(engine, admin):
    """Ask for work in a unit of its own; gives its id."""

    def asked(kind="test.mark", *, run_after=None, actor=admin, merge=False, **data):
        with unit_of_work(engine, actor, now=NOW) as unit:
            unit.unaudited("a test asks")
            return unit.work(kind, {"mark": 1, **data}, run_after=run_after, merge=merge)

    return asked


@pytest.fixture
def status(engine, admin):
    """How a piece of work stands."""

    def told(work_id):
        with unit_of_work(engine, admin, now=NOW, read_only=True) as unit:
            return work_status(unit, work_id)

    return told


@pytest.fixture
def wait_for():
    def wait(holds, *, seconds=20):
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.02)

    return wait


@pytest.fixture
def worker(database, queue):
    """Start a worker in a process of its own; what still runs at the end is killed."""
    started = []

    def start(*arguments):
        environ = {**os.environ, "DATABASE_URL": database.app_url, "REDIS_URL": queue, "BANFA_SECRET": SECRET}
        command = [sys.executable, "-m", "tests.jobs.worker_process", *arguments]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environ))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
