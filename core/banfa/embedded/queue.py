"""A queue of our own (Valkey): no port, no password; it dies with us. It may lose all; no work is lost."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Final

from redis import Redis
from redis.exceptions import RedisError

from banfa.embedded import binaries, directories
from banfa.embedded.launcher import EmbeddedServer, launch, server_account
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path

START_TIMEOUT_S: Final = 20.0
"""Seconds a server may take to start."""


class EmbeddedQueue(EmbeddedServer):
    """A running Valkey."""

    @property
    def redis_url(self) -> str:
        """Its address, as rq and redis take it."""
        return f"unix://{self.folder}/queue.sock"


def start_queue(data_dir: Path | None = None) -> EmbeddedQueue:
    """Start a server. With `data_dir` what is queued survives in `data_dir`/queue, without it is forgotten.

    Call it from the main thread. Raises Unavailable (no program, it does not start) and Conflict (in use).
    """
    account = server_account()
    folder, scratch_lock = directories.scratch(account)
    locks = [scratch_lock]
    try:
        data = folder
        if data_dir is not None:
            data = data_dir / "queue"
            locks.append(directories.lasting(data, account))
        program = binaries.readable(binaries.queue_program(), account, folder)
        options = {
            "port": "0",
            "unixsocket": folder / "queue.sock",
            "unixsocketperm": "700",
            "dir": data,
            "save": "",
            "appendonly": "no" if data_dir is None else "yes",
            "daemonize": "no",
        }
        words = (word for name, value in options.items() for word in (f"--{name}", str(value)))
        child = launch(
            [program, *words],
            account=account,
            log=folder / "queue.log",
            death_signal=signal.SIGKILL,
            keep_open=locks,
        )
    finally:
        for lock in locks:  # the server has inherited them
            os.close(lock)
    server = EmbeddedQueue(child=child, folder=folder)
    _wait_until_ready(server)
    return server


def _wait_until_ready(server: EmbeddedQueue) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    client = Redis.from_url(server.redis_url)
    try:
        while server.child.running and time.monotonic() < deadline:
            try:
                client.ping()
            except RedisError:
                time.sleep(0.02)
            else:
                return
    finally:
        client.close()
    words = server.child.last_words()
    server.stop()
    raise Unavailable("embedded_queue_failed", f"内嵌队列未能启动：{words}")
