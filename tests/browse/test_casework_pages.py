"""How the pages of casework look, at both widths: every list and form, one of each thing with its content."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.declared import PAGES
from tests.browse.conftest import WIDTHS, log_in, look
from tests.console.cases import make_cases
from tests.console.leads import promulgate
from tests.console.page_table import CASEWORK, OF_CASEWORK, name_reader
from tests.console.pages_of_rooms import OF_ROOMS

pytestmark = pytest.mark.long
load_pages()
LOOKED_FOR = OF_CASEWORK | OF_ROOMS
TAKEN_AWAY = (
    *("case_document_paper", "case_form", "case_handover_list", "case_outward_volume", "case_volume"),
)
"""What a browser saves and does not show."""
LOOKED_AT = {
    name: page
    for name, page in PAGES.items()
    if name in LOOKED_FOR and "GET" in page.methods and not page.rule.endswith(".xlsx")
    if name not in TAKEN_AWAY and LOOKED_FOR[name][1] != "hit" and name_reader(page.action) == "admin"
}
PARTS = 4
"""Looking takes a second a page: all together they would take longer than one test may."""


@pytest.fixture(scope="module")
def things(town):
    """One of each, by kind of id, in the bureau with a story."""
    promulgate(town)
    officer = town.client("officer")
    entries = {
        kind: officer.get(f"/{kind}s", limit=1).json["items"][0]["id"]
        for kind in ("enterprise", "contract", "provider")
    }
    return make_cases(town, entries)


def test_every_page_is_looked_at():
    assert {*CASEWORK.values()} <= {*LOOKED_AT}


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_have_no_serious_fault(open_window, logins, things, width, part):
    window, faults = open_window(width, bypass_csp=True), []
    log_in(window, logins["admin"])
    for name, page in [*LOOKED_AT.items()][part::PARTS]:
        address = re.sub(r"<id\((\w+)\):\w+>", lambda m: things[m[1]], page.rule)
        answer = window.goto(address)
        assert answer.status == 200, address
        look(window, f"casework-{name}")
        faults += [
            (name, fault["id"], fault["nodes"][0]["html"][:160])
            for fault in Axe().run(window).response["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
    assert faults == []
