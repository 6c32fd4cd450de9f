"""Every race is run, three times each in `make test-long`; what it came to is told at the end of the run."""

from __future__ import annotations

import pytest

from tests.races import for_decisions, for_entries, for_letting_in, for_rounds  # noqa: F401 - enter their races
from tests.races.racing import RACES, ROUNDS

pytestmark = pytest.mark.long


@pytest.mark.timeout(60 + 20 * ROUNDS)
@pytest.mark.parametrize("name", sorted(RACES))
def test_lets_as_many_through_as_it_should(make_town, record_property, name):
    record_property("figures", str(RACES[name].run(make_town, rounds=ROUNDS)))
