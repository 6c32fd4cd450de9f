"""The form for letters as strangers see it, on a telephone and at a desk: no script, nothing loaded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from banfa.settings import Settings
from banfa.web.app import create_app
from tests.browse.conftest import WIDTHS, look
from tests.browse.serving import serve
from tests.casework.conftest import cities  # noqa: F401 - a fixture
from tests.correspondence.writer import WebOffice, fill_in
from tests.strong_secret import SECRET
from tests.web.clients import Bureau, Clock
from tests.web.papers import make_pdf


@pytest.fixture(scope="module")
def office(engine, owner_engine, cities, tmp_path_factory):  # noqa: F811 - a fixture
    clock = Clock(datetime(2026, 3, 2, 2, tzinfo=UTC))
    settings = Settings(data_dir=tmp_path_factory.mktemp("letterbox"), secret=SECRET, public_pages=True)
    app = create_app(settings, engine, cities, clock=clock)
    office = WebOffice(Bureau(app, engine, owner_engine, clock, city="xiamen"), cities.profile("xiamen"))
    office.promulgate()
    office.set_internal(web_letters=True)
    return office


@pytest.fixture(scope="module")
def site(office):
    with serve(office.bureau.app) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
def test_a_letter_is_sent_and_asked_about_without_script(open_window, office, tmp_path, width):
    window = open_window(width, bypass_csp=True)  # axe is a script of ours
    faults: list[tuple[str, ...]] = []
    requested: list[str] = []
    window.on("request", lambda request: requested.append(request.resource_type))

    def check(name):
        look(window, f"letterbox-{name}")
        faults.extend(
            (name, fault["id"], fault["nodes"][0]["html"][:160])
            for fault in Axe().run(window).response["violations"]
        )

    def follow(role, words):
        with window.expect_navigation():
            window.get_by_role(role, name=words).click()

    window.goto(office.form)
    check("form")
    follow("button", "提交")
    assert window.get_by_text("没有填写").first.is_visible()
    check("wrong")
    for name, value in fill_in().items():
        window.locator(f"[name={name}]").fill(value)
    paper = tmp_path / "合同.pdf"
    paper.write_bytes(make_pdf())
    window.locator("[name=files]").set_input_files(paper)
    follow("button", "提交")
    check("receipt")
    number, code = window.locator("dd").all_text_contents()
    follow("link", "查询办理情况")
    check("ask")
    window.get_by_label("受理编号").fill(number)
    window.get_by_label("查询码").fill(code)
    follow("button", "查询")
    assert window.get_by_text("已收到").is_visible()
    check("standing")
    window.goto("/letterbox/nowhere")
    check("missing")
    assert faults == []
    assert {*requested} <= {"document", "other"}  # a browser asks for its icon by itself
