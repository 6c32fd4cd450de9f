"""Lists of several pages: forward by what stands below, and back the same way."""

from __future__ import annotations

import re

import pytest

from banfa.web.console.frame import lists
from tests.web.clients import credit_code

FIRST, PREVIOUS, NEXT = "回到第一页", "上一页", "下一页"


def read(page):
    """The names on a page, and where it leads to."""
    names = re.findall(r"<td><a[^>]*>(公司\d+)</a>", page)
    foot = page.partition('aria-label="翻页"')[2].partition("</nav>")[0]
    links = {zh: a.replace("&amp;", "&") for a, zh in re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', foot)}
    return names, links


@pytest.fixture
def browser(office, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    officer = office.client("officer")
    rows = [{"external_id": f"{n}", "uscc": credit_code(), "name": f"公司{n:02}"} for n in range(14)]
    assert officer.post("/providers/bulk", {"rows": rows}).json["created"] == 14
    return office.at("officer")


class TestAList:
    def test_is_turned_forward_and_back(self, browser):
        pages, links = [], {NEXT: "/providers?sort=name"}
        while NEXT in links:
            names, links = read(browser.get(links[NEXT]).text)
            pages.append(names)
        assert [len(names) for names in pages] == [3, 3, 3, 3, 2]
        assert [name for names in pages for name in names] == [f"公司{n:02}" for n in range(14)]
        back = [pages[-1]]
        while PREVIOUS in links:
            names, links = read(browser.get(links[PREVIOUS]).text)
            back.append(names)
        assert back[::-1] == pages
        assert FIRST not in links

    def test_leads_to_its_first_page_from_the_third_on(self, browser):
        _, first = read(browser.get("/providers?sort=name").text)
        assert first.keys() == {NEXT}
        _, second = read(browser.get(first[NEXT]).text)
        assert second.keys() == {NEXT, PREVIOUS}
        _, third = read(browser.get(second[NEXT]).text)
        assert third.keys() == {NEXT, PREVIOUS, FIRST}
        assert third[FIRST] == "/providers?sort=name"

    def test_is_begun_anew_by_another_order_or_filter(self, browser):
        _, first = read(browser.get("/providers?sort=name").text)
        page = browser.get(first[NEXT]).text
        head = page.partition("<thead")[2].partition("</thead>")[0]
        assert "trail=" not in head
        assert "after=" not in head
        form = page.partition('class="filters"')[2].partition("</form>")[0]
        assert 'name="trail"' not in form
        assert 'name="after"' not in form

    def test_of_very_many_pages_leads_back_so_far_and_to_its_first(self, browser, monkeypatch):
        monkeypatch.setattr(lists, "MAX_TRAIL", 2)
        links = {NEXT: "/providers?sort=name"}
        while NEXT in links:
            _, links = read(browser.get(links[NEXT]).text)
        turned = 0
        while PREVIOUS in links:
            names, links = read(browser.get(links[PREVIOUS]).text)
            turned += 1
        assert turned == 1
        assert names[0] != "公司00"
        names, links = read(browser.get(links[FIRST]).text)
        assert names[0] == "公司00"


class TestAPrintedList:
    def test_has_every_row_that_matches(self, browser):
        page = browser.get("/providers?sort=name").text
        (address,) = re.findall(r'href="([^"]+)">打印全部', page)
        printed = browser.get(address.replace("&amp;", "&")).text
        assert read(printed)[0] == [f"公司{n:02}" for n in range(14)]
        assert "共14家，全部列出" in printed
        assert 'aria-label="翻页"' not in printed
        assert "打印全部" not in printed
        (back,) = re.findall(r'href="([^"]+)">回到清单', printed)
        assert read(browser.get(back.replace("&amp;", "&")).text)[0] == read(page)[0]
        (workbook,) = re.findall(r'href="([^"]+)">导出所列', printed)
        assert "print" not in workbook

    def test_says_which_conditions_it_is_under(self, browser):
        printed = browser.get("/providers?q=公司0&print=all").text
        assert "名称、拼音或信用代码：公司0。共10家，全部列出" in printed

    def test_of_more_than_fit_says_that_it_is_cut(self, browser, monkeypatch):
        monkeypatch.setattr(lists, "MAX_PRINT", 5)
        printed = browser.get("/providers?sort=name&print=all").text
        assert read(printed)[0] == [f"公司{n:02}" for n in range(5)]
        assert "只列前5家，后面的没有列出" in printed

    def test_that_is_on_one_page_is_printed_from_there(self, browser):
        page = browser.get("/providers?q=公司13").text
        assert "打印全部" not in page
        assert "data-print" in page
