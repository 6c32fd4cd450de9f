"""A bureau that has opened its form for letters, with pages in which its persons log in."""

from __future__ import annotations

import pytest

from tests.casework.conftest import cities, clock
from tests.console.people import Office
from tests.correspondence.writer import WebOffice
from tests.web.apps import lend_app

__all__ = ["cities", "clock"]


@pytest.fixture
def app(engine, cities, clock, tmp_path):
    return lend_app(engine, cities, clock, tmp_path, public_pages=True)


@pytest.fixture
def office(app, engine, owner_engine, cities, clock):
    office = WebOffice(Office(app, engine, owner_engine, clock, city="xiamen"), cities.profile("xiamen"))
    office.promulgate()
    office.set_internal(web_letters=True)
    return office
