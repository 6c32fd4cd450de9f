from __future__ import annotations

import importlib
from datetime import UTC, datetime

import pytest

from banfa.cities.loading.discovery import Cities, load_plugin
from tests.casework.desk import Desk
from tests.casework.office import CITIES, Office
from tests.casework.reading import open_office
from tests.trust.bureaus import found_bureau
from tests.web.apps import lend_app
from tests.web.clients import Bureau, Clock

START = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def cities():
    return Cities({n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in CITIES}, {})


@pytest.fixture
def clock():
    return Clock(START)


@pytest.fixture
def app(engine, cities, clock, tmp_path):
    return lend_app(engine, cities, clock, tmp_path)


@pytest.fixture
def make_office(app, engine, owner_engine, clock, cities):
    def make(city, kind=Office):
        bureau = Bureau(app, engine, owner_engine, clock, city=city)
        office = kind(bureau, cities.profile(city))
        office.promulgate()
        return office

    return make


@pytest.fixture
def open_in(make_office):
    """Open an office of a city on a day in April."""
    return lambda city, **more: open_office(make_office, city, **more)


@pytest.fixture
def make_desk(engine, owner_engine, cities, tmp_path):
    """Open a desk in a bureau that no other test knows."""

    def make(city):
        return Desk(engine, found_bureau(owner_engine, city=city), cities.profile(city), tmp_path)

    return make


@pytest.fixture
def xiamen(make_office):
    return make_office("xiamen")


@pytest.fixture
def liuzhou(make_office):
    return make_office("liuzhou")
