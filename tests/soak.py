"""The long runs of the harnesses: `python -m tests.soak`, or those named: `python -m tests.soak tamper`.

A harness is a module `tests.<name>.soak` with a generator `run` of the lines of its figures.
"""

from __future__ import annotations

import importlib
import sys

HARNESSES = ("tamper", "front", "races", "guess", "ledger", "jobs", "casework")


def main(names: list[str]) -> None:
    for name in names or HARNESSES:
        for line in importlib.import_module(f"tests.{name}.soak").run():
            print(line, flush=True)  # noqa: T201 - printing is what it is for


main(sys.argv[1:])
