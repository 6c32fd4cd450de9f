"""Limits of connections: set for the session, or in each transaction where PgBouncer stands between."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from banfa.database.engine import SCHEDULER, WEB, WORKER, cut_connections, make_engine
from banfa.database.tenancy import tenant_transaction

LIMITS = text("""
    SELECT current_setting('application_name'), current_setting('statement_timeout'),
           current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')
""")
PREPARED = text("SELECT count(*) FROM pg_prepared_statements")
PGBOUNCER = shutil.which("pgbouncer")


def pooled(url):
    return make_url(url).update_query_dict({"pgbouncer": "true"})


class TestASession:
    @pytest.mark.parametrize(
        ("waits", "limits"),
        [
            (WEB, ("banfa-web", "20s", "5s", "30s")),
            (WORKER, ("banfa-worker", "10min", "30s", "1min")),
            (SCHEDULER, ("banfa-scheduler", "30s", "5s", "30s")),
        ],
    )
    def test_says_who_it_is_and_has_its_limits(self, database, waits, limits):
        engine = make_engine(database.app_url, waits=waits)
        with engine.connect() as connection:
            assert tuple(connection.execute(LIMITS).one()) == limits
        engine.dispose()

    def test_takes_what_the_address_says_first(self, database):
        url = make_url(database.app_url).update_query_dict(
            {"application_name": "mine", "options": "-c lock_timeout=7s"}
        )
        engine = make_engine(url, waits=WEB)
        with engine.connect() as connection:
            assert tuple(connection.execute(LIMITS).one()) == ("mine", "20s", "7s", "30s")
        engine.dispose()

    def test_is_not_opened_beyond_the_bound(self, database, monkeypatch):
        monkeypatch.setattr("banfa.database.engine.POOL_TIMEOUT", 0.2)
        engine = make_engine(database.app_url, waits=WEB, pool_size=1)
        with engine.connect(), engine.connect(), pytest.raises(Exception, match="QueuePool limit"):
            engine.connect()
        engine.dispose()


class TestAConnectionThatIsCut:
    def test_ends_what_its_thread_waits_for(self, database, engine, owner_engine):
        waiting, numbers = threading.Event(), []

        def wait():
            numbers.append(threading.get_ident())
            with engine.connect() as connection:
                waiting.set()
                connection.execute(text("SELECT pg_sleep(30)"))

        with ThreadPoolExecutor(1) as pool, engine.connect() as other:
            future = pool.submit(wait)
            waiting.wait(10)
            time.sleep(0.2)
            began = time.monotonic()
            cut_connections(numbers[0])
            with pytest.raises(OperationalError):
                future.result(10)
            assert time.monotonic() - began < 5
            assert other.scalar(text("SELECT 1")) == 1
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1


class TestBehindPgBouncer:
    def test_limits_are_set_in_the_transaction_and_nothing_is_prepared(self, database):
        engine = make_engine(pooled(database.app_url), waits=WEB)
        with tenant_transaction(engine, 1) as connection:
            assert tuple(connection.execute(LIMITS).one()) == ("banfa-web", "20s", "5s", "30s")
            for _ in range(10):
                assert connection.scalar(PREPARED) == 0
        with engine.connect() as connection:
            assert connection.execute(LIMITS).one()[1] == "0"
        engine.dispose()

    @pytest.mark.skipif(PGBOUNCER is None, reason="there is no pgbouncer on this machine")
    def test_many_requests_share_few_sessions(self, database, postgres, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        user = make_url(database.app_url).username
        (tmp_path / "users").write_text(f'"{user}" ""\n')
        (tmp_path / "ini").write_text(
            f"[databases]\n{database.name} = host={postgres.folder} dbname={database.name}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = trust\n"
            f"auth_file = {tmp_path}/users\n"
            "pool_mode = transaction\ndefault_pool_size = 2\nunix_socket_dir =\n"
            "ignore_startup_parameters = extra_float_digits\n"
        )
        for path in (tmp_path, *tmp_path.parents[:2], tmp_path / "users", tmp_path / "ini"):
            path.chmod(0o755)
        user_option = ["-u", "nobody"] if os.geteuid() == 0 else []
        bouncer = subprocess.Popen([str(PGBOUNCER), *user_option, str(tmp_path / "ini")])
        url = f"postgresql://{user}@127.0.0.1:{port}/{database.name}"
        engine = make_engine(pooled(url), waits=WEB)

        def ask(tenant):
            with tenant_transaction(engine, tenant) as connection:
                bound = text("SELECT current_setting('banfa.tenant'), current_setting('statement_timeout')")
                return tuple(connection.execute(bound).one()) == (str(tenant), "20s")

        try:
            until = time.monotonic() + 20
            while True:
                try:
                    engine.connect().close()
                    break
                except DBAPIError:
                    assert time.monotonic() < until
                    time.sleep(0.1)
            with ThreadPoolExecutor(16) as pool:
                assert all(pool.map(ask, range(1, 641)))
        finally:
            engine.dispose()
            bouncer.terminate()
            bouncer.wait(20)
