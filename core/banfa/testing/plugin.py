"""What pytest loads wherever Banfa is installed: three options, and nothing else is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--city` (which one `banfa.testing.suite` is about), `--official-text` and `--run-city`."""
    group = parser.getgroup("banfa", "cities of Banfa")
    group.addoption("--city", default=None, help="the city that banfa.testing.suite tests")
    group.addoption("--official-text", default=None, help="its official text, to be verified as well")
    group.addoption("--run-city", action="store_true", help="run it on embedded servers as well")
