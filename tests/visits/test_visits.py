"""Visits: planned, mandated, by two, signed by both sides, counted; a fact only once the bureau adopts it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.visits.counting import warn_of_visits
from banfa.trust.tenants import operator
from tests.casework.test_crashes import crash_at
from tests.casework.test_guards_of_cases import refuse
from tests.casework.traces import read_rows_of_casework
from tests.visits.rounds import (
    BUREAU,
    approve,
    mandate,
    new_enterprise,
    plan,
    visit,
    write_mandate,
    write_report,
    write_visit,
)
from tests.web.clients import credit_code


@pytest.fixture
def parties(xiamen):
    return xiamen, new_enterprise(xiamen), xiamen.new_provider("鹭江软件有限公司")


class TestAPlan:
    def test_is_approved_on_paper_and_entered_by_another(self, xiamen):
        number = plan(xiamen, approved=False)
        path, body = f"/visit-plans/{number}/approval", approve(xiamen)
        refuse(xiamen, path, body, (403, "same_person"), "请由另一人办理")
        refuse(xiamen, path, body, (409, "paper_missing"), "签批单", by=xiamen.second)

    @pytest.mark.parametrize("field", ["name", "basis", "purpose"])
    def test_is_never_called_an_inspection(self, xiamen, field):
        words = {
            "name": "走访计划",
            "kind": "visit",
            "basis": "第十二条",
            "purpose": "跟踪",
            "led_by": BUREAU,
        }
        days = {"from_on": "2026-01-05", "until_on": "2026-12-31"}
        body = {**words, **days, "times": 1, field: "涉企行政检查"}
        refuse(xiamen, "/visit-plans", body, (422, "not_an_inspection"), "不是行政检查")

    @pytest.mark.parametrize(
        "purpose",
        [
            "服务回访，不属于行政检查。",
            "了解进度，不是 行政检查、执法检查",
            "按《国务院办公厅关于严格规范涉企行政检查的意见》减少走访次数",
        ],
    )
    def test_may_say_that_it_is_no_inspection_and_cite_a_title(self, xiamen, purpose):
        plan(xiamen, approved=False, purpose=purpose)

    def test_is_not_approved_by_who_drafted_it(self, xiamen):
        number = plan(xiamen, approved=False)
        xiamen.attach(f"/visit-plans/{number}", "approval_sheet")
        path = f"/visit-plans/{number}/approval"
        for name in ("林晓", "科员 林 晓"):
            body = approve(xiamen, approver=name)
            refuse(xiamen, path, body, (403, "same_person"), "由另一人批准", by=xiamen.second)

    def test_carries_no_visit_before_it_is_approved_or_outside_its_days(self, parties):
        office, enterprise, provider = parties
        body = write_visit(office, plan(office, approved=False), enterprise, provider)
        refuse(office, "/site-visits", body, (409, "plan_not_approved"), "请先办理批准")
        number = plan(office)
        early = write_visit(office, number, enterprise, provider, visited_on="2026-02-27")
        refuse(office, "/site-visits", early, (409, "outside_plan"), "批准之后")
        office.post(f"/visit-plans/{number}/completion", {"outcome": "已完成。"})
        body = write_visit(office, number, enterprise, provider)
        refuse(office, "/site-visits", body, (409, "plan_not_approved"), "已结束")


class TestAMandate:
    def test_of_a_third_party_is_not_a_providers(self, parties):
        office, _, provider = parties
        code = office.get(f"/providers/{provider}")["uscc"]
        for changes in ({"uscc": code}, {"body": "鹭江软件有限公司"}):
            body = write_mandate(**changes)
            refuse(office, "/mandates", body, (409, "body_is_provider"), "请另行委托")
        body = write_mandate(independent=False)
        refuse(office, "/mandates", body, (422, "not_independent"), "不能委托")
        body = write_mandate(uscc=None)
        refuse(office, "/mandates", body, (422, "field_missing"), "统一社会信用代码")

    def test_of_any_body_is_not_a_providers_and_says_what_the_body_is(self, parties):
        office, _, _ = parties
        for kind in ("district", "service_centre", "other"):
            more = {"kind_words": "行业协会"} if kind == "other" else {}
            body = write_mandate(kind=kind, body="鹭江 软件有限公司", **more)
            refuse(office, "/mandates", body, (409, "body_is_provider"), "请另行委托")
        body = write_mandate(kind="other")
        refuse(office, "/mandates", body, (422, "field_missing"), "是什么单位")
        body = write_mandate(kind="other", kind_words="行业协会", independent=None)
        refuse(office, "/mandates", body, (422, "not_independent"), "不能委托")
        body = write_mandate(kind_words="行业协会")
        refuse(office, "/mandates", body, (422, "field_unknown"), "不填")
        mandate(office, kind="other", kind_words="行业协会")

    def test_has_one_number_with_its_year(self, xiamen):
        refuse(xiamen, "/mandates", write_mandate(number="委5号"), (422, "number_without_year"), "年份")
        first = xiamen.post("/mandates", write_mandate(number="委〔2026〕5号"))["id"]
        again = write_mandate(number="委〔2026〕5号")
        refuse(xiamen, "/mandates", again, (409, "mandate_there"), "已登记")
        xiamen.post(f"/mandates/{first}/return", by=xiamen.second)
        xiamen.post("/mandates", again)

    def test_of_a_promoter_is_one_that_is_in_the_pool(self, make_office):
        office = make_office("changsha")
        body = write_mandate(kind="promoter", body="麓山推进中心", uscc=None, independent=None)
        refuse(office, "/mandates", body, (409, "not_promoter"), "行业推进机构")
        promoter = office.new_provider("麓山推进中心")
        refuse(office, "/mandates", body, (409, "not_promoter"), "行业推进机构")
        industry = office.profile.industries[0].key
        seat = {"provider_id": promoter, "category": "promoter", "from_on": "2026-01-01"}
        seat |= {"industry": industry, "basis": "市政府〔2025〕8号同意"}
        office.post("/memberships", seat)
        number = mandate(office, **body)
        bureau = office.profile.city.bureau
        visitors = [{"name": "林晓", "body": bureau}, {"name": "罗敏", "body": "麓山推进中心"}]
        enterprise = new_enterprise(office, industry)
        planned = plan(office, led_by=bureau)
        said = {"visitors": visitors, "mandate_id": number}
        own = write_visit(office, planned, enterprise, promoter, **said)
        refuse(office, "/site-visits", own, (409, "visits_itself"), "本单位")
        other = write_visit(office, planned, enterprise, office.new_provider("湘江集成公司"), **said)
        office.post("/site-visits", other)

    def test_is_checked_by_another_against_its_scan(self, xiamen):
        number = xiamen.post("/mandates", write_mandate())["id"]
        path = f"/mandates/{number}/confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "请由另一人办理")
        refuse(xiamen, path, None, (409, "paper_missing"), "委托书", by=xiamen.second)

    def test_ends_when_its_body_becomes_a_provider(self, parties):
        office, enterprise, provider = parties
        code = credit_code()
        number = mandate(office, uscc=code)
        office.post("/providers", {"uscc": code, "name": "某某评测有限公司（新名）"})
        body = write_report(office, number, enterprise, provider)
        refuse(office, "/visit-reports", body, (409, "body_is_provider"), "不能再受托")

    def test_covers_its_own_days_and_bodies_alone(self, parties):
        office, enterprise, provider = parties
        number = mandate(office, until_on="2026-02-28")
        body = write_report(office, number, enterprise, provider)
        refuse(office, "/visit-reports", body, (409, "outside_mandate"), "不含")
        number = mandate(office, kind="service_centre", body="市企业服务中心")
        body = write_visit(office, plan(office), enterprise, provider, mandate_id=number)
        refuse(office, "/site-visits", body, (409, "mandate_body_absent"), "核对委托书")


class TestAVisit:
    def test_is_of_two_of_whom_one_is_of_the_body_in_the_lead(self, parties):
        office, enterprise, provider = parties
        number = plan(office, led_by="市企业服务中心")
        one = {"name": "林晓", "body": "市企业服务中心"}
        body = write_visit(office, number, enterprise, provider, visitors=[one, {**one, "name": "林 晓"}])
        refuse(office, "/site-visits", body, (422, "two_persons"), "两名以上")
        body = write_visit(office, number, enterprise, provider)
        refuse(office, "/site-visits", body, (409, "lead_absent"), "市企业服务中心")

    def test_is_never_of_who_is_visited(self, parties):
        office, enterprise, provider = parties
        visitors = [{"name": "林晓", "body": BUREAU}, {"name": "高远", "body": "鹭江 软件有限公司"}]
        body = write_visit(office, plan(office), enterprise, provider, visitors=visitors)
        refuse(office, "/site-visits", body, (409, "visits_itself"), "不能走访、核查本单位")

    def test_by_another_body_than_the_bureau_is_under_a_mandate_of_that_day(self, parties):
        office, enterprise, provider = parties
        visitors = [{"name": "林晓", "body": BUREAU}, {"name": "方晴", "body": "某某评测有限公司"}]
        number = plan(office)
        body = write_visit(office, number, enterprise, provider, visitors=visitors)
        refuse(office, "/site-visits", body, (409, "mandate_missing"), "请先登记并复核委托书")
        office.post("/mandates", write_mandate())
        mandate(office, until_on="2026-02-28")
        refuse(office, "/site-visits", body, (409, "mandate_missing"), "请先登记并复核委托书")
        given = office.get(f"/mandates/{mandate(office)}")["number"]
        assert office.post("/site-visits", body)["mandated"] == [given]
        whole = write_visit(
            office,
            number,
            enterprise,
            provider,
            visitors=[{"name": "林晓", "body": f"{BUREAU}中小企业处"}, *visitors],
        )
        assert office.post("/site-visits", whole)["mandated"] == [given]

    def test_is_never_of_a_rival_even_where_the_plan_names_it(self, parties):
        office, enterprise, provider = parties
        office.new_provider("同安数字公司")
        visitors = [{"name": name, "body": "同安 数字公司"} for name in ("甲一", "乙二")]
        number = plan(office, led_by="同安数字公司")
        body = write_visit(office, number, enterprise, provider, visitors=visitors)
        refuse(office, "/site-visits", body, (409, "body_is_provider"), "不能走访、评测其他服务商")

    def test_is_never_of_who_has_declared_a_relation_or_is_the_enterprise(self, parties):
        office, enterprise, provider = parties
        number = mandate(office, kind="district", body="同安区工信局", related=["鹭江软件 有限公司"])
        visitors = [{"name": "林晓", "body": BUREAU}, {"name": "方晴", "body": "同安区工信局"}]
        for more in ({}, {"mandate_id": number}):
            body = write_visit(office, plan(office), enterprise, provider, visitors=visitors, **more)
            refuse(office, "/site-visits", body, (409, "body_related"), "利害关系")
        office.post("/site-visits", {**body, "provider_id": office.new_provider("集美公司")})
        name = office.get(f"/enterprises/{enterprise}")["name"]
        visitors = [{"name": "林晓", "body": BUREAU}, {"name": "吴霞", "body": name}]
        body = write_visit(office, plan(office), enterprise, provider, visitors=visitors)
        refuse(office, "/site-visits", body, (409, "visits_itself"), "不能走访、核查本单位")

    def test_is_signed_by_both_sides_or_says_who_has_not(self, parties):
        office, enterprise, provider = parties
        body = write_visit(office, plan(office), enterprise, provider, provider_signer=None)
        refuse(office, "/site-visits", body, (422, "signature_missing"), "没有签字")
        office.post("/site-visits", {**body, "unsigned": "服务商未到场"})

    def test_is_checked_by_another_against_the_signed_record(self, parties):
        office, enterprise, provider = parties
        number = office.post("/site-visits", write_visit(office, plan(office), enterprise, provider))["id"]
        path = f"/site-visits/{number}/confirmation"
        refuse(office, path, None, (403, "same_person"), "请由另一人办理")
        refuse(office, path, None, (409, "paper_missing"), "走访记录", by=office.second)
        noted = {"summary": "只办了一次培训。"}
        refuse(office, f"/site-visits/{number}/findings", noted, (409, "not_checked"), "复核后")

    def test_is_counted_by_enterprise_and_year_and_warns_beyond_the_bureaus_number(self, parties):
        office, enterprise, provider = parties
        number = plan(office)
        body = write_visit(office, number, enterprise, provider)
        office.post("/site-visits", body)
        assert office.get("/visit-counts")["items"][0]["most"] is None
        office.set_internal(visits_a_year=1)
        office.post("/site-visits", body)
        phoned = office.post("/site-visits", {**body, "manner": "phone"})
        office.post(f"/site-visits/{phoned['id']}/return", by=office.second)
        office.post("/site-visits", {**body, "enterprise_id": new_enterprise(office)})
        first, second = office.get("/visit-counts", year=2026)["items"]
        assert (first["visits"], first["on_site"], first["plans"], first["over"]) == (2, 2, 1, 1)
        assert (second["visits"], second["over"]) == (1, 0)
        assert office.get("/visit-counts", year=2025)["items"] == []

    def test_of_another_bureaus_plan_is_not_there(self, make_office):
        here, there = make_office("xiamen"), make_office("xiamen")
        body = write_visit(here, plan(there), new_enterprise(here), here.new_provider())
        assert here.officer.post("/site-visits", body).status_code in (404, 422)
        assert here.get("/site-visits")["items"] == []


class TestAReport:
    def test_is_a_transcript_of_a_scan_checked_by_another(self, parties):
        office, enterprise, provider = parties
        number = mandate(office)
        body = write_report(office, number, enterprise, provider)
        report = office.post("/visit-reports", body)
        assert (report["body"], report["level_after"], report["page"]) == ("某某评测有限公司", 2, 12)
        refuse(office, "/visit-reports", body, (409, "report_there"), "请先退回")
        path = f"/visit-reports/{report['id']}/confirmation"
        refuse(office, path, None, (403, "same_person"), "请由另一人办理")
        refuse(office, path, None, (409, "paper_missing"), "第三方报告", by=office.second)
        for level in (-1, 5):
            wrong = write_report(office, number, enterprise, provider, level_after=level)
            assert office.officer.post("/visit-reports", wrong).status_code == 422


class TestAFinding:
    def note(self, parties):
        office, enterprise, provider = parties
        number = visit(office, plan(office), enterprise, provider)
        noted = office.post(f"/site-visits/{number}/findings", {"summary": "只办了一次培训。"})
        return office, provider, f"/visit-findings/{noted['id']}"

    def test_is_no_fact_before_another_person_adopts_it(self, parties):
        office, provider, path = self.note(parties)
        body = {"fact": "inspection", "result": "两次培训办了一次。", "reason": "记录双方签字。"}
        refuse(office, f"{path}/adoption", body, (403, "same_person"), "请由另一人办理")
        assert office.get("/inspections")["items"] == []
        adopted = office.post(f"{path}/adoption", body, by=office.second)
        (entry,) = office.get("/inspections", provider_id=provider)["items"]
        assert (adopted["inspection_id"], entry["inspector"]) == (entry["id"], BUREAU)
        assert "走访记录（计划：2026年走访计划）" in entry["result"]

    def test_tells_the_provider_what_the_bureau_has_written_for_it_and_no_word_of_the_record(self, parties):
        office, provider, path = self.note(parties)
        body = {"fact": "inspection", "reason": "记录双方签字。"}
        refuse(office, f"{path}/adoption", body, (422, "field_missing"), "检查情况", by=office.second)
        office.post(f"{path}/adoption", {**body, "result": "两次培训办了一次。"}, by=office.second)
        (entry,) = office.get("/inspections", provider_id=provider)["items"]
        assert "只办了一次培训" not in entry["result"]

    def test_is_never_adopted_as_an_inspection_by_law(self, parties):
        office, _, path = self.note(parties)
        body = {"fact": "inspection", "result": "办了一次。", "reason": "经行政检查查明。"}
        refuse(office, f"{path}/adoption", body, (422, "not_an_inspection"), "行政检查", by=office.second)

    def test_becomes_a_finding_of_the_citys_kinds(self, parties):
        office, _, path = self.note(parties)
        kinds = office.get("/law/vocabulary")["finding_kinds"]
        kind = next(each["key"] if isinstance(each, dict) else each for each in kinds)
        body = {"fact": "finding", "reason": "核对属实。"}
        refuse(office, f"{path}/adoption", body, (422, "field_missing"), "认定种类", by=office.second)
        body |= {"kind": kind, "adopted_on": office.today.isoformat()}
        wrong = {**body, "fact": "inspection"}
        refuse(office, f"{path}/adoption", wrong, (422, "field_unknown"), "不填", by=office.second)
        wrong = {**body, "kind": "没有的种类"}
        refuse(office, f"{path}/adoption", wrong, (422, "unknown_finding_kind"), "没有的", by=office.second)

    def test_is_adopted_as_a_finding_on_no_day_before_the_visit(self, parties):
        office, _, path = self.note(parties)
        kinds = office.get("/law/vocabulary")["finding_kinds"]
        kind = next(each["key"] if isinstance(each, dict) else each for each in kinds)
        early = (office.today - timedelta(1)).isoformat()
        body = {"fact": "finding", "reason": "核对属实。", "kind": kind, "adopted_on": early}
        refuse(office, f"{path}/adoption", body, (422, "days_reversed"), "不能早于查明之日", by=office.second)

    def test_that_is_not_adopted_says_why_and_is_no_fact(self, parties):
        office, _, path = self.note(parties)
        left = office.post(f"{path}/leaving-out", {"reason": "与合同约定不符。"}, by=office.second)
        assert (left["state"], left["reason"]) == ("left_out", "与合同约定不符。")
        assert office.get("/inspections")["items"] == office.get("/findings")["items"] == []


def test_a_visits_page_warns_by_the_order_of_days_whoever_entered_what_first(make_desk):
    desk = make_desk("xiamen")
    enterprise, provider = desk.new_enterprise(), desk.new_provider()
    planned = desk.act("draft_visit_plan", until_on=desk.day + timedelta(30)).id
    desk.scan("visit_plan", planned, "approval_sheet")
    desk.check("approve_visit_plan", planned)
    desk.day += timedelta(5)
    went = {"plan_id": planned, "enterprise_id": enterprise, "provider_id": provider}
    late = desk.act("enter_site_visit", **went)
    early = desk.act("enter_site_visit", **went, visited_on=desk.day - timedelta(2))

    def warn(visit):
        with desk.unit(read_only=True) as unit:
            return warn_of_visits(unit, desk.find("site_visit", visit.id))

    assert (warn(early), warn(late)) == ("", "")
    with desk.unit_of(operator(desk.tenant)) as unit:
        issue_instrument(
            unit,
            desk.profile,
            kind="internal",
            edition=desk.profile.latest.key,
            document_no="局办〔2026〕1号",
            issuer=desk.profile.city.bureau,
            issued_on=desk.day,
            document_class="internal",
            body={"visits_a_year": 1},
        )
    assert warn(early) == ""
    assert "已走访2次，本次为第2次" in warn(late)
    desk.check("return_site_visit", early.id)
    assert warn(late) == ""


def test_adopting_is_done_whole_or_not_at_all(make_desk, engine):
    desk = make_desk("xiamen")
    provider, enterprise = desk.new_provider(), desk.new_enterprise()
    planned = desk.act("draft_visit_plan").id
    desk.scan("visit_plan", planned, "approval_sheet")
    desk.check("approve_visit_plan", planned)
    went = {"plan_id": planned, "enterprise_id": enterprise, "provider_id": provider}
    number = desk.act("enter_site_visit", **went).id
    desk.scan("site_visit", number, "visit_record")
    desk.check("check_site_visit", number)
    finding = desk.act("note_visit_matter", number).id
    step = partial(desk.check, "adopt_visit_finding", finding)
    before = read_rows_of_casework(desk)
    for n in count(1):
        if not crash_at(engine, n, step):
            break
        assert read_rows_of_casework(desk) == before, n
    assert n > 10
    assert read_rows_of_casework(desk) != before
    desk.verify()
