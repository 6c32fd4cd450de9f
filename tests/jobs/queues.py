"""The queue of the tests, under the secret of the tests."""

from banfa.jobs.queue import WorkQueue
from tests.strong_secret import SECRET

__all__ = ["SECRET", "work_queue"]


def work_queue(redis):
    return WorkQueue(redis, SECRET)
