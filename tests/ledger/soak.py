"""The long run of the sheet against the clerk: four hundred random ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.long_runs import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterator


def run() -> Iterator[str]:
    """Give the figures, line by line."""
    return run_tests(Path(__file__).with_name("test_clerk.py"), BANFA_CLERK_SEEDS="400")
