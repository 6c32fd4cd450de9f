"""What holds a lock and does not go on, and what is away for a while, is waited for for a limited time."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from banfa.database.engine import WEB, make_engine
from banfa.jobs import dispatch_once, run_scheduler
from banfa.jobs.queue import ANSWER_TIME_S, examine_queue
from banfa.settings import Settings
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from banfa.trust.watermark import watermark
from tests.jobs.queues import SECRET, work_queue
from tests.jobs.worker_process import IDLE_S, PATIENT_S, QUICK
from tests.trust.bureaus import new_tenant

pytestmark = pytest.mark.long

IDLE = text("SELECT current_setting('idle_in_transaction_session_timeout')")
TAKE = text("SELECT pg_advisory_xact_lock(4711)")
END_SCHEDULERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'banfa-scheduler'
"""


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))


@pytest.fixture
def scheduler(database, queue, tmp_path):
    """A scheduler in a thread of its own; what it raises is raised at the end."""
    stop, errors = Event(), []
    settings = Settings.from_env(
        {
            "DATABASE_URL": database.app_url,
            "REDIS_URL": queue,
            "BANFA_SECRET": SECRET,
            "BANFA_DATA": str(tmp_path),
        }
    )

    def run():
        try:
            often = timedelta(seconds=0.05)
            run_scheduler(settings, stop=stop, every=often, nightly=often, terms=QUICK)
        except Exception as error:  # noqa: BLE001 - for the test to see
            errors.append(error)

    thread = Thread(target=run)
    thread.start()
    yield thread
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert not errors


class TestAFrozenWorker:
    def test_loses_its_locks_and_another_one_does_its_work(
        self, *, engine, admin, ask, status, worker, wait_for
    ):
        """It has recorded, so that every watermark of the bureau waits for it."""
        work_id = ask("test.record", milliseconds=500)
        frozen = worker("--burst")
        wait_for(lambda: status(work_id).steps_done == 1)
        os.kill(frozen.pid, signal.SIGSTOP)
        began = monotonic()
        watermark(engine, admin.tenant_id)
        assert monotonic() - began < IDLE_S + 3
        sleep(max(0, QUICK.lease.total_seconds() - (monotonic() - began)))
        assert worker("--burst").wait(60) == 0
        assert status(work_id).state == "done"
        os.kill(frozen.pid, signal.SIGCONT)
        assert frozen.wait(30) == 0
        assert (status(work_id).state, status(work_id).attempts) == ("done", 2)


class TestALockOfAnother:
    def test_is_not_waited_for_for_ever(self, database, owner_engine):
        impatient = make_engine(database.app_url, waits=replace(WEB, lock=1))
        with owner_engine.begin() as holder:
            holder.execute(text("LOCK TABLE work IN ACCESS EXCLUSIVE MODE"))
            began = monotonic()
            with pytest.raises(DBAPIError) as failure, impatient.connect() as connection:
                connection.execute(text("SELECT count(*) FROM work"))
            assert monotonic() - began < 4
        assert getattr(failure.value.orig, "sqlstate", None) == "55P03"
        impatient.dispose()

    def test_is_taken_from_who_forgets_a_transaction(self, database, owner_engine):
        forgetful = make_engine(database.app_url, waits=replace(WEB, idle_transaction=1))
        with forgetful.connect() as connection:
            connection.execute(TAKE)
            with owner_engine.begin() as other:
                other.execute(text("SET LOCAL lock_timeout = '5s'"))
                other.execute(TAKE)
            with pytest.raises(DBAPIError):
                connection.execute(text("SELECT 1"))
        forgetful.dispose()

    @pytest.mark.parametrize(("statement", "idles"), [(0, "0"), (20, "20s"), (600, "10min"), (1, "2s")])
    def test_is_left_to_who_reads_a_snapshot_meanwhile(self, database, owner_engine, statement, idles):
        """The unit's own transaction waits while a round is computed, which takes as long as it takes."""
        limits = replace(WEB, statement=statement, idle_transaction=2)
        engine = make_engine(database.app_url, waits=limits)
        with unit_of_work(engine, operator(new_tenant(owner_engine))) as unit:
            unit.unaudited("writes nothing")
            with unit.snapshot() as snapshot:
                assert snapshot.scalar(IDLE) == "2s"
            assert unit.connection.scalar(IDLE) == idles
        with engine.connect() as connection:
            assert connection.scalar(IDLE) == "2s"
        engine.dispose()


