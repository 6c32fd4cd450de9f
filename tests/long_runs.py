"""Running the tests of a harness at full length, for `python -m tests.soak`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def run_tests(path: Path, **environment: str) -> Iterator[str]:
    """Run tests; give what they print. Raises CalledProcessError where one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", str(path)]
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True) as pytest:
        assert pytest.stdout is not None
        yield from map(str.rstrip, pytest.stdout)
    if pytest.returncode:
        raise subprocess.CalledProcessError(pytest.returncode, command)
