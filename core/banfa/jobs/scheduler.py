"""The scheduler: keeps the dispatcher going."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Final

from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError

from banfa.database.engine import make_engine
from banfa.jobs.dispatch import dispatch_once
from banfa.jobs.queue import connect_queue
from banfa.jobs.terms import USUAL, Terms

if TYPE_CHECKING:
    from banfa.settings import Settings

log = logging.getLogger(__name__)

EVERY: Final = timedelta(seconds=1)


def run_scheduler(settings: Settings, *, stop: Event, every: timedelta = EVERY, terms: Terms = USUAL) -> None:
    """Dispatch what is due again and again until `stop` is set; any number of schedulers may run.

    A database or queue that is away for a while is waited for: nothing is lost meanwhile. Raises Malformed
    (`setting_missing`) without DATABASE_URL or REDIS_URL.
    """
    engine = make_engine(settings.required("database_url"), pool_size=1)
    redis = connect_queue(settings.required("redis_url"))
    try:
        while True:
            try:
                dispatch_once(engine, redis, terms=terms)
            except (OperationalError, RedisError) as problem:
                log.warning("nothing dispatched: %s", problem)
            if stop.wait(every.total_seconds()):
                return
    finally:
        redis.close()
        engine.dispose()
