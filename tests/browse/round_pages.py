"""The pages of a round as two persons go through them, counted."""

from __future__ import annotations

from tests.browse.conftest import look


def settle_open_results(count, officer):
    """Rule on all that are open of themselves by one document; gives how many."""
    boxes = officer.locator("input[name=providers]")
    boxes.first.wait_for()
    look(officer, f"{count.pictures}-3-unsettled")
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
    look(reviewer, f"{count.pictures}-5-review")
    count.fill(reviewer.get_by_label("审核意见"), "事实清楚，同意公示")
    count.click(reviewer.get_by_role("button", name="审核通过"))
    reviewer.get_by_role("button", name="开始公示").wait_for()
    look(reviewer, f"{count.pictures}-6-publish")
    count.fill(reviewer.get_by_label("公示载体或网址"), "厦门市工业和信息化局网站")
    count.click(reviewer.get_by_role("button", name="开始公示"))
    reviewer.get_by_role("heading", name="等公示期满").wait_for()
    look(reviewer, f"{count.pictures}-7-public")


def close(count, reviewer):
    """Close the round once nobody can object any more."""
    count.click(reviewer.locator("main a", has_text="第一季度").first)
    reviewer.get_by_role("button", name="定级办结").wait_for()
    look(reviewer, f"{count.pictures}-8-close")
    count.click(reviewer.get_by_role("button", name="定级办结"))
    reviewer.get_by_text("已办结。").wait_for()
    look(reviewer, f"{count.pictures}-9-closed")
