from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from time import sleep

import pytest
from rq.timeouts import JobTimeoutException

from banfa.database.tenancy import tenant_transaction
from banfa.errors import Conflict, Missing, Unavailable
from banfa.jobs import dispatch_once, work_status
from banfa.jobs.leases import LeaseLostError, finish, report, take
from banfa.jobs.registry import HANDLERS
from banfa.jobs.run import carry_out
from banfa.jobs.timing import Terms
from banfa.trust import events, unit_of_work
from banfa.trust.audit_rows import AuditLink
from banfa.trust.tenants import operator
from tests.jobs.queues import work_queue
from tests.jobs.worker_process import QUICK, leave_a_mark
from tests.log_lines import written_lines
from tests.trust.bureaus import NOW, found_bureau, read_rows

NO_PAUSE = Terms(pause=timedelta(0), redispatch_after=timedelta(0), tries=3)


@pytest.fixture
def handle(monkeypatch):
    """Let this function carry out the work."""

    def with_function(function, kind="test.mark"):
        monkeypatch.setitem(HANDLERS, kind, function)

    with_function(leave_a_mark)
    return with_function


@pytest.fixture
def run(engine, redis, admin):
    """Hand the row out and carry it out, in this process."""

    def dispatched_and_run(work_id, *, terms=NO_PAUSE):
        dispatch_once(engine, work_queue(redis), terms=terms)
        return carry_out(engine, tenant_id=admin.tenant_id, work_id=work_id, terms=terms)

    return dispatched_and_run


def told(engine, actor):
    """The actions in the audit chain and among the events."""
    links, announced = read_rows(engine, actor, AuditLink), read_rows(engine, actor, events.Event)
    return [link.action for link in links], [event.type for event in announced]


class TestCarryingOut:
    def test_leaves_effect_result_and_done_together(self, *, engine, admin, ask, status, handle, run):
        work_id = ask()
        assert run(work_id) == "done"
        now = status(work_id)
        assert (now.state, now.result, now.attempts, now.ended) == ("done", {"marked": 1}, 1, True)
        assert (now.steps_done, now.steps_total, now.step) == (2, 2, "处理完毕")
        assert told(engine, admin) == (
            ["mark.begun", "mark.ended", "work.done"],
            ["mark.begun", "mark.ended"],
        )

    def test_is_done_in_the_name_of_whoever_asked(self, *, engine, admin, ask, handle, run):
        officer = replace(admin, role="officer", token_id=12, scopes=frozenset({"round.manage"}))
        seen = []

        def looks_around(unit, data, progress):
            seen.append((unit.actor, unit.now.tzinfo is not None))
            return {}

        handle(looks_around)
        run(ask(actor=officer))
        assert seen == [(officer, True)]
        with unit_of_work(engine, admin, now=NOW) as unit:
            token = unit.ids.encode_one("token", 12)
        (link,) = read_rows(engine, admin, AuditLink)
        assert (link.person, link.token, link.role) == (admin.person.uuid, token, "officer")

    def test_shows_its_progress_while_it_runs(self, ask, status, handle, run):
        seen = []

        def watched(unit, data, progress):
            progress(3, 10, "读取台账")
            seen.append(status(work_id))
            return {}

        handle(watched)
        work_id = ask()
        run(work_id)
        assert [(s.state, s.steps_done, s.steps_total, s.step) for s in seen] == [
            ("running", 3, 10, "读取台账")
        ]

    def test_skips_what_is_done_already(self, *, engine, admin, ask, handle, run):
        work_id = ask()
        assert [run(work_id), run(work_id)] == ["done", "skipped"]
        assert told(engine, admin)[0].count("mark.ended") == 1

    def test_skips_what_was_not_handed_out_and_what_is_another_tenants(
        self, *, engine, owner_engine, admin, ask, handle, run
    ):
        assert carry_out(engine, tenant_id=admin.tenant_id, work_id=ask()) == "skipped"
        stranger = operator(found_bureau(owner_engine))
        assert run(ask(actor=stranger)) == "skipped"


