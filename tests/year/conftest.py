from __future__ import annotations

import importlib
from datetime import UTC, datetime

import pytest

from banfa.cities.loading.discovery import Cities, load_plugin
from tests.casework.office import CITIES
from tests.console.conftest import _cheap_passwords  # noqa: F401 - a fixture
from tests.console.people import Office
from tests.web.apps import lend_app
from tests.web.clients import Clock
from tests.web.conftest import _cities_of_the_worker  # noqa: F401 - a fixture
from tests.year.desk import Desk
from tests.year.http_window import HttpWindow

START = datetime(2025, 6, 20, 2, tzinfo=UTC)
"""Early enough for the first half-year of Huangshi; the others begin where their story does."""


@pytest.fixture(scope="session")
def cities():
    return Cities({n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in CITIES}, {})


@pytest.fixture
def open_desk(engine, owner_engine, cities, tmp_path):
    """Open the desk of a city's bureau in which nobody has done anything."""

    def open_one(city):
        clock = Clock(START)
        app = lend_app(engine, cities, clock, tmp_path)
        office = Office(app, engine, owner_engine, clock, city=city)
        return Desk(office, cities.profile(city), lambda: HttpWindow(app))

    return open_one
