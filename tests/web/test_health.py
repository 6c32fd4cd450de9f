from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.errors import Malformed
from banfa.jobs.queue import keep_scheduler_known
from banfa.jobs.timing import USUAL
from banfa.jobs.worker import QueueWorker
from banfa.settings import Settings
from banfa.trust import instants
from banfa.web import health
from banfa.web.app import create_app
from tests.jobs.queues import RUBBISH, work_queue
from tests.strong_secret import SECRET
from tests.trust.clocks import shifted_clock

SETTINGS = Settings(data_dir=Path("/nowhere"), secret=SECRET)


def ready(engine, cities, settings=SETTINGS):
    answer = create_app(settings, engine, cities).test_client().get("/readyz")
    return answer.status_code, answer.json


class TestReadyz:
    def test_holds_for_the_role_of_the_application(self, app):
        answer = app.test_client().get("/readyz")
        assert (answer.status_code, answer.json) == (
            200,
            {"status": "ready", "problems": [], "degraded": [], "changed_editions": []},
        )

    def test_refuses_a_role_that_bypasses_row_security(self, database, cities):
        engine = make_engine(database.owner_url)
        status, told = ready(engine, cities)
        engine.dispose()
        assert status == 503
        assert any("绕过行级安全" in problem for problem in told["problems"])

    def test_refuses_another_schema(self, engine, cities, monkeypatch):
        monkeypatch.setattr(migrations, "newest", lambda: "9999_later")
        status, told = ready(engine, cities)
        assert status == 503
        assert "9999_later" in told["problems"][0]

    @pytest.mark.parametrize(("by", "way"), [(60, "慢60秒"), (-60, "快60秒")])
    def test_refuses_another_time_than_the_databases(self, engine, owner_engine, cities, by, way):
        with shifted_clock(owner_engine, timedelta(seconds=by)):
            status, told = ready(engine, cities)
        assert (status, told["problems"]) == (503, [f"本机时钟比数据库{way}，请校准两台机器的时间。"])

    def test_refuses_where_this_machine_is_an_hour_ahead(self, engine, cities, monkeypatch):
        wrong = datetime.now(UTC) + timedelta(hours=1)
        monkeypatch.setattr(instants, "_read_wall_clock", lambda: wrong)
        status, told = ready(engine, cities)
        assert (status, len(told["problems"])) == (503, 1)
        assert told["problems"][0].startswith("本机时钟比数据库快3")

    def test_passes_over_a_few_seconds(self, engine, owner_engine, cities):
        with shifted_clock(owner_engine, timedelta(seconds=4)):
            assert ready(engine, cities)[0] == 200

    def test_tells_of_the_queue_its_workers_and_its_scheduler(self, engine, cities, queue):
        settings = replace(SETTINGS, redis_url=queue)
        client = create_app(settings, engine, cities).test_client()
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert [problem[:8] for problem in answer.get_json()["degraded"]] == [
            "没有后台程序在运",
            "没有调度程序在运",
        ]
        with Redis.from_url(queue) as redis:
            keep_scheduler_known(redis)
            worker = QueueWorker(work_queue(redis), engine, USUAL)
            worker.register_birth()
            assert client.get("/readyz").get_json()["degraded"] == []
            worker.register_death()
        (degraded,) = client.get("/readyz").get_json()["degraded"]
        assert degraded.startswith("没有后台程序在运行")

    @pytest.mark.parametrize("write", RUBBISH)
    def test_says_no_more_than_that_of_what_others_write_there(self, engine, cities, queue, write):
        with Redis.from_url(queue) as redis:
            write(redis)
            sent = redis.info("stats")["total_net_output_bytes"]
            status, told = ready(engine, cities, replace(SETTINGS, redis_url=queue))
            sent = redis.info("stats")["total_net_output_bytes"] - sent
        assert (status, told["status"]) == (200, "ready")
        topics = ("队列不能访问", "没有后台程序在运行", "没有调度程序在运行")
        assert all(problem.startswith(topics) for problem in told["degraded"])
        assert told["degraded"]
        assert sent < 1 << 16, "however much lies there"

    def test_serves_on_without_the_queue(self, engine, cities):
        settings = replace(SETTINGS, redis_url="redis://127.0.0.1:9/0")
        status, told = ready(engine, cities, settings)
        assert (status, told["degraded"]) == (
            200,
            ["队列不能访问，任务暂不派发：请检查 REDIS_URL 和队列服务。"],
        )

    def test_refuses_without_a_database(self, cities):
        engine = make_engine("postgresql://banfa_app@127.0.0.1:9/nowhere?connect_timeout=2")
        status, told = ready(engine, cities)
        assert (status, told["problems"]) == (503, ["数据库不能访问，请检查 DATABASE_URL 和数据库服务。"])


class TestTheGuard:
    def test_serves_nobody_where_row_security_can_be_bypassed(self, database, cities, caplog):
        engine = make_engine(database.owner_url)
        answer = create_app(SETTINGS, engine, cities).test_client().get("/api/v1/xiamen/rounds")
        engine.dispose()
        assert answer.status_code == 503
        assert "database_not_safe" in answer.text
        assert "banfa_owner" not in answer.text
        assert "可以绕过行级安全" in caplog.text

    def test_stands_before_every_page(self, engine, cities):
        rules = create_app(replace(SETTINGS, public_pages=True), engine, cities).url_map.iter_rules()
        ends = [rule.endpoint.split(".") for rule in rules if not rule.rule.startswith(health.API)]
        assert {page for page, *rest in ends if rest} == {*health.PAGES}

    def test_looks_again(self, engine, owner_engine, cities, monkeypatch):
        client = create_app(SETTINGS, engine, cities).test_client()
        assert client.get("/api/v1/xiamen/rounds").status_code == 401
        with owner_engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE token NO FORCE ROW LEVEL SECURITY")
        try:
            assert client.get("/api/v1/xiamen/rounds").status_code == 401
            monkeypatch.setattr(health, "CHECK_EVERY_S", 0)
            assert client.get("/api/v1/xiamen/rounds").status_code == 503
        finally:
            with owner_engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE token FORCE ROW LEVEL SECURITY")
        assert client.get("/api/v1/xiamen/rounds").status_code == 401


class TestCreateApp:
    def test_needs_a_secret_that_cannot_be_guessed(self, engine, cities):
        with pytest.raises(Malformed, match="openssl rand"):
            create_app(Settings(data_dir=Path("/nowhere"), secret="x"), engine, cities)

    def test_needs_a_secret(self, engine, cities):
        with pytest.raises(Malformed, match="BANFA_SECRET"):
            create_app(Settings(data_dir=Path("/nowhere")), engine, cities)
