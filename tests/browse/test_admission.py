"""A batch at two browsers, for two persons: from the call to the memberships, its tables printed."""

from __future__ import annotations

import pytest

from tests.browse.case_pages import Desk
from tests.browse.test_casework import cities, make_office, site
from tests.web.clients import credit_code

__all__ = ["cities", "make_office", "site"]
pytestmark = pytest.mark.long
LAST = "2026-04-07"
PARTY = "申报科技有限公司"


def test_a_batch_goes_from_the_call_to_the_ledger(make_office, open_window, clock):
    office, _provider = make_office("changchun")
    office.client("officer").post("/providers", {"uscc": credit_code(), "name": PARTY})
    desk = Desk.of(office, open_window, "admission")
    today = clock.now.date().isoformat()
    batch = desk.fill(
        "/admission-batches/new",
        number="第一批",
        notice_no="长工信函〔2026〕1号",
        notice_title="关于开展服务商遴选的通知",
        notice_in="https://example.gov.cn/1",
        open_from="2026-03-20",
        open_until=LAST,
        categories="provider",
        conditions="有稳定的技术团队",
    )
    application = desk.fill(
        "/admission-applications/new",
        admission_batch_id=batch.rpartition("/")[2],
        provider=PARTY,
        category="provider",
        received_on=LAST,
    )
    desk.press(batch, "截止征集")
    desk.first.goto(application)
    line = desk.first.locator('main a[href^="/admission-checks/"]').first.get_attribute("href")
    desk.fill(f"{line}/result", result="met", paper="社保证明，第3页")
    desk.press(line, "复核审查结果", desk.second)
    event = desk.fill(
        f"{application}/events", kind="credit", held_on=today, source="信用中国", result="clean"
    )
    desk.scan(event, "evidence")
    desk.press(event, "复核遴选记录", desk.second)
    desk.scan(application, "application_form")
    swapped = Desk(desk.second, desk.first, "admission")
    swapped.fill(f"{application}/proposal", proposed_on=today)
    held = {
        "number": "局专题会议纪要〔2026〕6号",
        "name": "局长办公会",
        "held_on": today,
        "attended": ["何平", "陈立"],
        "matters": [{"matter": "第一批拟入库名单", "outcome": "同意", "result": "同意"}],
    }
    meeting = office.client("officer").post("/meetings", held).json["id"]
    desk.fill(f"{batch}/shortlist", meeting_id=meeting, matter="1")
    desk.scan(batch, "evidence")
    swapped.fill(
        f"{batch}/publicity", public_from=today, public_days="5", public_in="https://example.gov.cn/2"
    )
    desk.look(batch, "1-shown")
    told = desk.first.locator("#main").inner_text()
    for words in ("公示中", "第一批", PARTY, "入库申报汇总表"):
        assert words in told
    desk.look(f"{batch}/table", "2-table")
    told = desk.first.locator("#main").inner_text()
    for words in (PARTY, "数字化转型服务商", "拟入库", "1/0/0", "承诺书、任务书、送达地址确认书"):
        assert words in told
    desk.look(f"{batch}/proposed-list?print=all", "3-printed")
    assert PARTY in desk.first.locator("#main").inner_text()
