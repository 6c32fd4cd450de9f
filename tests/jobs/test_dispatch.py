from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as QueueAwayError
from sqlalchemy import text

from banfa.jobs import dispatch_once
from banfa.jobs.dispatch import BATCH
from banfa.jobs.leases import take
from banfa.jobs.queue import work_queue
from banfa.jobs.timing import USUAL
from banfa.trust.tenants import operator
from tests.trust.bureaus import found_bureau

AT_ONCE = replace(USUAL, redispatch_after=timedelta(0))


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))


def queued(redis):
    """The (tenant, work) pairs whose ids wait in the queue, in order."""
    return [tuple(job.args) for job in work_queue(redis).get_jobs()]


class TestTheDispatcher:
    def test_puts_what_is_due_into_the_queue_and_says_so_in_the_row(self, engine, redis, admin, ask, status):
        work_id = ask()
        assert dispatch_once(engine, redis) == 1
        assert queued(redis) == [(admin.tenant_id, work_id)]
        assert status(work_id).state == "queued"
        assert dispatch_once(engine, redis) == 0

    def test_puts_nothing_but_the_id_into_the_queue(self, engine, redis, ask):
        ask(name="某某公司")
        dispatch_once(engine, redis)
        stored = b"".join(b"".join(redis.hgetall(key).values()) for key in redis.keys("rq:job:*"))
        assert "某某公司" not in stored.decode(errors="replace")

    def test_leaves_alone_what_may_not_start_yet(self, engine, redis, ask):
        ask(run_after=datetime.now(UTC) + timedelta(minutes=1))
        assert dispatch_once(engine, redis) == 0

    def test_lets_no_tenant_wait_behind_anothers_backlog(self, engine, owner_engine, redis, ask):
        for _ in range(BATCH + 5):
            ask()
        small = operator(found_bureau(owner_engine))
        work_id = ask(actor=small)
        assert dispatch_once(engine, redis) == BATCH + 1
        assert (small.tenant_id, work_id) in queued(redis)

    def test_does_not_queue_again_what_still_waits_in_the_queue(self, engine, redis, ask):
        ask()
        assert [dispatch_once(engine, redis, terms=AT_ONCE) for _ in range(3)] == [1, 0, 0]
        assert len(queued(redis)) == 1

    def test_hands_out_again_what_the_queue_has_lost(self, engine, redis, ask):
        pairs = {ask() for _ in range(3)}
        assert dispatch_once(engine, redis, terms=AT_ONCE) == 3
        redis.flushall()
        assert dispatch_once(engine, redis, terms=AT_ONCE) == 3
        assert {work_id for _, work_id in queued(redis)} == pairs

    def test_waits_patiently_before_it_takes_an_id_for_lost(self, engine, redis, ask):
        ask()
        dispatch_once(engine, redis)
        redis.flushall()
        assert dispatch_once(engine, redis) == 0

    def test_hands_out_again_what_a_dead_worker_held(self, engine, redis, admin, ask, status):
        work_id = ask()
        dispatch_once(engine, redis)
        redis.flushall()
        take(engine, tenant_id=admin.tenant_id, work_id=work_id, term=timedelta(0))
        assert status(work_id).state == "running"
        assert dispatch_once(engine, redis) == 1

    def test_leaves_alone_what_a_living_worker_holds(self, engine, redis, admin, ask):
        work_id = ask()
        dispatch_once(engine, redis, terms=AT_ONCE)
        redis.flushall()
        take(engine, tenant_id=admin.tenant_id, work_id=work_id, term=USUAL.lease)
        assert dispatch_once(engine, redis, terms=AT_ONCE) == 0

    def test_works_on_once_the_queue_is_back(self, engine, redis, ask):
        ask()
        with Redis(unix_socket_path="/nonexistent/queue.sock") as nowhere, pytest.raises(QueueAwayError):
            dispatch_once(engine, nowhere, terms=AT_ONCE)
        assert dispatch_once(engine, redis, terms=AT_ONCE) == 1


class TestTwoDispatchers:
    def test_never_hand_out_one_row_twice(self, engine, redis, ask):
        wanted = sorted(ask() for _ in range(40))

        def dispatch(_):
            return dispatch_once(engine, redis)

        with ThreadPoolExecutor(8) as pool:
            counts = list(pool.map(dispatch, range(8)))
        assert sum(counts) == 40
        assert sorted(work_id for _, work_id in queued(redis)) == wanted

    def test_do_not_wait_for_each_other(self, engine, redis, owner_engine, ask):
        first, second = ask(), ask()
        with owner_engine.begin() as other:
            other.execute(text("SELECT FROM work WHERE id = :id FOR UPDATE"), {"id": first})
            assert dispatch_once(engine, redis) == 1
            assert [work_id for _, work_id in queued(redis)] == [second]
