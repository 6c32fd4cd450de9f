"""The worker: takes tickets from the queue, one after another.

It runs handlers in its own process, without forking: connections must not cross a fork, what a city
compiles to stays warm, and the heartbeat's thread lives beside the handler. That a handler can take the
process down is provided for anyway: the lease runs out and another worker takes over. More work in
parallel means more workers.

Of rq's worker the loop, the signals and the registration are used; all that would let the queue's server
decide what happens here (jobs with functions and callbacks, registries, commands, suspension) is not.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from redis.exceptions import RedisError, ResponseError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from rq.worker import WorkerStatus

from banfa.database.engine import WORKER, make_engine
from banfa.failures import describe_failure
from banfa.jobs.dispatch import dispatch_once
from banfa.jobs.queue import (
    ANSWER_TIME_S,
    WORKER_LASTS_S,
    WorkQueue,
    connect_queue,
    forget_worker,
    keep_worker_known,
)
from banfa.jobs.run import carry_out
from banfa.jobs.timing import USUAL, Terms
from banfa.logs import get_logger

if TYPE_CHECKING:
    from types import FrameType

    from redis.client import Pipeline
    from sqlalchemy import Engine

    from banfa.database.engine import Waits
    from banfa.jobs.queue import TicketJob
    from banfa.settings import Settings

log = get_logger("banfa.jobs")

_BEFORE_RESTART: Final = 1.0
_CONNECTIONS: Final = 4
"""The unit's, its snapshot's, the heartbeat's, and one to spare."""


class QueueWorker(SimpleWorker):
    """rq's worker with one thing to do: carry out the row of work that a ticket names.

    It remembers that it was asked to stop: its loop also ends when the queue is gone.
    """

    queue_class: type[Queue] = WorkQueue
    asked_to_stop = False

    def __init__(self, queue: WorkQueue, engine: Engine, terms: Terms) -> None:
        self._engine = engine
        self._terms = terms
        super().__init__([queue], connection=queue.connection, serializer=JSONSerializer)

    @property
    def dequeue_timeout(self) -> int:
        """Seconds for which the server is asked to wait for a ticket."""
        return max(1, int(self._terms.poll.total_seconds()))

    @property
    def connection_timeout(self) -> int:
        """Seconds for which an answer is waited for, that one too."""
        return self.dequeue_timeout + int(ANSWER_TIME_S)

    def register_birth(self) -> None:
        """Be known, to rq and to us."""
        super().register_birth()  # type: ignore[no-untyped-call]  # rq annotates only half
        self._keep_known()

    def register_death(self) -> None:
        """Be known no more."""
        with suppress(ResponseError):  # something else lies there
            forget_worker(self.connection, self.name)
        super().register_death()  # type: ignore[no-untyped-call]

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """Be known for some longer."""
        super().heartbeat(timeout, pipeline)
        self._keep_known(timeout)

    def _keep_known(self, seconds: int | None = None) -> None:
        with suppress(ResponseError):  # something else lies there
            for_s = seconds or self.dequeue_timeout + WORKER_LASTS_S
            keep_worker_known(self.connection, self.name, for_s=for_s)

    def execute_job(self, job: TicketJob, _queue: WorkQueue) -> None:  # type: ignore[override]
        """Carry a ticket out; what goes wrong ends in its row, or in the log and it is handed out again."""
        limit = int(self._terms.limit.total_seconds())
        with suppress(RedisError):
            self.set_state(WorkerStatus.BUSY)
            self.heartbeat(limit + self.worker_ttl)
        ticket = job.ticket
        try:
            with self.death_penalty_class(limit, JobTimeoutException, job_id=job.id):
                carry_out(self._engine, tenant_id=ticket.tenant_id, work_id=ticket.work_id, terms=self._terms)
        except Exception as error:  # noqa: BLE001 - named in the log, in one line
            log.error("job_not_carried_out", failure=describe_failure(error))  # noqa: TRY400
        with suppress(RedisError):
            self.set_state(WorkerStatus.IDLE)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the work at hand, then stop (SIGINT, SIGTERM)."""
        self.asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # rq annotates only half

    def subscribe(self) -> None:
        """Take no commands: who writes to the server could end us."""

    def unsubscribe(self) -> None:
        """There is nothing to be ended."""

    def check_for_suspension(self, burst: bool) -> None:  # noqa: FBT001 - rq's signature
        """Work on, whatever the server says (`rq suspend`)."""

    def run_maintenance_tasks(self) -> None:
        """Leave rq's registries alone: we have no jobs in them, and theirs have callbacks."""
        self.last_cleaned_at: Any = datetime.now(UTC)


def run_worker(
    settings: Settings, *, burst: bool = False, terms: Terms = USUAL, waits: Waits = WORKER
) -> None:
    """Work until asked to stop; with `burst`, until nothing is due any more (it dispatches by itself then).

    To be called from the main thread, since it takes over SIGINT, SIGTERM and SIGALRM. Raises Malformed
    (`setting_missing`) without DATABASE_URL, REDIS_URL or BANFA_SECRET, and redis' ConnectionError when there
    is no queue to begin with; a queue lost later is waited for.
    """
    engine = make_engine(settings.required("database_url"), waits=waits, pool_size=_CONNECTIONS)
    # The first connection, too, has to outlast the wait for a ticket.
    answer_time_s = terms.poll.total_seconds() + ANSWER_TIME_S
    redis = connect_queue(settings.required("redis_url"), timeout_s=answer_time_s)
    queue = WorkQueue(redis, settings.required("secret"))
    try:
        redis.ping()
        if burst:
            _work_off(engine, queue, terms)
        else:
            _work_on(engine, queue, terms)
    finally:
        redis.close()
        engine.dispose()


def _work_off(engine: Engine, queue: WorkQueue, terms: Terms) -> None:
    while True:
        dispatched = dispatch_once(engine, queue, terms=terms)
        worker = QueueWorker(queue, engine, terms)
        worked = worker.work(burst=True, logging_level="WARNING")
        if worker.asked_to_stop or not (dispatched or worked):
            return


def _work_on(engine: Engine, queue: WorkQueue, terms: Terms) -> None:
    while True:
        worker = None
        try:
            worker = QueueWorker(queue, engine, terms)
            worker.work(logging_level="WARNING")
        except RedisError as error:
            log.warning("queue_away", failure=describe_failure(error))
        if worker is not None and worker.asked_to_stop:
            return
        time.sleep(_BEFORE_RESTART)
