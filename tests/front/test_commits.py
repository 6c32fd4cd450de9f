"""A commit that has begun is waited for a little longer; then nobody says what became of it."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.front.quick_front import LIMITS
from tests.front.serving import issue, serving
from tests.web.clients import credit_code

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def server(database, tmp_path_factory):
    with serving(database, tmp_path_factory.mktemp("serve") / "log", quick=True) as server:
        yield server


@pytest.fixture(scope="module")
def admin(engine, owner_engine):
    return issue(engine, owner_engine, role="admin")


@contextmanager
def slow_commits(owner_engine, seconds):
    """Let each commit of a provider take so long."""
    with owner_engine.begin() as connection:
        connection.exec_driver_sql(f"""
            CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER take_time AFTER INSERT ON provider
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION take_time()
        """)
    try:
        yield
    finally:
        with owner_engine.begin() as connection:
            connection.exec_driver_sql("DROP FUNCTION take_time() CASCADE")


def record(server, admin, key):
    slug, token = admin
    body = {"uscc": credit_code(), "name": "甲公司"}

    def send():
        headers = {"Idempotency-Key": f"commit-{key}-{body['uscc']}"}
        status, told, _ = server.ask("POST", f"/api/v1/{slug}/providers", body, token=token, headers=headers)
        return status, json.loads(told)

    return body["uscc"], send


class TestACommit:
    def test_that_ends_soon_is_told_as_it_is(self, server, admin, owner_engine):
        record(server, admin, "first")[1]()  # in which the server loads what it has not needed yet
        _, send = record(server, admin, "soon")
        with slow_commits(owner_engine, LIMITS.request_time + LIMITS.commit_time / 2):
            status, told = send()
        assert status == 201, told

    def test_that_does_not_end_is_told_as_what_nobody_knows(self, server, admin, owner_engine, postgres):
        uscc, send = record(server, admin, "late")
        with slow_commits(owner_engine, 60):
            status, told = send()
            assert (status, told["code"]) == (503, "request_timed_out")
            assert "不能确定是否已办成" in told["detail"]
            with postgres.connect() as superuser:  # what is cut off sleeps on in the server
                superuser.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                )
        status, told = send()
        assert status == 201, told
        with owner_engine.connect() as connection:
            rows = connection.scalar(text("SELECT count(*) FROM provider WHERE uscc = :uscc"), {"uscc": uscc})
        assert rows == 1
