"""The scheduler: keeps the dispatcher going, and asks for the work of every night."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from banfa.database.engine import SCHEDULER, make_engine
from banfa.database.transient import is_transient
from banfa.failures import describe_failure
from banfa.jobs.checkpoints import write_checkpoints
from banfa.jobs.dispatch import dispatch_once
from banfa.jobs.nightly import ask_nightly
from banfa.jobs.queue import WorkQueue, connect_queue, keep_scheduler_known
from banfa.jobs.reads import seal_nights_reads
from banfa.jobs.reminders import announce_terms
from banfa.jobs.sweeping import sweep_bureaus
from banfa.jobs.timing import USUAL, Terms
from banfa.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from banfa.jobs.sweeping import Sweep
    from banfa.settings import Settings

log = get_logger("banfa.jobs")

EVERY: Final = timedelta(seconds=1)
NIGHTLY: Final = timedelta(minutes=1)
"""How often it looks whether a new day has begun; a scheduler that starts hands out first what waits."""


def run_scheduler(
    settings: Settings,
    *,
    stop: Event,
    every: timedelta = EVERY,
    nightly: timedelta = NIGHTLY,
    terms: Terms = USUAL,
    sweeps: Sequence[Sweep] = (),
) -> None:
    """Dispatch what is due again and again until `stop` is set; any number of schedulers may run.

    `sweeps` delete what is past keeping, of every bureau each night.

    A database or queue that is away for a while is waited for: nothing is lost meanwhile. Raises Malformed
    (`setting_missing`) without DATABASE_URL, REDIS_URL or BANFA_SECRET.
    """
    engine = make_engine(settings.required("database_url"), waits=SCHEDULER, pool_size=1)
    redis = connect_queue(settings.required("redis_url"))
    queue = WorkQueue(redis, settings.required("secret"))
    looked = time.monotonic()
    try:
        while True:
            try:
                if time.monotonic() - looked >= nightly.total_seconds():
                    looked = time.monotonic()
                    ask_nightly(engine)
                    announce_terms(engine)
                    seal_nights_reads(engine)
                    sweep_bureaus(engine, sweeps)
                    write_checkpoints(engine, settings)
                dispatch_once(engine, queue, terms=terms)
                keep_scheduler_known(redis)
            except (SQLAlchemyError, RedisError) as error:
                if isinstance(error, SQLAlchemyError) and not is_transient(error):
                    raise
                log.warning("dispatch_failed", failure=describe_failure(error))
            if stop.wait(every.total_seconds()):
                return
    finally:
        redis.close()
        engine.dispose()
