"""An office whose persons log in to its pages as well."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.conftest import app, cities, clock
from tests.console.people import Office as Bureau
from tests.subsidies.money import Money

__all__ = ["app", "cities", "clock"]

TODAY = date(2026, 4, 2)


@pytest.fixture
def office(app, engine, owner_engine, clock, cities):
    """Huangshi's office on 2 April 2026, with nothing in its ledger."""
    office = Money(Bureau(app, engine, owner_engine, clock, city="huangshi"), cities.profile("huangshi"))
    office.promulgate()
    office.go_to(TODAY)
    return office
