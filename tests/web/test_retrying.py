"""Retry-After: on what was accepted and is not yet done, and on conflicts that time alone mends."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from banfa.errors import Conflict, Unavailable
from banfa.web.problems import answer_problem


def retry_after(app, error):
    with app.test_request_context():
        return answer_problem(error).headers.get("Retry-After")


class TestRetryAfter:
    def test_is_told_with_a_job(self, officer):
        assert officer.post("/watch/runs", {}).headers["Retry-After"] == "2"

    def test_is_the_day_after_a_period(self, officer):
        body = {"name": "第二季度", "period_start": "2026-04-01", "period_end": "2026-06-30"}
        made = officer.post("/rounds", body).json["id"]
        answer = officer.post(f"/rounds/{made}/cut-off", version=1)
        assert answer.json["code"] == "period_running"
        due = parsedate_to_datetime(answer.headers["Retry-After"])
        assert due == datetime(2026, 6, 30, 16, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (Conflict("request_in_flight", "正在办理"), "1"),
            (
                Conflict("publicity_running", "公示中", public_until="2026-04-15"),
                "Wed, 15 Apr 2026 16:00:00 GMT",
            ),
            (Unavailable("busy", "忙"), "5"),
            (Conflict("wrong_state", "次序不对"), None),
        ],
    )
    def test_is_told_where_time_mends_it(self, app, error, told):
        assert retry_after(app, error) == told
