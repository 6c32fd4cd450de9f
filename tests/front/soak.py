"""The long run of the front's harness: its tests with the figures of a long load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def run() -> Iterator[str]:
    """Run the tests at full length; give what they print. Raises CalledProcessError where one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", str(Path(__file__).parent)]
    with subprocess.Popen(
        command, env=os.environ | {"BANFA_SOAK": "1"}, stdout=subprocess.PIPE, text=True
    ) as pytest:
        assert pytest.stdout is not None
        yield from map(str.rstrip, pytest.stdout)
    if pytest.returncode:
        raise subprocess.CalledProcessError(pytest.returncode, command)
