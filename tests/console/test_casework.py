"""A case by pages alone: from a lead to a warning that is served, two persons at every fact."""

from __future__ import annotations

import io
import re

import pytest

from tests.console.leads import enter_member, promulgate
from tests.web.clients import credit_code

TODAY = "2026-04-08"


@pytest.fixture
def office(office):
    promulgate(office)
    return office


@pytest.fixture
def provider(office):
    return enter_member(office, "鹭岛数智")


class Desk:
    """Two officers at their browsers, `first` and `second`."""

    def __init__(self, office):
        self.first = office.enter("林晓", "officer")
        self.second = office.enter("郑文", "officer")

    def fill(self, path, browser=None, **data):
        """Fill a form in; gives the address it leads to."""
        answer = (browser or self.first).send(path, data)
        return answer.headers["Location"]

    def press(self, page, verb, browser=None):
        """Press the button that stands on a page; gives the address it leads to."""
        browser = browser or self.first
        shown = browser.get(page).text
        form = rf'action="([^"]+)" class="one">(?:(?!</form>).)*>{verb}</button>'
        button = re.search(form, shown, re.DOTALL)
        assert button, (verb, re.findall(r"<button[^>]*>([^<]+)", shown))
        return browser.post(button[1]).headers["Location"]

    def scan(self, page, kind):
        data = {"file": (io.BytesIO(f"{page} {kind}".encode()), f"{kind}.txt"), "kind": kind}
        self.first.get(f"{page}/files")
        answer = self.first.http.post(f"{page}/files", data={**self.first.hidden, **data})
        assert answer.status_code == 303, answer.text[-3000:]


class TestAWarning:
    def test_is_given_by_pages_alone(self, office, provider):
        desk = Desk(office)
        lead = desk.fill(
            "/case-leads/new",
            provider="鹭岛数智",
            source="complaint",
            clause="11.6",
            found_on=TODAY,
            summary="来函反映。",
        )
        desk.fill(
            f"{lead}/verification",
            verified_on=TODAY,
            verifiers="林晓\n周宁",
            finding="属实。",
            evidence="走访记录",
        )
        refused = desk.first.get(lead).text
        assert "情形属实" not in refused
        desk.press(lead, "复核属实", desk.second)
        desk.fill(f"{lead}/case", title="未按要求报送资料")
        (case,) = re.findall(r'href="(/cases/ca_[^"]+)"', desk.first.get(lead).text)
        warning = desk.fill(f"{case}/remedies", kind="warning")
        number = warning.rpartition("/")[2]
        paper = desk.fill(
            f"{case}/documents", kind="act", remedy_id=number, title="关于提醒的通知", publicity="on_request"
        )
        desk.press(paper, "送审")
        desk.scan(paper, "approval_sheet")
        for name in ("陈立", "孙岩"):
            approval = desk.fill(
                f"{paper}/approvals", name=name, agrees="yes", words="同意。", signed_on=TODAY
            )
            desk.press(approval, "复核签批", desk.second)
        desk.scan(paper, "stamped_original")
        desk.fill(f"{paper}/issue", document_no="厦工信企业函〔2026〕134号", issued_on=TODAY)
        service = desk.fill(
            f"{paper}/services",
            provider_id=provider,
            manner="direct",
            served_on=TODAY,
            place="前台",
            receiver="吴霞",
            servers="林晓\n郑文",
        )
        desk.scan(service, "service_receipt")
        desk.press(service, "复核送达", desk.second)
        shown = desk.first.get(warning).text
        assert "已生效" in shown
        assert "警告" in shown
        left = desk.first.get("/wind-down").text
        assert "办法的文本仍在施行" in left
        assert "没有办结的案件" in left


class TestAMatterWithoutACase:
    def test_is_received_answered_by_a_paper_and_listed_by_pages_alone(self, office):
        desk = Desk(office)
        came = desk.fill(
            "/proceedings/new",
            kind="disclosure",
            body="某某律师事务所",
            number="依申请公开2026-7",
            received_on=TODAY,
            subject="入库评审的结果",
        )
        assert "依申请公开：入库评审的结果" in desk.first.get("/").text
        assert "入库评审的结果" in desk.first.get(came).text
        desk.scan(came, "stamped_original")
        desk.fill(f"{came}/answer", answered_on=TODAY, words="已答复。")
        assert "已答复" in desk.first.get(came).text


class TestALeadOfDissatisfaction:
    def test_shows_whom_to_call_and_what_is_in_the_way(self, office, provider):
        desk, officer = Desk(office), office.client("officer")
        enterprise = {"uscc": credit_code(), "name": "某厂", "industry": "pilot", "size": "small"}
        made = officer.post("/enterprises", enterprise).json["id"]
        said = {"provider_id": provider, "enterprise_id": made, "answer": "不满意", "answered_on": TODAY}
        survey = officer.post("/surveys", said).json["id"]
        lead = desk.fill(
            "/case-leads/new",
            provider="鹭岛数智",
            source="complaint",
            clause="12.5",
            found_on=TODAY,
            summary="企业不满意。",
        )
        page = desk.first.get(lead).text
        assert f"/ledger/surveys/{survey}" in page or survey in page
        assert "还有1条没有回访核实" in page
        today = desk.first.get("/").text
        assert "还有1条“不满意”评价要回访" in today
