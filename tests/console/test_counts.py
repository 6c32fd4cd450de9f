"""Each count of 今日待办 is the number of rows of the page that it leads to; who approved once is told so."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.procedures.work_items import ROUND, list_items
from tests.console.entries import make_doubtful
from tests.console.leads import enter_member, find_leads, promulgate
from tests.console.quarter import version_of, work
from tests.console.test_imports import HEADS, fill, send_sheet
from tests.console.test_today import propose
from tests.web.sheets import make_sheet

FAIL = text(
    "UPDATE work SET state = 'failed', error_code = 'x', error_detail = '', ended_at = now()"
    " WHERE tenant_id = :tenant AND id = :id"
)
COUNTED = re.compile(r'<tr><td><a href="([^"]+)">([^<]+)</a></td><td class="num">(\d+)')


def count_rows(page):
    """How many rows the page's table of things has."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page.partition("还要看的")[0], re.DOTALL)
    return len(re.findall("<tr", bodies[0])) if bodies else 0


@pytest.fixture
def full(office):
    """A bureau in which something of everything waits, and something of it is over."""
    promulgate(office)
    officer, browser = office.client("officer"), office.at("officer")
    make_doubtful(office)
    for name in ("甲公司", "乙公司"):
        enter_member(office, name)
    leads = find_leads(office)
    browser.post(f"/leads/{leads[0]}/look", {}, page=f"/leads/{leads[0]}")
    for number in ("一号", "二号", "三号"):
        proposal = propose(office, number, due_on="2026-04-13", kind="order")
        if number != "三号":
            path = f"/decision-proposals/{proposal}/confirmation"
            assert office.client("reviewer").post(path, version=1).status_code == 200
    for _ in range(2):
        sent = send_sheet(browser, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
    answer = browser.send(sent, {"new": "adopt", "version": version_of(browser.get(sent).text)})
    assert answer.status_code == 303
    jobs = [officer.post("/watch/runs", {"as_of": f"2026-03-{day}"}).json["work_id"] for day in (29, 30, 31)]
    with office.unit() as unit:
        unit.connection.execute(FAIL, {"tenant": office.tenant.id, "id": office.number("work", jobs[0])})
        unit.unaudited("a job of a test")
    office.work(jobs[1])
    return office


class TestACount:
    def test_is_the_number_of_rows_that_it_leads_to(self, full):
        admin = full.at("admin")
        counted = {
            zh: (int(n), address.replace("&amp;", "&"))
            for address, zh, n in COUNTED.findall(admin.get("/").text)
        }
        rows = {
            zh: count_rows(admin.get(address if address[0] == "/" else f"/{address}").text)
            for zh, (_, address) in counted.items()
        }
        assert rows == {zh: n for zh, (n, _) in counted.items()}
        assert {
            "线索提示，没有看过",
            "线索提示，全部疑似符合",
            "来源与人工认定不一致",
            "疑似重复的登记",
            "待确认的拟作决定",
            "待确认的导入",
            "整改中的服务商事项",
            "正在办的后台任务",
            "没有办成的后台任务",
        } <= counted.keys()

    def test_of_a_view_is_the_number_of_its_rows(self, full):
        for role in ("officer", "reviewer", "admin"):
            browser = full.at(role)
            page = browser.get("/").text
            for view, n in re.findall(r'href="\?view=(\w+)"[^>]*>[^<]+<span class="n">(\d+)', page):
                assert count_rows(browser.get(f"/?view={view}").text) == int(n), (role, view)


@pytest.fixture(scope="module")
def two_steps(settled, cities):
    """A bureau in which two have to approve."""
    sent = {
        "kind": "internal",
        "edition": cities.profile("xiamen").latest.key,
        "document_no": "内〔2026〕2号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-21",
        "document_class": "internal",
        "published_on": "2025-12-22",
        "published_in": "厦门市工业和信息化局网站",
        "body": {"objections": True, "review_steps": 2},
    }
    assert settled.client("officer").post("/instruments", sent).status_code == 201
    return settled


@pytest.fixture(scope="module")
def here(two_steps):
    """A round that is computed, by its address."""
    officer = two_steps.at("officer")
    typed = {"name": "一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    address = officer.send("/rounds/new", typed).headers["Location"]
    for step in ("cut-off", "compute"):
        officer.post(f"{address}/{step}", version=version_of(officer.get(address).text))
    work(two_steps, address.rsplit("/", 1)[1])
    return address


def find_round_item(office):
    """The round as it waits, for somebody who has approved nothing."""
    with office.unit() as unit:
        (item,) = [item for item in list_items(unit) if item.kind == ROUND]
    return item


class TestAnApproval:
    def test_of_two_is_awaited_of_the_second_and_the_first_is_told(self, two_steps, here):
        first, second = two_steps.enter("甲审核", "reviewer"), two_steps.enter("乙审核", "reviewer")
        for browser in (first, second):
            assert f'href="{here}"' in self.list_awaited(browser)
        approve = f"{here}/approval"
        assert find_round_item(two_steps).step == "已计分，待审核"
        assert "已计分，待审核" in second.get("/?view=approval").text
        two_steps.clock.forward(minutes=10)
        first.send(approve, {"opinion": "同意"})
        item = find_round_item(two_steps)
        assert (item.step, item.since) == ("已审核1人，待下一人审核", two_steps.clock())
        assert f'href="{here}"' not in self.list_awaited(first)
        assert "您已审批，待第二人" in first.get("/?view=approval").text
        assert "您已审批，待第二人" in first.get("/?view=all").text
        assert f'href="{here}"' in self.list_awaited(second)
        assert "您已审批，待第二人" not in second.get("/?view=approval").text
        assert "已审核1人，待下一人审核" in second.get("/?view=approval").text
        two_steps.clock.forward(minutes=10)
        second.send(approve, {"opinion": "同意"})
        assert f'href="{here}"' not in self.list_awaited(second)
        item = find_round_item(two_steps)
        assert (item.step, item.since) == ("已审核", two_steps.clock())

    def list_awaited(self, browser):
        """What waits for the person's approval."""
        page = browser.get("/?view=approval").text
        return page.partition("</nav>")[2].partition('aria-label="看谁的"')[2].partition("<section>")[0]
