"""A thread that says, while a handler is busy, that its worker is alive."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from banfa.failures import describe_failure
from banfa.jobs.leases import Lease, LeaseLostError, extend
from banfa.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from banfa.jobs.timing import Terms

log = get_logger("banfa.jobs")


@contextmanager
def heartbeat(engine: Engine, lease: Lease, *, terms: Terms) -> Iterator[None]:
    """Extend the lease from a thread of its own until the block ends; stop when the lease is lost.

    The thread dies with the process, which is the point: a killed worker falls silent.
    """
    ended = Event()
    thread = Thread(target=_beat, args=(engine, lease, terms, ended), name="banfa-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(engine: Engine, lease: Lease, terms: Terms, ended: Event) -> None:
    while not ended.wait(terms.heartbeat.total_seconds()):
        try:
            extend(engine, lease, term=terms.lease)
        except LeaseLostError:
            return
        except SQLAlchemyError as error:
            # The lease outlasts several beats: the next one may get through.
            log.warning("heartbeat_missed", job=lease.outward_id, failure=describe_failure(error))
