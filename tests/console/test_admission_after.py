"""Pages of who leaves the pool and who comes in again: what still runs, how it ended, what counts anew."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.admission.batch import Batch
from tests.console.leads import promulgate


@pytest.fixture
def desk(office, cities):
    promulgate(office)
    return Batch(office, cities.profile("xiamen"))


def read(page):
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def leave(desk):
    provider = desk.new_provider("甲公司")
    membership = desk.join(provider, "product")
    said = {"received_on": desk.today.isoformat(), "reason": "业务调整。", "membership_id": membership}
    return provider, desk.post("/admission-exits", said)["id"]


class TestAnExit:
    def test_lists_what_still_runs_and_says_that_nothing_ends_with_it(self, office, desk):
        provider, left = leave(desk)
        case = desk.find_case(provider, "11.4")
        number = desk.get(f"/cases/{case}")["number"]
        text = read(office.at("admin").get(f"/admission-exits/{left}"))
        assert "都不因退出而终止" in text
        assert f"未办结的案件 {number}" in text
        assert "未终止、未通过验收的合同 0份" in text

    def test_is_answered_over_its_form(self, office, desk):
        provider, left = leave(desk)
        for paper in ("exit_application", "stamped_original"):
            desk.attach(f"/admission-exits/{left}", paper)
        page = office.at("admin")
        page.get(f"/admission-exits/{left}/reply")
        day = (desk.today + timedelta(5)).isoformat()
        sent = {
            "document_no": "局企业函〔2026〕31号",
            "replied_on": desk.today.isoformat(),
            "effective_on": day,
        }
        page.post(f"/admission-exits/{left}/reply", {**sent, "version": 1})
        (entry,) = desk.memberships(provider)
        assert entry["until_on"] == (desk.today + timedelta(4)).isoformat()


def test_an_application_says_how_the_provider_left_and_what_counts_anew(office, desk):
    provider, left = leave(desk)
    for paper in ("exit_application", "stamped_original"):
        desk.attach(f"/admission-exits/{left}", paper)
    day = desk.today.isoformat()
    sent = {"document_no": "局企业函〔2026〕31号", "replied_on": day, "effective_on": day}
    desk.post(f"/admission-exits/{left}/reply", sent, by=desk.second)
    desk.announce(["product"])
    again, first = desk.apply("product", provider=provider), desk.apply("product")
    text = read(office.at("admin").get(f"/admission-applications/{again}"))
    assert "自愿退出：局企业函〔2026〕31号" in text
    assert "办法没有规定（待定），不因此不登记申报" in text
    assert re.search(r"自本次入库起重新计算 第十二条第（三）项[^。]*签订改造合同 自本次入库起重新计算", text)
    silent = "办法没有写明前一次在库期间的情形是否计入，所列是系统现在的计法。"
    assert re.search(rf"自本次入库起重新计算 第十一条[^。]*第十二条第（四）项[^。]* {silent}", text)
    assert re.search(rf"此前的继续计算 第十二条第（六）项[^。]* {silent}", text)
    assert "不看所涉情形发生之日" in text
    assert "此前在库情况" not in read(office.at("admin").get(f"/admission-applications/{first}"))
