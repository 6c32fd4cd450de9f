"""Not admitting somebody: told, heard, decided, served, and taken back."""

from __future__ import annotations

from datetime import timedelta

from tests.admission.batch import reach_review


class TestARejection:
    def reach_told(self, office):
        application = reach_review(office)
        office.intend(application)
        service = office.enter_service(application)
        path = f"/admission-services/{service}/confirmation"
        office.post(path, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-services/{service}", "service_receipt")
        office.post(path, expect=(403, "same_person"))
        office.post(path, by=office.second)
        return application

    def reach_heard(self, office):
        application = self.reach_told(office)
        office.go_to(office.today + timedelta(8))
        office.post(f"/admission-applications/{application}/hearing", {})
        office.attach(f"/admission-applications/{application}", "stamped_original")
        return application

    def test_is_told_heard_and_names_its_remedies(self, office):
        application = self.reach_told(office)
        path = f"/admission-applications/{application}"
        office.reject(application, expect=(409, "wrong_state"))
        office.post(f"{path}/hearing", {}, expect=(409, "statement_term_runs"))
        office.post(f"{path}/hearing", {"statement": "不服"}, expect=(422, "field_missing"))
        until = office.get(path)["statement_until"]
        assert until == "2026-03-20"  # five working days from Friday 2026-03-13
        office.go_to(office.today + timedelta(8))
        heard = office.post(f"{path}/hearing", {})
        assert heard["recourse"] == (
            "你单位如不服上述处理，可以自收到本文书之日起六十日内向柳州市人民政府申请行政复议，"
            "也可以自收到本文书之日起六个月内依法向有管辖权的人民法院提起行政诉讼。"
        )
        office.reject(application, expect=(409, "paper_missing"))
        office.attach(path, "stamped_original")
        office.reject(application, by=office.officer, expect=(403, "same_person"))
        assert office.reject(application)["state"] == "rejected"
        early = (office.today - timedelta(1)).isoformat()
        office.enter_service(application, served_on=early, expect=(422, "days_reversed"))
        office.serve_applicant(application)
        assert office.state(application) == "notified"

    def test_is_not_intended_while_the_call_runs(self, office):
        office.announce(["product"])
        application = office.apply("product")
        body = {"intended_on": office.today.isoformat(), "rejection_reasons": "缺材料。"}
        path = f"/admission-applications/{application}/rejection-intention"
        office.post(path, body, expect=(409, "wrong_state"))

    def test_waits_for_the_end_of_the_statements_term(self, office):
        application = self.reach_told(office)
        path = f"/admission-applications/{application}"
        said = {"stated_on": office.today.isoformat(), "statement": "客户为中小企业。", "answer": "不采纳。"}
        office.post(f"{path}/hearing", said)
        office.attach(path, "stamped_original")
        office.reject(application, expect=(409, "statement_term_runs"))
        office.go_to(office.today + timedelta(8))
        office.reject(application, decided_on="2026-03-20", expect=(409, "statement_term_runs"))
        assert office.reject(application)["state"] == "rejected"

    def test_has_a_number_of_its_year_and_of_its_own(self, office):
        application = self.reach_heard(office)
        of = "局企业函〔2025〕9号"
        office.reject(application, document_no=of, expect=(422, "document_no_form"))
        office.reject(application, document_no="9号", expect=(422, "document_no_form"))
        office.reject(application)
        office.announce(["product"], number="第二批")
        other = office.apply("product")
        office.close()
        office.prepare(other)
        office.propose(other)
        office.list_all(number=9, expect=(409, "document_no_used"))
        assert office.publish_list(number=10)["document_no"] == "局企业函〔2026〕10号"

    def test_on_other_reasons_is_told_anew(self, office):
        application = reach_review(office)
        path = f"/admission-applications/{application}"
        office.intend(application)
        old = office.enter_service(application)
        office.enter_service(application, expect=(409, "served_before"))
        office.attach(f"/admission-services/{old}", "service_receipt")
        office.post(f"{path}/reconsideration", {"reason": "理由有误。"}, by=office.second)
        office.intend(application, rejection_reasons="没有本地服务能力。")
        confirm = f"/admission-services/{old}/confirmation"
        office.post(confirm, by=office.second, expect=(409, "other_notice"))
        office.post(f"/admission-services/{old}/return", {"reason": "已另行告知"}, by=office.second)
        new = office.enter_service(application)
        path = f"/admission-services/{new}/confirmation"
        office.post(path, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-services/{new}", "service_receipt")
        office.post(path, by=office.second)
        assert office.state(application) == "told"

    def test_is_served_as_the_law_has_it(self, office):
        application = reach_review(office)
        office.intend(application)
        early = (office.today - timedelta(1)).isoformat()
        for changes, expect in (
            ({"served_on": early}, (422, "days_reversed")),
            ({"servers": ["林晓"]}, (422, "two_persons")),
            ({"manner": "left"}, (422, "field_missing")),
            ({"manner": "electronic"}, (409, "no_consent")),
        ):
            office.enter_service(application, **changes, expect=expect)

    def test_is_given_up_where_the_statement_is_right(self, office):
        application = self.reach_told(office)
        path = f"/admission-applications/{application}"
        said = {"stated_on": office.today.isoformat(), "statement": "客户为中小企业。", "answer": "采纳。"}
        office.post(f"{path}/hearing", said)
        again = office.post(f"{path}/reconsideration", {"reason": "陈述属实。"}, by=office.second)
        assert (again["state"], again["statement"]) == ("received", None)

    def test_that_runs_while_the_list_is_published_can_still_be_given_up(self, office):
        left_off = self.reach_told(office)
        listed = office.apply("product", late_entry="林晓收件。", received_on="2026-03-02")
        office.prepare(listed)
        office.propose(listed)
        office.list_all()
        office.record()
        path = f"/admission-applications/{left_off}"
        office.post(f"{path}/hearing", {})
        office.post(f"{path}/reconsideration", {"reason": "案例属实。"}, by=office.second)
        office.announce(["product"], number="第二批")
        moved = {"admission_batch_id": office.batch, "reason": "第一批名单已公布。"}
        assert office.post(f"{path}/carrying-over", moved, by=office.second)["state"] == "received"
        office.close()
        office.note(left_off, "credit")
        assert office.propose(left_off)["state"] == "proposed"

    def test_that_was_decided_is_taken_back_by_its_paper(self, office):
        application = self.reach_heard(office)
        office.reject(application)
        office.serve_applicant(application)
        path = f"/admission-applications/{application}"
        body = {"taken_back_on": office.today.isoformat(), "reason": "复议决定撤销。"}
        taking = f"{path}/rejection-withdrawal"
        office.post(taking, body, by=office.second, expect=(409, "paper_missing"))
        office.attach(path, "official_text")
        early = {**body, "taken_back_on": "2026-01-01"}
        office.post(taking, early, by=office.second, expect=(422, "days_reversed"))
        assert office.post(taking, body, by=office.second)["state"] == "received"
        day = office.today - timedelta(1)
        office.propose(application, proposed_on=day.isoformat(), expect=(422, "days_reversed"))

    def test_that_is_given_up_does_not_settle_an_objection_that_was_right(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        office.show()
        path, today = f"/admission-applications/{application}", office.today.isoformat()
        said = {"received_on": today, "objector": "某公司", "matter": "案例不实。"}
        objection = office.post(f"{path}/objections", said)["id"]
        office.go_to(office.today + timedelta(3))
        answer = {"upheld": True, "answered_on": office.today.isoformat(), "answer": "属实。"}
        office.post(f"/admission-objections/{objection}/answer", answer, by=office.second)
        back = {"reason": "异议成立。"}
        office.post(f"/admission-batches/{office.batch}/reopening", back, by=office.second)
        office.post(f"{path}/taking-off", back, by=office.second)
        office.intend(application)
        office.post(f"{path}/reconsideration", {"reason": "理由有误。"}, by=office.second)
        office.propose(application, proposed_on=today, expect=(422, "days_reversed"))
        office.note(application, "credit")
        office.propose(application, expect=(409, "objection_upheld"))
        assert office.propose(application, after_objection="已换另一案例。")["state"] == "proposed"
