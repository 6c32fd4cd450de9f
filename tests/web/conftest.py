from __future__ import annotations

import importlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from banfa.cities.discovery import Cities, load_plugin
from banfa.cities.problems import Problem
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.web.clients import Bureau, Clock

NOW = datetime(2026, 4, 8, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def cities():
    """Two cities that load and one that does not."""
    names = ("xiamen", "huangshi")
    profiles = {n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in names}
    return Cities(profiles, {"broken": (Problem("broken", "import-fails", "装载时出错", "改正它"),)})


@pytest.fixture(scope="module")
def clock():
    return Clock(NOW)


@pytest.fixture(scope="module")
def app(engine, cities, clock):
    settings = Settings(data_dir=Path("/nowhere"), secret="a secret of the tests")
    return create_app(settings, engine, cities, clock=clock)


@pytest.fixture
def bureau(app, engine, owner_engine, clock):
    return Bureau(app, engine, owner_engine, clock)


@pytest.fixture
def officer(bureau):
    return bureau.client("officer")
