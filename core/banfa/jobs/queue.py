"""The rq queue: it carries ids as JSON and is trusted with nothing else."""

from __future__ import annotations

from typing import Final

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from banfa.errors import Malformed

NAME: Final = "banfa"
ENTRY: Final = "banfa.jobs.run.run_work"


def connect_queue(url: str) -> Redis:
    """Return a client for the server at this address; nothing is opened yet. Raises Malformed."""
    try:
        return Redis.from_url(url)
    except ValueError as error:
        detail = "REDIS_URL 应形如 redis://主机:端口/0 或 unix:///路径。"
        raise Malformed("setting_malformed", detail, variable="REDIS_URL") from error


def work_queue(redis: Redis) -> Queue:
    """Return the one queue of Banfa."""
    return Queue(NAME, connection=redis, serializer=JSONSerializer)
