"""A server of ours in a process of its own, and what strangers send to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from banfa.trust.persons import add_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.strong_secret import SECRET
from tests.trust.bureaus import new_tenant

PATIENCE = 150
SERVE = (str(Path(sys.executable).with_name("banfa")), "serve")
QUICK = (sys.executable, "-m", "granian", "--factory", "--interface", "asginl", "--http", "1")
QUICK_FRONT = "tests.front.quick_front:make_front"


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, method, path, body=None, *, token=None, headers=None):
        """Status, body and headers of an answer; what is sent is JSON, bytes, or pieces of a chunked body."""
        headers = {"Content-Type": "application/json", **(headers or {})}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        chunked = body is not None and not isinstance(body, dict | bytes)
        headers |= {"Transfer-Encoding": "chunked"} if chunked else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = json.dumps(body) if isinstance(body, dict) else body
            connection.request(method, path, data, headers, encode_chunked=chunked)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def seconds(self, path, **options):
        """How long a GET takes that succeeds."""
        began = time.perf_counter()
        status, told, _ = self.ask("GET", path, **options)
        assert status == 200, told
        return time.perf_counter() - began

    def send_head(self, path, token, length=1000):
        """A connection on which a POST has begun, and nothing of its body has come."""
        stranger = self.connect()
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        stranger.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode())
        return stranger


@contextmanager
def serving(database, log, *, quick=False, workers=1):
    """Start a server, `banfa serve` or the quick front, and wait for its health."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {
        **os.environ,
        "DATABASE_URL": database.app_url,
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "BANFA_SECRET": SECRET,
        "BANFA_PORT": str(port),
    }
    command = [*QUICK, "--port", str(port), QUICK_FRONT] if quick else [*SERVE, "--workers", str(workers)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=environ, stdout=output, stderr=output)
    server = Server(process, port)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                assert server.ask("GET", "/healthz")[0] == 200
                break
            except OSError:
                assert time.monotonic() < until, log.read_text()
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def issue(engine, owner_engine, role="officer", city="huangshi"):
    """A bureau of its own, and a token there; a provider's needs no provider: nothing of it is read."""
    now = datetime.now(UTC)
    bureau = new_tenant(owner_engine, city=city, now=now)
    with unit_of_work(engine, operator(bureau), now=now) as unit:
        person = add_person(unit, name="甲", roles=[role])
        until = now + timedelta(days=1)
        provider_id = 1 if role == "provider" else None
        issued = issue_token(
            unit, name="甲", role=role, person_id=person.id, expires_at=until, provider_id=provider_id
        )
    return bureau.slug, issued.secret


@contextmanager
def frozen(postgres, database):
    """Stop every process of the server that works for a database, as a machine that hangs would."""
    with postgres.connect() as superuser:
        found = superuser.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (database.name,))
        pids = [pid for (pid,) in found]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
