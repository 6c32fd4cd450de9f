"""The rq queue: it carries sealed ids of work, and what lies on its server is trusted with nothing.

A message is the text `tenant-work-fence-seal`: three whole numbers, and their HMAC under a key that follows
from BANFA_SECRET. Nothing else is read from the server. Of rq's jobs there are none: no function is named,
no argument, callback, webhook or dependency is stored or looked for, so whoever writes to the server can at
most have work carried out that is due anyway, or keep it waiting.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Self, cast

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from banfa.errors import Malformed
from banfa.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME: Final = "banfa"
SCHEDULER: Final = "banfa:scheduler"
SCHEDULER_LASTS_S: Final = 60
"""The key by which a scheduler says that it goes on, and for how many seconds that holds."""
WORKERS: Final = "banfa:workers"
"""The key of the workers' names, each with the second by the server's clock until which it goes on."""
WORKER_LASTS_S: Final = 60
"""Seconds that a worker may be late in saying so again."""
ANSWER_TIME_S: Final = 5.0
"""Seconds that schedulers and workers wait for an answer of the server."""
_PURPOSE: Final = b"banfa.jobs.queue"
_MESSAGE: Final = re.compile(rb"([1-9][0-9]{0,18})-([1-9][0-9]{0,18})-([0-9]{1,19})-([0-9a-f]{64})")

_LOOKED_AT: Final = 1000
"""How many waiting messages are looked at: far more than are ever in flight, whatever strangers put in."""

log = get_logger("banfa.jobs")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which row of work is to be carried out; the fence tells one handing out from the next."""

    tenant_id: int
    work_id: int
    fence: int

    def __str__(self) -> str:
        return f"{self.tenant_id}-{self.work_id}-{self.fence}"


class TicketJob(Job):
    """What rq's worker passes on as a job: a ticket whose seal was found true. It is stored nowhere."""

    ticket: Ticket

    @classmethod
    def of(cls, ticket: Ticket, redis: Redis) -> Self:
        """Wrap a ticket."""
        job = cls(str(ticket), connection=redis, serializer=JSONSerializer)
        job.ticket = ticket
        return job


class WorkQueue(Queue):
    """The one queue of Banfa. `secret` is BANFA_SECRET, the same in schedulers and workers."""

    def __init__(self, redis: Redis, secret: str) -> None:
        super().__init__(NAME, connection=redis, serializer=JSONSerializer)
        self._seal_key = hmac.digest(secret.encode(), _PURPOSE, sha256)

    def put(self, tickets: Iterable[Ticket]) -> int:
        """Put tickets at the end, but for those that still wait in it; return how many."""
        messages = [message for ticket in tickets if not self._holds(message := self._seal(ticket))]
        if messages:
            self.connection.rpush(self.key, *messages)
        return len(messages)

    def _holds(self, message: bytes) -> bool:
        """Whether a message waits; the server looks, so that what others put there is not carried here."""
        position: Any = self.connection.lpos(self.key, cast("str", message), maxlen=_LOOKED_AT)
        return position is not None

    def list_tickets(self) -> list[Ticket]:
        """The tickets that wait, in order; what is none of ours is left out."""
        messages: Any = self.connection.lrange(self.key, 0, _LOOKED_AT - 1)
        return [ticket for ticket in map(self.read, messages) if ticket is not None]

    def read(self, message: bytes) -> Ticket | None:
        """The ticket of a message; None for one that we have not sealed."""
        match = _MESSAGE.fullmatch(message)
        if match is None:
            return None
        ticket = Ticket(*map(int, match.groups()[:3]))
        return ticket if hmac.compare_digest(self._seal(ticket), message) else None

    def _seal(self, ticket: Ticket) -> bytes:
        text = str(ticket).encode()
        return text + b"-" + hmac.digest(self._seal_key, text, sha256).hex().encode()

    @classmethod
    def dequeue_any(  # rq's hook, with its signature
        cls,
        queues: Iterable[Any],
        timeout: int | None,
        connection: Redis,
        *_: object,
        **__: object,
    ) -> tuple[TicketJob, WorkQueue] | None:
        """Take the next ticket out; None when there is none and `timeout` is None.

        What was not sealed by us is dropped and logged. Raises rq's DequeueTimeout.
        """
        (queue,) = queues
        while (popped := cls.lpop([queue.key], timeout, connection=connection)) is not None:
            ticket = queue.read(popped[1])
            if ticket is not None:
                return TicketJob.of(ticket, connection), queue
            log.warning("ticket_dropped")
        return None


def connect_queue(url: str, *, timeout_s: float = ANSWER_TIME_S) -> Redis:
    """Return a client for the server at this address, which waits so long at most for each answer.

    Nothing is opened yet. Raises Malformed.
    """
    try:
        return Redis.from_url(url, socket_timeout=timeout_s, socket_connect_timeout=timeout_s)
    except ValueError as error:
        detail = "REDIS_URL 应形如 redis://:口令@主机:端口/0 或 unix:///路径。"
        raise Malformed("setting_malformed", detail, variable="REDIS_URL") from error


def keep_scheduler_known(redis: Redis) -> None:
    """Say that a scheduler goes on."""
    redis.set(SCHEDULER, 1, ex=SCHEDULER_LASTS_S)


def keep_worker_known(redis: Redis, name: str, *, for_s: float) -> None:
    """Say that a worker goes on for so long, and leave out those whose time is over."""
    now = _read_time(redis)
    redis.zadd(WORKERS, {name: now + for_s})
    redis.zremrangebyscore(WORKERS, "-inf", now)


def forget_worker(redis: Redis, name: str) -> None:
    """Say that a worker has ended."""
    redis.zrem(WORKERS, name)


def _read_time(redis: Redis) -> int:
    seconds_and_rest: Any = redis.time()
    return int(seconds_and_rest[0])


def examine_queue(redis: Redis) -> dict[str, str | None]:
    """Say of queue, workers and scheduler, each by its Chinese name, what is wrong; None where nothing is.

    The server is asked for numbers alone: what lies there, and how much, is not read.
    """
    try:
        workers = redis.zcount(WORKERS, _read_time(redis), "+inf")
        scheduled = redis.exists(SCHEDULER)
    except RedisError:
        return {"队列": "队列不能访问，任务暂不派发：请检查 REDIS_URL 和队列服务。"}
    return {
        "队列": None,
        "后台程序": None if workers else "没有后台程序在运行，任务无人处理：请启动 banfa worker。",
        "调度程序": None if scheduled else "没有调度程序在运行，任务不会派发：请启动 banfa scheduler。",
    }
