"""Papers that are issued and served on nobody."""

from __future__ import annotations

import pytest

from banfa.procedures.work_items import list_items
from tests.casework.test_guards_of_cases import SERVED, refuse

WHY = {"reason": "签发后发现处理对象的名称有误。", "document": "局专题会议纪要〔2026〕6号"}


@pytest.fixture
def issued(xiamen):
    """An order that is issued: the office, the provider, the remedy, the paper."""
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.2")
    order = xiamen.plan(case, "order", term=1, term_unit="个月")
    return xiamen, provider, order, issue(xiamen, order)


def issue(office, remedy):
    paper = office.draft(remedy)
    office.approve(paper)
    office.issue(paper)
    return paper


def stop(office, paper):
    office.post(f"/case-documents/{paper}/stopping", WHY)
    office.attach(f"/case-documents/{paper}", "official_text")
    return office.post(f"/case-documents/{paper}/stopping-confirmation", by=office.second)


def list_decisions(office, provider):
    return [d["id"] for d in office.get("/decisions", provider_id=provider)["items"]]


class TestStopping:
    def test_takes_the_decision_out_of_the_ledger(self, issued):
        office, provider, order, paper = issued
        decided = list_decisions(office, provider)
        assert len(decided) == 1
        number = office.get(f"/case-documents/{paper}")["document_no"]
        assert stop(office, paper)["state"] == "stopped"
        assert list_decisions(office, provider) == []
        after = office.get(f"/remedies/{order}")
        assert (after["state"], after["decision_id"], after["due_on"]) == ("planned", None, None)
        other = office.draft(order)
        office.approve(other)
        office.attach(f"/case-documents/{other}", "stamped_original")
        body = {"document_no": number, "issued_on": office.today.isoformat()}
        refuse(office, f"/case-documents/{other}/issue", body, (409, "document_no_used"), "已用于")
        office.issue(other)
        office.serve(other, provider)
        (anew,) = list_decisions(office, provider)
        assert [anew] != decided
        assert office.get(f"/remedies/{order}")["state"] == "running"

    def test_lets_the_case_close_once_what_it_carried_is_dropped(self, issued):
        office = issued[0]
        case = office.find_case(office.new_provider(), "11.6")
        warning = office.plan(case, "warning")
        stop(office, issue(office, warning))
        order = office.plan(case, "order", term=1, term_unit="个月")
        for remedy in (warning, order):
            office.post(f"/remedies/{remedy}/dropping", {"reason": "事实已有变化，不再采取。"})
            office.post(f"/remedies/{remedy}/dropping-confirmation", by=office.second)
        assert office.post(f"/cases/{case}/closing", {"result": "停止送达，予以办结。"})["state"] == "closed"

    def test_is_two_persons_and_has_its_scan(self, issued):
        office, provider, _, paper = issued
        path = f"/case-documents/{paper}/stopping"
        office.post(path, WHY)
        confirmation = f"{path}-confirmation"
        office.post(confirmation, expect=(403, "same_person"))
        office.post(confirmation, by=office.second, expect=(409, "paper_missing"))
        services = f"/case-documents/{paper}/services"
        body = {"provider_id": provider, "served_on": office.today.isoformat(), **SERVED}
        refuse(office, services, body, (409, "not_issued"), "不能送达")
        assert len(list_decisions(office, provider)) == 1
        office.post(f"{path}-rejection", by=office.second)
        office.serve(paper, provider)
        refuse(office, path, WHY, (409, "served_already"), "立更正、撤销或撤回案件")

    def test_waits_until_an_entered_service_is_returned(self, issued):
        office, provider, _, paper = issued
        body = {"provider_id": provider, "served_on": office.today.isoformat(), **SERVED}
        entered = office.post(f"/case-documents/{paper}/services", body)["id"]
        path = f"/case-documents/{paper}/stopping"
        refuse(office, path, WHY, (409, "served_already"), "先退回送达登记")
        office.post(f"/document-services/{entered}/return", by=office.second)
        office.post(path, WHY)

    def test_leaves_a_decision_alone_that_a_case_corrects(self, issued):
        office, provider, _, paper = issued
        (decided,) = list_decisions(office, provider)
        body = {"decision_id": decided, "manner": "annul", "title": "撤销限期整改"}
        office.post("/cases", body)
        office.post(f"/case-documents/{paper}/stopping", WHY)
        office.attach(f"/case-documents/{paper}", "official_text")
        confirmation = f"/case-documents/{paper}/stopping-confirmation"
        office.post(confirmation, by=office.second, expect=(409, "correction_open"))

    def test_waits_on_the_list_for_another_person(self, make_desk):
        desk = make_desk("xiamen")
        paper = desk.draft(desk.plan(desk.open_case(desk.new_provider(), "11.6"), "warning"))
        desk.issue(paper)
        desk.act("propose_stop", paper)
        with desk.unit() as unit:
            (item,) = [each for each in list_items(unit) if each.kind == "case_document"]
        assert (item.id, item.step, item.approval) == (paper, "拟停止送达，待复核", True)
