"""A real browser, on a server of its own; where the machine has none, one line says how to get it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browse.serving import serve
from tests.console.conftest import _cheap_passwords  # noqa: F401 - a fixture
from tests.console.people import PASSWORD
from tests.console.quarter import make_office
from tests.web.conftest import _cities_of_the_worker, app, cities, clock, files_dir, storied  # noqa: F401 - fixtures

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PICTURES = Path(__file__).parents[2] / "build" / "browse"
WIDTHS = {1280: 900, 390: 844}


@pytest.fixture(scope="module")
def chromium():
    """A browser no longer than its tests: as long as it is there, an event loop runs in this process."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser on this machine: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--lang=zh-CN"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def town(storied):  # noqa: F811 - a fixture
    """The bureau with a quarter's story, with persons who log in."""
    return make_office(storied)


@pytest.fixture(scope="module")
def site(town):
    """The address at which the application is served."""
    with serve(town.app) as address:
        yield address


@pytest.fixture
def open_window(chromium, site):
    """Opens windows; what the browser complains of, and what goes beyond the window, fails the test."""
    windows, complaints = [], []

    def open_one(width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN", base_url=site, **options
        )
        windows.append(context)
        window = context.new_page()
        window.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        window.on("pageerror", lambda error: complaints.append(str(error)))
        return window

    yield open_one
    for context in windows:
        context.close()
    assert [c for c in complaints if not re.search("status of (4|5)", c)] == []


@pytest.fixture(scope="module")
def logins(town):
    """The login of one person a role, whose password is `PASSWORD`."""
    for role in ("admin", "officer", "reviewer", "auditor"):
        town.at(role)
    return {role: town.login(role) for role in town.browsers}


def log_in(window, login):
    window.goto("/login")
    window.get_by_label("账号").fill(login)
    window.get_by_label("密码").fill(PASSWORD)
    window.get_by_role("button", name="登录").click()
    window.wait_for_url("**/")


def look(window, name):
    """Keep a picture, and hold the page to its width, once it is whole: a click does not wait for that."""
    window.wait_for_load_state()
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = window.viewport_size
    width = size["width"]
    # As high as the page: what sticks to the window's edges would else lie across the picture.
    height = window.evaluate("document.documentElement.scrollHeight")
    window.set_viewport_size({"width": width, "height": max(height, size["height"])})
    window.screenshot(path=PICTURES / f"{name}-{width}.png")
    window.set_viewport_size(size)
    beyond = window.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beyond <= 0, f"{name} is {beyond} px wider than the window of {width}"
