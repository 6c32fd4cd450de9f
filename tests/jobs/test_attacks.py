"""Whoever can write to the queue's server, and what they get: nothing runs, nobody ends.

Each attack is what rq's own clients would store or send; the worker is a real one.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import replace

import pytest
from redis.exceptions import ResponseError
from rq import Callback, Queue, Repeat, Retry, Worker
from rq.command import send_kill_horse_command, send_shutdown_command, send_stop_job_command
from rq.serializers import DefaultSerializer, JSONSerializer
from rq.suspension import suspend
from sqlalchemy import text

from banfa.jobs import dispatch_once
from tests.jobs.queues import RUBBISH, work_queue


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))


@pytest.fixture
def attack(redis, tmp_path):
    """What somebody with the server's password has: rq, and a file that shows whether anything ran."""
    return Attack(redis, tmp_path / "ran")


class Attack:
    def __init__(self, redis, file):
        self.redis = redis
        self.file = file
        self.command = f"touch {file}"

    @property
    def has_run(self):
        return self.file.exists()

    def queue(self, serializer=JSONSerializer):
        return Queue("banfa", connection=self.redis, serializer=serializer)


def enqueue_system(attack):
    attack.queue().enqueue("os.system", attack.command)


def enqueue_pickled(attack):
    attack.queue(DefaultSerializer).enqueue("os.system", attack.command)


def enqueue_for_results(attack):
    attack.queue().enqueue("os.getenv", "DATABASE_URL", result_ttl=3600)


def enqueue_what_was_our_entry(attack):
    attack.queue().enqueue("banfa.jobs.run.carry_out", 1, 1)


def enqueue_with_callbacks(attack):
    callback = Callback("os.system")
    attack.queue().enqueue(
        "banfa.jobs.run.run_work", 1, 1, on_success=callback, on_failure=callback, on_stopped=callback
    )


def enqueue_with_repeats_and_dependents(attack):
    job = attack.queue().enqueue("os.getpid", repeat=Repeat(3), retry=Retry(3))
    attack.queue().enqueue("os.system", attack.command, depends_on=job)


def store_under_a_true_ticket(attack):
    """A job of theirs under the very text that the queue holds of ours."""
    for message in attack.redis.lrange("rq:queue:banfa", 0, -1):
        data = zlib.compress(json.dumps(["os.system", None, [attack.command], {}]).encode())
        for name in (message.decode(), message.decode().rpartition("-")[0]):
            stored = {
                "data": data,
                "status": "queued",
                "origin": "banfa",
                "success_callback_name": "os.system",
            }
            attack.redis.hset(f"rq:job:{name}", mapping=stored)


def register_a_job_that_began(attack):
    """Registries are swept by rq's workers, which call the failure callbacks of what they find there."""
    job = attack.queue().enqueue("os.system", attack.command, on_failure=Callback("os.system"))
    attack.redis.lrem("rq:queue:banfa", 0, job.id)
    attack.redis.zadd("rq:wip:banfa", {f"{job.id}:x": 1})
    attack.redis.zadd("rq:scheduled:banfa", {job.id: 1})
    attack.redis.rpush("rq:queue:banfa:intermediate", job.id)


def write_rubbish(attack):
    for message in (
        b"",
        b"\x00" * 100_000,
        b"1-1-0-" + b"0" * 64,
        b"-1-1-0-" + b"f" * 64,
        "\u0661-1-0".encode(),
    ):
        attack.redis.rpush("rq:queue:banfa", message)


def forge_a_ticket(attack):
    """Another row's number under the seal of a true ticket, where one waits."""
    for ticket in work_queue(attack.redis).list_tickets():
        message, *_ = (
            m for m in attack.redis.lrange("rq:queue:banfa", 0, -1) if m.startswith(f"{ticket}-".encode())
        )
        other = replace(ticket, work_id=ticket.work_id + 1)
        attack.redis.rpush("rq:queue:banfa", f"{other}-{message.decode().rpartition('-')[2]}")


def write_where_workers_are_known(attack):
    for write in RUBBISH:
        attack.redis.delete("rq:workers")
        write(attack.redis)
    attack.redis.delete("rq:workers")
    attack.redis.sadd("rq:workers", "junk")


def suspend_all(attack):
    suspend(attack.redis)


STORED = (
    enqueue_system,
    enqueue_pickled,
    enqueue_for_results,
    enqueue_what_was_our_entry,
    enqueue_with_callbacks,
    enqueue_with_repeats_and_dependents,
    store_under_a_true_ticket,
    register_a_job_that_began,
    write_rubbish,
    forge_a_ticket,
    write_where_workers_are_known,
    suspend_all,
)


class TestWhatIsWrittenIntoTheServer:
    def test_runs_nothing_and_keeps_no_work_from_being_done(
        self, *, engine, redis, attack, ask, status, worker, wait_for
    ):
        """All attacks at once, with work of ours between them."""
        ids = [ask() for _ in range(3)]
        dispatch_once(engine, work_queue(redis))
        for write in STORED:
            write(attack)
        process = worker()
        wait_for(lambda: all(status(work_id).state == "done" for work_id in ids))
        wait_for(lambda: redis.llen("rq:queue:banfa") == 0)
        assert [status(work_id).attempts for work_id in ids] == [1, 1, 1]
        assert process.poll() is None
        assert not attack.has_run
        assert not [key for key in redis.scan_iter() if redis.type(key) == b"stream"], "no result is told"

    @pytest.mark.parametrize("write", STORED)
    def test_runs_nothing(self, write, redis, attack):
        """Each by itself, read as the worker reads it."""
        write(attack)
        while (taken := work_queue(redis).dequeue_any([work_queue(redis)], None, redis)) is not None:
            pytest.fail(f"taken for ours: {taken}")
        assert not attack.has_run

    def test_of_another_kind_is_waited_for(self, *, engine, redis, ask, status, worker, wait_for):
        """A queue that is no list ends nobody."""
        process = worker()
        wait_for(lambda: redis.exists("rq:workers"))
        redis.set("rq:queue:banfa", "a text")
        redis.delete("rq:workers")
        redis.set("rq:workers", "a text")
        time.sleep(2.5)
        redis.delete("rq:queue:banfa", "rq:workers")
        work_id = ask()
        with pytest.raises(ResponseError):
            redis.lpush("rq:workers", "") and redis.get("rq:workers")
        redis.delete("rq:workers")
        wait_for(lambda: dispatch_once(engine, work_queue(redis)) == 1)
        wait_for(lambda: status(work_id).state == "done")
        assert process.poll() is None


class TestCommands:
    def test_end_nobody(self, *, engine, redis, ask, status, worker, wait_for):
        work_id = ask(milliseconds=1500)
        dispatch_once(engine, work_queue(redis))
        process = worker()
        wait_for(lambda: status(work_id).steps_done == 1)
        (at_work,) = Worker.all(connection=redis)
        job = Queue("banfa", connection=redis).enqueue("os.getpid")
        redis.hset(at_work.key, "current_job", job.id)
        redis.hset(job.key, "worker_name", at_work.name)
        send_kill_horse_command(redis, at_work.name)
        send_stop_job_command(redis, job.id)
        send_shutdown_command(redis, at_work.name)
        assert redis.pubsub_numsub(f"rq:pubsub:{at_work.name}")[0][1] == 0
        wait_for(lambda: status(work_id).state == "done")
        assert status(work_id).attempts == 1
        assert process.poll() is None
