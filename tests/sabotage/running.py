"""Running tests of a copy of the tree, and what is to be read from what they print."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.conftest import SHARED
from tests.sabotage.locks import TREE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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
PASSED, FAILED = 0, 1
"""Exit statuses of pytest; any other says that nothing was tested."""
OPTIONS: Final = ("-q", "-p", "no:cacheprovider", "--tb=no", "-rfE", "--timeout=120")
UNUSED: Final = ("-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:xdist", "-p", "no:looponfail")
"""Plugins of pytest's that one run of one test does without, for they take long to import."""

_FAILURE: Final = re.compile(r"^FAILED (.*?)(?: - (.*))?$", re.MULTILINE)
_BROKEN: Final = ("NameError", "ImportError", "ModuleNotFoundError", "SyntaxError", "AttributeError")
"""What a patch that does not open anything but breaks the code leads to."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test said of an opened lock; `why` is its own first line, or all that was printed."""

    word: str
    why: str

    @property
    def noticed(self) -> bool:
        """Whether the lock's opening made the test fail, as it should."""
        return self.word == "red"


def copy_tree(folder: Path, *, tree: Path = TREE) -> Path:
    """Copy what tests need into a folder, with what has been compiled of it."""
    for name in COPIED:
        source = tree / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
    return folder


def make_environ(tree: Path, *, server: Path | None = None, compiling: bool = False) -> dict[str, str]:
    """The environment in which a copy imports its own code.

    `server` is the folder of a server that is up, None for one of the run's own. What is compiled stays with
    `compiling` alone: of an opened lock nothing may stay.
    """
    paths = [tree / "core", *sorted((tree / "plugins").iterdir())]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "" if compiling else "1",
        "COLUMNS": "240",  # for the reasons in pytest's summary
        **({} if server is None else {SHARED: str(server)}),
    }


def run_first(tree: Path, tests: Iterable[str], *options: str) -> tuple[int, str]:
    """Run tests while all locks are shut; returns pytest's exit status and what it printed."""
    command = [sys.executable, "-m", "pytest", *OPTIONS, *options, *tests]
    done = subprocess.run(
        command,
        cwd=tree,
        env=make_environ(tree, compiling=True),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


class Bench:
    """Where one lock at a time is tried: a copy of the tree, a server, and a warm process."""

    def __init__(self, tree: Path, server: Path) -> None:
        self.tree = tree
        self._server = server
        self._log = tree / "log"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sabotage.warm"],
            cwd=tree,
            env=make_environ(tree),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, test: str, *, own_server: bool) -> Verdict:
        """Run a lock's test, up to its first failure."""
        environ = make_environ(self.tree, server=None if own_server else self._server)
        arguments = [*OPTIONS, *UNUSED, "-x", test]
        order = {"arguments": arguments, "environ": environ, "log": str(self._log)}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        stdin.write(f"{json.dumps(order)}\n")
        stdin.flush()
        status = int(stdout.readline())
        return judge(status, self._log.read_text(encoding="utf-8", errors="replace"))

    def close(self) -> None:
        """End the warm process."""
        self._process.communicate()


def judge(status: int, printed: str) -> Verdict:
    """Read the end of a run: what fails before it begins, or on a name that is not there, shows nothing."""
    if status == PASSED:
        return Verdict("GREEN", "")
    failure = _FAILURE.search(printed)
    if status != FAILED or failure is None:
        return Verdict(f"NOT RUN ({status})", printed[-2000:])
    why = failure[2] or ""
    return Verdict("BROKEN" if why.startswith(_BROKEN) else "red", why)
