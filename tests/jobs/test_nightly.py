"""Every night's work: asked for once a bureau, whatever runs beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import text

from banfa.jobs import dispatch_once, run_scheduler
from banfa.jobs.nightly import ask_nightly
from banfa.jobs.run import carry_out
from banfa.settings import Settings
from banfa.trust.checkpoint_files import list_checkpoints
from banfa.trust.tenants import operator
from banfa.trust.work import Work
from tests.jobs.queues import SECRET, work_queue
from tests.trust.bureaus import NOW, found_bureau
from tests.trust.test_audit import verified

NIGHT = date(2026, 4, 1)
"""The night after the bureaus of the tests were founded."""


@pytest.fixture(autouse=True)
def _nothing_left_from_before(owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM work"))
        done = text(
            "INSERT INTO nightly SELECT id, 'watch.run', :day, now() FROM tenant ON CONFLICT DO NOTHING"
        )
        connection.execute(done, {"day": NIGHT})


def asked(owner_engine):
    """What was asked for: tenant, day, city."""
    with owner_engine.connect() as connection:
        work = Work.table
        rows = connection.execute(work.select().where(work.c.kind == "watch.run").order_by(work.c.tenant_id))
        return [(row.tenant_id, row.data["as_of"], row.data["city"]) for row in rows]


class TestANight:
    def test_is_asked_for_once_a_bureau(self, engine, owner_engine):
        first, second = found_bureau(owner_engine), found_bureau(owner_engine)
        assert ask_nightly(engine, day=NIGHT) == 2
        assert ask_nightly(engine, day=NIGHT) == 0
        assert asked(owner_engine) == [(one.id, "2026-04-01", "xiamen") for one in (first, second)]
        assert ask_nightly(engine, day=NIGHT + timedelta(1)) >= 2

    def test_is_asked_for_once_however_many_schedulers_run(self, engine, owner_engine):
        bureaus = [found_bureau(owner_engine) for _ in range(6)]
        with ThreadPoolExecutor(6) as pool:
            counts = list(pool.map(lambda _: ask_nightly(engine, day=NIGHT), range(6)))
        assert sum(counts) == 6
        assert [tenant_id for tenant_id, *_ in asked(owner_engine)] == [bureau.id for bureau in bureaus]
        for bureau in bureaus:
            found = verified(engine, operator(bureau))
            assert (found.broken, found.links) == (None, 1)

    def test_begins_for_a_bureau_with_the_one_after_it_was_founded(self, engine, owner_engine):
        found_bureau(owner_engine)
        assert ask_nightly(engine, day=NOW.date()) == 0

    def test_of_one_bureau_that_fails_keeps_no_other_from_its_own(self, engine, owner_engine):
        broken, sound = found_bureau(owner_engine), found_bureau(owner_engine)
        with owner_engine.begin() as connection:
            connection.execute(text("DELETE FROM audit_head WHERE tenant_id = :id"), {"id": broken.id})
        assert ask_nightly(engine, day=NIGHT) == 1
        assert [tenant_id for tenant_id, *_ in asked(owner_engine)] == [sound.id]

    def test_is_carried_out_by_a_worker(self, engine, owner_engine, redis):
        tenant = found_bureau(owner_engine)
        ask_nightly(engine, day=NIGHT)
        dispatch_once(engine, work_queue(redis))
        with owner_engine.connect() as connection:
            row = connection.execute(Work.table.select().where(Work.table.c.tenant_id == tenant.id)).one()
        assert carry_out(engine, tenant_id=tenant.id, work_id=row.id) == "done"
        with owner_engine.connect() as connection:
            run = connection.execute(
                text("SELECT as_of, kept, providers FROM watch_run WHERE tenant_id = :id"), {"id": tenant.id}
            ).one()
        assert tuple(run) == (NIGHT, True, 0)

    def test_that_has_failed_for_good_is_asked_for_again_after_a_while(self, engine, owner_engine):
        tenant = found_bureau(owner_engine)
        assert ask_nightly(engine, day=NIGHT) == 1
        fail = text(
            "UPDATE work SET state = 'failed', ended_at = now(), error_code = 'x', error_detail = 'x'"
            " WHERE tenant_id = :id"
        )
        earlier = text("UPDATE nightly SET asked_at = now() - interval '61 minutes' WHERE tenant_id = :id")
        with owner_engine.begin() as connection:
            connection.execute(earlier, {"id": tenant.id})
        assert ask_nightly(engine, day=NIGHT) == 0, "it is still being carried out"
        with owner_engine.begin() as connection:
            connection.execute(fail, {"id": tenant.id})
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(lambda _: ask_nightly(engine, day=NIGHT), range(4))) == 1
        with owner_engine.begin() as connection:
            connection.execute(fail, {"id": tenant.id})
        assert ask_nightly(engine, day=NIGHT) == 0, "not at once"
        assert len(asked(owner_engine)) == 2


class TestTheScheduler:
    def test_asks_when_a_day_has_begun(self, database, queue, owner_engine, wait_for, tmp_path):
        bureau = found_bureau(owner_engine)
        stop = Event()
        settings = Settings.from_env(
            {
                "DATABASE_URL": database.app_url,
                "REDIS_URL": queue,
                "BANFA_SECRET": SECRET,
                "BANFA_DATA": str(tmp_path),
            }
        )
        options = {"stop": stop, "every": timedelta(seconds=0.05), "nightly": timedelta(0)}
        schedulers = [Thread(target=run_scheduler, args=(settings,), kwargs=options) for _ in range(2)]
        for one in schedulers:
            one.start()
        try:
            wait_for(lambda: asked(owner_engine))
            wait_for(lambda: list_checkpoints(tmp_path / "checkpoints", bureau.uuid))
        finally:
            stop.set()
            for one in schedulers:
                one.join()
        days = asked(owner_engine)
        assert len({tenant_id for tenant_id, *_ in days}) == len(days)
