"""A case goes to the archive (归档) once nothing of it is left to be answered, taken down or served."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.office import Office

NO = {"archive_no": "J031-WS·2026-30年-运行处-0012"}


@pytest.fixture
def shown(make_office):
    """A 公示 of an intended removal in Liuzhou, which is then not taken; gives its office, case, address."""
    office = make_office("liuzhou", Office)
    office.settle({"publication.time": "before", "publication.scope": "removal_alone"})
    office.go_to(date(2026, 3, 2))
    provider = office.new_provider()
    case = office.find_case(provider, "14.9")
    removal = office.plan(case, "removal")
    office.tell_and_hear(removal, provider, [{"point": "已改正", "answer": "属实。", "adopted": "采纳"}])
    until = office.today + timedelta(5)
    address = f"/publications/{office.publish(removal, until=until.isoformat())}"
    body = {"objector": "某协会", "received_on": office.today.isoformat(), "words": "事实有出入。"}
    objection = office.post(f"{address}/objections", body)["id"]
    office.post(f"/remedies/{removal}/dropping", {"reason": "异议成立。"})
    if office.get(f"/remedies/{removal}")["state"] == "dropping":
        office.post(f"/remedies/{removal}/dropping-confirmation", by=office.second)
    office.drop(case, "grey_list")
    office.close(case)
    return office, case, address, f"/publication-objections/{objection}"


@pytest.fixture
def told(xiamen):
    """A case whose order was done, and whose 复核结果 is on its way; gives it, its provider, the paper."""
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.6")
    xiamen.drop(case, "warning")
    order = xiamen.plan(case, "order", term=1, term_unit="个月")
    xiamen.decide(order, provider)
    xiamen.report(order)
    xiamen.recheck(order)
    paper = xiamen.draft(order, kind="recheck_result", title="整改复核结果告知书")
    xiamen.approve(paper)
    xiamen.issue(paper)
    xiamen.close(case)
    return case, provider, paper


class TestACase:
    def test_with_an_objection_unanswered_is_not_archived(self, shown):
        office, case, address, objection = shown
        place = f"/cases/{case}/archiving"
        rejected = office.post(place, NO, expect=(409, "objections_open"))
        assert "收到的异议还没有答复" in rejected["detail"]
        office.attach(objection, "objection")
        answer = {"outcome": "adopted", "answered_on": office.today.isoformat(), "reply": "已不作处理。"}
        office.post(f"{objection}/answer", answer, by=office.second)
        # what is no longer intended still stands on the site
        rejected = office.post(place, NO, expect=(409, "publications_open"))
        assert "先撤下" in rejected["detail"]
        down = {"down_on": office.today.isoformat(), "reason": "不再作处理。"}
        office.post(f"{address}/taking-down", down)
        assert office.post(place, NO)["state"] == "archived"
        assert [office.list_waiting(kind) for kind in ("publication", "publication_objection")] == [[], []]

    def test_with_a_paper_that_nobody_was_served_with_is_not_archived(self, xiamen, told):
        case, provider, paper = told
        place = f"/cases/{case}/archiving"
        rejected = xiamen.post(place, NO, expect=(409, "papers_unserved"))
        register_no = xiamen.get(f"/case-documents/{paper}")["register_no"]
        assert f"文书{register_no}还没有送达" in rejected["detail"]
        body = {
            "provider_id": provider,
            "manner": "direct",
            "served_on": xiamen.today.isoformat(),
            "place": "该单位前台",
            "receiver": "吴霞",
            "servers": ["林晓", "郑文"],
        }
        service = xiamen.post(f"/case-documents/{paper}/services", body)["id"]
        # what one has entered is not yet a service
        xiamen.post(place, NO, expect=(409, "papers_unserved"))
        xiamen.attach(f"/document-services/{service}", "service_receipt")
        xiamen.post(f"/document-services/{service}/confirmation", by=xiamen.second)
        assert xiamen.post(place, NO)["state"] == "archived"
