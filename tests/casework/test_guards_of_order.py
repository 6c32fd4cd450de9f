"""What comes before what, by whom, and on which paper: casework takes nothing that is out of this order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.office import Office
from tests.casework.reading import new_party
from tests.casework.test_guards_of_cases import SERVED, refuse, submit
from tests.web.clients import Bureau

ANSWERS = [{"point": "已改正", "answer": "复核未见改正。", "adopted": "不采纳"}]
STATED = {"stated_on": "2026-03-03", "statement": "称已改正。", "answers": ANSWERS}
WAIVER = {"waived_by": "局长 何平", "waived_document": "局专题会议纪要〔2026〕4号"}


@pytest.fixture
def warned(xiamen):
    """A case with a warning that is drafted: the office, the provider, the case, the paper."""
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.6")
    return xiamen, provider, case, xiamen.draft(xiamen.plan(case, "warning"))


@pytest.fixture
def issued(warned):
    """The same, with the paper issued: how it is served."""
    office, provider, _, paper = warned
    office.approve(paper)
    office.issue(paper)
    body = {"provider_id": provider, "served_on": office.today.isoformat(), **SERVED}
    return office, f"/case-documents/{paper}/services", body


@pytest.fixture
def told(xiamen):
    """A removal whose party was told on Tuesday 2026-03-03: the office, the provider, the remedy."""
    xiamen.go_to(date(2026, 3, 3))
    provider = xiamen.new_provider()
    removal = xiamen.plan(xiamen.find_case(provider, "12.4"), "removal")
    xiamen.decide(removal, provider, kind="advance", title="拟取消试点工作资格告知书")
    return xiamen, provider, removal


@pytest.fixture
def order(xiamen):
    """An order that runs: the office, its case, the order."""
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.2")
    order = xiamen.plan(case, "order", term=1, term_unit="个月")
    xiamen.decide(order, provider, title="限期整改通知书")
    return xiamen, case, order


def waive(office, remedy):
    office.attach(f"/remedies/{remedy}", "minutes")
    office.post(f"/remedies/{remedy}/hearing-waiver", WAIVER, by=office.second)


def stand_aside(office, case, name):
    office.post(f"/cases/{case}/recusals", {"name": name, "reason": "近亲属"})


class TestASignature:
    def test_comes_before_the_paper_is_issued(self, warned):
        office, _, _, paper = warned
        office.go_to(date(2026, 3, 4))
        office.approve(paper)
        office.attach(f"/case-documents/{paper}", "stamped_original")
        path, body = f"/case-documents/{paper}/issue", {"document_no": "厦工信企业函〔2026〕134号"}
        early = {**body, "issued_on": "2026-03-03"}
        refuse(office, path, early, (422, "days_reversed"), "不能早于最后一个环节签批之日2026-03-04")
        assert office.post(path, {**body, "issued_on": "2026-03-04"})["state"] == "issued"

    def test_comes_after_that_of_the_post_before(self, warned):
        office, _, _, paper = warned
        office.go_to(date(2026, 3, 4))
        path, body = submit(office, paper)
        office.sign(paper, "科室负责人", "陈立")
        early = {**body, "name": "孙岩", "signed_on": "2026-03-03"}
        refuse(office, path, early, (422, "days_reversed"), "不能早于上一环节的2026-03-04")

    def test_comes_after_each_situation_that_the_paper_cites_was_verified(self, make_office):
        office = make_office("huangshi")
        provider = office.new_provider()
        case = office.find_case(provider, "14.1")
        office.go_to(date(2026, 3, 4))
        other = office.register(provider, "14.3")
        office.verify(other)
        office.post(f"/leads/{other}/joining", {"case_id": case})
        warning = office.plan(case, "warning")
        assert office.get(f"/remedies/{warning}")["cites"] == ["14.1", "14.3"]
        path, body = submit(office, office.draft(warning))
        early = {**body, "signed_on": "2026-03-03"}
        refuse(office, path, early, (422, "days_reversed"), "不能早于核实和听取陈述申辩完毕之日2026-03-04")
        office.post(path, body)

    def test_of_a_meeting_comes_after_it_was_held(self, xiamen):
        removal = xiamen.plan(xiamen.find_case(xiamen.new_provider(), "12.4"), "removal")
        paper = xiamen.draft(removal, kind="advance", title="拟取消试点工作资格告知书")
        path, body = submit(xiamen, paper)
        for post, name in (("科室负责人", "陈立"), ("合法性审核", "孙岩")):
            xiamen.sign(paper, post, name)
        xiamen.go_to(date(2026, 3, 4))
        decided = {**body, "name": "何平", "meeting_id": xiamen.meet(), "matter": 1}
        early = {**decided, "signed_on": "2026-03-03"}
        refuse(xiamen, path, early, (422, "days_reversed"), "不能早于会议召开之日2026-03-04")
        xiamen.post(path, decided | {"signed_on": "2026-03-04"})

    def test_comes_after_the_time_in_which_a_party_said_nothing(self, told):
        """Five working days from 4 March end on the 10th: nobody decides before the 11th."""
        office, _, removal = told
        office.go_to(date(2026, 3, 12))
        office.post(f"/remedies/{removal}/hearing", {})
        path, body = submit(office, office.draft(removal))
        early = {**body, "signed_on": "2026-03-10"}
        refuse(office, path, early, (422, "days_reversed"), "听取陈述申辩完毕之日2026-03-11")
        office.post(path, {**body, "signed_on": "2026-03-11"})

    def test_of_each_post_is_given_anew_where_one_has_sent_the_paper_back(self, warned):
        office, _, _, paper = warned
        path, body = submit(office, paper)
        first = office.get(f"/case-documents/{paper}")["chain"][0]
        office.sign(paper, first, "陈立", agrees=False)
        office.post(f"/case-documents/{paper}/submission")
        again = office.post(path, {**body, "name": "孙岩"})
        assert (again["place"], again["post"]) == (1, first)


class TestAPaper:
    def test_has_no_number_in_its_title(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        body = {"kind": "act", "remedy_id": xiamen.plan(case, "warning"), "publicity": "internal"}
        body["title"] = "关于提醒的通知（厦工信〔2026〕3号）"
        refuse(xiamen, f"/cases/{case}/documents", body, (422, "number_in_title"), "标题不写文号")

    def test_is_voided_before_what_it_carries_is_dropped(self, xiamen):
        warning = xiamen.plan(xiamen.find_case(xiamen.new_provider(), "11.6"), "warning")
        paper = xiamen.draft(warning)
        path, body = f"/remedies/{warning}/dropping", {"reason": "已改正。"}
        refuse(xiamen, path, body, (409, "remedy_has_paper"), "请先作废该文书")
        xiamen.post(f"/case-documents/{paper}/voiding", {"reason": "不再采取。"})
        assert xiamen.post(path, body)["state"] == "dropping"


class TestAFinding:
    def test_comes_after_the_lead_and_names_its_evidence(self, xiamen):
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        body = {"verified_on": "2026-03-02", "verifiers": ["林晓", "周宁"], "finding": "属实。"}
        path = f"/leads/{lead}/verification"
        early = {**body, "evidence": ["走访记录"], "verified_on": "2026-03-01"}
        refuse(xiamen, path, early, (422, "days_reversed"), "不能早于发现之日2026-03-02")
        refuse(xiamen, path, {**body, "evidence": []}, (422, "field_missing"), "evidence")


class TestAHit:
    def test_is_no_lead_before_an_edition_is_in_force(self, app, engine, owner_engine, clock, cities):
        """Until then the watch tries the text out (Xiamen 11: 泄露), and nothing rests on that."""
        office = Office(Bureau(app, engine, owner_engine, clock, city="xiamen"), cities.profile("xiamen"))
        provider = new_party(office)
        office.post("/findings", {"provider_id": provider, "kind": "disclosure", "found_on": "2026-03-02"})
        path = f"/hits/{self.find(office)['id']}/lead"
        office.post(path, {"summary": "转请核实。"}, expect=(409, "hit_on_trial"))
        assert office.get("/leads")["items"] == []
        office.promulgate()
        assert not self.find(office)["trial"]
        office.post(path, {"summary": "转请核实。"})

    def find(self, office):
        """The one hit that is met when the watch has looked."""
        office.bureau.work(office.post("/watch/runs", {})["work_id"])
        (hit,) = office.get("/hits", clause="11.4", state="met")["items"]
        return hit


class TestAParty:
    def test_has_an_answer_to_what_it_has_said(self, told):
        office, _, removal = told
        path, refusal = f"/remedies/{removal}/hearing", (422, "field_missing")
        refuse(office, path, {**STATED, "answers": None}, refusal, "逐点答复（answers）")
        assert office.post(path, STATED)["state"] == "heard"

    def test_speaks_after_it_was_told(self, told):
        office, _, removal = told
        early = {**STATED, "stated_on": "2026-03-02"}
        path, refusal = f"/remedies/{removal}/hearing", (422, "days_reversed")
        refuse(office, path, early, refusal, "不能早于告知书送达之日2026-03-03")

    def test_is_not_told_only_by_a_document_that_waives_it(self, xiamen):
        removal = xiamen.plan(xiamen.find_case(xiamen.new_provider(), "12.4"), "removal")
        path, refusal = f"/remedies/{removal}/hearing-waiver", (409, "paper_missing")
        refuse(xiamen, path, WAIVER, refusal, "还缺会议纪要", by=xiamen.second)
        waive(xiamen, removal)
        assert xiamen.get(f"/remedies/{removal}")["state"] == "heard"


class TestWhatWasPutRight:
    def check(self, office, order, checkers):
        body = {"checked_on": office.today.isoformat(), "checkers": checkers}
        return f"/remedies/{order}/recheck", {**body, "outcome": "passed", "words": "经现场复核。"}

    def test_is_reported_on_paper(self, order):
        office, _, order = order
        body = {"reported_on": office.today.isoformat(), "after_hours": False, "manner": "direct"}
        refuse(office, f"/remedies/{order}/report", body, (409, "paper_missing"), "还缺整改报告")

    def test_is_found_by_two_different_persons(self, order):
        office, _, order = order
        office.report(order)
        path, body = self.check(office, order, ["林晓", "林 晓"])
        refuse(office, path, body, (422, "two_persons"), "两名以上不同的人员")

    def test_is_found_by_nobody_who_stands_aside(self, order):
        office, case, order = order
        office.report(order)
        stand_aside(office, case, "周明")
        path, body = self.check(office, order, ["林晓", "周明"])
        refuse(office, path, body, (403, "recused"), "周明已登记回避")
        assert office.recheck(order)["state"] == "passed"


class TestService:
    def test_is_by_nobody_who_stands_aside(self, issued):
        office, path, body = issued
        case = office.get(path.removesuffix("/services"))["case_id"]
        stand_aside(office, case, "周明")
        refuse(office, path, {**body, "servers": ["林晓", "周明"]}, (403, "recused"), "周明已登记回避")
        office.post(path, body)

    @pytest.mark.parametrize(("lacking", "zh"), [("witness", "见证人"), ("note", "事由")])
    def test_on_who_does_not_take_it_has_a_witness(self, issued, lacking, zh):
        """民事诉讼法第八十九条: 见证人, or pictures; and why it was left."""
        office, path, body = issued
        left = {**body, "manner": "left", "receiver": None, "witness": "社区韦某", "note": "拒收"}
        refuse(office, path, {**left, lacking: None}, (422, "field_missing"), zh)
        office.post(path, left)

    def test_put_right_is_not_before_the_paper_was_issued(self, warned):
        office, provider, _, paper = warned
        office.go_to(date(2026, 3, 4))
        office.approve(paper)
        office.issue(paper)
        office.serve(paper, provider)
        (service,) = office.get("/document-services", document_id=paper)["items"]
        body = {**SERVED, "served_on": "2026-03-03", "reason": "误读回证。"}
        path, refusal = f"/document-services/{service['id']}/correction", (422, "days_reversed")
        refuse(office, path, body, refusal, "不能早于签发之日2026-03-04")

    def test_of_a_removal_keeps_the_day_from_which_it_works(self, xiamen):
        provider = xiamen.new_provider()
        removal = xiamen.plan(xiamen.find_case(provider, "12.4"), "removal")
        waive(xiamen, removal)
        paper = xiamen.draft(removal)
        xiamen.approve(paper)
        xiamen.issue(paper)
        xiamen.serve(paper, provider)
        day = xiamen.today
        xiamen.go_to(day + timedelta(2))
        (service,) = xiamen.get("/document-services", document_id=paper)["items"]
        body = {**SERVED, "served_on": (day + timedelta(1)).isoformat(), "reason": "误读回证。"}
        path, refusal = f"/document-services/{service['id']}/correction", (409, "rests_on_service")
        refuse(xiamen, path, body, refusal, "立更正、撤销或撤回案件")


class TestACase:
    def test_is_handed_to_nobody_who_stands_aside(self, xiamen):
        case = xiamen.find_case(xiamen.new_provider(), "11.6")
        listed = xiamen.bureau.client("admin").get("/persons").json["items"]
        persons = {person["name"]: person["id"] for person in listed}
        stand_aside(xiamen, case, "郑文")
        path, body = f"/cases/{case}/handover", {"handler_id": persons["郑文"], "reason": "外出"}
        refuse(xiamen, path, body, (403, "recused"), "郑文已登记回避")

    def test_is_closed_when_no_paper_of_it_is_in_the_way(self, order):
        office, case, order = order
        office.drop(case, "warning")
        office.report(order)
        office.recheck(order)
        paper = office.draft(order, kind="recheck_result", title="关于整改复核结果的告知")
        path, body = f"/cases/{case}/closing", {"result": "整改完成。"}
        refuse(office, path, body, (409, "papers_open"), "请先签发或者作废")
        office.post(f"/case-documents/{paper}/voiding", {"reason": "当面告知。"})
        assert office.post(path, body)["state"] == "closed"

    def test_is_archived_when_nothing_follows_from_it(self, xiamen):
        """Xiamen 12: 取消资格 and 通报; the account of who is out is still to be closed."""
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "12.4")
        removal = xiamen.plan(case, "removal")
        waive(xiamen, removal)
        xiamen.decide(removal, provider, title="关于取消试点工作资格的通知")
        xiamen.finish(removal)
        xiamen.drop(case, "circular")
        xiamen.close(case)
        path, body = f"/cases/{case}/archiving", {"archive_no": "J031-WS·2026-30年-运行处-0012"}
        effects = xiamen.get("/case-effects", case_id=case)["items"]
        assert effects
        refuse(xiamen, path, body, (409, "effects_open"), f"还有{len(effects)}项后续事项")
        for effect in effects:
            xiamen.post(f"/case-effects/{effect['id']}/completion", {"words": "已办理。"})
        assert xiamen.post(path, body)["state"] == "archived"


class TestWhatIsDecided:
    def test_is_made_known_afterwards(self, told):
        office, _, removal = told
        body = {"form": "circular", "wording": "取消资格的情况。", "addressees": ["各区工信部门"]}
        path, refusal = f"/remedies/{removal}/publications", (409, "not_issued")
        refuse(office, path, body, refusal, "决定作出之前不能")

    def test_is_decided_anew_where_only_the_procedure_was_wrong(self, xiamen):
        """行政复议法第六十四条第二款: 违反法定程序 is excepted."""
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        xiamen.decide(xiamen.plan(case, "warning"), provider, title="提醒")
        day = xiamen.today.isoformat()
        review = {"kind": "review", "body": "市人民政府", "number": "1号", "received_on": day}
        address = f"/proceedings/{xiamen.post(f'/cases/{case}/proceedings', review)['id']}"
        ended = {"ended_on": day, "result": "procedure", "result_no": "府复〔2026〕1号", "words": "未告知。"}
        xiamen.post(f"{address}/end", ended)
        xiamen.attach(address, "official_text")
        xiamen.post(f"{address}/confirmation", by=xiamen.second)
        anew = xiamen.plan(case, "warning")
        assert xiamen.get(f"/remedies/{anew}")["state"] == "planned"
        xiamen.register(provider, "11.6")


def test_who_was_dissatisfied_is_called_by_two_different_persons(xiamen):
    enterprise = xiamen.post("/enterprises", {"name": "某厂", "industry": "pilot", "size": "small"})["id"]
    day = xiamen.today.isoformat()
    survey = {"provider_id": xiamen.new_provider(), "enterprise_id": enterprise, "answered_on": day}
    body = {"survey_id": xiamen.post("/surveys", {**survey, "answer": "不满意"})["id"], "called_on": day}
    body |= {"outcome": "confirmed", "words": "维持。", "callers": ["林晓", "林 晓"]}
    refuse(xiamen, "/callbacks", body, (422, "two_persons"), "两名以上不同的人员")
    xiamen.post("/callbacks", {**body, "callers": ["林晓", "郑文"]})
