"""A worker, or a scheduler, in a process of its own, with handlers for the tests.

`python -m tests.jobs.worker_process [--burst] [--patient] [--stubborn] [--scheduler]`
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from threading import Event

from banfa.database.engine import Waits
from banfa.jobs.queue import ANSWER_TIME_S
from banfa.jobs.registry import HANDLERS
from banfa.jobs.scheduler import run_scheduler
from banfa.jobs.timing import Terms
from banfa.jobs.worker import run_worker
from banfa.settings import Settings

QUICK = Terms(
    lease=timedelta(seconds=1),
    heartbeat=timedelta(seconds=0.2),
    redispatch_after=timedelta(seconds=0.3),
    pause=timedelta(seconds=0.1),
    limit=timedelta(seconds=20),
    tries=2,
    poll=timedelta(seconds=1),
)


def leave_a_mark(unit, data, progress):
    """Half of an effect, then as long as `milliseconds`, then the other half."""
    unit.note("mark.begun", "mark/1", data)
    unit.work("test.follow_up", data, run_after=unit.now + timedelta(days=1))
    progress(1, 2, "正在处理")
    time.sleep(data.get("milliseconds", 0) / 1000)
    unit.note("mark.ended", "mark/1", data)
    progress(2, 2, "处理完毕")
    return {"marked": data["mark"]}


def record(unit, data, progress):
    """Begin to record, which the bureau's watermark waits for, and take some time over it."""
    assert unit.recorded_at
    return leave_a_mark(unit, data, progress)


def take_the_worker_down(unit, data, progress):
    os._exit(3)


HANDLERS["test.mark"] = leave_a_mark
HANDLERS["test.record"] = record
HANDLERS["test.crash"] = take_the_worker_down

IDLE_S = 4
"""Longer than any handler takes here, but for one that is frozen."""
PATIENT_S = ANSWER_TIME_S + 2
"""How long a patient worker has the queue wait for a ticket."""
WAITS = Waits(name="banfa-worker", statement=20, lock=5, idle_transaction=IDLE_S)

if __name__ == "__main__":
    settings = Settings.from_env(os.environ)
    terms = replace(QUICK, poll=timedelta(seconds=PATIENT_S)) if "--patient" in sys.argv else QUICK
    if "--stubborn" in sys.argv:
        terms = replace(terms, tries=1000)
    if "--scheduler" in sys.argv:
        run_scheduler(settings, stop=Event(), every=QUICK.heartbeat / 4, terms=terms)
    else:
        run_worker(settings, burst="--burst" in sys.argv, terms=terms, waits=WAITS)
