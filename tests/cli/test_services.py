"""No service starts by which tenants would not be kept apart."""

import json
import logging

import pytest
from click.testing import CliRunner

from banfa.cli.main import main
from banfa.logs import get_logger
from banfa.settings import Settings
from tests.strong_secret import SECRET

SERVICES = ("serve", "worker", "scheduler")


STARTS = ("banfa.cli.serve.serve", "banfa.cli.worker.run_worker", "banfa.cli.scheduler.run_scheduler")


@pytest.fixture
def run(queue, monkeypatch):
    """Run a service, which must not come as far as to start."""

    def start(*_args, **_options):
        pytest.fail("it has started")

    for name in STARTS:
        monkeypatch.setattr(name, start)

    def run(service, **environ):
        given = {"REDIS_URL": queue, "BANFA_SECRET": SECRET, **environ}
        return CliRunner().invoke(main, [service], obj=Settings.from_env(given))

    return run


@pytest.mark.parametrize("service", SERVICES)
class TestTheLogOfAService:
    def test_is_json_lines_of_ours_and_of_libraries(self, monkeypatch, run, database, service):
        def speak(*_args, **_kwargs):
            get_logger("banfa.jobs").info("job_done", attempts=1)
            logging.getLogger("rq.worker").warning("worker %s stops", "林小明")

        place = {"serve": "banfa.cli.serve.serve"}.get(service, f"banfa.cli.{service}.run_{service}")
        monkeypatch.setattr(place, speak)
        result = run(service, DATABASE_URL=database.app_url)
        assert result.exit_code == 0
        lines = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
        assert [line["event"] for line in lines] == ["job_done", "library"]
        assert "林小明" not in result.stderr


@pytest.mark.parametrize("service", SERVICES)
class TestAServiceRefusesToStart:
    def test_as_the_owner(self, run, database, service):
        result = run(service, DATABASE_URL=database.owner_url)

        assert result.exit_code == 1
        assert "可以绕过行级安全" in result.stderr
        assert "[database_not_safe]" in result.stderr

    def test_beside_the_owners_address(self, run, database, service):
        result = run(service, DATABASE_URL=database.app_url, BANFA_OWNER_URL=database.owner_url)

        assert result.exit_code == 2
        assert "[owner_url_given]" in result.stderr

    def test_where_a_table_is_unguarded(self, run, fresh_database, postgres, service):
        with postgres.connect(fresh_database.name) as superuser:
            superuser.execute("ALTER TABLE token NO FORCE ROW LEVEL SECURITY")
        result = run(service, DATABASE_URL=fresh_database.app_url)

        assert result.exit_code == 1
        assert "数据表 token 没有受到行级安全保护" in result.stderr

    def test_where_the_database_is_open_to_everybody(self, run, fresh_database, postgres, service):
        with postgres.connect() as superuser:
            superuser.execute(f"GRANT CONNECT ON DATABASE {fresh_database.name} TO PUBLIC".encode())
        result = run(service, DATABASE_URL=fresh_database.app_url)

        assert result.exit_code == 1
        assert "REVOKE ALL ON DATABASE" in result.stderr
