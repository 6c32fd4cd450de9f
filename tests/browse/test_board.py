"""The notice board as strangers see it: on a telephone, at a desk, on paper; nothing is loaded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from banfa.settings import Settings
from banfa.web.app import create_app
from tests.browse.conftest import PICTURES, WIDTHS, look
from tests.browse.serving import serve
from tests.casework.board_office import BoardOffice
from tests.casework.conftest import cities  # noqa: F401 - a fixture
from tests.strong_secret import SECRET
from tests.web.clients import Bureau, Clock

A4 = 643
"""CSS pixels between margins of 20 mm on A4."""
LONG = "关于拟清退有关服务商的公示" * 7
SENTENCE = "经核实，该服务商未按合同约定实施改造。"
WORDING = "\n\n".join(f"第{n}项：{SENTENCE * 12}" for n in range(1, 9)) + "a" * 400


@pytest.fixture(scope="module")
def office(engine, owner_engine, cities, tmp_path_factory):  # noqa: F811 - a fixture
    clock = Clock(datetime(2026, 3, 2, 2, tzinfo=UTC))
    settings = Settings(data_dir=tmp_path_factory.mktemp("board"), secret=SECRET, public_pages=True)
    app = create_app(settings, engine, cities, clock=clock)
    office = BoardOffice(Bureau(app, engine, owner_engine, clock, city="liuzhou"), cities.profile("liuzhou"))
    office.promulgate()
    office.settle({"publication.time": "before", "publication.scope": "removal_alone"})
    office.open_board()
    return office


@pytest.fixture(scope="module")
def site(office):
    with serve(office.bureau.app) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(office):
    removal = office.plan_removal()[1]
    for number in range(20):
        office.show(removal=removal, title=f"第{number}件")
    shown = office.show(removal=removal, title=LONG[:100], wording=WORDING)
    return {"board": office.board, "notice": shown, "missing": f"{office.board}/pb_nothing"}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_readable_and_have_no_fault(open_window, addresses, width):
    requested: list[str] = []
    window, faults = open_window(width, bypass_csp=True), []  # axe is a script of ours
    window.on("request", lambda request: requested.append(request.resource_type))
    for name, address in addresses.items():
        window.goto(address)
        look(window, f"public-{name}")
        size = window.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
        assert size >= 16
        faults += [
            (name, fault["id"], fault["nodes"][0]["html"][:160])
            for fault in Axe().run(window).response["violations"]
        ]
    assert faults == []
    assert {*requested} <= {"document", "other"}  # a browser asks for its icon by itself


def test_the_style_sheet_passes_the_policy(open_window, addresses):
    """And what the policy forbids does not happen."""
    window = open_window(390)
    window.goto(addresses["notice"])
    assert window.evaluate("getComputedStyle(document.querySelector('.wording')).whiteSpace") == "pre-wrap"
    assert window.context.cookies() == []


def test_is_whole_on_a4(open_window, addresses):
    PICTURES.mkdir(parents=True, exist_ok=True)
    window = open_window()
    window.emulate_media(media="print")
    window.set_viewport_size({"width": A4, "height": 900})
    for name in ("board", "notice"):
        window.goto(addresses[name])
        assert window.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert not window.get_by_role("navigation").first.is_visible()
        window.pdf(path=PICTURES / f"print-public-{name}.pdf", prefer_css_page_size=True)
