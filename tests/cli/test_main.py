import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from banfa.cli import main as entry
from banfa.errors import BanfaError, Conflict, Malformed, Missing, Unavailable
from banfa.settings import Settings


@pytest.fixture
def settings():
    return Settings.from_env({})


@pytest.fixture
def run(settings):
    return lambda *words: CliRunner().invoke(entry.main, words, obj=settings)


@pytest.fixture
def failing(monkeypatch, settings):
    """Run a command that raises an error."""

    def run(error):
        @click.command()
        def command():
            raise error

        monkeypatch.setattr(entry.Commands, "get_command", lambda *_: command)
        return CliRunner().invoke(entry.main, ["failing"], obj=settings)

    return run


class TestErrors:
    def test_are_a_sentence_a_code_and_the_data(self, failing):
        result = failing(Conflict("port_taken", "端口 8000 已被占用。", port=8000))

        assert result.stderr == '错误：端口 8000 已被占用。 [port_taken]\n{"port": 8000}\n'
        assert result.stdout == ""

    @pytest.mark.parametrize(
        ("kind", "status"), [(Malformed, 2), (Conflict, 1), (Missing, 1), (Unavailable, 1), (BanfaError, 1)]
    )
    def test_end_with_a_status(self, failing, kind, status):
        assert failing(kind("some_code", "说明。")).exit_code == status

    def test_that_are_not_ours_are_not_hidden(self, failing):
        assert isinstance(failing(ZeroDivisionError()).exception, ZeroDivisionError)


class TestCommands:
    def test_are_the_modules_of_the_room(self, run):
        listed = entry.main.list_commands(click.Context(entry.main))

        assert {"db", "serve"} <= set(listed)
        assert "main" not in listed
        assert all(name in run("--help").output for name in listed)

    def test_are_each_documented(self, run):
        for name in entry.main.list_commands(click.Context(entry.main)):
            command = entry.main.get_command(click.Context(entry.main), name)
            assert command is not None
            assert command.help, f"banfa {name} --help says nothing"
            for sub in getattr(command, "commands", {}).values():
                assert sub.help, f"banfa {name} {sub.name} --help says nothing"
                assert all(p.help for p in sub.params if isinstance(p, click.Option)), f"{name} {sub.name}"

    def test_that_do_not_exist_are_a_wrong_call(self, run):
        assert run("no-such-command").exit_code == 2

    def test_do_not_load_one_another(self):
        code = (
            "import sys; from banfa.cli.main import main; main(['db', '--help'], standalone_mode=False); "
            "sys.exit('flask' in sys.modules or 'numpy' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0

    def test_show_the_settings_in_the_help(self, run):
        assert "BANFA_OWNER_URL" in run("--help").output
