"""The operator's commands: tenant, token, audit, worker, scheduler."""

import json
import os
import signal
import subprocess
import sys
import time
from uuid import uuid4

import pytest
from click.testing import CliRunner
from redis import Redis

from banfa.cli.main import main
from banfa.settings import Settings
from banfa.trust.credential import well_formed
from tests.strong_secret import SECRET

SERVICES = ("worker", "scheduler")


@pytest.fixture
def environ(database, queue, tmp_path):
    return {
        "DATABASE_URL": database.app_url,
        "BANFA_OWNER_URL": database.owner_url,
        "REDIS_URL": queue,
        "BANFA_SECRET": SECRET,
        "BANFA_DATA": str(tmp_path / "data"),
    }


@pytest.fixture
def redis(queue):
    with Redis.from_url(queue) as client:
        yield client


@pytest.fixture
def banfa(environ):
    """Run a command; gives what it answered."""

    def run(*words, without=(), **changed):
        # services refuse the owner's address
        left_out = {*without, *(["BANFA_OWNER_URL"] if words[0] in SERVICES else [])}
        given = {name: value for name, value in {**environ, **changed}.items() if name not in left_out}
        return CliRunner().invoke(main, words, obj=Settings.from_env(given))

    return run


@pytest.fixture
def tenant(banfa):
    slug = "t" + uuid4().hex[:10]
    made = banfa("tenant", "create", "--slug", slug, "--city", "xiamen", "--name", "厦门市工业和信息化局")
    assert made.exit_code == 0, made.output
    return slug


def token_of(banfa, tenant, *options):
    if "张三" not in banfa("person", "list", tenant).stdout:
        assert banfa("person", "add", tenant, "--name", "张三", "--role", "officer").exit_code == 0
    words = ("--role", "officer", "--person", "张三", "--name", "办公电脑")
    answer = banfa("token", "issue", tenant, *words, *options)
    assert answer.exit_code == 0, answer.output
    return answer


class TestTenant:
    def test_is_created_and_listed(self, banfa, tenant):
        listed = banfa("tenant", "list").stdout.splitlines()
        assert [tenant, "xiamen", "厦门市工业和信息化局"] in [line.split("\t")[1:] for line in listed]

    @pytest.mark.parametrize(
        ("choices", "status", "code"),
        [
            ({"--city": "atlantis"}, 2, "city_not_installed"),
            ({"--slug": "厦门"}, 2, "tenant_slug"),
            ({"--slug": None}, 1, "tenant_exists"),
        ],
    )
    def test_is_refused(self, banfa, tenant, *, choices, status, code):
        given = {"--slug": "other", "--city": "xiamen", "--name": "某局", **choices}
        words = [word for option, value in given.items() for word in (option, value or tenant)]
        answer = banfa("tenant", "create", *words)
        assert (answer.exit_code, f"[{code}]" in answer.stderr) == (status, True)


class TestPerson:
    def test_acts_for_a_district_or_for_the_bureau(self, banfa, tenant):
        words = ("person", "add", tenant, "--name", "陈晨", "--role", "district", "--district", "思明区")
        answer = banfa(*words, "--role", "officer")
        assert (answer.exit_code, "[roles_combined]" in answer.stderr, answer.stdout) == (2, True, "")
        assert "陈晨" not in banfa("person", "list", tenant).stdout
        assert banfa(*words).exit_code == 0


class TestToken:
    def test_goes_to_standard_output_alone(self, banfa, tenant):
        answer = token_of(banfa, tenant)
        assert well_formed(answer.stdout.removesuffix("\n"))
        assert "到期" in answer.stderr

    def test_is_listed_without_its_secret_and_revoked(self, banfa, tenant):
        secret = token_of(banfa, tenant, "--scope", "ledger.read", "--scope", "ledger.write").stdout.strip()
        (line,) = banfa("token", "list", tenant).stdout.splitlines()
        token_id, state, _, role, holder, name, scopes = line.split("\t")
        assert (state, role, holder, name) == ("有效", "officer", "张三", "办公电脑")
        assert (token_id[:3], scopes) == ("tk_", "ledger.read,ledger.write")
        assert secret[6:] not in line
        assert banfa("token", "revoke", tenant, token_id).exit_code == 0
        assert "已吊销" in banfa("token", "list", tenant).stdout

    @pytest.mark.parametrize(
        ("options", "status", "code"),
        [
            (["--scope", "audit.read"], 2, "scope_beyond_role"),
            (["--scope", "everything"], 2, "unknown_scope"),
        ],
    )
    def test_is_refused(self, banfa, tenant, *, options, status, code):
        banfa("person", "add", tenant, "--name", "张三", "--role", "officer")
        words = ("--role", "officer", "--person", "张三", "--name", "办公电脑")
        answer = banfa("token", "issue", tenant, *words, *options)
        assert (answer.exit_code, f"[{code}]" in answer.stderr, answer.stdout) == (status, True, "")

    @pytest.mark.parametrize("role", ["provider", "enterprise"])
    def test_for_a_subject_that_does_not_exist_is_refused(self, banfa, tenant, role):
        answer = banfa("token", "issue", tenant, "--role", role, "--name", "甲", f"--{role}-id", "99")
        assert (answer.exit_code, "[entry_missing]" in answer.stderr, answer.stdout) == (1, True, "")

    def test_for_an_unknown_tenant_is_refused(self, banfa):
        answer = banfa("token", "list", "nowhere")
        assert (answer.exit_code, "[tenant_missing]" in answer.stderr) == (1, True)


