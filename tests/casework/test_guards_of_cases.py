"""What casework refuses: with a code, a sentence that says what to do, and nothing changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.office import Office
from tests.casework.reading import new_party
from tests.web.clients import Bureau, credit_code

ANSWERS = [{"point": "已在整改", "answer": "复核未见整改。", "adopted": "不采纳"}]
SERVED = {"manner": "direct", "place": "前台", "receiver": "吴霞", "servers": ["林晓", "郑文"]}


def refuse(office, path, body, refusal, says, *, by=None):
    """Send what is refused: by this status and code, in these words, and the thing stays as it was."""
    thing = "/".join(path.split("/")[:3])
    before = look_at(office, thing)
    answer = (by or office.officer).post(path, body, version=before.get("version"))
    assert (answer.status_code, answer.json.get("code")) == refusal, answer.json
    assert says in str(answer.json)
    assert look_at(office, thing) == before


def look_at(office, thing):
    """A thing with the steps it has taken and what hangs on it; a list with all that it holds."""
    shown = office.get(thing)
    if thing.count("/") == 1:
        return {"items": shown["items"]}
    return {**shown, "steps": office.officer.get(f"{thing}/steps").json.get("items")}


@pytest.fixture
def warned(xiamen):
    """A case with a warning that is drafted: the office, the provider, the case, the paper."""
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.6")
    return xiamen, provider, case, xiamen.draft(xiamen.plan(case, "warning"))


def submit(office, paper):
    office.post(f"/case-documents/{paper}/submission")
    return f"/case-documents/{paper}/approvals", sign(office, "陈立")


def sign(office, name, **more):
    usual = {"name": name, "agrees": True, "words": "同意。", "signed_on": office.today.isoformat()}
    return usual | more


class TestFacts:
    def find(self, office, verifiers):
        body = {"verified_on": office.today.isoformat(), "verifiers": verifiers}
        return {**body, "finding": "属实。", "evidence": ["走访记录"]}

    def test_are_found_by_two_different_persons(self, xiamen):
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        body = self.find(xiamen, ["林晓", "林 晓"])
        refuse(xiamen, f"/leads/{lead}/verification", body, (422, "two_persons"), "两名以上不同的人员")

    def test_are_checked_by_another_than_who_entered_them(self, xiamen):
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        xiamen.post(f"/leads/{lead}/verification", self.find(xiamen, ["林晓", "郑文"]))
        refuse(xiamen, f"/leads/{lead}/confirmation", None, (403, "same_person"), "请由另一人办理")

    def test_are_checked_by_another_than_who_found_them(self, xiamen):
        """Whoever typed it: of the two persons who are named, neither confirms what they found."""
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        xiamen.post(f"/leads/{lead}/verification", self.find(xiamen, ["林晓", "副科长 郑文"]))
        path = f"/leads/{lead}/confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "核实的人不能自行复核属实", by=xiamen.second)
        third = xiamen.bureau.new_client("officer", name="曾慧")
        assert xiamen.post(path, by=third)["state"] == "confirmed"

    def test_of_dissatisfaction_wait_for_a_call_to_each_enterprise(self, xiamen):
        provider = new_party(xiamen)
        survey = self.answer(xiamen, provider)
        lead = xiamen.register(provider, "12.5")
        body = self.find(xiamen, ["林晓", "郑文"])
        path, refusal = f"/leads/{lead}/verification", (409, "not_called_back")
        refuse(xiamen, path, body, refusal, "还有1条没有回访核实")
        call = self.call(xiamen, survey)
        refuse(xiamen, path, body, refusal, "还有1条没有回访核实")
        refuse(xiamen, f"/callbacks/{call}/confirmation", None, (403, "same_person"), "请由另一人办理")
        xiamen.post(f"/callbacks/{call}/confirmation", by=xiamen.second)
        xiamen.verify(lead)

    def answer(self, office, provider, answer="不满意"):
        enterprise = {"uscc": credit_code(), "name": "某厂", "industry": "pilot", "size": "small"}
        number = office.post("/enterprises", enterprise)["id"]
        day = office.today.isoformat()
        body = {"provider_id": provider, "enterprise_id": number, "answer": answer, "answered_on": day}
        return office.post("/surveys", body)["id"]

    def call(self, office, survey):
        body = {"survey_id": survey, "called_on": office.today.isoformat(), "callers": ["林晓", "郑文"]}
        return office.post("/callbacks", {**body, "outcome": "confirmed", "words": "维持。"})["id"]

    def test_are_asked_back_of_who_was_dissatisfied_alone(self, xiamen):
        survey = self.answer(xiamen, xiamen.new_provider(), "满意")
        body = {"survey_id": survey, "called_on": xiamen.today.isoformat(), "callers": ["林晓", "郑文"]}
        body |= {"outcome": "confirmed", "words": "维持。"}
        refuse(xiamen, "/callbacks", body, (422, "not_dissatisfied"), "只回访核实“不满意”")

    def test_on_which_a_decision_was_annulled_do_not_come_again(self, xiamen):
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        day = xiamen.today.isoformat()
        review = {"kind": "review", "body": "市人民政府", "number": "1号", "received_on": day}
        path = f"/proceedings/{xiamen.post(f'/cases/{case}/proceedings', review)['id']}/end"
        ended = {"ended_on": day, "result": "annulled", "result_no": "府复〔2026〕1号", "words": "证据不足。"}
        xiamen.post(path, ended)
        xiamen.attach(path.removesuffix("/end"), "official_text")
        xiamen.post(path.removesuffix("end") + "confirmation", by=xiamen.second)
        body = {"provider_id": provider, "source": "complaint", "clause": "11.6", "found_on": day}
        body["summary"] = "又反映。"
        refuse(xiamen, "/leads", body, (409, "annulled_before"), "不得以同一事实和理由再作处理")
        xiamen.post("/leads", {**body, "new_facts": "新的书证。"})

    def test_that_the_text_says_shall_be_acted_on_are_not_declined_by_one(self, xiamen):
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        xiamen.verify(lead)
        declined = xiamen.post(f"/leads/{lead}/declining", {"reason": "情节轻微"})
        assert declined["state"] == "declining"
        path = f"/leads/{lead}/declining-confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "提出不予处理的人")
        assert xiamen.post(path, by=xiamen.second)["state"] == "declined"

    def test_are_no_ground_where_no_edition_is_in_force(self, app, engine, owner_engine, clock, cities):
        office = Office(Bureau(app, engine, owner_engine, clock, city="xiamen"), cities.profile("xiamen"))
        body = {"provider_id": office.new_provider(), "source": "visit", "clause": "11.6"}
        body |= {"found_on": office.today.isoformat(), "summary": "反映。"}
        refuse(office, "/leads", body, (409, "edition_not_in_force"), "没有版本施行")


class TestARemedy:
    def test_is_one_that_the_text_has(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        refusal = (409, "remedy_not_provided")
        refuse(xiamen, f"/cases/{case}/remedies", {"kind": "removal"}, refusal, "不能采取这一措施")

    def test_has_no_longer_term_than_the_text_has(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        path, body = f"/cases/{case}/remedies", {"kind": "order", "term": 2, "term_unit": "个月"}
        refuse(xiamen, path, body, (422, "term_too_long"), "办法规定的期限")
        refuse(xiamen, path, {**body, "term_unit": "日"}, (422, "term_unit_mismatch"), "请用同一单位")

    def test_is_not_heavier_since_the_party_has_defended_itself(self, xiamen):
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "12.4")
        xiamen.tell_and_hear(xiamen.plan(case, "circular"), provider, ANSWERS)
        refusal = (409, "heavier_after_hearing")
        refuse(xiamen, f"/cases/{case}/remedies", {"kind": "removal"}, refusal, "不得因此作更重的处理")

    def test_is_not_heard_before_the_time_to_speak_is_over(self, xiamen):
        provider = xiamen.new_provider()
        removal = xiamen.plan(xiamen.find_case(provider, "12.4"), "removal")
        xiamen.decide(removal, provider, kind="advance", title="拟作处理告知书")
        refusal = (409, "statement_term_runs")
        refuse(xiamen, f"/remedies/{removal}/hearing", {}, refusal, "不能视为放弃")

    def test_that_the_text_says_shall_be_taken_is_not_dropped_by_one(self, xiamen):
        warning = xiamen.plan(xiamen.find_case(xiamen.new_provider(), "11.6"), "warning")
        dropped = xiamen.post(f"/remedies/{warning}/dropping", {"reason": "已改正"})
        assert dropped["state"] == "dropping"
        path = f"/remedies/{warning}/dropping-confirmation"
        refuse(xiamen, path, None, (403, "same_person"), "提出不采取的人")


class TestACase:
    def test_with_a_remedy_to_be_done_is_not_closed(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        xiamen.plan(case, "warning")
        xiamen.plan(case, "order", term=1, term_unit="个月")
        body = {"result": "办结。"}
        refuse(xiamen, f"/cases/{case}/closing", body, (409, "remedies_running"), "还有2项措施没有办完")

    def test_without_any_remedy_is_not_closed(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        refusal = (409, "remedies_missing")
        refuse(xiamen, f"/cases/{case}/closing", {"result": "办结。"}, refusal, "没有任何处理措施")

    def test_is_extended_by_thirty_days_at_most(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        path, body = f"/cases/{case}/extension", {"reason": "等待报告", "approved_by": "局长 何平"}
        due = xiamen.today + timedelta(60)
        for days in (0, 31):
            late = {**body, "until": (due + timedelta(days)).isoformat()}
            refuse(xiamen, path, late, (422, "field_out_of_range"), "延长后的办理期限")
        xiamen.post(path, {**body, "until": (due + timedelta(30)).isoformat()})
        again = {**body, "until": (due + timedelta(40)).isoformat()}
        refuse(xiamen, path, again, (409, "extended_before"), "已延长过一次")

    def test_stands_still_while_it_is_suspended(self, xiamen):
        path = f"/cases/{xiamen.find_case(xiamen.new_provider(), '11.6')}"
        due = date.fromisoformat(xiamen.get(path)["due_on"])
        xiamen.post(f"{path}/suspension", {"reason": "等待鉴定", "approved_by": "局长 何平"})
        xiamen.go_to(xiamen.today + timedelta(12))
        xiamen.post(f"{path}/resumption")
        assert xiamen.get(path)["due_on"] == (due + timedelta(12)).isoformat()

    def drop(self, office, case, kind, **terms):
        path = f"/remedies/{office.plan(case, kind, **terms)}"
        office.post(f"{path}/dropping", {"reason": "陈述成立。"})
        office.post(f"{path}/dropping-confirmation", by=office.second)

    def test_is_closed_and_archived_when_all_of_it_was_decided(self, xiamen):
        """Xiamen 11: 警告, and a month to mend it; both are taken, or not taken for a reason."""
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        self.drop(xiamen, case, "warning")
        path, body = f"/cases/{case}/closing", {"result": "办结。"}
        refuse(xiamen, path, body, (409, "remedies_lacking"), "还没有办理限期整改")
        self.drop(xiamen, case, "order", term=1, term_unit="个月")
        xiamen.post(path, body)
        came = {"kind": "review", "body": "市人民政府", "number": "厦府行复〔2026〕21号"}
        xiamen.post(f"/cases/{case}/proceedings", {**came, "received_on": xiamen.today.isoformat()})
        path = f"/cases/{case}/archiving"
        body = {"archive_no": "J031-WS·2026-30年-运行处-0012"}
        refuse(xiamen, path, body, (409, "proceedings_open"), "还没有终结")

    def test_is_handled_by_nobody_who_stands_aside(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        xiamen.post(f"/cases/{case}/recusals", {"name": "林晓", "reason": "近亲属"})
        refuse(xiamen, f"/cases/{case}/remedies", {"kind": "warning"}, (403, "recused"), "林晓已登记回避")
        xiamen.post(f"/cases/{case}/remedies", {"kind": "warning"}, by=xiamen.second)

    def test_takes_no_lead_about_another_provider(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        lead = xiamen.register(xiamen.new_provider("另一公司"), "11.6")
        xiamen.verify(lead)
        refusal = (409, "case_of_other_provider")
        refuse(xiamen, f"/leads/{lead}/joining", {"case_id": case}, refusal, "同一服务商")


class TestAPaper:
    def test_is_signed_by_nobody_who_stands_aside(self, warned):
        office, _, case, paper = warned
        path, body = submit(office, paper)
        office.post(f"/cases/{case}/recusals", {"name": "陈立", "reason": "近亲属"})
        refuse(office, path, body, (403, "recused"), "陈立已登记回避")

    def test_is_not_signed_by_who_drafted_it(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        refuse(office, path, {**body, "name": "林 晓"}, (403, "same_person"), "是拟办人或拟稿人")

    def test_is_not_signed_twice_by_one_person(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        office.sign(paper, "科室负责人", "陈立")
        refuse(office, path, body, (403, "same_person"), "已在前面的环节签批")
        with_post = {**body, "name": "副局长 陈立"}
        refuse(office, path, with_post, (403, "same_person"), "已在前面的环节签批")

    def test_is_not_signed_before_what_it_says_was_verified(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        early = {**body, "signed_on": (office.today - timedelta(1)).isoformat()}
        refuse(office, path, early, (422, "days_reversed"), "不能早于核实")

    def test_waits_for_each_signature_to_be_checked(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        entered = office.post(path, body)["id"]
        refuse(office, path, sign(office, "孙岩"), (409, "approval_waiting"), "请先由另一人复核")
        mine = f"/document-approvals/{entered}/confirmation"
        refuse(office, mine, None, (403, "same_person"), "登记签批的人")

    def test_is_approved_on_a_sheet_that_hangs_on_it(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        office.sign(paper, "科室负责人", "陈立")
        last = office.post(path, {**body, "name": "孙岩"})["id"]
        checked, refusal = f"/document-approvals/{last}/confirmation", (409, "paper_missing")
        refuse(office, checked, None, refusal, "还缺", by=office.second)

    def test_on_a_heavy_remedy_is_decided_by_two_at_least(self, xiamen):
        provider = xiamen.new_provider()
        removal = xiamen.plan(xiamen.find_case(provider, "12.4"), "removal")
        xiamen.set_internal(chains={"removal": ["签发"]})
        paper = xiamen.draft(removal, kind="advance")
        path = f"/case-documents/{paper}/submission"
        refuse(xiamen, path, None, (409, "chain_too_short"), "须由两名以上人员审批")

    def test_on_a_heavy_remedy_names_the_meeting_that_decided(self, xiamen):
        removal = xiamen.plan(xiamen.find_case(xiamen.new_provider(), "12.4"), "removal")
        paper = xiamen.draft(removal, kind="advance")
        path, _ = submit(xiamen, paper)
        for post, name in (("科室负责人", "陈立"), ("合法性审核", "孙岩")):
            xiamen.sign(paper, post, name)
        refuse(xiamen, path, sign(xiamen, "何平"), (422, "meeting_missing"), "请先登记会议")
        agreed = {"meeting_id": xiamen.meet(), "matter": 1}
        refuse(xiamen, path, sign(xiamen, "何平", **agreed, agrees=False), (409, "meeting_differs"), "不符")
        refuse(
            xiamen, path, sign(xiamen, "何平", **agreed | {"matter": 2}), (422, "meeting_missing"), "只有1项"
        )

    @pytest.mark.parametrize("number", ["厦工信[2026]134号", "厦工信〔2026〕第134号", "厦工信〔2026〕034号"])
    def test_has_a_number_in_the_standards_form(self, warned, number):
        office, _, _, paper = warned
        body = self.approve(office, paper)
        path = f"/case-documents/{paper}/issue"
        refuse(office, path, {**body, "document_no": number}, (422, "document_no_form"), "用六角括号")

    @pytest.mark.parametrize("year", [1999, 2025, 2027])
    def test_has_the_number_of_its_own_year(self, warned, year):
        office, _, _, paper = warned
        body = self.approve(office, paper) | {"document_no": f"厦工信企业函〔{year}〕134号"}
        refuse(office, f"/case-documents/{paper}/issue", body, (422, "document_no_form"), "不符，请核对")

    def approve(self, office, paper):
        office.approve(paper)
        office.attach(f"/case-documents/{paper}", "stamped_original")
        day = office.today.isoformat()
        return {"document_no": "厦工信企业函〔2026〕134号", "issued_on": day}

    def test_has_a_number_of_its_own(self, warned):
        office, provider, _, paper = warned
        body = self.approve(office, paper)
        office.post(f"/case-documents/{paper}/issue", body)
        other = office.draft(office.plan(office.find_case(provider, "11.2"), "warning"))
        path = f"/case-documents/{other}/issue"
        refuse(office, path, self.approve(office, other), (409, "document_no_used"), "已用于")

    def test_is_issued_with_its_stamped_original(self, warned):
        office, _, _, paper = warned
        office.approve(paper)
        body = {"document_no": "厦工信企业函〔2026〕134号"}
        body["issued_on"] = office.today.isoformat()
        path = f"/case-documents/{paper}/issue"
        refuse(office, path, body, (409, "paper_missing"), "请先上传扫描件并附上")


class TestService:
    def serve(self, office, paper, provider, **changes):
        body = {"provider_id": provider, "served_on": office.today.isoformat(), **SERVED, **changes}
        return f"/case-documents/{paper}/services", body

    def issued(self, warned):
        office, provider, _, paper = warned
        office.approve(paper)
        office.issue(paper)
        return office, provider, paper

    def test_is_of_an_issued_paper(self, warned):
        office, provider, _, paper = warned
        path, body = self.serve(office, paper, provider)
        refuse(office, path, body, (409, "not_issued"), "现为“起草中”，不能送达：须先签发")

    def test_is_not_before_the_paper_was_issued(self, warned):
        office, provider, paper = self.issued(warned)
        before = (office.today - timedelta(1)).isoformat()
        path, body = self.serve(office, paper, provider, served_on=before)
        refuse(office, path, body, (422, "days_reversed"), "不能早于签发之日")

    def test_is_to_whom_the_paper_is_about(self, warned):
        office, _, paper = self.issued(warned)
        path, body = self.serve(office, paper, office.new_provider("另一公司"))
        refuse(office, path, body, (409, "not_addressed"), "请核对受送达人")

    def test_is_electronic_by_consent_alone(self, warned):
        office, provider, paper = self.issued(warned)
        path, body = self.serve(office, paper, provider, manner="electronic")
        refuse(office, path, body, (409, "no_consent"), "没有同意电子送达的送达地址确认书")
        address = {"provider_id": provider, "confirmed_on": office.today.isoformat(), "address": "前埔"}
        address |= {"receiver": "吴霞", "phone": "0592"}
        office.post("/service-addresses", {**address, "electronic": False})
        refuse(office, path, body, (409, "no_consent"), "请改用其他方式")
        consent = {**address, "electronic": True, "electronic_address": "w@example.cn"}
        before = (office.today - timedelta(1)).isoformat()
        office.post("/service-addresses", {**consent, "confirmed_on": before})
        refuse(office, path, body, (409, "no_consent"), "请改用其他方式")
        confirmed = office.post("/service-addresses", consent)["id"]
        refuse(office, path, body, (409, "paper_missing"), "送达地址确认书")
        office.attach(f"/service-addresses/{confirmed}", "address_confirmation")
        office.post(path, body)

    def test_is_by_two_persons(self, warned):
        office, provider, paper = self.issued(warned)
        path, body = self.serve(office, paper, provider, servers=["林晓"])
        refuse(office, path, body, (422, "two_persons"), "两名以上")

    def test_is_entered_once_and_checked_by_another_against_its_receipt(self, warned):
        office, provider, paper = self.issued(warned)
        path, body = self.serve(office, paper, provider)
        entered = office.post(path, body)["id"]
        refuse(office, path, body, (409, "served_before"), "送达已登记")
        check = f"/document-services/{entered}/confirmation"
        refuse(office, check, None, (403, "same_person"), "登记送达的人")
        refuse(office, check, None, (409, "paper_missing"), "还缺", by=office.second)
