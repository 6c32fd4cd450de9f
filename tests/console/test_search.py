"""搜索: one field over everything that has a name or a number, in the ledger and in casework."""

from __future__ import annotations

import re

import pytest

from banfa.web.casework.resources import RESOURCES
from banfa.web.console.search_rooms import SOUGHT
from tests.casework.office import Office as Desk
from tests.console.leads import promulgate


@pytest.fixture
def office(office):
    promulgate(office)
    return office


@pytest.fixture
def desk(office, cities):
    return Desk(office, cities.profile("xiamen"))


@pytest.fixture
def warned(desk):
    """A warning that was issued: its case's number, its paper's."""
    case = desk.find_case(desk.new_provider("鹭岛数智科技有限公司"), "11.6")
    paper = desk.draft(desk.plan(case, "warning"), title="关于及时报告变更的通知")
    desk.approve(paper)
    return desk.get(f"/cases/{case}")["number"], desk.issue(paper)["document_no"]


def find(browser, wanted, status=200):
    return browser.get(f"/search?q={wanted}", status=status)


def test_a_case_is_found_by_its_number_and_opened(office, warned):
    number, _ = warned
    found = find(office.at("officer"), number, status=303)
    assert "/cases/" in found.headers["Location"]


@pytest.mark.parametrize("brackets", ["[]", "［］", "()", "（）", "  "])
def test_a_paper_is_found_whatever_brackets_stand_around_the_year(office, warned, brackets):
    _, number = warned
    typed = number.translate(str.maketrans("〔〕", brackets)).replace(" ", "%20")
    found = find(office.at("officer"), typed, status=303)
    assert "/case-documents/" in found.headers["Location"]


def test_a_paper_stands_beside_the_decision_it_has_given(office, warned):
    _, number = warned
    assert re.findall(r"<h2>([^<]+)</h2>", find(office.at("officer"), number).text) == ["决定", "文书"]


def test_a_letter_is_never_found_by_who_has_written_it(office, desk):
    body = {
        "channel": "visit",
        "received_on": "2026-04-08",
        "kind": "complaint",
        "summary": "反映服务响应不及时。",
        "named": True,
        "confidential": True,
    }
    letter = desk.post("/letters", body)
    desk.post(f"/letters/{letter['id']}/reporter", {"name": "钟离明远", "contact": "13900000000"})
    page = find(office.at("officer"), "钟离明远")
    assert "没有找到" in page.text
    found = find(office.at("officer"), letter["number"].replace(" ", ""), status=303)
    assert "/letters/" in found.headers["Location"]


@pytest.mark.parametrize("typed", ["%25", "_", "〔〕", "%27%3B--"])
def test_what_means_nothing_finds_nothing(office, warned, typed):
    page = find(office.at("officer"), typed).text
    assert "没有找到" in page or "在上面填写" in page


@pytest.mark.parametrize("kind", SOUGHT)
def test_what_is_sought_is_there_and_no_word_of_a_person(kind):
    assert set(SOUGHT[kind]) <= set(RESOURCES[kind].row.names)
    assert not {"reporter", "summary", "signer", "contact", "words", "reason"} & set(SOUGHT[kind])
