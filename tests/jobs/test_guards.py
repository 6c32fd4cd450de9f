"""Guards of this room that no other test tries by hand: see `make sabotage`."""

from rq.suspension import suspend

from banfa.jobs.queue import Ticket, WorkQueue
from banfa.jobs.timing import USUAL
from banfa.jobs.worker import QueueWorker
from tests.jobs.queues import work_queue

OTHER_SECRET = "another secret than that of the tests, as long"


def test_a_ticket_under_another_secret_is_none(redis):
    WorkQueue(redis, OTHER_SECRET).put([Ticket(1, 2, 3)])
    assert work_queue(redis).list_tickets() == []


def test_a_seal_is_good_for_one_row_alone(redis):
    queue, ticket = work_queue(redis), Ticket(1, 2, 3)
    queue.put([ticket])
    seal = redis.lrange(queue.key, 0, -1)[0].decode().rpartition("-")[2]
    for other in (Ticket(9, 2, 3), Ticket(1, 9, 3), Ticket(1, 2, 9)):
        redis.rpush(queue.key, f"{other}-{seal}")
    assert queue.list_tickets() == [ticket]


def test_a_suspended_queue_is_worked_on(engine, redis):
    """rq's worker would wait until whoever suspended it lets it go on."""
    suspend(redis)
    QueueWorker(work_queue(redis), engine, USUAL).check_for_suspension(burst=True)


def test_nobody_can_command_a_worker(engine, redis):
    """rq's worker listens to whoever can write to the server: one may stop its job, or it."""
    worker = QueueWorker(work_queue(redis), engine, USUAL)
    worker.subscribe()
    try:
        assert redis.pubsub_channels() == []
    finally:
        if (thread := getattr(worker, "pubsub_thread", None)) is not None:
            thread.stop()
