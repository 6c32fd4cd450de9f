import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as QueueAwayError
from sqlalchemy import text

from banfa.errors import Overburdened
from banfa.jobs import dispatch_once
from banfa.jobs.leases import take
from banfa.jobs.run import carry_out
from banfa.jobs.timing import SHARES, USUAL, Shares
from banfa.trust import unit_of_work
from banfa.trust.tenants import operator
from banfa.trust.work import MAX_OPEN
from tests.jobs.queues import work_queue
from tests.trust.bureaus import NOW, found_bureau

AT_ONCE = replace(USUAL, redispatch_after=timedelta(0))


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))


def queued(redis):
    """The (tenant, work) pairs whose ids wait in the queue, in order."""
    return [(ticket.tenant_id, ticket.work_id) for ticket in work_queue(redis).list_tickets()]


class TestTheDispatcher:
    def test_puts_what_is_due_into_the_queue_and_says_so_in_the_row(self, engine, redis, admin, ask, status):
        work_id = ask()
        assert dispatch_once(engine, work_queue(redis)) == 1
        assert queued(redis) == [(admin.tenant_id, work_id)]
        assert status(work_id).state == "queued"
        assert dispatch_once(engine, work_queue(redis)) == 0

    def test_puts_nothing_but_the_id_into_the_queue(self, engine, redis, ask):
        ask(name="某某公司")
        dispatch_once(engine, work_queue(redis))
        assert redis.keys() == [work_queue(redis).key.encode()]
        assert re.fullmatch(rb"[0-9a-f-]+", redis.lindex(work_queue(redis).key, 0))

    def test_leaves_alone_what_may_not_start_yet(self, engine, redis, ask):
        ask(run_after=datetime.now(UTC) + timedelta(minutes=1))
        assert dispatch_once(engine, work_queue(redis)) == 0

    def test_lets_no_tenant_wait_behind_anothers_backlog(self, engine, owner_engine, redis, ask):
        for _ in range(150):
            ask()
        assert dispatch_once(engine, work_queue(redis)) == SHARES.per_tenant
        small = operator(found_bureau(owner_engine))
        work_id = ask(actor=small)
        assert dispatch_once(engine, work_queue(redis)) == 1
        assert queued(redis).index((small.tenant_id, work_id)) == SHARES.per_tenant

    def test_goes_round_the_tenants(self, engine, owner_engine, redis, ask):
        actors = [operator(found_bureau(owner_engine)) for _ in range(3)]
        for actor in actors:
            for _ in range(3):
                ask(actor=actor)
        shares = Shares(per_tenant=3, in_all=7)
        assert dispatch_once(engine, work_queue(redis), shares=shares) == 7
        tenants = [tenant for tenant, _ in queued(redis)]
        assert set(tenants[:3]) == set(tenants[3:6]) == {actor.tenant_id for actor in actors}

    def test_keeps_the_rest_in_the_table_until_there_is_room(self, engine, redis, admin, ask):
        ids = [ask() for _ in range(6)]
        shares = Shares(per_tenant=2)
        queue = work_queue(redis)
        assert [dispatch_once(engine, queue, shares=shares) for _ in range(3)] == [2, 0, 0]
        assert carry_out(engine, tenant_id=admin.tenant_id, work_id=ids[0]) == "done"
        assert dispatch_once(engine, queue, shares=shares) == 1
        assert [work_id for _, work_id in queued(redis)] == ids[:3]

    def test_still_counts_what_waits_in_the_queue_for_long(self, engine, redis, ask):
        for _ in range(20):
            ask()
        queue, shares = work_queue(redis), Shares(per_tenant=2)
        handed_out = [dispatch_once(engine, queue, terms=AT_ONCE, shares=shares) for _ in range(5)]
        assert handed_out == [2, 0, 0, 0, 0]

    def test_hands_out_few_of_one_kind(self, engine, redis, ask):
        slow = [ask("test.slow") for _ in range(5)]
        quick = [ask() for _ in range(5)]
        dispatch_once(engine, work_queue(redis), shares=Shares(per_tenant=3, of_kind={"test.slow": 1}))
        assert [work_id for _, work_id in queued(redis)] == [slow[0], *quick[:2]]

    def test_does_not_queue_again_what_still_waits_in_the_queue(self, engine, redis, ask):
        ask()
        assert [dispatch_once(engine, work_queue(redis), terms=AT_ONCE) for _ in range(3)] == [1, 0, 0]
        assert len(queued(redis)) == 1

    def test_hands_out_again_what_the_queue_has_lost(self, engine, redis, ask):
        pairs = {ask() for _ in range(3)}
        assert dispatch_once(engine, work_queue(redis), terms=AT_ONCE) == 3
        redis.flushall()
        assert dispatch_once(engine, work_queue(redis), terms=AT_ONCE) == 3
        assert {work_id for _, work_id in queued(redis)} == pairs

    def test_waits_patiently_before_it_takes_an_id_for_lost(self, engine, redis, ask):
        ask()
        dispatch_once(engine, work_queue(redis))
        redis.flushall()
        assert dispatch_once(engine, work_queue(redis)) == 0

    def test_hands_out_again_what_a_dead_worker_held(self, engine, redis, admin, ask, status):
        work_id = ask()
        dispatch_once(engine, work_queue(redis))
        redis.flushall()
        take(engine, tenant_id=admin.tenant_id, work_id=work_id, term=timedelta(0))
        assert status(work_id).state == "running"
        assert dispatch_once(engine, work_queue(redis)) == 1

    def test_leaves_alone_what_a_living_worker_holds(self, engine, redis, admin, ask):
        work_id = ask()
        dispatch_once(engine, work_queue(redis), terms=AT_ONCE)
        redis.flushall()
        take(engine, tenant_id=admin.tenant_id, work_id=work_id, term=USUAL.lease)
        assert dispatch_once(engine, work_queue(redis), terms=AT_ONCE) == 0

    def test_works_on_once_the_queue_is_back(self, engine, redis, ask):
        ask()
        with Redis(unix_socket_path="/nonexistent/queue.sock") as nowhere, pytest.raises(QueueAwayError):
            dispatch_once(engine, work_queue(nowhere), terms=AT_ONCE)
        assert dispatch_once(engine, work_queue(redis), terms=AT_ONCE) == 1


