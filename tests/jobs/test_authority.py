"""A job is done for somebody who may still ask for it, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from banfa.jobs import dispatch_once
from banfa.jobs.registry import HANDLERS
from banfa.jobs.run import carry_out
from banfa.jobs.timing import Terms
from banfa.trust.actor import Actor
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.persons import add_person, change_person
from banfa.trust.tenants import clock
from banfa.trust.tokens import issue_token, revoke_token
from banfa.trust.unit import unit_of_work
from banfa.trust.work import Work
from tests.jobs.queues import work_queue
from tests.jobs.worker_process import leave_a_mark
from tests.trust.bureaus import NOW, read_rows

TERMS = Terms(pause=timedelta(0), redispatch_after=timedelta(0), tries=5)


@pytest.fixture(autouse=True)
def _handlers(monkeypatch):
    monkeypatch.setitem(HANDLERS, "test.mark", leave_a_mark)


@pytest.fixture
def officer(engine, admin):
    """Make an officer with a token; gives him as he asks."""

    def make(name="王敏", *, kinds=None, scopes=None):
        with unit_of_work(engine, admin, now=NOW) as unit:
            person = add_person(unit, name=name, roles=["officer"], mandate_kinds=kinds)
            until = NOW + timedelta(days=1000)
            token = issue_token(
                unit, name="t", role="officer", person_id=person.id, expires_at=until, scopes=scopes
            )
        return Actor(
            bureau=admin.bureau,
            person=person.identity,
            role="officer",
            source="bureau",
            token_id=token.id,
            kinds=None if kinds is None else frozenset(kinds),
            scopes=None if scopes is None else frozenset(scopes),
        )

    return make


@pytest.fixture
def run(engine, redis, admin):
    def dispatched_and_run(work_id, **options):
        dispatch_once(engine, work_queue(redis), terms=TERMS)
        return carry_out(engine, tenant_id=admin.tenant_id, work_id=work_id, terms=TERMS, **options)

    return dispatched_and_run


@pytest.fixture
def end(engine, admin, owner_engine):
    """End an officer's authority in one of several ways."""

    def revoke(unit, actor):
        revoke_token(unit, token_id=actor.token_id)

    def change(**changes):
        return lambda unit, actor: change_person(unit, person_id=actor.person.id, **changes)

    def expire(_unit, actor):
        with owner_engine.begin() as connection:
            past = (
                "UPDATE token SET expires_at = now() - interval '1 s', issued_at = now() - interval '1 day'"
            )
            connection.execute(text(f"{past} WHERE id = :id"), {"id": actor.token_id})

    ways = {
        "revoked": revoke,
        "expired": expire,
        "dismissed": change(active=False),
        "without the role": change(roles=["auditor"]),
        "narrowed": change(mandate_kinds=["contract"]),
        "past the mandate": change(mandate_until=(NOW - timedelta(days=1)).date()),
    }

    def end(actor, way="revoked"):
        with unit_of_work(engine, admin, now=NOW) as unit:
            unit.unaudited("a test")
            ways[way](unit, actor)

    return end


WAYS = ("revoked", "expired", "dismissed", "without the role", "narrowed", "past the mandate")


def links_of(engine, actor, action):
    """Links of an action, with their data."""
    data = {row.seq: row.data for row in read_rows(engine, actor, AuditData)}
    return [(link, data[link.seq]) for link in read_rows(engine, actor, AuditLink) if link.action == action]


class TestOneAsker:
    def test_who_still_may_has_it_done(self, *, engine, admin, officer, ask, run):
        actor = officer(kinds=["contract"], scopes=["round.read", "round.manage"])
        assert run(ask(actor=actor)) == "done"
        ((link, data),) = links_of(engine, admin, "work.done")
        assert (link.person, data) == (actor.person.uuid, {"kind": "test.mark"})

    @pytest.mark.parametrize("way", WAYS)
    def test_whose_authority_has_ended_has_nothing_done(
        self, *, engine, admin, officer, ask, run, status, end, way
    ):
        actor = officer()
        work_id = ask(actor=actor)
        end(actor, way)
        assert run(work_id) == "failed"
        work = status(work_id)
        assert (work.state, work.error_code) == ("failed", "authority_gone")
        assert links_of(engine, admin, "mark.begun") == []
        ((link, data),) = links_of(engine, admin, "work.failed")
        assert link.person == admin.bureau.clock.uuid
        assert data == {"kind": "test.mark", "code": "authority_gone"}

    @pytest.mark.parametrize("way", WAYS)
    def test_whose_authority_ends_while_it_is_done_has_nothing_done(
        self, *, monkeypatch, engine, admin, officer, ask, run, status, end, way
    ):
        actor = officer()

        def meanwhile(unit, data, progress):
            result = leave_a_mark(unit, data, progress)
            end(actor, way)
            return result

        monkeypatch.setitem(HANDLERS, "test.mark", meanwhile)
        work_id = ask(actor=actor)
        assert run(work_id) == "again"
        assert run(work_id) == "failed"
        assert status(work_id).error_code == "authority_gone"
        assert links_of(engine, admin, "mark.ended") == []

    def test_at_the_console_or_by_the_clock_is_never_without(self, *, engine, admin, ask, run):
        assert run(ask()) == "done"
        assert run(ask(actor=clock(admin.bureau))) == "done"


class TestSeveralAskers:
    @pytest.fixture
    def askers(self, officer):
        return officer("王敏"), officer("赵宁")

    def test_are_kept_once_each(self, *, engine, admin, askers, ask):
        first, second = askers
        ids = {ask(actor=actor, merge=True) for actor in (first, second, first, second)}
        (work,) = [row for row in read_rows(engine, admin, Work) if row.id in ids]
        assert work.person_id == first.person.id
        assert work.others == [{"person_id": second.person.id, "credential": second.to_json()}]

    def test_have_it_done_while_any_may(self, *, engine, admin, askers, ask, run, end):
        first, second = askers
        (work_id,) = {ask(actor=actor, merge=True) for actor in askers}
        end(first)
        assert run(work_id) == "done"
        ((link, data),) = links_of(engine, admin, "work.done")
        assert link.person == second.person.uuid
        assert data["askers"] == sorted(str(actor.person.uuid) for actor in askers)

    def test_have_it_done_for_another_where_one_ends_meanwhile(
        self, *, monkeypatch, engine, admin, askers, ask, run, end
    ):
        def meanwhile(unit, data, progress):
            if unit.actor == askers[0]:
                end(askers[0])
            return leave_a_mark(unit, data, progress)

        monkeypatch.setitem(HANDLERS, "test.mark", meanwhile)
        (work_id,) = {ask(actor=actor, merge=True) for actor in askers}
        assert run(work_id) == "again"
        assert run(work_id) == "done"
        assert [link.person for link, _ in links_of(engine, admin, "mark.ended")] == [askers[1].person.uuid]

    def test_have_it_not_done_once_none_may(self, *, engine, admin, askers, ask, run, end, status):
        (work_id,) = {ask(actor=actor, merge=True) for actor in askers}
        for actor in askers:
            end(actor)
        assert run(work_id) == "failed"
        assert status(work_id).error_code == "authority_gone"

    def test_one_of_which_is_the_clock_have_it_done(self, *, admin, askers, ask, run, end):
        (work_id,) = {ask(actor=actor, merge=True) for actor in (askers[0], clock(admin.bureau))}
        end(askers[0])
        assert run(work_id) == "done"
