"""The long run of kills: a hundred blows under load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.long_runs import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterator


def run() -> Iterator[str]:
    """Give the figures, line by line."""
    return run_tests(Path(__file__).with_name("test_kills.py"), BANFA_SOAK="1")
