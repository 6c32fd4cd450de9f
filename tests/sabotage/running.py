"""Running tests of a copy of the tree, and what is to be read from what they print."""

from __future__ import annotations

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
MAX_TIME_S: Final = 300
"""For one lock; beyond it nothing was shown."""

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


def run_tests(
    tree: Path, tests: Iterable[str], *options: str, server: Path | None = None, compiling: bool = False
) -> tuple[int, str]:
    """Run tests of a copy, which imports its own code; returns pytest's exit status and what it printed.

    `server` is the folder of a server that is up, None for one of the run's own. What is compiled stays with
    `compiling` alone: of an opened lock nothing may stay.
    """
    paths = [tree / "core", *sorted((tree / "plugins").iterdir())]
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "" if compiling else "1",
        "COLUMNS": "240",  # for the reasons in pytest's summary
        **({} if server is None else {SHARED: str(server)}),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rfE", *options]
    try:
        done = subprocess.run(
            [*command, *tests],
            cwd=tree,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=None if server is None else MAX_TIME_S,
        )
    except subprocess.TimeoutExpired:
        return -1, f"not over after {MAX_TIME_S} s"
    return done.returncode, done.stdout


def judge(status: int, printed: str) -> Verdict:
    """Read the end of a run: what fails before it begins, or on a name that is not there, shows nothing."""
    if status == PASSED:
        return Verdict("GREEN", "")
    failure = _FAILURE.search(printed)
    if status != FAILED or failure is None:
        return Verdict(f"NOT RUN ({status})", printed[-2000:])
    why = failure[2] or ""
    return Verdict("BROKEN" if why.startswith(_BROKEN) else "red", why)
