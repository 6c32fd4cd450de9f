from __future__ import annotations

import pytest

from tests.admission.batch import Batch
from tests.casework.conftest import app, cities, clock, make_desk, make_office

__all__ = ["app", "cities", "clock", "make_desk", "make_office"]


@pytest.fixture
def make_batch(make_office):
    """Open a bureau that admits by batch."""

    def make(city):
        return make_office(city, Batch)

    return make
