"""Who may decide, on whom, and when there is still something to decide by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.casework.following import Following
from tests.casework.test_guards_of_cases import refuse

ORDER = {"kind": "order", "term": 20, "term_unit": "日"}


@pytest.fixture
def changsha(make_office):
    return make_office("changsha", Following)


@pytest.fixture
def warned(make_office):
    """A provider that was warned in Xiamen, with its warning."""
    office = make_office("xiamen", Following)
    provider = office.new_provider()
    warning = office.plan(office.find_case(provider, "11.6"), "warning")
    office.decide(warning, provider)
    return office, provider, warning


class TestAMeeting:
    def test_decides_nothing_about_a_case_from_which_one_of_it_stands_aside(self, xiamen):
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "12.4")
        removal = xiamen.plan(case, "removal")
        xiamen.tell_and_hear(removal, provider, [{"point": "已改", "answer": "未改。", "adopted": "不采纳"}])
        xiamen.post(f"/cases/{case}/recusals", {"name": "周 明", "reason": "与当事单位有利害关系"})
        paper = xiamen.draft(removal, title="关于取消试点工作资格的通知")
        chain = xiamen.post(f"/case-documents/{paper}/submission")["chain"]
        place = chain.index("集体讨论")
        for post, name in zip(chain[:place], ("陈立", "孙岩"), strict=True):
            xiamen.sign(paper, post, name)
        day = xiamen.today.isoformat()
        held = {"number": "局专题会议纪要〔2026〕9号", "name": "局长办公会", "held_on": day}
        matter = {"matter": "取消资格", "outcome": "同意", "result": "同意"}
        held |= {"attended": ["何平", "周明"], "matters": [matter]}
        meeting = xiamen.post("/meetings", held)["id"]
        signed = {"name": "何平", "agrees": True, "words": "同意。", "signed_on": day}
        signed |= {"meeting_id": meeting, "matter": 1}
        path = f"/case-documents/{paper}/approvals"
        refuse(xiamen, path, signed, (403, "recused"), "周明已登记回避")
        # he may sit where others are decided on
        xiamen.post(path, {**signed, "meeting_id": xiamen.meet()})


class TestTwoSituations:
    def test_are_both_verified_before_anybody_signs(self, xiamen):
        """Xiamen 11(2) and 11(6) both have a 警告: who signs decides on both."""
        provider = xiamen.new_provider()
        first = xiamen.today
        case = xiamen.find_case(provider, "11.6")
        xiamen.go_to(first + timedelta(3))
        lead = xiamen.register(provider, "11.2")
        xiamen.verify(lead)
        xiamen.post(f"/leads/{lead}/joining", {"case_id": case})
        paper = xiamen.draft(xiamen.plan(case, "warning"))
        post = xiamen.post(f"/case-documents/{paper}/submission")["chain"][0]
        assert post == "科室负责人"
        xiamen.attach(f"/case-documents/{paper}", "approval_sheet")
        signed = {"name": "陈立", "agrees": True, "words": "同意。", "signed_on": first.isoformat()}
        path = f"/case-documents/{paper}/approvals"
        refuse(
            xiamen, path, signed, (422, "days_reversed"), f"不能早于核实和听取陈述申辩完毕之日{xiamen.today}"
        )
        xiamen.post(path, {**signed, "signed_on": xiamen.today.isoformat()})


class TestAWithdrawal:
    def end(self, office, day):
        ending = {
            "kind": "expiry",
            "edition": office.profile.latest.key,
            "document_no": "局〔2026〕88号",
            "issuer": office.profile.city.bureau,
            "issued_on": office.today.isoformat(),
            "document_class": "normative",
            "published_on": office.today.isoformat(),
            "published_in": "局网站",
            "body": {"end": day},
        }
        office.post("/instruments", ending)

    def test_is_issued_and_served_after_the_pilot_has_ended(self, warned):
        """What was wrong is taken back at any time: `edition_not_in_force` is about what is new."""
        office, provider, warning = warned
        self.end(office, "2026-04-30")
        office.go_to(date(2026, 5, 6))
        office.withdraw(warning, provider)
        assert {each["kind"] for each in office.decisions(provider)} == {"warning", "withdrawal"}

    def test_is_all_that_is_issued_then(self, warned):
        office, _, _ = warned
        other = office.new_provider()
        paper = office.draft(office.plan(office.find_case(other, "11.6"), "warning"))
        office.approve(paper)
        office.attach(f"/case-documents/{paper}", "stamped_original")
        self.end(office, "2026-04-30")
        office.go_to(date(2026, 5, 6))
        body = {"document_no": "局企业函〔2026〕99号", "issued_on": "2026-05-06"}
        refusal = (409, "edition_not_in_force")
        refuse(office, f"/case-documents/{paper}/issue", body, refusal, "没有版本施行")


class TestASituationOfSomeCategories:
    """Changsha 13 is about 行业推进机构 alone; our copy has no sanction for anybody else."""

    @pytest.mark.parametrize("category", ["integrator", "ecosystem", None])
    def test_is_no_lead_about_a_provider_of_another(self, changsha, category):
        provider = changsha.new_provider()
        if category:
            changsha.join(provider, category)
        body = {"provider_id": provider, "source": "own", "clause": "13.1", "summary": "反映。"}
        body["found_on"] = changsha.today.isoformat()
        refusal = (409, "category_not_covered")
        refuse(changsha, "/leads", body, refusal, "第十三条第（一）项只适用于行业推进机构")

    def test_gives_no_remedy_on_one_that_is_of_it_no_longer(self, changsha):
        provider = changsha.new_provider()
        membership = changsha.join(provider, "promoter")
        case = changsha.find_case(provider, "13.1")
        changsha.plan(case, "circular")
        entry = changsha.get(f"/memberships/{membership}")
        wrong = {"data": {"category": "integrator"}, "reason": "登记有误"}
        corrected = changsha.officer.post(
            f"/memberships/{membership}/correction", wrong, version=entry["version"]
        )
        assert corrected.status_code == 200, corrected.json
        refusal = (409, "category_not_covered")
        refuse(changsha, f"/cases/{case}/remedies", ORDER, refusal, "只适用于行业推进机构")

    def test_is_one_for_a_provider_that_is_of_it_among_others(self, changsha):
        provider = changsha.new_provider()
        changsha.join(provider, "integrator")
        changsha.join(provider, "promoter")
        changsha.plan(changsha.find_case(provider, "13.1"), **ORDER)


class TestAnAnnulledLead:
    def test_carries_no_remedy_again_in_its_own_case(self, xiamen):
        """行政复议法第六十四条第二款: not the same on the same facts, in whichever case."""
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        day = xiamen.today.isoformat()
        review = {"kind": "review", "body": "市人民政府", "number": "1号", "received_on": day}
        path = f"/proceedings/{xiamen.post(f'/cases/{case}/proceedings', review)['id']}/end"
        ended = {"ended_on": day, "result": "annulled", "result_no": "府复〔2026〕1号", "words": "证据不足。"}
        xiamen.post(path, ended)
        xiamen.attach(path.removesuffix("/end"), "official_text")
        xiamen.post(path.removesuffix("end") + "confirmation", by=xiamen.second)
        refusal = (409, "annulled_before")
        refuse(xiamen, f"/cases/{case}/remedies", {"kind": "warning"}, refusal, "不得以同一事实和理由")
