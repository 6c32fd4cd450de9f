from __future__ import annotations

import pytest

from tests.admission.batch import Batch
from tests.casework.conftest import app, cities, clock, make_desk, make_office
from tests.web.clients import Bureau

__all__ = ["app", "cities", "clock", "make_desk", "make_office"]


@pytest.fixture
def make_batch(make_office):
    """Open a bureau that admits by batch."""

    def make(city):
        return make_office(city, Batch)

    return make


@pytest.fixture
def make_draft(app, engine, owner_engine, clock, cities):
    """Open a bureau whose measure is not in force yet."""

    def make(city):
        return Batch(Bureau(app, engine, owner_engine, clock, city=city), cities.profile(city))

    return make


@pytest.fixture
def office(make_batch):
    """One in Liuzhou, whose text asks for nothing."""
    return make_batch("liuzhou")
