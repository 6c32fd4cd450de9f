"""An installation as its operator and its clients meet it: commands, long-running processes, HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from banfa.embedded.launcher import launch
from tests.elsewhere.packages import PATIENCE

BANFA = Path(sys.executable).with_name("banfa")


@dataclass(frozen=True)
class Installation:
    """Where `banfa` finds the plugins of these folders besides those of the environment."""

    folder: Path
    sites: tuple[Path, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """What its processes are started with."""
        path = os.pathsep.join(map(str, self.sites))
        return {**os.environ, **self.settings, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}

    def begin(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start a command that ends by itself; `wait_for_output` waits for it."""
        return self._popen(BANFA, *words)

    def hold(self, city: str, *words: str | Path) -> tuple[int, str]:
        """Hold a city against the kit for authors, as they do it."""
        pytest_here = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        return wait_for_output(
            self._popen(*pytest_here, "--pyargs", "banfa.testing.suite", "--city", city, *words)
        )

    def _popen(self, *command: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            env=self.environ,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *words: str | Path) -> tuple[int, str]:
        """Exit status and output of a command."""
        return wait_for_output(self.begin(*words))

    def keep_running(self, *words: str) -> Running:
        """Start a command that serves until it is told to stop; it ends with us whatever happens."""
        log = self.folder / f"log-of-{words[0]}" / "log"
        log.parent.mkdir()
        environ = {name: value for name, value in self.environ.items() if name != "BANFA_OWNER_URL"}
        child = launch([BANFA, *words], account=None, log=log, death_signal=signal.SIGTERM, environ=environ)
        return Running(child, log)


def wait_for_output(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit status and output of a command that was begun."""
    try:
        output, errors = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return process.returncode, output or errors


@dataclass(frozen=True)
class Running:
    """A process of ours, and what it says."""

    child: Any
    log: Path

    def stop(self) -> None:
        """End it, and whatever it has started itself."""
        self.child.stop()
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)  # it is the leader of a group of its own


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@dataclass(frozen=True)
class Client:
    """Speaks HTTP with one token; paths are below the bureau's address."""

    port: int
    tenant: str
    token: str

    def ask(self, method: str, path: str, body: Any = None, *, version: int | None = None) -> Any:
        """Status, and what was answered."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(method, f"/api/v1/{self.tenant}{path}", data, headers)
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        return answer.status, raw

    def get(self, path: str) -> Any:
        """What stands there."""
        status, raw = self.ask("GET", path)
        assert status == 200, raw.decode()
        return json.loads(raw)

    def post(self, path: str, body: Any = None, *, version: int | None = None) -> Any:
        """What is answered to something that is done."""
        status, raw = self.ask("POST", path, body, version=version)
        assert status in {200, 201, 202}, raw.decode()
        return json.loads(raw)

    def report(self, path: str, rows: list[dict[str, Any]]) -> None:
        """Report rows in bulk, all of which are taken."""
        answer = self.post(f"/{path}/bulk", {"rows": rows})
        assert answer["created"] == len(rows), answer

    def refusal(self, path: str) -> tuple[int, str, str]:
        """Status, code and detail of what is refused."""
        status, raw = self.ask("GET", path)
        problem = json.loads(raw)
        return status, problem["code"], problem["detail"]


def wait_until_ready(port: int, server: Running) -> None:
    """Wait until the server may serve tenants; a server that has ended fails the test."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.child.running:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with suppress(ConnectionError):
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                connection.close()
                return
        connection.close()
        time.sleep(0.1)
    pytest.fail(f"the server did not come up:\n{server.log.read_text()}")


def wait_for_job(client: Client, work_id: int) -> dict[str, Any]:
    """Poll a job until it has ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(f"/jobs/{work_id}")
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.1)
    pytest.fail(f"the job did not end: {job}")
