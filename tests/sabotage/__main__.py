"""`make sabotage`: every lock is opened in a copy of the tree, and its test has to go red.

    python -m tests.sabotage [--opened] [a part of a lock's name …]

First the named tests are run as things are, and have to be green (not with `--opened`, where the suite has
just been); then each lock alone. Exit status 1 where a lock was opened and its test stayed green, or where
a test was red before.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Final

from tests.sabotage.locks import TREE, read_locks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.sabotage.locks import Lock

COPIED: Final = (
    "core",
    "plugins",
    "tests",
    "deploy",
    "docs",
    "pyproject.toml",
    "README.md",
    "README.zh-CN.md",
)
IGNORED: Final = shutil.ignore_patterns("__pycache__", "*.pyc")
WORKERS: Final = int(os.environ.get("BANFA_SABOTAGE_WORKERS", "2"))
OPENED: Final = "--opened"
PASSED, FAILED = 0, 1
"""Exit statuses of pytest; any other says that nothing was tested."""


def copy_tree(folder: Path) -> Path:
    """Copy what tests need into a folder."""
    for name in COPIED:
        source = TREE / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=IGNORED)
        else:
            shutil.copy(source, folder / name)
    return folder


def run_tests(tree: Path, tests: Iterable[str], *options: str) -> tuple[int, str]:
    """Run tests of a copy, which imports its own code; returns pytest's exit status and what it printed."""
    paths = [tree / "core", *sorted((tree / "plugins").iterdir())]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", *options, *tests]
    done = subprocess.run(
        command,
        cwd=tree,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def try_lock(lock: Lock, trees: Queue[Path]) -> tuple[bool, str]:
    """Open a lock and run its test; returns whether it was noticed, and a line that says so."""
    tree, began = trees.get(), time.monotonic()
    try:
        lock.open(tree)
        status, printed = run_tests(tree, [lock.test], "-x")
    finally:
        lock.close(tree)
        trees.put(tree)
    noticed = status == FAILED
    became = "red" if noticed else "GREEN" if status == PASSED else f"NOT RUN ({status})\n{printed[-2000:]}"
    line = f"{became:5} {time.monotonic() - began:5.1f} s  {lock.room}: {lock.opens}  {lock.test}"
    _tell(line)
    return noticed, line


def _run_first(trees: Queue[Path], locks: Iterable[Lock]) -> bool:
    """Run the tests of all locks while these are shut; returns whether they are green."""
    tree = trees.get()
    options = ("-n", str(WORKERS), "--dist", "loadfile")
    status, printed = run_tests(tree, sorted({lock.test for lock in locks}), *options)
    trees.put(tree)
    _tell(printed if status != PASSED else printed.splitlines()[-1])
    return status == PASSED


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - printing is what it is for


def main(wanted: Sequence[str]) -> int:
    """Try all locks, or those whose names hold one of the words."""
    opened, wanted = OPENED in wanted, [word for word in wanted if word != OPENED]
    locks = [lock for lock in read_locks() if not wanted or any(word in lock.opens for word in wanted)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="banfa-sabotage-") as folder:
        trees: Queue[Path] = Queue()
        for number in range(WORKERS):
            trees.put(copy_tree(Path(folder) / str(number)))
        if not opened and not _run_first(trees, locks):
            return 1
        with ThreadPoolExecutor(WORKERS) as pool:
            tried = list(pool.map(lambda lock: try_lock(lock, trees), locks))
    unnoticed = [line for noticed, line in tried if not noticed]
    _tell(f"{len(locks)} locks opened, {len(unnoticed)} unnoticed, {time.monotonic() - began:.0f} s")
    for line in unnoticed:
        _tell(line)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
