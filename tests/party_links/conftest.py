"""The offices of casework serve here as well."""

import pytest

from tests.casework.conftest import app, cities, clock, make_desk, make_office, xiamen
from tests.party_links.guests import LinkOffice

__all__ = ["app", "cities", "clock", "make_desk", "make_office", "xiamen"]


@pytest.fixture
def make_links(make_office):
    """An office of a city that has arranged for one-time links."""

    def make(city="xiamen", **settings):
        office = make_office(city, LinkOffice)
        office.set_internal(party_links=True, **settings)
        return office

    return make


@pytest.fixture
def office(make_links):
    return make_links()
