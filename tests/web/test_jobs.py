"""Jobs: listed, the latest first; cancelled and tried again by the administrator alone."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.jobs.run import carry_out

WORK = text("SELECT person_id, credential, attempts, others FROM work WHERE tenant_id = :tenant AND id = :id")


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


def ask(client):
    """Ask for a run of the watch; the same that has not begun is the same work."""
    return client.post("/watch/runs", {}).json["work_id"]


def listed(client, **query):
    return [job["id"] for page in client.pages("/jobs", **query) for job in page]


class TestJobs:
    def test_are_listed_the_latest_first_and_by_state(self, bureau, officer, admin):
        first = ask(officer)
        bureau.work(first)
        second = ask(officer)
        third = officer.post("/watch/runs", {"as_of": "2026-03-31"}).json["work_id"]
        assert listed(officer, limit=1) == [third, second, first]
        assert listed(officer, state="done") == [first]
        assert listed(officer, state="open") == [third, second]
        admin.post(f"/jobs/{third}/cancellation")
        assert listed(officer, state="open") == [second]
        assert listed(officer, state="cancelled") == [third]
        assert officer.get("/jobs", state="nonsense").status_code == 422

    def test_that_wait_are_cancelled_once(self, bureau, officer, admin):
        job = ask(officer)
        answer = admin.post(f"/jobs/{job}/cancellation")
        assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
        again = admin.post(f"/jobs/{job}/cancellation")
        assert (again.status_code, again.json["code"]) == (409, "work_ended")
        assert (
            carry_out(bureau.engine, tenant_id=bureau.tenant.id, work_id=bureau.number("work", job)) != "done"
        )

    def test_are_tried_again_for_who_asks_now(self, bureau, officer, admin):
        job = ask(officer)
        answer = admin.post(f"/jobs/{job}/retry")
        assert (answer.status_code, answer.json["code"]) == (409, "work_not_failed")
        admin.post(f"/jobs/{job}/cancellation")
        answer = admin.post(f"/jobs/{job}/retry")
        assert (answer.status_code, answer.json["state"]) == (200, "waiting")
        with bureau.unit() as unit:
            values = {"tenant": bureau.tenant.id, "id": bureau.number("work", job)}
            row = unit.connection.execute(WORK, values).one()
        assert row.credential["role"] == "admin"
        assert (row.attempts, ask(officer)) == (0, job), "who asks for the same gets this one"
        bureau.work(job)
        assert officer.get(f"/jobs/{job}").json["state"] == "done"

    def test_tried_again_join_equal_work_that_waits(self, bureau, officer, admin):
        job = ask(officer)
        admin.post(f"/jobs/{job}/cancellation")
        waiting = ask(officer)
        assert waiting != job
        for _ in range(2):
            answer = admin.post(f"/jobs/{job}/retry")
            assert (answer.status_code, answer.json["id"], answer.json["state"]) == (200, waiting, "waiting")
        assert listed(officer, state="open") == [waiting]
        assert listed(officer, state="cancelled") == [job]
        with bureau.unit() as unit:
            values = {"tenant": bureau.tenant.id, "id": bureau.number("work", waiting)}
            others = unit.connection.execute(WORK, values).one().others
        assert [asker["credential"]["role"] for asker in others] == ["admin"]
        bureau.work(waiting)
        answer = admin.post(f"/jobs/{job}/retry")
        assert (answer.json["id"], answer.json["state"]) == (job, "waiting"), "none waits any more"

    @pytest.mark.parametrize("role", ["officer", "reviewer", "auditor"])
    def test_are_nobody_elses_to_cancel_or_try_again(self, bureau, officer, role):
        job = ask(officer)
        for act in ("retry", "cancellation"):
            answer = bureau.client(role).post(f"/jobs/{job}/{act}")
            assert (answer.status_code, answer.json["code"]) == (403, "role_not_allowed")
        assert listed(officer, state="open") == [job]
