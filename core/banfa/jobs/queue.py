"""The rq queue: it carries ids as JSON and is trusted with nothing else."""

from __future__ import annotations

from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from banfa.errors import Malformed

NAME: Final = "banfa"
ENTRY: Final = "banfa.jobs.run.run_work"
SCHEDULER: Final = "banfa:scheduler"
SCHEDULER_LASTS_S: Final = 60
"""The key by which a scheduler says that it goes on, and for how many seconds that holds."""


def connect_queue(url: str, *, timeout_s: float | None = None) -> Redis:
    """Return a client for the server at this address, which waits so long at most for each answer.

    Nothing is opened yet. Raises Malformed.
    """
    try:
        return Redis.from_url(url, socket_timeout=timeout_s, socket_connect_timeout=timeout_s)
    except ValueError as error:
        detail = "REDIS_URL 应形如 redis://主机:端口/0 或 unix:///路径。"
        raise Malformed("setting_malformed", detail, variable="REDIS_URL") from error


def work_queue(redis: Redis) -> Queue:
    """Return the one queue of Banfa."""
    return Queue(NAME, connection=redis, serializer=JSONSerializer)


def keep_scheduler_known(redis: Redis) -> None:
    """Say that a scheduler goes on."""
    redis.set(SCHEDULER, 1, ex=SCHEDULER_LASTS_S)


def examine_queue(redis: Redis) -> dict[str, str | None]:
    """Say of queue, workers and scheduler, each by its Chinese name, what is wrong; None where nothing is."""
    try:
        workers = len(Worker.all(queue=work_queue(redis)))
        scheduled = redis.exists(SCHEDULER)
    except RedisError:
        return {"队列": "队列不能访问，任务暂不派发：请检查 REDIS_URL 和队列服务。"}
    return {
        "队列": None,
        "后台程序": None if workers else "没有后台程序在运行，任务无人处理：请启动 banfa worker。",
        "调度程序": None if scheduled else "没有调度程序在运行，任务不会派发：请启动 banfa scheduler。",
    }
