"""Service by consent, by notice, and in a case that stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.test_guards_of_cases import SERVED, refuse


@pytest.fixture
def issued(xiamen):
    """A warning that is issued: the office, the provider, the paper."""
    provider = xiamen.new_provider()
    paper = xiamen.draft(xiamen.plan(xiamen.find_case(provider, "11.6"), "warning"))
    xiamen.approve(paper)
    xiamen.issue(paper)
    return xiamen, provider, paper


class TestService:
    def serve(self, office, paper, provider, **changes):
        body = {"provider_id": provider, "served_on": office.today.isoformat(), **SERVED, **changes}
        return f"/case-documents/{paper}/services", body

    def test_is_electronic_where_the_party_had_consented_by_that_day(self, issued):
        office, provider, paper = issued
        day = office.today
        office.go_to(day + timedelta(2))
        consent = {"provider_id": provider, "confirmed_on": office.today.isoformat(), "address": "前埔"}
        consent |= {"receiver": "吴霞", "phone": "0592", "electronic": True, "electronic_address": "w@b.cn"}
        confirmed = office.post("/service-addresses", consent)["id"]
        office.attach(f"/service-addresses/{confirmed}", "address_confirmation")
        path, body = self.serve(office, paper, provider, manner="electronic", served_on=day.isoformat())
        refuse(office, path, body, (409, "no_consent"), "到送达之日没有同意")
        office.post(path, {**body, "served_on": office.today.isoformat()})

    def test_by_notice_counts_thirty_days_after_it(self, issued):
        """民事诉讼法第九十五条, by analogy."""
        office, provider, paper = issued
        day = office.today
        office.go_to(day + timedelta(30))
        path, body = self.serve(office, paper, provider, manner="notice", note="登记住所无人，邮寄退回。")
        refuse(office, path, body, (422, "field_missing"), "公告发出之日")
        body["noticed_on"] = (day + timedelta(1)).isoformat()
        refuse(office, path, body, (422, "field_out_of_range"), "经过30日")
        body["noticed_on"] = (day - timedelta(1)).isoformat()
        refuse(office, path, body, (422, "days_reversed"), "不能早于签发之日")
        body["noticed_on"] = day.isoformat()
        refuse(office, path, {**body, "note": None}, (422, "field_missing"), "事由")
        office.post(path, body)

    def test_waits_while_the_case_is_suspended(self, issued):
        office, provider, paper = issued
        path, body = self.serve(office, paper, provider)
        entered = office.post(path, body)["id"]
        office.attach(f"/document-services/{entered}", "service_receipt")
        case = office.get(f"/case-documents/{paper}")["case_id"]
        halt = {"reason": "等待司法鉴定结论", "approved_by": "局长 何平"}
        office.post(f"/cases/{case}/suspension", halt)
        confirmation = f"/document-services/{entered}/confirmation"
        office.post(confirmation, by=office.second, expect=(409, "case_not_open"))
        refuse(office, path, body, (409, "case_not_open"), "已中止")
