"""/metrics: figures for the operator, and nothing of anybody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from banfa.jobs.checkpoints import write_checkpoints
from banfa.jobs.leases import fail, take
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.strong_secret import SECRET

TOKEN = "for the figures alone: 0f9d27e6b81c4a35"


@pytest.fixture
def scraping(engine, cities, clock):
    """An application with /metrics, and how to read them: value by name and labels."""

    def make(**settings):
        given = {"metrics_token": TOKEN, **settings}
        app = create_app(
            Settings(data_dir=Path("/nowhere"), secret=SECRET, **given), engine, cities, clock=clock
        )
        client = app.test_client()

        def scrape():
            answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            assert answer.status_code == 200
            families = text_string_to_metric_families(answer.text)
            return {
                (sample.name, *sorted(sample.labels.items())): sample.value
                for family in families
                for sample in family.samples
            }

        return client, scrape

    return make


class TestWhoMayRead:
    def test_is_nobody_where_no_token_was_set(self, scraping):
        client, _ = scraping(metrics_token=None)
        assert client.get("/metrics").status_code == 404

    @pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
    def test_is_who_has_the_token(self, scraping, sent):
        client, _ = scraping()
        assert client.get("/metrics", headers={"Authorization": sent}).status_code == 401

    def test_is_not_who_has_a_bureaus(self, scraping, bureau):
        client, _ = scraping()
        secret = bureau.client("admin").secret
        assert client.get("/metrics", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


class TestFigures:
    def test_count_requests_by_their_template(self, scraping, bureau):
        client, scrape = scraping()
        key = (
            "banfa_requests_total",
            ("method", "GET"),
            ("route", "/api/v1/<tenant>/providers"),
            ("status", "401"),
        )
        before = scrape().get(key, 0)
        for _ in range(3):
            client.get(f"/api/v1/{bureau.tenant.slug}/providers?q=科技")
        figures = scrape()
        assert figures[key] - before == 3
        timed = ("banfa_request_seconds_count", ("method", "GET"), ("route", "/api/v1/<tenant>/providers"))
        assert figures[timed] >= 3

    def test_make_no_label_of_what_a_stranger_invents(self, scraping):
        client, scrape = scraping()
        client.open("/etc/passwd", method="BREW")
        names = str(scrape())
        assert "passwd" not in names
        assert "BREW" not in names

    def test_tell_of_jobs_rounds_watch_chain_and_pool(self, scraping, storied):
        _, scrape = scraping()
        figures = scrape()
        assert figures["banfa_tenants",] >= 1
        assert figures["banfa_chain_links",] > 0
        assert ("banfa_pool_connections", ("state", "used")) in figures
        with storied.unit() as unit:
            unit.work("watch.run", {})
            unit.note("work.asked", "work/1", {}, event=False)
        after = scrape()
        waiting = ("banfa_jobs", ("state", "waiting"))
        assert after[waiting] == figures.get(waiting, 0) + 1
        assert after["banfa_job_oldest_seconds", ("state", "waiting")] >= 0

    def test_tell_of_what_failed_for_good_and_of_checkpoints(self, scraping, bureau, engine, tmp_path):
        _, scrape = scraping(metrics_by_tenant=True)
        tenant = ("tenant", bureau.tenant.slug)
        with bureau.unit() as unit:
            work_id = unit.work("x", {})
            unit.note("work.asked", f"work/{work_id}", {}, event=False)
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT banfa_door_work(50, 5000, '{}', interval '1 minute')")
        lease = take(engine, tenant_id=bureau.tenant.id, work_id=work_id, term=timedelta(minutes=1))
        assert lease is not None
        with bureau.unit() as unit:
            unit.unaudited("a test")
            fail(unit.connection, lease, code="no_luck", detail="没有办成。")
        figures = scrape()
        assert figures["banfa_jobs_failed", ("code", "no_luck"), tenant] == 1
        assert figures["banfa_jobs_failed_last_day", ("kind", "x"), tenant] == 1
        assert ("banfa_checkpoint_age_seconds", tenant) not in figures
        write_checkpoints(engine, Settings(data_dir=tmp_path))
        assert 0 <= scrape()["banfa_checkpoint_age_seconds", tenant] < 60

    def test_name_no_bureau_unless_told_to(self, scraping, storied):
        _, scrape = scraping()
        assert storied.tenant.slug not in str(scrape())
        _, scrape_by_tenant = scraping(metrics_by_tenant=True)
        figures = scrape_by_tenant()
        assert figures["banfa_chain_links", ("tenant", storied.tenant.slug)] > 0
        assert storied.tenant.name not in str(figures)
