"""The rq queue: it carries ids as JSON and is trusted with nothing else."""

from __future__ import annotations

from typing import Final

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

NAME: Final = "banfa"
ENTRY: Final = "banfa.jobs.run.run_work"


def work_queue(redis: Redis) -> Queue:
    """Return the one queue of the house."""
    return Queue(NAME, connection=redis, serializer=JSONSerializer)
