"""`banfa jobs`: as an operator calls it, beside a worker that may be at it."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from redis import Redis

from banfa.cli.main import main
from banfa.jobs import dispatch_once
from banfa.jobs.leases import LeaseLostError, extend, fail, take
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.tenants import operator
from banfa.trust.work import Work
from tests.jobs.queues import work_queue
from tests.trust.bureaus import NOW, found_bureau, read_rows

TERM = timedelta(minutes=1)


@pytest.fixture
def actor(owner_engine):
    return operator(found_bureau(owner_engine))


@pytest.fixture
def banfa(database):
    settings = Settings.from_env({"DATABASE_URL": database.app_url})

    def run(*words):
        return CliRunner().invoke(main, ["jobs", *words], obj=settings)

    return run


@pytest.fixture
def ask(engine, actor):
    def asked(**data):
        with unit_of_work(engine, actor, now=NOW) as unit:
            unit.unaudited("a test asks")
            return unit.work("round.compute", data, merge=True)

    return asked


@pytest.fixture
def outward(engine, actor):
    def encoded(work_id):
        with unit_of_work(engine, actor, now=NOW, read_only=True) as unit:
            return unit.ids.encode_one("work", work_id)

    return encoded


@pytest.fixture
def hold(engine, queue, actor):
    """Hand a row out and take it, as a worker does."""

    def taken(work_id):
        with Redis.from_url(queue) as redis:
            dispatch_once(engine, work_queue(redis))
        return take(engine, tenant_id=actor.tenant_id, work_id=work_id, term=TERM)

    return taken


def state(engine, actor, work_id):
    return {work.id: work for work in read_rows(engine, actor, Work)}[work_id]


class TestJobs:
    def test_are_listed_newest_first(self, *, banfa, engine, actor, ask, hold, outward):
        first, second = ask(round=1), ask(round=2)
        lease = hold(first)
        with unit_of_work(engine, actor, now=NOW) as unit:
            unit.unaudited("a test")
            fail(unit.connection, lease, code="no_luck", detail="没有办成。")
        lines = banfa("list", actor.tenant).stdout.splitlines()
        assert [line.split()[1] for line in lines] == ["编号", outward(second), outward(first)]
        assert "计算评价" in lines[2]
        assert "没有办成" in lines[2]
        assert lines[2].endswith("no_luck 没有办成。")
        everywhere = banfa("list", "--failed").stdout.splitlines()
        assert [line.split()[:2] for line in everywhere[1:]] == [[actor.tenant, outward(first)]]
        assert banfa("list", actor.tenant, "--failed").stdout == "\n".join(everywhere) + "\n"
        (told,) = json.loads(banfa("list", actor.tenant, "--state", "failed", "--format", "json").stdout)
        assert (told["id"], told["error_code"]) == (outward(first), "no_luck")

    def test_that_failed_are_tried_again(self, *, banfa, engine, actor, ask, hold, outward):
        work_id = ask(round=1)
        lease = hold(work_id)
        answer = banfa("retry", actor.tenant, outward(work_id))
        assert (answer.exit_code, "[work_not_failed]" in answer.stderr) == (1, True)
        with unit_of_work(engine, actor, now=NOW) as unit:
            unit.unaudited("a test")
            fail(unit.connection, lease, code="no_luck", detail="没有办成。")
        waiting = ask(round=1)
        assert waiting != work_id, "somebody has asked meanwhile"
        answer = banfa("retry", actor.tenant, outward(work_id))
        assert (answer.exit_code, answer.stdout) == (0, "同样的任务已在等待，并入那一项。\n")
        assert (state(engine, actor, work_id).state, state(engine, actor, waiting).others) == ("failed", [])
        assert banfa("cancel", actor.tenant, outward(waiting)).exit_code == 0
        assert banfa("retry", actor.tenant, outward(work_id)).exit_code == 0
        now = state(engine, actor, work_id)
        assert (now.state, now.attempts, now.error_code, now.ended_at) == ("waiting", 0, None, None)
        assert hold(work_id) is not None
        assert "work.retried" in [link.action for link in read_rows(engine, actor, AuditLink)]

    def test_that_are_open_are_cancelled(self, *, banfa, engine, actor, ask, hold, outward):
        waiting, running = ask(round=1), ask(round=2)
        lease = hold(running)
        for work_id in (waiting, running):
            assert banfa("cancel", actor.tenant, outward(work_id)).exit_code == 0
            assert state(engine, actor, work_id).state == "cancelled"
        with pytest.raises(LeaseLostError):
            extend(engine, lease, term=TERM)
        answer = banfa("cancel", actor.tenant, outward(running))
        assert (answer.exit_code, "[work_ended]" in answer.stderr) == (1, True)
        assert hold(waiting) is None

    def test_of_another_bureau_are_not_found(self, *, banfa, actor, owner_engine, ask, outward):
        work_id = ask(round=1)
        stranger = found_bureau(owner_engine)
        for job in (outward(work_id), "nonsense"):
            answer = banfa("cancel", stranger.slug, job)
            assert (answer.exit_code, "[work_missing]" in answer.stderr) == (1, True)
