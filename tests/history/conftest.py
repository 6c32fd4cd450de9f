"""The offices of casework serve here as well."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.conftest import app, cities, clock, make_desk, make_office
from tests.subsidies.money import Money

__all__ = ["app", "cities", "clock", "make_desk", "make_office"]

TODAY = date(2026, 4, 2)


@pytest.fixture
def office(make_office):
    """Huangshi's office on 2 April 2026, with nothing in its ledger."""
    office = make_office("huangshi", Money)
    office.go_to(TODAY)
    return office