class TestTwoDispatchers:
    def test_never_hand_out_one_row_twice(self, engine, redis, ask):
        wanted = sorted(ask() for _ in range(40))

        def dispatch(_):
            return dispatch_once(engine, work_queue(redis), shares=Shares(per_tenant=50, in_all=50))

        with ThreadPoolExecutor(8) as pool:
            counts = list(pool.map(dispatch, range(8)))
        assert sum(counts) == 40
        assert sorted(work_id for _, work_id in queued(redis)) == wanted

    def test_do_not_wait_for_each_other(self, engine, redis, owner_engine, ask):
        first, second = ask(), ask()
        with owner_engine.begin() as other:
            other.execute(text("SELECT FROM work WHERE id = :id FOR UPDATE"), {"id": first})
            assert dispatch_once(engine, work_queue(redis)) == 1
            assert [work_id for _, work_id in queued(redis)] == [second]


class TestEqualWork:
    def test_is_one_until_it_has_begun(self, *, engine, redis, admin, ask):
        with ThreadPoolExecutor(8) as pool:
            ids = set(pool.map(lambda _: ask(merge=True, day="2026-01-01"), range(46)))
        assert len(ids) == 1
        dispatch_once(engine, work_queue(redis))
        assert ask(merge=True, day="2026-01-01") in ids, "it waits in the queue"
        take(engine, tenant_id=admin.tenant_id, work_id=min(ids), term=USUAL.lease)
        again = ask(merge=True, day="2026-01-01")
        assert again not in ids, "what has begun may have read before"
        assert ask(merge=True, day="2026-01-01") == again

    def test_of_other_data_or_bureaus_is_other_work(self, owner_engine, ask):
        stranger = operator(found_bureau(owner_engine))
        ids = [ask(merge=True), ask(merge=True, day="2026-01-02"), ask(merge=True, actor=stranger), ask()]
        assert len(set(ids)) == 4

    def test_does_not_begin_before_the_last_who_asked_has_committed(self, engine, redis, admin, ask):
        work_id = ask(merge=True)
        dispatch_once(engine, work_queue(redis))
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.unaudited("a test asks")
            assert unit.work("test.mark", {"mark": 1}, merge=True) == work_id
            with ThreadPoolExecutor(1) as pool:
                taking = pool.submit(
                    take, engine, tenant_id=admin.tenant_id, work_id=work_id, term=USUAL.lease
                )
                sleep(0.2)
                assert not taking.done()
                unit.connection.commit()
                assert taking.result(5) is not None


class TestABureauThatAsksForTooMuch:
    def test_is_told_to_come_again(self, engine, admin):
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.unaudited("a test asks")
            for _ in range(MAX_OPEN):
                unit.work("test.mark", {})
            with pytest.raises(Overburdened, match="too_much_work"):
                unit.work("test.mark", {})
            assert unit.work("test.other", {})
