"""A quarter closed by two persons in a browser, from its being opened to its end."""

from __future__ import annotations

import pytest

from tests.browse.conftest import log_in, look
from tests.browse.counting import Count
from tests.console.quarter import declare, settle, work


@pytest.fixture
def bureau(town, cities):
    """The bureau with its terms set, but not all reports complete."""
    settle(town, cities.profile("xiamen"), complete=False)
    return town


@pytest.mark.long
def test_a_quarter_is_closed_in_fourteen_loads(bureau, cities, open_window, logins, record_property):
    """Counted: every page of both persons, logins and the pages these land on apart."""
    count = Count("a quarter closed by two persons")

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


def settle_open_results(count, officer):
    """Rule on all that are open of themselves by one document; gives how many."""
    boxes = officer.locator("input[name=providers]")
    boxes.first.wait_for()
    look(officer, "quarter-3-unsettled")
    for box in boxes.all():
        count.click(box)
    settled = boxes.count()
    count.fill(officer.get_by_label("理由"), "事实尚不能核实")
    count.fill(officer.get_by_label("文号"), "厦工信缓评〔2026〕1号")
    count.click(officer.get_by_role("button", name="所选暂不评价，重新计分"))
    return settled


def review_and_publish(count, reviewer):
    """Look at the table, approve, and make it public."""
    count.click(reviewer.locator("main a", has_text="第一季度").first)
    count.click(reviewer.get_by_role("link", name="得分汇总表"))
    reviewer.locator(".rankings").wait_for()
    look(reviewer, "quarter-5-review")
    count.fill(reviewer.get_by_label("审核意见"), "事实清楚，同意公示")
    count.click(reviewer.get_by_role("button", name="审核通过"))
    reviewer.get_by_role("button", name="开始公示").wait_for()
    look(reviewer, "quarter-6-publish")
    count.fill(reviewer.get_by_label("公示载体或网址"), "厦门市工业和信息化局网站")
    count.click(reviewer.get_by_role("button", name="开始公示"))
    reviewer.get_by_role("heading", name="等公示期满").wait_for()
    look(reviewer, "quarter-7-public")


def close(count, reviewer):
    """Close the round once nobody can object any more."""
    count.click(reviewer.locator("main a", has_text="第一季度").first)
    reviewer.get_by_role("button", name="定级办结").wait_for()
    look(reviewer, "quarter-8-close")
    count.click(reviewer.get_by_role("button", name="定级办结"))
    reviewer.get_by_text("已办结。").wait_for()
    look(reviewer, "quarter-9-closed")
