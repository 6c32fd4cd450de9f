"""The wall clock of a machine decides nothing: where it is read, and why, stands here."""

from __future__ import annotations

import ast
from pathlib import Path

import banfa

CORE = Path(banfa.__file__).parent
READ = {
    "trust/instants.py",  # to be compared with the database's
    "embedded/directories.py",  # the age of folders on its own disk
    "jobs/worker.py",  # keeps rq's own housekeeping from beginning
    "web/limits.py",  # limits' windows are counted by the wall clock: how long until the next
    "demo/run.py",  # the demonstration is on one machine with its database
}


def reads_clock(node):
    """Whether a call asks the machine for the present: `datetime.now()`, `date.today()`, `time.time()`."""
    called = node.func if isinstance(node, ast.Call) else None
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and (
            (called.value.id, called.attr)
            in {
                ("datetime", "now"),
                ("datetime", "utcnow"),
                ("date", "today"),
                ("time", "time"),
                ("time", "time_ns"),
            }
        )
    )


def test_is_read_in_few_places():
    read = {
        path.relative_to(CORE).as_posix()
        for path in CORE.rglob("*.py")
        if any(reads_clock(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert read == READ
