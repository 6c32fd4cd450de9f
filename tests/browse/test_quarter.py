"""A quarter closed by two persons in a browser, from its being opened to its end."""

from __future__ import annotations

import pytest

from tests.browse.conftest import log_in, look
from tests.browse.counting import Count
from tests.browse.round_pages import close, review_and_publish, settle_open_results
from tests.console.quarter import declare, settle, work


@pytest.fixture
def bureau(town, cities):
    """The bureau with its terms set, but not all reports complete."""
    settle(town, cities.profile("xiamen"), complete=False)
    return town


@pytest.mark.long
def test_a_quarter_is_closed_in_fourteen_loads(bureau, cities, open_window, logins, record_property):
    """Counted: every page of both persons, logins and the pages these land on apart."""
    count = Count("a quarter closed by two persons", pictures="quarter")

    def enter(role):
        window = open_window()
        log_in(window, logins[role])
        count.watch(window)
        return window

    officer = enter("officer")
    start(count, officer, lambda: declare(bureau, cities.profile("xiamen")))
    work(bureau, officer.url.rsplit("/", 1)[1])
    settled = settle_open_results(count, officer)
    work(bureau, officer.url.rsplit("/", 1)[1])
    officer.get_by_role("heading", name="等审核人审核").wait_for()
    count.click(officer.get_by_role("link", name="得分汇总表"))
    officer.locator(".rankings").wait_for()
    look(officer, "quarter-4-results")
    count.click(officer.locator(".rankings tbody a").first)
    review_and_publish(count, enter("reviewer"))
    bureau.clock.forward(days=20)
    close(count, enter("reviewer"))
    count.task += f", {settled} open results"
    count.hold_loads(record_property, 14)


def start(count, officer, declare_reports):
    """Open the round, see what is missing, and cut off once it has come."""
    count.click(officer.get_by_role("link", name="启动评价"))
    count.click(officer.get_by_role("button", name="启动评价"))
    officer.wait_for_url("**/rounds/rd_*")
    assert "没有申明" in officer.locator(".lacking").inner_text()
    look(officer, "quarter-1-open")
    declare_reports()
    officer.reload()
    count.click(officer.get_by_role("button", name="截止数据"))
    officer.locator("[data-job]").wait_for()
    look(officer, "quarter-2-running")
