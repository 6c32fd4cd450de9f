"""The queue of the tests, under the secret of the tests."""

from banfa.jobs.queue import SCHEDULER, WORKERS, WorkQueue
from tests.strong_secret import SECRET

__all__ = ["RUBBISH", "SECRET", "work_queue"]


def work_queue(redis):
    return WorkQueue(redis, SECRET)


def _write_workers_that_are_none(redis):
    redis.sadd("rq:workers", "junk", "rq:worker:", "rq:worker:\x00")


def _write_many_workers(redis):
    for first in range(0, 200_000, 10_000):
        redis.sadd("rq:workers", *(f"rq:worker:{n}" for n in range(first, first + 10_000)))


def _write_other_kinds(redis):
    for key in ("rq:workers", WORKERS):
        redis.delete(key)
        redis.set(key, "a text")
    redis.delete(SCHEDULER)
    redis.hset(SCHEDULER, "a", "hash")


def _write_workers_of_ours_that_are_none(redis):
    redis.delete(WORKERS)
    redis.zadd(WORKERS, {b"\xff\x00": -1e300, "x" * 100_000: 1e300, "": 0})


RUBBISH = (
    _write_workers_that_are_none,
    _write_many_workers,
    _write_other_kinds,
    _write_workers_of_ours_that_are_none,
)
"""What somebody with the server's password writes where workers and schedulers say that they go on."""
