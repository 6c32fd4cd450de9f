"""`make sabotage`: every lock is opened in a copy of the tree, and its test has to go red.

    python -m tests.sabotage [--opened] [--part=2/3] [a part of a lock's name …]

First the named tests are run as things are, and have to be green (with `--opened`, where the suite has just
been, they have to be there); then each lock alone; with `--part` every third, beginning with the second.
Exit status 1 where a lock was opened and its test stayed
green, or where a test was red before.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Final

from banfa.database import migrations
from banfa.embedded.postgres import start_postgres
from tests.sabotage.locks import read_locks
from tests.sabotage.running import PASSED, Bench, copy_tree, run_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.sabotage.locks import Lock

WORKERS: Final = int(os.environ.get("BANFA_SABOTAGE_WORKERS", "2"))
OPENED: Final = "--opened"
PART: Final = "--part="


def try_lock(lock: Lock, benches: Queue[Bench], original: Path) -> tuple[bool, str]:
    """Open a lock and run its test; returns whether it was noticed, and a line that says so."""
    bench, began = benches.get(), time.monotonic()
    try:
        lock.open(bench.tree)
        verdict = bench.run(lock.test, own_server=lock.needs_own_server)
    finally:
        lock.close(bench.tree, original=original)
        benches.put(bench)
    line = f"{verdict.word:5} {time.monotonic() - began:5.1f} s  {lock.name}  {lock.test}"
    _tell(f"{line}\n               {verdict.why}")
    return verdict.noticed, line


def _run_first(tree: Path, locks: Iterable[Lock], *, opened: bool) -> bool:
    """Run the tests of all locks while these are shut, or collect them; returns whether they are green."""
    options = ("--collect-only",) if opened else ("-n", str(WORKERS), "--dist", "loadfile")
    status, printed = run_first(tree, sorted({lock.test for lock in locks}), *options)
    _tell(printed if status != PASSED else printed.splitlines()[-1])
    return status == PASSED


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - printing is what it is for


def main(wanted: Sequence[str]) -> int:
    """Try all locks, or those whose names (`trust: who is stopped goes on`) hold one of the words."""
    opened, words = OPENED in wanted, [word for word in wanted if not word.startswith("--")]
    locks = [lock for lock in read_locks() if not words or any(word in lock.name for word in words)]
    for part in (word.removeprefix(PART) for word in wanted if word.startswith(PART)):
        first, step = map(int, part.split("/"))
        locks = locks[first % step :: step]
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sabotage-")))
        original = copy_tree(folder / "original")
        if not _run_first(original, locks, opened=opened):
            return 1
        benches: Queue[Bench] = Queue()
        for number in range(WORKERS):
            server = stack.enter_context(start_postgres(durable=False, in_memory=True))
            migrations.upgrade(server.owner_url)
            bench = Bench(copy_tree(folder / str(number), tree=original), server.folder)
            stack.callback(bench.close)
            benches.put(bench)
        with ThreadPoolExecutor(WORKERS) as pool:
            tried = list(pool.map(lambda lock: try_lock(lock, benches, original), locks))
    unnoticed = [line for noticed, line in tried if not noticed]
    noticed = len(locks) - len(unnoticed)
    seconds = time.monotonic() - began
    _tell(f"{len(locks)} locks opened, {noticed} noticed, {len(unnoticed)} unnoticed, {seconds:.0f} s")
    for line in unnoticed:
        _tell(line)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
