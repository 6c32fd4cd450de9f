"""What the database refuses, as the API tells it."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tests.log_lines import written_lines


class DriverError(Exception):
    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def refused(kind, sqlstate):
    return kind("SELECT 1", {}, DriverError(sqlstate))


class TestDatabaseError:
    @pytest.mark.parametrize(
        ("error", "status", "code"),
        [
            (refused(OperationalError, "40001"), 503, "busy"),
            (refused(OperationalError, "40P01"), 503, "busy"),
            (refused(DBAPIError, "57014"), 503, "busy"),
            (refused(OperationalError, "55P03"), 503, "busy"),
            (refused(InternalError, "25006"), 503, "database_unavailable"),
            (refused(InternalError, "25P03"), 503, "database_unavailable"),
            (refused(OperationalError, "53100"), 503, "database_unavailable"),
            (refused(OperationalError, "57P01"), 503, "database_unavailable"),
            (refused(OperationalError, "08006"), 503, "database_unavailable"),
            (refused(OperationalError, None), 503, "database_unavailable"),
            (PoolTimeoutError(), 503, "database_unavailable"),
            (refused(IntegrityError, "23505"), 409, "already_exists"),
            (refused(IntegrityError, "23514"), 500, "internal_error"),
            (refused(DBAPIError, "42P01"), 500, "internal_error"),
        ],
    )
    def test_is_told_apart_from_ours(self, officer, monkeypatch, error, status, code):
        def fail(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("banfa.procedures.rounds.lifecycle.open_round", fail)
        body = {"name": "一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
        answer = officer.post("/rounds", body)
        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert ("Retry-After" in answer.headers) == (status == 503)
        assert "SELECT" not in answer.text

    def test_leaves_one_line_of_one_that_nobody_foresaw(self, officer, monkeypatch):
        """With request, bureau and route, and without what was sent or found."""

        def fail(*_args, **_kwargs):
            raise ValueError("林小明\n13900001111")

        monkeypatch.setattr("banfa.procedures.rounds.lifecycle.open_round", fail)
        body = {"name": "林小明", "period_start": "2026-01-01", "period_end": "2026-03-31"}
        with written_lines() as lines:
            answer = officer.post("/rounds", body)
        (line,) = lines.of("request_failed")
        assert (line["request_id"], line["tenant"]) == (answer.headers["X-Request-Id"], officer.tenant)
        assert (line["method"], line["route"]) == ("POST", "/api/v1/<tenant>/rounds")
        assert line["failure"].startswith("ValueError at ")
        assert "林小明" not in lines.getvalue()


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/api/v1/docs",
        "/api//v1/docs",
    ],
)
def test_no_address_leads_to_another_host(app, path):
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert "evil.example" not in answer.text
