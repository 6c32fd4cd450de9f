"""The long runs of casework: twins, sequences against the clerk, walks, and real kills."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.long_runs import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
RUNS = {
    "test_twin.py": {"BANFA_TWIN_SEEDS": "200"},
    "test_against_model.py": {"BANFA_CASE_SEQUENCES": "10000", "BANFA_CASE_STEPS": "12"},
    "test_grades_to_corrections.py": {"BANFA_GRADE_SEQUENCES": "500"},
    "test_nothing_else.py": {"BANFA_SOAK": "1"},
    "test_kills.py": {"BANFA_SOAK": "1"},
}


def run() -> Iterator[str]:
    """Give the figures, line by line."""
    for name, environment in RUNS.items():
        yield from run_tests(HERE / name, **environment)
