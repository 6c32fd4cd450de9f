"""All races, forty times each, with their figures: `python -m tests.races [rounds] [pytest's options …]`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main(arguments):
    rounds, options = (
        (arguments[0], arguments[1:]) if arguments[:1] and arguments[0].isdigit() else ("40", arguments)
    )
    environ = {**os.environ, "BANFA_RACE_ROUNDS": rounds}
    command = [sys.executable, "-m", "pytest", "-q", str(Path(__file__).with_name("test_races.py")), *options]
    return subprocess.run(command, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
