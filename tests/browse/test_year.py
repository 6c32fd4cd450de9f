"""The cities' years in Chromium: each story as over HTTP, then its ten tables printed on A4 on its side."""

from __future__ import annotations

import os
from contextlib import ExitStack

import pytest
from pypdf import PdfReader

from tests.browse.conftest import PICTURES, WIDTHS, look
from tests.browse.serving import serve
from tests.browse.year_window import ChromiumWindow
from tests.console.people import Office
from tests.web.apps import lend_app
from tests.web.clients import Clock
from tests.year.conftest import START, cities
from tests.year.desk import Desk
from tests.year.stories import STORIES, play

__all__ = ["cities"]
pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

CITIES = [os.environ["BANFA_YEAR"]] if os.environ.get("BANFA_YEAR") else list(STORIES)
"""CI plays one city's year with each commit, `make browse` all five."""


@pytest.fixture
def open_desk(engine, owner_engine, cities, tmp_path, chromium):
    """Open the desk of a city's bureau in which nobody has done anything, its windows in Chromium."""
    sites, contexts = ExitStack(), []

    def open_one(city):
        clock = Clock(START)
        app = lend_app(engine, cities, clock, tmp_path)
        site = sites.enter_context(serve(app))

        def new_window():
            context = chromium.new_context(
                viewport={"width": 1280, "height": WIDTHS[1280]}, locale="zh-CN", base_url=site
            )
            contexts.append(context)
            return ChromiumWindow(context.new_page())

        office = Office(app, engine, owner_engine, clock, city=city)
        return Desk(
            office,
            cities.profile(city),
            new_window,
            look=lambda window, name: look(window.window, f"year-{city}-{name}"),
        )

    yield open_one
    for context in contexts:
        context.close()
    sites.close()


@pytest.mark.parametrize("city", CITIES)
def test_a_year_goes_from_an_empty_bureau_to_the_archive(open_desk, city):
    desk = open_desk(city)
    left = play(desk, city)
    assert len(PdfReader(PICTURES / f"year-{city}-one-page.pdf").pages) == 1
    for name, address in left.items():
        if isinstance(address, str):
            desk.picture(address, name)
