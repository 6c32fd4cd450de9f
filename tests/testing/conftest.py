"""What takes long of the kit's promises."""

import pytest

LONG = {"test_cases_kill_every_mutant", "test_readings_are_total"}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.name in LONG:
            item.add_marker(pytest.mark.long)
