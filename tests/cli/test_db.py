import pytest
from click.testing import CliRunner

from banfa.cli.main import main
from banfa.database import migrations, security
from banfa.embedded.postgres import make_database
from banfa.settings import Settings


@pytest.fixture
def run():
    def run(*words, **environ):
        return CliRunner().invoke(main, ["db", *words], obj=Settings.from_env(environ))

    return run


@pytest.fixture
def empty(postgres):
    """A database as deploy/roles.sql leaves it."""
    with postgres.connect() as connection:
        make_database(connection, "empty")
    yield postgres
    with postgres.connect() as connection:
        connection.execute("DROP DATABASE empty WITH (FORCE)")


class TestUpgrade:
    def test_makes_the_schema_and_can_be_repeated(self, run, empty):
        owner, app = empty.url(security.OWNER, "empty"), empty.url(security.APP, "empty")
        assert run("check", DATABASE_URL=app).exit_code == 1
        for _ in range(2):
            result = run("upgrade", BANFA_OWNER_URL=owner)
            assert (result.exit_code, result.output) == (0, f"数据库结构已是最新：{migrations.newest()}\n")

        assert run("check", DATABASE_URL=app).exit_code == 0

    def test_needs_the_owners_address(self, run):
        result = run("upgrade", DATABASE_URL="postgresql://app@db/banfa")

        assert result.exit_code == 2
        assert "请先设置环境变量 BANFA_OWNER_URL" in result.stderr

    def test_says_when_no_server_answers(self, run, tmp_path):
        result = run("upgrade", BANFA_OWNER_URL=f"postgresql://banfa_owner@/banfa?host={tmp_path}")

        assert result.exit_code == 1
        assert "[database_unavailable]" in result.stderr

    def test_says_when_the_address_is_none(self, run):
        result = run("upgrade", BANFA_OWNER_URL="sqlite-or-so")

        assert result.exit_code == 2
        assert "[setting_malformed]" in result.stderr

    def test_is_worth_reading_about(self, run):
        assert "deploy/roles.sql" in run("upgrade", "--help").output


class TestCheck:
    def test_names_every_reason_not_to_work_with_a_database(self, run, database):
        result = run("check", DATABASE_URL=database.owner_url)

        assert result.exit_code == 1
        assert "可以绕过行级安全" in result.stderr
        assert "拥有数据表" in result.stderr
