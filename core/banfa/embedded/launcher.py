"""Starting a server that cannot outlive us, not even when we are killed, and that never runs as root."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from banfa.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXEC_CHILD: Final = Path(__file__).with_name("exec_child.py")
STOP_TIMEOUT_S: Final = 10.0
"""Seconds that a server is given to stop before it is stopped harder."""


@dataclass(frozen=True, slots=True)
class Account:
    """The ordinary user a server runs as."""

    uid: int
    gid: int
    name: str


def server_account() -> Account | None:
    """Who an embedded server runs as: ourselves (None); when we are root, the user `banfa`, else `nobody`.

    Raises Unavailable when we are root and neither exists.
    """
    if os.geteuid() != 0:
        return None
    for name in ("banfa", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid, name=name)
    detail = "数据库不能以 root 运行，请先建立普通用户：useradd --system banfa。"
    raise Unavailable("no_server_account", detail)


class Child:
    """A running server. `stop` ends it, and so does leaving the interpreter, and so does our death."""

    def __init__(
        self, process: subprocess.Popen[bytes], *, log: Path, stop_signals: Sequence[signal.Signals]
    ) -> None:
        self._process = process
        self._log = log
        self._stop_signals = stop_signals
        self._starter = os.getpid()
        atexit.register(self.stop)

    @property
    def pid(self) -> int:
        """The server's process id, which was exec_child's before it."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def last_words(self) -> str:
        """Return the end of its log, for an error message."""
        lines = self._log.read_text(errors="replace").strip().splitlines()
        return " / ".join(lines[-3:]) or "no log"

    def finish(self) -> int:
        """Wait until it ends by itself; returns its exit status."""
        atexit.unregister(self.stop)
        return self._process.wait()

    def stop(self) -> None:
        """Stop the server, gently at first, and clear away the folder of its log, which is scratch.

        Does nothing in a process forked from the one that started it.
        """
        if self._starter != os.getpid():
            return
        atexit.unregister(self.stop)
        for number in (*self._stop_signals, signal.SIGKILL):
            if self.running:
                self._process.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_TIMEOUT_S)
        shutil.rmtree(self._log.parent, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running server; leaving it as a context stops it. `folder` holds its socket and its log."""

    child: Child
    folder: Path

    def stop(self) -> None:
        """Stop the server. Data that was not asked to last goes away."""
        self.child.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def launch(
    command: Sequence[str | Path],
    *,
    account: Account | None,
    log: Path,
    death_signal: signal.Signals,
    stop_signals: Sequence[signal.Signals] = (signal.SIGTERM,),
    keep_open: Sequence[int] = (),
    environ: Mapping[str, str] | None = None,
) -> Child:
    """Start a server by way of exec_child, its output going to `log`.

    `death_signal` is what it gets when we die. `keep_open` are file descriptors it inherits (its locks). It
    is a session of its own, so that Ctrl-C reaches us alone and we can still use it while we finish.

    The kernel sends the signal when the *thread* that started the child ends. Raises RuntimeError anywhere
    but in the main thread, which lives as long as we do.
    """
    if threading.current_thread() is not threading.main_thread():
        message = "start embedded servers from the main thread: they die with the thread that starts them"
        raise RuntimeError(message)
    if sys.platform != "linux":
        raise Unavailable("not_linux", "内嵌服务器只能在 Linux 上运行，请改设 DATABASE_URL 和 REDIS_URL。")
    who = (account.uid, account.gid) if account else (-1, -1)
    starter = [
        sys.executable,
        "-I",
        "-S",
        str(EXEC_CHILD),
        *(str(n) for n in (os.getpid(), int(death_signal), *who)),
    ]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - paths of our own making
            [*starter, *(str(word) for word in command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=dict(environ or {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}),
            pass_fds=tuple(keep_open),
            start_new_session=True,
        )
    return Child(process, log=log, stop_signals=stop_signals)


def run_once(command: Sequence[str | Path], *, account: Account | None, log: Path) -> None:
    """Run a command to its end as the server's user; raises Unavailable with its last words when it fails."""
    child = launch(command, account=account, log=log, death_signal=signal.SIGKILL)
    status = child.finish()
    if status != 0:
        name = Path(command[0]).name
        raise Unavailable("embedded_failed", f"{name} 未能完成：{child.last_words()}", status=status)
