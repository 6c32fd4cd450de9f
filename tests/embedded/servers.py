"""A process with both embedded servers, for the tests that kill it: `python -m tests.embedded.servers`.

Options: `--data DIR` for data that lasts, `--as-uid N` to be an ordinary user. Says what it has started as
one line of JSON and waits to be killed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path

from redis import Redis

from banfa.embedded.postgres import start_postgres
from banfa.embedded.queue import start_queue


def become(uid: int) -> None:
    """Give up root; where that user cannot reach this Python, the leash is run by the system's."""
    Redis.from_url("unix:///nowhere").close()  # imports modules late: from where that user may not read
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    os.environ["HOME"] = "/tmp"
    if not os.access(sys.executable, os.X_OK):
        sys.executable = shutil.which("python3", path=os.defpath) or ""


def main() -> None:
    """Start the servers and wait."""
    # Whoever runs the tests in the background of a shell has SIGINT ignored, and so would this process.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--as-uid", type=int)
    options = parser.parse_args()
    if options.as_uid:
        become(options.as_uid)
    postgres = start_postgres(options.data, durable=options.data is not None)
    queue = start_queue(options.data)
    said = {
        "pids": [postgres.child.pid, queue.child.pid],
        "app_url": postgres.app_url,
        "owner_url": postgres.owner_url,
        "redis_url": queue.redis_url,
        "folders": [str(postgres.folder), str(queue.folder)],
    }
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main()
