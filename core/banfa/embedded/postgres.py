"""A PostgreSQL of our own: no installation, no port, no password; it dies with us."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from sqlalchemy import URL

from banfa.database import security
from banfa.embedded import binaries, directories
from banfa.embedded.launcher import Account, EmbeddedServer, launch, run_once, server_account
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

SUPERUSER: Final = "postgres"
DATABASE: Final = "banfa"
START_TIMEOUT_S: Final = 60.0
"""Seconds a server may take to start; recovery after a crash can be slow."""

SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # compiling costs more than our statements take
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
}
NOT_DURABLE: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "512MB",
}
"""For tests: what a crash of the machine would lose is not worth waiting for."""


class EmbeddedPostgres(EmbeddedServer):
    """A running PostgreSQL."""

    @property
    def owner_url(self) -> str:
        """Connects as banfa_owner: migrations, tenants, backups."""
        return self.url(security.OWNER)

    @property
    def app_url(self) -> str:
        """Connects as banfa_app, by which Banfa works."""
        return self.url(security.APP)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for a role."""
        where = {"host": str(self.folder)}
        url = URL.create("postgresql+psycopg", username=role, database=database, query=where)
        return url.render_as_string(hide_password=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as superuser, each statement its own transaction: for making and dropping databases."""
        return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname=database, autocommit=True)


def start_postgres(
    data_dir: Path | None = None,
    *,
    durable: bool = True,
    in_memory: bool = False,
    settings: Mapping[str, str] | None = None,
) -> EmbeddedPostgres:
    """Start a server, with its two roles and the database `banfa` (empty until `upgrade`).

    Data lasts in `data_dir`/postgres/data, or is forgotten when `data_dir` is None. `durable=False` is for
    tests; so is `in_memory`, for little data that is forgotten: a fresh database is a thousand files.
    `settings` are further settings of postgresql.conf. Call it from the main thread.

    Raises Unavailable (no PostgreSQL, it does not start) and Conflict (`data_dir_in_use`).
    """
    account = server_account()
    folder, scratch_lock = directories.scratch(account, in_memory=in_memory)
    locks = [scratch_lock]
    try:
        data = folder / "data"
        if data_dir is not None:
            data = data_dir / "postgres" / "data"
            locks.append(directories.lasting(data.parent, account))
        program = binaries.readable(binaries.postgres_folder() / "postgres", account, folder)
        log = folder / "postgres.log"
        if not (data / "PG_VERSION").exists():
            _make_cluster(program, data, account, log)
        _forget_dead_postmaster(data / "postmaster.pid")
        chosen = {**SETTINGS, **({} if durable else NOT_DURABLE), **(settings or {})}
        options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
        child = launch(
            [program, "-D", str(data), "-k", str(folder), *options],
            account=account,
            log=log,
            death_signal=signal.SIGQUIT,  # stop at once; the log of changes repairs what was under way
            stop_signals=(signal.SIGINT, signal.SIGQUIT),
            keep_open=locks,
        )
    finally:
        for lock in locks:  # the server has inherited them
            os.close(lock)
    server = EmbeddedPostgres(child=child, folder=folder)
    _wait_until_ready(server)
    _make_database(server)
    return server


def _make_cluster(program: Path, data: Path, account: Account | None, log: Path) -> None:
    """Make it beside its final place and move it there: an interrupted one is not taken for whole."""
    unfinished = data.with_name("unfinished")
    run_once(["/bin/rm", "-rf", unfinished], account=account, log=log)
    options = ("-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    run_once([program.with_name("initdb"), "-D", str(unfinished), *options], account=account, log=log)
    unfinished.rename(data)


def _forget_dead_postmaster(record: Path) -> None:
    """Remove a killed server's record when its process id now belongs to some other program.

    PostgreSQL itself would take that program for a server of its own and not start; in a container,
    where ids repeat, this is the rule. We hold the lock, so no server of ours is running.
    """
    if record.exists():
        pid = record.read_text().split("\n", 1)[0]
        name = Path("/proc") / pid / "comm"
        if name.exists() and name.read_text().strip() != "postgres":
            record.unlink()


def _wait_until_ready(server: EmbeddedPostgres) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while server.child.running and time.monotonic() < deadline:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    words = server.child.last_words()
    server.stop()
    raise Unavailable("embedded_postgres_failed", f"内嵌 PostgreSQL 未能启动：{words}")


def _make_database(server: EmbeddedPostgres) -> None:
    with server.connect() as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, statement in zip((security.OWNER, security.APP), security.ROLES, strict=True):
            if role not in known:
                connection.execute(statement.encode())
        known = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in known:
            make_database(connection, DATABASE)


def make_database(connection: psycopg.Connection, name: str, *, template: str = "template0") -> None:
    """Create a database that banfa_owner owns, and which only the two roles may enter."""
    for statement in (
        f"CREATE DATABASE {name} OWNER {security.OWNER} TEMPLATE {template} STRATEGY file_copy",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {security.APP}",
    ):
        connection.execute(statement.encode())
