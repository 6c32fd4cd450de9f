"""Liuzhou, articles 12 to 14: 约谈 and an order, refused; 清退 told, heard, served, shown; and undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

ANSWER = [{"point": "已在整改", "answer": "无书面材料，复核未见整改。", "adopted": "不采纳"}]


@pytest.fixture
def refused(liuzhou):
    """A provider that has refused an order of 30 days, served on the first of September."""
    liuzhou.go_to(date(2026, 8, 24))
    provider = liuzhou.new_provider()
    case = liuzhou.find_case(provider, "12.2")
    interview = liuzhou.plan(case, "interview")
    order = liuzhou.plan(case, "order", term=30, term_unit="日")
    document = liuzhou.draft(interview, title="约谈和限期整改通知书")
    liuzhou.post(f"/case-documents/{document}/remedies", {"remedy_id": order})
    liuzhou.approve(document)
    liuzhou.issue(document)
    liuzhou.go_to(date(2026, 9, 1))
    liuzhou.serve(document, provider)
    liuzhou.finish(interview)
    return liuzhou, provider, case, order


class TestAnOrder:
    def test_ends_on_the_thirtieth_day_or_after_the_holiday_by_the_reading(self, refused):
        office, _, _, order = refused
        # thirty days from 2 September end on 1 October, a holiday; the reading in force keeps or moves it
        assert office.get(f"/remedies/{order}")["due_on"] in ("2026-10-01", "2026-10-08")

    def test_longer_than_generally_needs_a_reason(self, liuzhou):
        case = liuzhou.find_case(liuzhou.new_provider(), "12.2")
        body = {"kind": "order", "term": 45, "term_unit": "日"}
        version = liuzhou.get(f"/cases/{case}")["version"]
        refusal = (422, "term_reason_missing")
        liuzhou.post(f"/cases/{case}/remedies", body, version=version, expect=refusal)
        liuzhou.plan(case, "order", term=45, term_unit="日", term_reason="设备须重新采购")


class TestARemoval:
    def remove(self, refused):
        office, provider, case, order = refused
        office.attach(f"/remedies/{order}", "evidence")
        office.post(f"/remedies/{order}/noncompliance", {"declared_on": "2026-09-01", "words": "书面拒绝。"})
        office.close(case)
        case = office.find_case(provider, "14.4第二种情形")
        removal = office.plan(case, "removal")
        office.tell_and_hear(removal, provider, ANSWER)
        office.go_to(office.today + timedelta(days=7))
        effective = office.decide(removal, provider, title="关于清退有关服务商的决定")
        return office, provider, case, removal, effective

    def test_is_told_heard_decided_and_works_from_its_service(self, refused):
        office, provider, _, _, effective = self.remove(refused)
        assert effective["state"] == "effective"
        (removal,) = [d for d in office.decisions(provider) if d["kind"] == "removal"]
        assert removal["effective_on"] == effective["served_on"] == office.today.isoformat()
        assert removal["cite"] == "14.4第二种情形"

    def test_has_no_paper_before_the_party_is_heard(self, liuzhou):
        provider = liuzhou.new_provider()
        case = liuzhou.find_case(provider, "14.9")
        removal = liuzhou.plan(case, "removal")
        body = {"kind": "act", "remedy_id": removal, "title": "关于清退的决定", "publicity": "public"}
        version = liuzhou.get(f"/cases/{case}")["version"]
        liuzhou.post(f"/cases/{case}/documents", body, version=version, expect=(409, "hearing_first"))

    def test_is_shown_as_the_text_says_and_not_otherwise(self, refused):
        office, _, _, removal, _ = self.remove(refused)
        path = f"/remedies/{removal}/publications"
        before = {"form": "before", "wording": "拟清退。", "addressees": []}
        version = office.get(f"/remedies/{removal}")["version"]
        office.post(path, before, version=version, expect=(409, "reading_open"))
        office.settle({"publication.time": "after", "publication.scope": "removal_alone"})
        office.post(path, before, version=version, expect=(409, "publication_not_provided"))
        version = office.get(f"/remedies/{removal}")["version"]
        circular = {"form": "open_circular", "wording": "清退情况。", "addressees": []}
        office.post(path, circular, version=version, expect=(409, "publication_not_provided"))
        shown = office.post(path, {**circular, "form": "after"}, version=version)["id"]
        mine = office.get(f"/publications/{shown}")["version"]
        office.post(f"/publications/{shown}/review", version=mine, expect=(403, "same_person"))
        office.post(f"/publications/{shown}/review", by=office.second)
        office.post(f"/publications/{shown}/handover")
        office.attach(f"/publications/{shown}", "evidence")
        where = {"address": "https://gxj.example.gov.cn/1.html", "posted_on": office.today.isoformat()}
        assert office.post(f"/publications/{shown}/posting", where)["state"] == "posted"

    def test_undone_leaves_what_to_look_at_and_nothing_else(self, refused):
        office, provider, _, removal, _ = self.remove(refused)
        (decision,) = [d["id"] for d in office.decisions(provider) if d["kind"] == "removal"]
        office.go_to(office.today + timedelta(days=20))
        body = {"decision_id": decision, "manner": "annul", "title": "关于撤销清退决定"}
        case = office.post("/cases", body)["id"]
        withdrawal = office.plan(case, "withdrawal")
        office.decide(withdrawal, provider, title="关于撤销清退决定的通知")
        assert office.get(f"/remedies/{removal}")["state"] == "revoked"
        kinds = [d["kind"] for d in office.decisions(provider)]
        assert kinds.count("removal") == kinds.count("withdrawal") == 1
        (account,) = office.get("/case-effects", case_id=case)["items"]
        assert (account["kind"], account["state"]) == ("restore", "proposed")
        office.post(f"/case-effects/{account['id']}/completion", {"words": "已恢复。"})
        office.finish(withdrawal)
        assert office.close(case)["state"] == "closed"
