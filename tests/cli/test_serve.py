import socket

import pytest
from click.testing import CliRunner

from banfa.cli import serve
from banfa.cli.main import main
from banfa.settings import Settings
from tests.strong_secret import SECRET

READY = {"DATABASE_URL": "postgresql://app@db/banfa", "REDIS_URL": "redis://queue", "BANFA_SECRET": SECRET}


@pytest.fixture
def run():
    def run(*words, **environ):
        return CliRunner().invoke(main, ["serve", *words], obj=Settings.from_env(environ))

    return run


class TestServe:
    @pytest.mark.parametrize("missing", READY)
    def test_names_a_setting_that_is_missing(self, run, missing):
        result = run(**{name: value for name, value in READY.items() if name != missing})

        assert result.exit_code == 2
        assert missing in result.stderr

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"BANFA_SECRET": "x"}, "secret_weak"),
            ({"BANFA_OWNER_URL": "postgresql://banfa_owner@db/banfa"}, "owner_url_given"),
        ],
    )
    def test_refuses_what_no_service_may_have(self, run, given, code):
        result = run(**{**READY, **given})

        assert result.exit_code == 2
        assert f"[{code}]" in result.stderr

    def test_says_when_the_port_is_taken(self, run):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            result = run("--port", str(port), **READY)

        assert result.exit_code == 1
        assert f"端口 {port} 已被占用，请用 --port 或 BANFA_PORT 另选一个。 [port_taken]" in result.stderr

    def test_says_when_the_address_is_not_this_machines(self, run):
        result = run("--host", "192.0.2.1", **READY)

        assert result.exit_code == 1
        assert "[address_unusable]" in result.stderr

    def test_serves_where_it_was_told(self, run, monkeypatch):
        started: list[object] = []

        class Server:
            def __init__(self, target, **options):
                started.append((target, options["address"], options["port"], options["workers"]))

            def serve(self):
                started.append("served")

        monkeypatch.setattr(serve, "Granian", Server)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        result = run("--workers", "2", **READY, BANFA_PORT=str(port))

        assert result.exit_code == 0
        assert started == [(serve.APPLICATION, "127.0.0.1", port, 2), "served"]