class TestAudit:
    def test_is_verified_by_itself_and_against_a_checkpoint(self, banfa, tenant, tmp_path):
        token_of(banfa, tenant)
        taken = banfa("audit", "checkpoint", tenant)
        file = tmp_path / "checkpoint.json"
        file.write_text(taken.stdout)
        token_of(banfa, tenant)
        key = json.loads(taken.stdout)["public_key"]
        for options in ([], ["--checkpoint", str(file)], ["--checkpoint", str(file), "--public-key", key]):
            answer = banfa("audit", "verify", tenant, *options)
            assert (answer.exit_code, "共3环" in answer.stdout) == (0, True), answer.output

    def test_refuses_a_checkpoint_that_was_altered(self, banfa, tenant, tmp_path):
        document = json.loads(banfa("audit", "checkpoint", tenant).stdout)
        file = tmp_path / "checkpoint.json"
        for text in (json.dumps({**document, "links": 5}), "[]", "{"):
            file.write_text(text)
            assert banfa("audit", "verify", tenant, "--checkpoint", str(file)).exit_code == 2

    def test_says_where_the_chain_breaks(self, banfa, tenant, owner_engine):
        token_of(banfa, tenant)
        with owner_engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE audit_link SET subject = 'token/0' WHERE action = 'token.issued'"
            )
        answer = banfa("audit", "verify", tenant)
        assert answer.exit_code == 1
        assert "第2环" in answer.stderr
        assert "[audit_chain_broken]" in answer.stderr


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("words", "variable"),
        [
            (("worker",), "DATABASE_URL"),
            (("worker",), "REDIS_URL"),
            (("scheduler",), "REDIS_URL"),
            (("worker",), "BANFA_SECRET"),
            (("scheduler",), "BANFA_SECRET"),
            (("tenant", "list"), "BANFA_OWNER_URL"),
            (("token", "list", "x"), "DATABASE_URL"),
        ],
    )
    def test_is_named(self, banfa, words, variable):
        answer = banfa(*words, without=(variable,))
        assert (answer.exit_code, f"请先设置环境变量 {variable}" in answer.stderr) == (2, True)

    @pytest.mark.parametrize(
        ("words", "changed", "code"),
        [
            (("token", "list", "x"), {"DATABASE_URL": "nonsense"}, "setting_malformed"),
            (("token", "list", "x"), {"DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "database_unavailable"),
            (("worker",), {"REDIS_URL": "nonsense"}, "setting_malformed"),
            (("worker",), {"REDIS_URL": "redis://127.0.0.1:1"}, "queue_unavailable"),
        ],
    )
    def test_is_said_in_one_sentence(self, banfa, words, changed, code):
        answer = banfa(*words, **changed)
        assert (answer.exit_code, f"[{code}]" in answer.stderr) == (
            2 if code.startswith("setting") else 1,
            True,
        )


@pytest.mark.long
class TestLongRunningCommands:
    @pytest.mark.parametrize("command", ["scheduler", "worker"])
    def test_end_when_asked_to(self, environ, redis, command):
        words = [sys.executable, "-c", "from banfa.cli.main import main; main()", command]
        environ.pop("BANFA_OWNER_URL")
        process = subprocess.Popen(words, env={**os.environ, **environ}, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        try:
            assert "按 Ctrl-C 停止" in process.stderr.readline()
            while command == "worker" and not redis.exists("rq:workers"):
                assert process.poll() is None
                time.sleep(0.05)
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.communicate()

    def test_worker_ends_by_itself_with_burst(self, environ):
        environ.pop("BANFA_OWNER_URL")
        words = [sys.executable, "-c", "from banfa.cli.main import main; main()", "worker", "--burst"]
        assert subprocess.run(words, env={**os.environ, **environ}, check=False, timeout=60).returncode == 0