@pytest.fixture
def frozen_queue(_queue_server, queue):
    """Stop the queue's server as a machine that hangs would; it accepts connections and answers nothing."""

    @contextmanager
    def freeze():
        os.kill(_queue_server.child.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(_queue_server.child.pid, signal.SIGCONT)

    return freeze


class TestAFrozenQueue:
    def test_keeps_the_scheduler_from_nothing_else(
        self, *, owner_engine, scheduler, frozen_queue, ask, status, wait_for, caplog
    ):
        def count_nights(bureau):
            query = text("SELECT count(*) FROM nightly WHERE tenant_id = :id")
            with owner_engine.connect() as connection:
                return connection.scalar(query, {"id": bureau.id})

        with caplog.at_level(logging.WARNING, "banfa.jobs.scheduler"):
            work_id = ask()
            wait_for(lambda: status(work_id).state == "queued")
            with frozen_queue():
                began = monotonic()
                wait_for(lambda: "dispatch_failed" in caplog.text)
                assert monotonic() - began < ANSWER_TIME_S + 5
                assert "Timeout" in caplog.text
                bureau = new_tenant(owner_engine, now=datetime.now(UTC) - timedelta(days=9))
                wait_for(lambda: count_nights(bureau))
        again = ask()
        wait_for(lambda: status(again).state == "queued")
        assert scheduler.is_alive()

    def test_is_waited_for_by_a_worker_which_says_so(
        self, *, engine, queue, frozen_queue, ask, status, worker, wait_for, capfd
    ):
        said = []

        def has_said(words):
            said.append(capfd.readouterr().err)
            return words in "".join(said)

        process = worker()
        with Redis.from_url(queue) as redis:
            wait_for(lambda: examine_queue(redis)["后台程序"] is None)
            with frozen_queue():
                wait_for(lambda: has_said("queue_away"), seconds=4 * (ANSWER_TIME_S + 1))
                assert process.poll() is None
            work_id = ask()
            dispatch_once(engine, work_queue(redis))
        wait_for(lambda: status(work_id).state == "done")


class TestAnEmptyQueue:
    def test_is_waited_at_for_longer_than_an_answer_takes(self, queue, worker, wait_for, capfd):
        process = worker("--patient")
        with Redis.from_url(queue) as redis:
            wait_for(lambda: examine_queue(redis)["后台程序"] is None)
            sleep(PATIENT_S + 1)
            assert examine_queue(redis)["后台程序"] is None
        assert process.poll() is None
        assert "imeout" not in "".join(capfd.readouterr())


class TestTheScheduler:
    def test_outlives_a_database_that_only_reads(
        self, *, database, postgres, owner_engine, scheduler, ask, status, wait_for, caplog
    ):
        def switch(value):
            with postgres.connect() as superuser:
                superuser.execute(
                    f"ALTER DATABASE {database.name} SET default_transaction_read_only = {value}".encode()
                )
                superuser.execute(END_SCHEDULERS)

        with caplog.at_level(logging.WARNING, "banfa.jobs.scheduler"):
            work_id = ask(run_after=None)
            wait_for(lambda: status(work_id).state == "queued")
            switch("on")
            wait_for(lambda: "25006" in caplog.text)
            switch("off")
        owner_engine.dispose()
        assert scheduler.is_alive()
        again = ask()
        wait_for(lambda: status(again).state == "queued")

    def test_says_who_it_is(self, scheduler, postgres, wait_for):
        def names():
            with postgres.connect() as superuser:
                rows = superuser.execute("SELECT application_name FROM pg_stat_activity")
                return {name for (name,) in rows}

        wait_for(lambda: "banfa-scheduler" in names())
