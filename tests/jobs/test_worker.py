import signal
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import text

from banfa.errors import Malformed
from banfa.jobs import dispatch_once, run_scheduler, run_worker
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.chain import verify_chain
from banfa.trust.work import Work
from tests.jobs.queues import SECRET, work_queue
from tests.jobs.worker_process import QUICK
from tests.trust.bureaus import NOW, read_rows


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))


def effects(engine, actor):
    """What the handler has left: its notes, and its follow-up work."""
    notes = [link.action for link in read_rows(engine, actor, AuditLink)]
    follow_ups = [work for work in read_rows(engine, actor, Work) if work.kind == "test.follow_up"]
    with unit_of_work(engine, actor, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        assert verify_chain(unit).broken is None
    return notes, len(follow_ups)


class TestABurst:
    def test_works_off_all_that_is_due_and_ends(self, ask, status, worker):
        ids = [ask(mark=number) for number in range(12)]
        assert worker("--burst").wait(60) == 0
        assert [status(work_id).result for work_id in ids] == [{"marked": number} for number in range(12)]

    def test_ends_at_once_when_there_is_nothing(self, worker, engine):
        assert worker("--burst").wait(60) == 0


class TestAWorkerKilledInTheMiddle:
    @pytest.mark.long
    def test_leaves_no_half_effect_and_the_next_one_does_the_work(
        self, *, engine, admin, ask, status, worker, wait_for
    ):
        work_id = ask(milliseconds=3000)
        doomed = worker("--burst")
        wait_for(lambda: status(work_id).steps_done == 1)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        assert effects(engine, admin) == ([], 0)
        assert status(work_id).state == "running", "nobody knows yet"
        sleep(QUICK.lease.total_seconds())
        assert worker("--burst").wait(60) == 0
        now = status(work_id)
        assert (now.state, now.attempts) == ("done", 2)
        assert effects(engine, admin) == (["mark.begun", "mark.ended", "work.done"], 1)

    @pytest.mark.long
    def test_by_its_own_work_each_time_does_not_go_on_for_ever(self, ask, status, worker, wait_for):
        work_id = ask("test.crash")
        for number in range(QUICK.tries):
            assert worker("--burst").wait(60) == 3
            assert status(work_id).attempts == number + 1
            sleep(QUICK.lease.total_seconds())
        assert worker("--burst").wait(60) == 0
        assert status(work_id).error_code == "worker_lost"


class TestAWorkerThatIsAskedToStop:
    def test_finishes_the_work_at_hand(self, *, engine, redis, ask, status, worker, wait_for):
        first, second = ask(milliseconds=2000), ask()
        dispatch_once(engine, work_queue(redis))
        process = worker()
        wait_for(lambda: status(first).steps_done == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert [status(work_id).state for work_id in (first, second)] == ["done", "queued"]


class TestAQueueThatLosesEverything:
    @pytest.mark.long
    def test_loses_no_work(self, *, engine, admin, redis, database, queue, ask, status, worker, wait_for):
        """With worker and scheduler running, the queue is emptied again and again."""
        stop = Event()
        settings = Settings.from_env(
            {"DATABASE_URL": database.app_url, "REDIS_URL": queue, "BANFA_SECRET": SECRET}
        )
        options = {"stop": stop, "every": QUICK.heartbeat / 4, "terms": QUICK}
        scheduler = Thread(target=run_scheduler, args=(settings,), kwargs=options)
        scheduler.start()
        try:
            worker()
            ids = [ask()]
            wait_for(lambda: status(ids[0]).ended)
            for _ in range(15):
                ids += [ask(milliseconds=20) for _ in range(3)]
                sleep(0.1)
                redis.flushall()
            wait_for(lambda: all(status(work_id).state == "done" for work_id in ids), seconds=60)
        finally:
            stop.set()
            scheduler.join()
        assert effects(engine, admin)[1] == len(ids), "and does none of it twice"


class TestWithoutSettings:
    @pytest.mark.parametrize(
        ("given", "variable"),
        [
            ({}, "DATABASE_URL"),
            ({"DATABASE_URL": "postgresql:///x"}, "REDIS_URL"),
            ({"DATABASE_URL": "postgresql:///x", "REDIS_URL": "redis://x"}, "BANFA_SECRET"),
        ],
    )
    def test_it_says_which_is_missing(self, given, variable):
        settings = Settings.from_env(given)
        with pytest.raises(Malformed) as of_worker:
            run_worker(settings)
        with pytest.raises(Malformed) as of_scheduler:
            run_scheduler(settings, stop=Event())
        assert [refusal.value.data for refusal in (of_worker, of_scheduler)] == [{"variable": variable}] * 2
