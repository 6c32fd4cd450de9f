from __future__ import annotations

import pytest

from tests.casework.conftest import app, cities, clock, make_desk, make_office
from tests.subsidies.money import Money

__all__ = ["app", "cities", "clock", "make_desk", "make_office"]


@pytest.fixture
def open_money(make_office):
    """Open the books of a city's bureau whose measure is in force."""

    def make(city):
        return make_office(city, Money)

    return make


@pytest.fixture
def money(open_money):
    return open_money("huangshi")


@pytest.fixture
def claim(money):
    """A claim in a batch for a contract that the measure's words do not deny."""
    money.batch = money.new_batch()
    money.provider = money.new_provider()
    money.admit(money.provider)
    money.contract = money.new_contract(money.provider)
    return money.claim(money.batch, money.contract)
