from __future__ import annotations

import pytest

from tests.console.people import Office
from tests.web.conftest import _cities_of_the_worker, app, cities, clock, storied  # noqa: F401 - fixtures


@pytest.fixture
def office(app, engine, owner_engine, clock):  # noqa: F811 - a fixture
    """A bureau with a person of every role who can log in."""
    return Office(app, engine, owner_engine, clock)
