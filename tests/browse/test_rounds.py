"""A round as it looks, at both widths, with its results still open in part."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browse.conftest import WIDTHS, log_in, look
from tests.console.quarter import PERIOD, find_in, settle, version_of, work


@pytest.fixture(scope="module")
def pages(town, cities):
    """The addresses of a round that is computed, by name."""
    settle(town, cities.profile("xiamen"))
    officer = town.at("officer")
    here = officer.send("/rounds/new", PERIOD).headers["Location"]
    for step in ("cut-off", "compute"):
        officer.post(f"{here}/{step}", page=here, version=version_of(officer.get(here).text))
    work(town, here.rsplit("/", 1)[1])
    one = find_in(officer.get(f"{here}/results").text, r'href="(/rounds/[^"]+/results/pv_[^"]+)"')
    names = ("results", "objections", "exclusions", "exclusions/new", "receipt/replay", "reversal")
    others = {name.replace("/", "_"): f"{here}/{name}" for name in names}
    return {"round": here, "round_result": f"{one}?open=1", "what_if_form": "/what-if", **others}


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_round_have_no_serious_fault(open_window, logins, pages, width):
    window = open_window(width, bypass_csp=True)
    log_in(window, logins["officer"])
    faults = []
    for name, address in pages.items():
        window.goto(address)
        look(window, name)
        faults += [
            (name, fault["id"], fault["nodes"][0]["html"][:160])
            for fault in Axe().run(window).response["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
    assert faults == []
