"""A database that cannot do its work for a while: 503 with Retry-After, not ready, and all is well after."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.web import context

ROUND = {"name": "一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}

DISK_FULL = """
    CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER disk_full BEFORE INSERT ON evaluation_round EXECUTE FUNCTION disk_full();
"""
DISK_FREED = "DROP TRIGGER disk_full ON evaluation_round; DROP FUNCTION disk_full()"


@pytest.fixture
def run(owner_engine):
    def run(sql):
        with owner_engine.begin() as connection:
            connection.execute(text(sql))

    return run


@pytest.fixture
def only_reads(database, postgres, engine):
    """Make the database read-only, as a standby that has taken over is for a while."""

    def switch(*, on):
        value = "on" if on else "off"
        with postgres.connect() as superuser:
            superuser.execute(
                f"ALTER DATABASE {database.name} SET default_transaction_read_only = {value}".encode()
            )
        engine.dispose()

    yield switch
    switch(on=False)


@pytest.fixture(autouse=True)
def _outages_are_short(monkeypatch):
    monkeypatch.setattr(context, "OUTAGE_LASTS_S", 0.3)


def readiness(app):
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.json["problems"]


def check_outage(answer):
    assert (answer.status_code, answer.json["code"]) == (503, "database_unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert "SQL" not in answer.text


class TestADatabaseThatOnlyReads:
    def test_is_told_of_and_passes(self, app, bureau, only_reads):
        officer = bureau.client("officer")
        only_reads(on=True)
        check_outage(officer.post("/rounds", ROUND))
        assert officer.get("/rounds").status_code == 200
        status, problems = readiness(app)
        assert (status, problems) == (503, ["数据库处于只读状态（可能正在主备切换）。"])
        only_reads(on=False)
        assert officer.post("/rounds", ROUND).status_code == 201


class TestADiskThatIsFull:
    def test_is_told_of_and_passes(self, app, bureau, run, monkeypatch):
        officer = bureau.client("officer")
        run(DISK_FULL)
        check_outage(officer.post("/rounds", ROUND))
        assert readiness(app) == (503, ["数据库磁盘已满。"])
        run(DISK_FREED)
        assert officer.post("/rounds", ROUND).status_code == 201
        monkeypatch.setattr(context, "OUTAGE_LASTS_S", 0)
        assert readiness(app) == (200, [])
