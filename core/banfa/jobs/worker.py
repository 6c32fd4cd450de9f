"""The worker: takes ids from the queue, one after another.

It runs handlers in its own process, without forking: connections must not cross a fork, what a city
compiles to stays warm, and the heartbeat's thread lives beside the handler. That a handler can take the
process down is provided for anyway: the lease runs out and another worker takes over. More work in
parallel means more workers.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from rq import SimpleWorker
from rq.serializers import JSONSerializer

from banfa.database.engine import WORKER, make_engine
from banfa.jobs.dispatch import dispatch_once
from banfa.jobs.queue import connect_queue, work_queue
from banfa.jobs.run import PROCESS
from banfa.jobs.timing import USUAL, Terms

if TYPE_CHECKING:
    from types import FrameType

    from redis import Redis
    from sqlalchemy import Engine

    from banfa.database.engine import Waits
    from banfa.settings import Settings

log = logging.getLogger(__name__)

_BEFORE_RESTART: Final = 1.0
_CONNECTIONS: Final = 4
"""The unit's, its snapshot's, the heartbeat's, and one to spare."""


class QueueWorker(SimpleWorker):
    """rq's worker, which remembers that it was asked to stop: its loop also ends when the queue is gone."""

    asked_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the work at hand, then stop (SIGINT, SIGTERM)."""
        self.asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # rq annotates only half


def run_worker(
    settings: Settings, *, burst: bool = False, terms: Terms = USUAL, waits: Waits = WORKER
) -> None:
    """Work until asked to stop; with `burst`, until nothing is due any more (it dispatches by itself then).

    To be called from the main thread, since it takes over SIGINT, SIGTERM and SIGALRM. Raises Malformed
    (`setting_missing`) without DATABASE_URL or REDIS_URL, and redis' ConnectionError when there is no
    queue to begin with; a queue lost later is waited for.
    """
    engine = make_engine(settings.required("database_url"), waits=waits, pool_size=_CONNECTIONS)
    redis = connect_queue(settings.required("redis_url"))
    token = PROCESS.set((engine, terms))
    try:
        redis.ping()
        if burst:
            _work_off(engine, redis, terms)
        else:
            _work_on(redis)
    finally:
        PROCESS.reset(token)
        redis.close()
        engine.dispose()


def _work_off(engine: Engine, redis: Redis, terms: Terms) -> None:
    while True:
        dispatched = dispatch_once(engine, redis, terms=terms)
        worker = _make_worker(redis)
        worked = worker.work(burst=True, logging_level="WARNING")
        if worker.asked_to_stop or not (dispatched or worked):
            return


def _work_on(redis: Redis) -> None:
    worker = _make_worker(redis)
    while True:
        worker.work(logging_level="WARNING")
        if worker.asked_to_stop:
            return
        log.warning("the queue went away; trying again")
        time.sleep(_BEFORE_RESTART)
        worker = _make_worker(redis)


def _make_worker(redis: Redis) -> QueueWorker:
    return QueueWorker([work_queue(redis)], connection=redis, serializer=JSONSerializer)
