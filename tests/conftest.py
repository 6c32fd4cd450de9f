"""Real servers for the tests: PostgreSQL and the queue, embedded, made once for the whole run.

A test of law, reasoning or cities needs none and gets none: asking for one, or connecting, fails it.
"""

from __future__ import annotations

import itertools
import logging
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from redis import Redis
from sqlalchemy import Engine, event

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.database.security import APP, OWNER
from banfa.embedded.postgres import EmbeddedPostgres, make_database, start_postgres
from banfa.embedded.queue import start_queue
from banfa.logs.output import TOLD, ToStderr
from tests.database.bare_reads import refuse_bare_reads

event.listen(Engine, "before_execute", refuse_bare_reads)
"""Whatever any test has Banfa execute reads tenants' tables only narrowed to one tenant."""

HERE = Path(__file__).parent
SERVERLESS = {"law", "reasoning", "cities", "testing"}
SERVERS = {"postgres", "queue"}
TEMPLATE = "banfa"
SHARED = "BANFA_TESTS_POSTGRES"
"""Names the folder of a server that is up and migrated: runs one after the other may share it."""
NOBODYS: Any = None
"""In place of the child that a shared server is of another process."""
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """A database with the migrated schema and no rows, for the tests of one module."""

    name: str
    owner_url: str
    app_url: str


def _serverless(item):
    return item.path.is_relative_to(HERE) and item.path.relative_to(HERE).parts[0] in SERVERLESS


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    asked = SERVERS & set(getattr(item, "fixturenames", ()))
    if asked and _serverless(item):
        room = item.path.relative_to(HERE).parts[0]
        pytest.fail(
            f"tests of {room} need no server, this one asks for {min(asked)}: move it to another room"
        )


def pytest_terminal_summary(terminalreporter):
    """Tell the figures that tests have recorded (`record_property("figures", …)`)."""
    reports = [r for r in terminalreporter.stats.get("passed", ()) if r.when == "call"]
    if figures := [text for r in reports for name, text in r.user_properties if name == "figures"]:
        terminalreporter.section("figures")
        for text in sorted(figures):
            terminalreporter.write_line(text)


@pytest.fixture(autouse=True)
def _logging_as_before():
    """A service that a test starts within this process sets up the log of its own; the next test has none."""
    yield
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, ToStderr)]:
        root.removeHandler(handler)
    for name in TOLD:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture(autouse=True)
def _no_connections(request, monkeypatch):
    if not _serverless(request.node):
        return

    def refuse(*_args, **_kwargs):
        pytest.fail("a test of law, reasoning or cities opened a connection: move it to another room")

    monkeypatch.setattr(psycopg, "connect", refuse)
    monkeypatch.setattr(psycopg.Connection, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def postgres():
    """The server, with the migrated database `banfa` that fresh ones are copied from."""
    if folder := os.environ.get(SHARED):
        yield EmbeddedPostgres(child=NOBODYS, folder=Path(folder))
        return
    with start_postgres(durable=False, in_memory=True) as server:
        migrations.upgrade(server.owner_url)
        yield server


@pytest.fixture(scope="module")
def database(postgres):
    """A fresh database for the tests of one module; each test makes its own tenants in it."""
    yield from _fresh(postgres)


@pytest.fixture
def fresh_database(postgres):
    """A fresh database for one test."""
    yield from _fresh(postgres)


def _fresh(postgres):
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with postgres.connect() as connection:
        make_database(connection, name, template=TEMPLATE)
    yield Database(name=name, owner_url=postgres.url(OWNER, name), app_url=postgres.url(APP, name))
    with postgres.connect() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="module")
def engine(database):
    """Connects as banfa_app, bound by row security, as Banfa works."""
    engine = make_engine(database.app_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def owner_engine(database):
    """Connects as banfa_owner, which sees all tenants: for preparing and inspecting."""
    engine = make_engine(database.owner_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _queue_server():
    with start_queue() as server:
        yield server


@pytest.fixture
def queue(_queue_server):
    """The address (REDIS_URL) of an empty queue."""
    with Redis.from_url(_queue_server.redis_url) as client:
        client.flushall()
    return _queue_server.redis_url
