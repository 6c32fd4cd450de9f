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
from typing import TYPE_CHECKING, Any, Final, Self

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
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
        waiting = set(self._list_messages())
        messages = [message for ticket in tickets if (message := self._seal(ticket)) not in waiting]
        if messages:
            self.connection.rpush(self.key, *messages)
        return len(messages)

    def list_tickets(self) -> list[Ticket]:
        """The tickets that wait, in order; what is none of ours is left out."""
        read = map(self.read, self._list_messages())
        return [ticket for ticket in read if ticket is not None]

    def _list_messages(self) -> list[bytes]:
        messages: Any = self.connection.lrange(self.key, 0, _LOOKED_AT - 1)
        return list(messages)

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


def connect_queue(url: str, *, timeout_s: float | None = None) -> Redis:
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


def examine_queue(redis: Redis) -> dict[str, str | None]:
    """Say of queue, workers and scheduler, each by its Chinese name, what is wrong; None where nothing is."""
    try:
        workers = len(Worker.all(connection=redis))
        scheduled = redis.exists(SCHEDULER)
    except RedisError:
        return {"队列": "队列不能访问，任务暂不派发：请检查 REDIS_URL 和队列服务。"}
    return {
        "队列": None,
        "后台程序": None if workers else "没有后台程序在运行，任务无人处理：请启动 banfa worker。",
        "调度程序": None if scheduled else "没有调度程序在运行，任务不会派发：请启动 banfa scheduler。",
    }
