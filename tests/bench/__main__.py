"""Run every benchmark, or those named: `python -m tests.bench grading`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.bench


def main(names: list[str]) -> None:
    found = [m.name for m in pkgutil.iter_modules(tests.bench.__path__) if not m.name.startswith("_")]
    for name in names or found:
        module = importlib.import_module(f"tests.bench.{name}")
        if hasattr(module, "run"):
            for line in module.run():
                print(line, flush=True)  # noqa: T201 - printing is what it is for


main(sys.argv[1:])
