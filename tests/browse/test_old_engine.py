"""Every page in Chromium 80, as on staff computers: whole, as wide as its window, without an error."""

from __future__ import annotations

import pytest

from tests.browse.addresses import ADDRESSES
from tests.browse.conftest import PICTURES, WIDTHS
from tests.browse.old_engine import find_engine, open_old_window
from tests.console.people import PASSWORD

pytestmark = pytest.mark.long
LOG_IN = """
document.querySelector('[name=login]').value = {login!r};
document.querySelector('[name=password]').value = {password!r};
document.querySelector('.login form').submit();
"""
SEEN = """
(() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].some((part) => part.offsetHeight > 0);
  return {
    missing: ['.top', '.side a', 'main h1', '.find input'].filter((selector) => !seen(selector)),
    beyond: document.documentElement.scrollWidth - window.innerWidth,
    unscripted: document.querySelectorAll('[data-print][hidden]').length,
  };
})()
"""
WHOLE = {"missing": [], "beyond": 0, "unscripted": 0}


@pytest.fixture(scope="module")
def old_engine():
    path = find_engine()
    if path is None:
        pytest.skip("no Chromium 80 on this machine: CONTRIBUTING.md says how to get it")
    return path


@pytest.fixture
def open_old(site, logins):
    def log_in(window, role):
        window.goto(f"{site}/login")
        window.run(LOG_IN.format(login=logins[role], password=PASSWORD), loads=True)

    return log_in


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_whole_in_chromium_80(old_engine, open_old, site, width):
    PICTURES.mkdir(parents=True, exist_ok=True)
    faults = {}
    for role in ("officer", "admin"):
        with open_old_window(old_engine) as window:
            assert "Chrome/80." in window.ask("Browser.getVersion")["product"].replace("Headless", "")
            open_old(window, role)
            for name, (whose, address) in ADDRESSES.items():
                if whose != role:
                    continue
                window.resize(width, WIDTHS[width])
                window.goto(f"{site}{address}")
                seen = window.run(SEEN)
                if seen != WHOLE:
                    faults[name] = seen
                window.picture(PICTURES / f"old-{name}-{width}.png", width)
            assert window.complaints == []
    assert faults == {}