class TestAHandlerThatFails:
    def test_for_a_reason_of_the_house_is_not_tried_again(self, *, engine, admin, ask, status, handle, run):
        def refuses(unit, data, progress):
            leave_a_mark(unit, data, progress)
            raise Conflict("round_closed", "评价周期已关闭，不能再计算。")

        handle(refuses)
        work_id = ask()
        assert run(work_id) == "failed"
        now = status(work_id)
        assert (now.state, now.error_code, now.error_detail) == (
            "failed",
            "round_closed",
            "评价周期已关闭，不能再计算。",
        )
        assert now.ended
        assert told(engine, admin) == (["work.failed"], ["work.failed"])

    @pytest.mark.parametrize(
        ("error", "code", "failure"),
        [
            (ZeroDivisionError(), "internal_error", "ZeroDivisionError"),
            (Unavailable("city_unavailable", "…"), "city_unavailable", ""),
        ],
    )
    def test_by_accident_is_tried_again_and_then_given_up(
        self, ask, status, handle, run, *, error, code, failure
    ):
        def fails(unit, data, progress):
            raise error

        handle(fails)
        work_id = ask()
        with written_lines() as lines:
            outcomes = [run(work_id), run(work_id), run(work_id), run(work_id)]
        assert outcomes == ["again", "again", "failed", "skipped"]
        now = status(work_id)
        assert (now.state, now.attempts, now.error_code) == ("failed", 3, code)
        said = [
            (line["event"], line["attempts"], line["code"], line.get("failure", "").partition(" ")[0])
            for line in lines.all()
        ]
        assert said == [
            (*each, code, failure) for each in (("job_again", 1), ("job_again", 2), ("job_failed", 3))
        ]

    def test_once_leaves_nothing_of_the_first_try(self, *, engine, admin, ask, handle, run):
        tries = []

        def stumbles(unit, data, progress):
            leave_a_mark(unit, data, progress)
            tries.append(1)
            if len(tries) == 1:
                raise OSError
            return {}

        handle(stumbles)
        work_id = ask()
        assert [run(work_id), run(work_id)] == ["again", "done"]
        assert told(engine, admin)[0] == ["mark.begun", "mark.ended", "work.done"]

    def test_waits_longer_each_time(self):
        terms = Terms(pause=timedelta(seconds=5), longest_pause=timedelta(minutes=1))
        pauses = [terms.pause_after(n).total_seconds() for n in (1, 2, 3, 4, 5, 100)]
        assert pauses == [5, 10, 20, 40, 60, 60]

    def test_waits_before_it_is_handed_out_again(self, *, engine, redis, ask, status, handle, run):
        def fails(unit, data, progress):
            raise OSError

        handle(fails)
        work_id = ask()
        assert run(work_id, terms=replace(NO_PAUSE, pause=timedelta(minutes=1))) == "again"
        assert status(work_id).state == "waiting"
        assert run(work_id) == "skipped"

    def test_by_taking_too_long_is_not_tried_again(self, ask, status, handle, run):
        def runs_out(unit, data, progress):
            raise JobTimeoutException

        handle(runs_out)
        work_id = ask()
        assert run(work_id) == "failed"
        assert status(work_id).error_code == "work_timed_out"

    def test_that_is_unknown_waits_for_a_version_that_knows_it(self, ask, status, run):
        work_id = ask("test.unheard_of")
        assert run(work_id) == "again"
        assert status(work_id).state == "waiting"

    def test_with_a_result_that_is_no_data_has_no_effect(self, *, engine, admin, ask, handle, run):
        def answers_nonsense(unit, data, progress):
            leave_a_mark(unit, data, progress)
            return {"share": 0.5}

        handle(answers_nonsense)
        assert run(ask()) == "again"
        assert told(engine, admin) == ([], [])

    def test_since_its_worker_is_stopped_gives_the_row_back(self, ask, status, handle, run):
        def is_stopped(unit, data, progress):
            raise SystemExit

        handle(is_stopped)
        work_id = ask()
        with pytest.raises(SystemExit):
            run(work_id)
        assert status(work_id).state == "waiting"


class TestTheFence:
    def test_keeps_out_a_worker_that_was_thought_dead(
        self, *, engine, redis, admin, ask, status, handle, run
    ):
        """It wakes up after another one has finished the work; nothing that it did stays."""

        def slow(unit, data, progress):
            result = leave_a_mark(unit, data, lambda *_: None)
            handle(leave_a_mark)
            sleep(0.05)  # the first lease lasts no time at all: by now it has run out
            assert run(work_id) == "done"
            return result

        handle(slow)
        work_id = ask()
        terms = replace(NO_PAUSE, lease=timedelta(0), heartbeat=timedelta(hours=1))
        assert run(work_id, terms=terms) == "lost"
        assert status(work_id).attempts == 2
        assert told(engine, admin)[0] == ["mark.begun", "mark.ended", "work.done"]

    def test_keeps_out_whoever_holds_an_old_one(self, engine, redis, admin, ask):
        work_id = ask()
        dispatch_once(engine, work_queue(redis))
        key = {"tenant_id": admin.tenant_id, "work_id": work_id}
        old = take(engine, **key, term=timedelta(0))
        new = take(engine, **key, term=timedelta(minutes=1))
        assert old is not None
        assert new is not None
        assert (old.fence, new.fence) == (1, 2)
        with pytest.raises(LeaseLostError):
            report(engine, old, term=timedelta(minutes=1), done=1, total=1, step="")
        with pytest.raises(LeaseLostError), tenant_transaction(engine, admin.tenant_id) as connection:
            finish(connection, old, {})
        with tenant_transaction(engine, admin.tenant_id) as connection:
            finish(connection, new, {})

    def test_lets_one_of_many_take_a_row(self, engine, redis, admin, ask):
        work_id = ask()
        dispatch_once(engine, work_queue(redis))
        leases = [
            take(engine, tenant_id=admin.tenant_id, work_id=work_id, term=timedelta(minutes=1))
            for _ in range(3)
        ]
        assert [lease is not None for lease in leases] == [True, False, False]


class TestTheHeartbeat:
    def test_keeps_a_long_piece_of_work_from_being_handed_out_again(self, *, engine, redis, ask, handle, run):
        """It takes twice as long as its lease."""
        terms = replace(QUICK, lease=timedelta(seconds=2))
        dispatched = []
        ended = Event()

        def dispatch():
            while not ended.wait(0.05):
                dispatched.append(dispatch_once(engine, work_queue(redis), terms=terms))

        def long(unit, data, progress):
            redis.flushall()
            thread.start()
            sleep(2 * terms.lease.total_seconds())
            return {}

        thread = Thread(target=dispatch)
        handle(long)
        try:
            assert run(ask(), terms=terms) == "done"
        finally:
            ended.set()
            thread.join()
        assert sum(dispatched) == 0


class TestTheStatus:
    def test_of_another_tenants_work_is_missing_like_none(self, engine, owner_engine, admin, ask):
        foreign = ask(actor=operator(found_bureau(owner_engine)))
        for work_id in (foreign, 10**15):
            with unit_of_work(engine, admin, now=NOW) as unit, pytest.raises(Missing) as refusal:
                work_status(unit, work_id)
            assert refusal.value.detail == "没有这项后台任务，请核对编号。"

    def test_of_work_that_nobody_has_touched(self, ask, status):
        now = status(ask())
        assert (now.state, now.attempts, now.started_at, now.ended_at) == ("waiting", 0, None, None)
