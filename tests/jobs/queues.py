"""The queue of the tests, under the secret of the tests."""

from banfa.jobs.queue import WorkQueue

SECRET = "a secret of the tests"


def work_queue(redis):
    return WorkQueue(redis, SECRET)
