"""Pages of filings and task books: registers that sort and export, targets as of a day, a provider's page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.desk import Desk
from tests.console.people import Office
from tests.task_books.booked import sign_books
from tests.web.sheets import read_table


@pytest.fixture
def bureau(*, app, engine, owner_engine, clock, cities, tmp_path):
    """A bureau with pages and its desk."""
    office = Office(app, engine, owner_engine, clock)
    return office, Desk(engine, office.tenant, cities.profile("xiamen"), tmp_path)


def call_two(desk):
    """A call to two providers: the second is marked late, the first was reminded and is extended."""
    providers = [desk.new_provider() for _ in range(2)]
    long_ago = desk.day - timedelta(40)
    materials = [{"name": "进度表", "provision": "11.6"}]
    call = desk.act("draft_filing_call", issued_on=long_ago, materials=materials).id
    first, second = (
        desk.act("list_provider_for_filing", call, provider_id=provider).id for provider in providers
    )
    desk.scan("filing_call", call, "filing_notice")
    desk.check("issue_filing_call", call, sent_on=long_ago)
    desk.act("remind_filing", first, channel="电话")
    desk.check("extend_filing", first, due_on=desk.day + timedelta(5))
    mark = desk.act("mark_filing_late", second, reason="两次联系均未报送。").id
    desk.check("check_late_mark", mark)
    return providers, call


def read_rows(browser, path, head="状态"):
    """A workbook's rows below the row of heads, as dictionaries, without its foot."""
    return [row for row in read_table(browser.get(path).data, head) if row[head]]


class TestFilings:
    def test_are_in_a_register_that_filters_and_prints(self, bureau):
        office, desk = bureau
        providers, _ = call_two(desk)
        browser = office.at("admin")
        page = browser.get("/filing-register").text
        for words in (
            *("材料报送台账", "进度表（第十一条第（六）项）", "两次联系均未报送。", "电话（林晓）"),
            *("制表人：", "审核人："),
        ):
            assert words in page
        assert "两次联系" not in browser.get("/filing-register?late=not_late").text
        assert "电话（林晓）" not in browser.get("/filing-register?late=late").text
        mine = f"/filing-register?provider_id={office.outward('provider', providers[0])}"
        assert "两次联系" not in browser.get(mine).text

    def test_sort_and_export(self, bureau):
        office, desk = bureau
        _, call = call_two(desk)
        browser = office.at("admin")
        rows = read_rows(browser, "/filing-register.xlsx?sort=due_on")
        assert [row["状态"] for row in rows] == ["待报送", "待报送"]
        days = [str(row["截止日"]) for row in rows]
        assert days == sorted(set(days))
        assert read_rows(browser, "/filing-register.xlsx?sort=-due_on") == rows[::-1]
        address = f"/filing-calls/{office.outward('filing_call', call)}"
        assert f"{address}/filings" in browser.get(address).text
        by_name = read_rows(browser, f"{address}/filings.xlsx?sort=provider")
        assert read_rows(browser, f"{address}/filings.xlsx?sort=-provider") == by_name[::-1]

    def test_stand_on_the_providers_page_without_late_marks(self, bureau):
        office, desk = bureau
        providers, _ = call_two(desk)
        for role in ("admin", "officer", "auditor"):
            page = office.at(role).get(f"/providers/{office.outward('provider', providers[1])}").text
            assert "2026年3月数字化改造工作进展" in page
            assert "逾期" not in page[page.index('id="filings"') : page.index('id="filings"') + 2000]
            assert "两次联系" not in page


class TestTaskBooks:
    def test_say_their_targets_as_of_a_day(self, bureau):
        office, desk = bureau
        book = sign_books(desk, desk.new_provider())["task_book"]
        browser = office.at("admin")
        address = f"/task-books/{office.outward('task_book', book)}"
        assert f"{address}/targets" in browser.get(address).text
        now = browser.get(f"{address}/targets").text
        before = browser.get(f"{address}/targets?as_of={desk.day - timedelta(1)}").text
        assert ("28" in now, "签订的变更2026-01补1" in now) == (True, True)
        assert ("签订的原文书" in before, "补1" in before) == (True, False)
        numbers = [row["数量"] for row in read_rows(browser, f"{address}/targets.xlsx", "数量")]
        assert numbers == ["12", "28"]

    def test_are_in_a_register_and_on_the_providers_page(self, bureau):
        office, desk = bureau
        provider = desk.new_provider()
        sign_books(desk, provider)
        browser = office.at("admin")
        rows = read_rows(browser, "/task-book-register.xlsx?sort=-until_on")
        assert sorted(row["状态"] for row in rows) == ["履行中", "已终结"]
        assert read_rows(browser, "/task-book-register.xlsx?state=ended")[0]["状态"] == "已终结"
        page = browser.get(f"/providers/{office.outward('provider', provider)}").text
        for words in ("中小企业数字化转型试点任务书", "变更1次", "履行中"):
            assert words in page

    def test_say_the_older_text_of_a_plan_that_was_revised(self, bureau):
        office, desk = bureau
        things = sign_books(desk, desk.new_provider())
        plan = desk.act("enter_task_book_plan", things["task_book"], kind="annual", period="2026").id
        desk.act("revise_task_book_plan", plan)
        page = office.at("admin").get(f"/task-book-plans/{office.outward('task_book_plan', plan)}").text
        for words in ("2家企业改造开工", "1家企业改造开工"):
            assert words in page
