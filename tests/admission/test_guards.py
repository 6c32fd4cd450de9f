"""What is turned away, over the API, and that nothing of it is stored: out of order, by the same person."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from tests.admission.batch import TEAM
from tests.at_once import call_at_once
from tests.web.clients import credit_code

HOSTILE = "<script>alert(1)</script>'; DROP TABLE admission_batch; --"


def reach_review(office, category="product", **changes):
    """An application under review in a closed call, its papers complete."""
    office.announce([category], **changes)
    application = office.apply(category)
    office.close()
    office.prepare(application)
    return application


@pytest.fixture
def office(make_batch):
    return make_batch("liuzhou")


class TestACall:
    def test_has_known_categories_days_in_order_and_a_name_of_its_own(self, office):
        office.announce(["product"])
        body = office.get(f"/admission-batches/{office.batch}")
        names = ("number", "notice_no", "notice_title", "notice_in", "open_from", "open_until")
        body = {name: body[name] for name in names} | {"categories": ["product"], "conditions": [TEAM]}
        post = partial(office.post, "/admission-batches")
        post(body, expect=(409, "batch_recorded"))
        post({**body, "categories": ["promoter"]}, expect=(422, "unknown_category"))
        post({**body, "open_until": "2026-01-01"}, expect=(422, "days_reversed"))
        assert len(office.get("/admission-batches")["items"]) == 1

    @pytest.mark.parametrize(
        ("condition", "answer"),
        [
            ("申报单位须在本市注册", (422, "local_condition")),
            ("须注册在柳州市", (422, "local_condition")),
            ("应当在柳州设立分公司", (422, "local_condition")),
            ("限本地企业", (422, "local_condition")),
            ("须在本市登记注册", (422, "local_condition")),
            ("注册地须在本市", (422, "local_condition")),
            ("限本地登记的服务商", (422, "local_condition")),
            ("仅面向柳州企业", (422, "local_condition")),
            ("承诺入库后落户柳州市", (422, "local_condition")),
            ("在本市登记注册满一年", (422, "local_condition")),
            ("不限于本地企业", None),
            ("不要求在本市注册", None),
            ("在中华人民共和国境内依法登记注册", None),
            ("在柳州市注册，或者已组建本地服务团队", None),
            ("非本市注册企业须组建本地服务团队", None),
            ("具有本地服务能力", None),
        ],
    )
    def test_asks_for_a_local_team_but_never_for_a_local_company(self, office, condition, answer):
        body = {
            "number": "第一批",
            "notice_no": "局函〔2026〕1号",
            "notice_title": "通知",
            "notice_in": "网站",
            "open_from": "2026-03-02",
            "open_until": "2026-03-12",
            "categories": ["product"],
            "conditions": [condition],
        }
        office.post("/admission-batches", body, expect=answer)

    def test_runs_to_the_end_of_its_last_day(self, office):
        office.announce(["product"])
        office.post(f"/admission-batches/{office.batch}/closing", expect=(409, "call_runs"))

    def test_asks_for_something_where_the_text_does_not(self, make_batch):
        for city, category in (("liuzhou", "product"), ("changchun", "provider"), ("xiamen", "product")):
            office = make_batch(city)
            office.announce([category], conditions=[], expect=(422, "conditions_missing"))
            assert office.announce([category], conditions=["有专业团队"])

    def test_is_made_once_where_many_enter_it(self, office):
        office.announce(["product"], number="第九批")
        made = office.get(f"/admission-batches/{office.batch}")
        names = (
            *("notice_no", "notice_title", "notice_in", "open_from", "open_until", "categories"),
            "conditions",
        )
        body = {name: made[name] for name in names} | {"number": "第一批"}
        clients = [office.bureau.new_client("officer") for _ in range(4)]
        answers = call_at_once(*(partial(c.post, "/admission-batches", body) for c in clients))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


class TestAnApplication:
    def test_is_of_the_call_in_its_days_and_made_once(self, office):
        office.announce(["product"])
        provider = office.new_provider()
        office.apply("product", provider=provider)
        office.apply("product", provider=provider, expect=(409, "applied_before"))
        office.apply("integrator", expect=(422, "not_called"))
        early = (office.today - timedelta(1)).isoformat()
        office.apply("product", received_on=early, expect=(422, "outside_call"))

    def test_received_in_time_and_entered_late_says_by_whom(self, office):
        office.announce(["product"])
        first = office.today.isoformat()
        last = (office.today + timedelta(10)).isoformat()
        office.close()
        office.apply("product", received_on=first, expect=(422, "late_entry_missing"))
        why = "林晓3月2日收件，因出差未及时登记。"
        after = office.today.isoformat()
        office.apply("product", received_on=after, late_entry=why, expect=(422, "outside_call"))
        application = office.apply("product", received_on=last, late_entry=why)
        assert office.get(f"/admission-applications/{application}")["late_entry"] == why
        office.prepare(application)
        office.propose(application)
        office.shortlist()
        office.apply("product", received_on=first, late_entry=why, expect=(409, "wrong_state"))

    def test_never_supplemented_is_reviewed_by_what_there_is(self, office):
        office.announce(["product"])
        application = office.apply("product")
        path = f"/admission-applications/{application}"
        until = (office.today + timedelta(5)).isoformat()
        office.post(f"{path}/supplement-request", {"missing": ["盖章"], "supplement_until": until})
        words = {"words": "期满未收到。"}
        office.post(f"{path}/supplement-lapse", words, expect=(409, "supplement_term_runs"))
        office.close()
        assert office.post(f"{path}/supplement-lapse", words)["state"] == "received"
        assert office.intend(application)["state"] == "rejecting"

    def test_is_withdrawn_by_the_applicants_paper_and_two_persons(self, office):
        application = reach_review(office)
        path = f"/admission-applications/{application}"
        body = {"held_on": office.today.isoformat(), "words": "来函撤回。"}
        event = office.post(f"{path}/withdrawal", body)["id"]
        assert office.state(application) == "received"
        office.post(f"{path}/withdrawal", body, expect=(409, "withdrawal_waiting"))
        confirm = f"/admission-events/{event}/confirmation"
        office.attach(f"/admission-events/{event}", "evidence")
        office.post(confirm, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-events/{event}", "withdrawal")
        office.post(confirm, expect=(403, "same_person"))
        office.post(confirm, by=office.second)
        assert office.state(application) == "withdrawn"
        entered = {"kind": "withdrawal", "held_on": body["held_on"], "source": "自己", "result": "passed"}
        office.post(f"{path}/events", entered, expect=(422, "field_out_of_range"))

    def test_goes_to_another_batch_with_what_that_one_asks(self, office):
        application = reach_review(office)
        first = office.batch
        office.announce(["product"], number="第二批", conditions=[TEAM, "有运维热线"])
        path = f"/admission-applications/{application}/carrying-over"
        body = {"admission_batch_id": first, "reason": "本批终止。"}
        office.post(path, body, expect=(409, "same_batch"))
        moved = office.post(path, {**body, "admission_batch_id": office.batch})
        assert moved["admission_batch_id"] == office.batch
        lines = [(line["what"], line["state"]) for line in office.lines(application)]
        assert lines == [(TEAM, "checked"), ("有运维热线", "open")]

    def test_is_supplemented_and_late_says_nothing_by_itself(self, office):
        office.announce(["product"])
        application = office.apply("product")
        path = f"/admission-applications/{application}"
        until = (office.today + timedelta(5)).isoformat()
        office.post(
            f"{path}/supplement-request",
            {"missing": [], "supplement_until": until},
            expect=(422, "field_missing"),
        )
        asked = {"missing": ["盖章"], "supplement_until": until}
        assert office.post(f"{path}/supplement-request", asked)["state"] == "supplementing"
        office.close()
        office.propose(application, expect=(409, "wrong_state"))
        given = {"supplemented_on": office.today.isoformat()}
        assert office.post(f"{path}/supplement", given)["state"] == "received"

    def test_of_another_bureau_is_not_there(self, office, make_batch):
        office.announce(["product"])
        application = office.apply("product")
        other = make_batch("changsha")
        other.announce(["ecosystem"])
        for path in (f"/admission-applications/{application}", f"/admission-batches/{office.batch}"):
            assert other.officer.get(path).status_code == 404
        other.apply("ecosystem", batch=office.batch, expect=(404, "admission_batch_missing"))

    def test_takes_hostile_words_as_words(self, office):
        office.announce(["product"], conditions=[HOSTILE])
        body = {"uscc": credit_code(), "name": HOSTILE}
        application = office.apply("product", provider=office.post("/providers", body)["id"], contact=HOSTILE)
        assert office.get(f"/admission-applications/{application}")["contact"] == HOSTILE
        assert office.lines(application)[0]["what"] == HOSTILE


class TestTheProposedList:
    def test_takes_nobody_with_an_open_line(self, office):
        application = reach_review(office, conditions=["有专业团队"])
        (line,) = office.lines(application)
        path = f"/admission-checks/{line['id']}"
        office.post(f"{path}/reopening", {"reason": "核对页码"})
        assert office.lines(application)[0]["result"] is None
        office.propose(application, expect=(409, "checks_open"))
        office.check_line(line["id"], result="not_met", paper="缺社保证明")
        office.propose(application, expect=(409, "requirement_not_met"))

    def test_takes_a_line_that_another_has_checked(self, office):
        office.announce(["product"], conditions=["有专业团队"])
        line = office.lines(office.apply("product"))[0]["id"]
        office.post(f"/admission-checks/{line}/result", {"result": "met", "paper": "第3页"})
        office.post(f"/admission-checks/{line}/confirmation", expect=(403, "same_person"))

    def test_takes_nobody_without_the_credit_of_the_day_and_its_screenshot(self, office):
        office.announce(["product"])
        application = office.apply("product")
        office.close()
        office.check_form(application)
        office.propose(application, expect=(409, "credit_missing"))
        body = {
            "kind": "credit",
            "held_on": office.today.isoformat(),
            "source": "信用中国",
            "result": "clean",
        }
        event = office.post(f"/admission-applications/{application}/events", body)["id"]
        path = f"/admission-events/{event}/confirmation"
        office.post(path, expect=(403, "same_person"))
        office.post(path, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-events/{event}", "evidence")
        office.propose(application, expect=(409, "credit_missing"))
        office.post(path, by=office.second)
        office.propose(application, expect=(409, "paper_missing"))

    def test_takes_nobody_on_a_query_of_another_day_or_with_something_on_record(self, office):
        application = reach_review(office)
        office.go_to(office.today + timedelta(1))
        office.propose(application, expect=(409, "credit_missing"))
        office.note(application, "credit", result="irregular")
        office.propose(application, expect=(409, "credit_missing"))
        yesterday = (office.today - timedelta(1)).isoformat()
        office.propose(application, proposed_on=yesterday, expect=(409, "credit_missing"))
        office.note(application, "credit", result="passed", expect=(422, "result_mismatch"))
        office.note(application, "credit")
        assert office.propose(application)["proposed_on"] == office.today.isoformat()

    def test_takes_nobody_who_is_in_the_pool(self, office):
        application = reach_review(office)
        provider = office.get(f"/admission-applications/{application}")["provider_id"]
        entry = {"provider_id": provider, "category": "product", "from_on": "2026-03-02"}
        entered = office.post("/memberships", entry)
        office.propose(application, expect=(409, "already_in_pool"))
        left = {"data": {**entry, "until_on": "2026-03-10"}, "reason": "已退出"}
        office.post(f"/memberships/{entered['id']}/correction", left)
        assert office.propose(application)["state"] == "proposed"

    def test_is_made_by_another_than_who_entered_the_application(self, office):
        application = reach_review(office)
        path = f"/admission-applications/{application}/proposal"
        body = {"proposed_on": office.today.isoformat()}
        office.post(path, body, expect=(403, "same_person"))

    def test_has_an_industry_where_it_names_the_industrys_own_list(self, office):
        application = reach_review(office)
        office.propose(application, industry_list=True, expect=(409, "own_list_not_provided"))
        office.announce(["product"], number="第二批")
        office.apply("product", wants_list=True, expect=(409, "own_list_not_provided"))

    def test_gives_the_one_seat_once(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        applications = [office.apply("promoter") for _ in range(2)]
        office.close()
        for application in applications:
            office.prepare(application)
        clients = [office.bureau.new_client("officer") for _ in applications]
        paths = [f"/admission-applications/{application}" for application in applications]
        versions = [office.get(path)["version"] for path in paths]
        body = {"assigned_industry": "machinery", "proposed_on": office.today.isoformat()}
        answers = call_at_once(
            *(
                partial(client.post, f"{path}/proposal", body, version=version)
                for client, path, version in zip(clients, paths, versions, strict=True)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]


class TestTheList:
    def reach_shown(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        office.show()
        return application

    def test_waits_for_every_application(self, office):
        office.announce(["product"])
        office.apply("product")
        office.close()
        office.shortlist(expect=(409, "applications_open"))

    def test_of_nobody_is_none(self, office):
        office.announce(["product"])
        office.close()
        path = f"/admission-batches/{office.batch}"
        office.shortlist(expect=(409, "list_empty"))
        body = {"ended_on": office.today.isoformat(), "ended_in": "局网站", "ended_why": "没有单位申报。"}
        office.post(f"{path}/end", body, expect=(403, "same_person"))
        office.post(f"{path}/end", body, by=office.second, expect=(409, "paper_missing"))
        office.attach(path, "evidence")
        early = {**body, "ended_on": "2026-01-01"}
        office.post(f"{path}/end", early, by=office.second, expect=(422, "days_reversed"))
        assert office.post(f"{path}/end", body, by=office.second)["state"] == "ended"

    def test_of_a_call_that_is_cancelled_ends_with_all_that_runs_of_it(self, office):
        listed = reach_review(office)
        office.propose(listed)
        why, first = "林晓收件。", office.get(f"/admission-batches/{office.batch}")["open_from"]
        turned_down = office.apply("product", received_on=first, late_entry=why)
        office.intend(turned_down)
        gone = office.apply("product", received_on=first, late_entry=why)
        office.withdraw(gone)
        office.attach(f"/admission-batches/{office.batch}", "evidence")
        body = {"ended_on": office.today.isoformat(), "ended_in": "局网站", "ended_why": "政策调整。"}
        office.post(f"/admission-batches/{office.batch}/end", body, by=office.second)
        assert [office.state(a) for a in (listed, turned_down, gone)] == ["lapsed", "lapsed", "withdrawn"]

    def test_is_decided_by_a_meeting_that_agreed_after_the_review(self, office):
        application = reach_review(office)
        before = office.meet()
        office.go_to(office.today + timedelta(1))
        office.note(application, "credit")
        office.propose(application)
        office.shortlist(meeting=before, expect=(422, "days_reversed"))
        office.shortlist(matter=2, expect=(422, "meeting_missing"))
        office.numbers += 1
        body = {
            "number": f"局专题会议纪要〔2026〕{office.numbers}号",
            "name": "局长办公会",
            "held_on": office.today.isoformat(),
            "attended": ["何平", "陈立"],
            "matters": [
                {"matter": "拟入库名单", "outcome": "缓议", "result": "再议"},
                {"matter": "另一名单", "outcome": "同意", "result": "同意"},
            ],
        }
        held = office.post("/meetings", body)["id"]
        office.shortlist(meeting=held, expect=(409, "meeting_differs"))
        assert office.shortlist(meeting=held, matter=2)["matter"] == 2

    def test_is_shown_from_the_meeting_on(self, office):
        application = reach_review(office)
        office.propose(application)
        office.shortlist()
        early = (office.today - timedelta(1)).isoformat()
        office.show(public_from=early, expect=(422, "days_reversed"))
        assert office.show()["public_from"] == office.today.isoformat()

    def test_lets_its_names_in_after_it_was_shown_and_as_it_says(self, office):
        shown = self.reach_shown(office)
        until = date.fromisoformat(office.get(f"/admission-batches/{office.batch}")["public_until"])
        office.go_to(until + timedelta(3))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        listed = office.publish_list()["listed_on"]
        office.record(from_on=until.isoformat(), expect=(422, "days_reversed"))
        office.record(from_on="2020-01-01", expect=(422, "days_reversed"))
        later = (office.today + timedelta(20)).isoformat()
        office.record(from_on=later, expect=(422, "term_words_missing"))
        office.record(from_on=listed, until_on=later, expect=(422, "term_words_missing"))
        office.record(from_on=listed, until_on=later, term_words="在库至4月12日。")
        provider = office.get(f"/admission-applications/{shown}")["provider_id"]
        (membership,) = office.memberships(provider)
        assert (membership["from_on"], membership["until_on"]) == (listed, later)

    def test_is_published_after_its_working_days_under_one_number(self, office):
        self.reach_shown(office)  # Friday 2026-03-13
        shown = office.get(f"/admission-batches/{office.batch}")
        assert (shown["public_from"], shown["public_until"]) == ("2026-03-13", "2026-03-20")
        office.go_to(office.today + timedelta(7))
        office.publish_list(expect=(409, "publicity_runs"))
        office.go_to(office.today + timedelta(1))
        office.publish_list(expect=(409, "paper_missing"))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.publish_list(number="08", expect=(422, "document_no_form"))
        assert office.publish_list()["document_no"] == "局企业函〔2026〕8号"

    def test_waits_for_objections_and_for_who_is_right(self, office):
        application = self.reach_shown(office)
        path = f"/admission-applications/{application}"
        said = {
            "received_on": office.today.isoformat(),
            "objector": "某公司",
            "matter": "案例不实。",
        }
        objection = office.post(f"{path}/objections", said)["id"]
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.go_to(office.today + timedelta(10))
        office.post(
            f"{path}/objections",
            {**said, "received_on": office.today.isoformat()},
            expect=(422, "outside_publicity"),
        )
        office.publish_list(expect=(409, "objections_open"))
        answer = {"upheld": True, "answered_on": office.today.isoformat(), "answer": "属实。"}
        answering = f"/admission-objections/{objection}/answer"
        office.post(answering, answer, expect=(403, "same_person"))
        office.post(answering, answer, by=office.second)
        assert office.state(application) == "proposed"
        office.publish_list(expect=(409, "objection_upheld"))
        reopening = f"/admission-batches/{office.batch}/reopening"
        held = office.get(f"/admission-batches/{office.batch}")["meeting_id"]
        office.post(reopening, {"reason": "重新确定。"}, by=office.second)
        office.shortlist(expect=(409, "objection_upheld"))
        office.post(f"{path}/taking-off", {"reason": "异议成立。"}, by=office.second)
        office.shortlist(expect=(409, "applications_open"))
        office.note(application, "credit")
        office.propose(application, expect=(409, "objection_upheld"))
        office.propose(application, after_objection="已换另一案例，经核实。")
        office.shortlist(meeting=held, expect=(422, "days_reversed"))
        office.shortlist()
        office.show()
        office.go_to(office.today + timedelta(11))
        assert office.publish_list()["state"] == "listed"

    def test_hears_who_is_not_on_it(self, office):
        left_off = reach_review(office)
        office.intend(left_off)
        listed = office.apply("product", late_entry="林晓收件。", received_on="2026-03-02")
        office.prepare(listed)
        office.propose(listed)
        office.shortlist()
        office.show()
        path = f"/admission-applications/{left_off}"
        today = office.today.isoformat()
        said = {"received_on": today, "objector": "本单位", "matter": "案例属实，应当列入。"}
        objection = office.post(f"{path}/objections", said)["id"]
        answer = {"upheld": True, "answered_on": today, "answer": "属实。"}
        office.post(f"/admission-objections/{objection}/answer", answer, by=office.second)
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.go_to(office.today + timedelta(11))
        office.publish_list(expect=(409, "objection_upheld"))
        office.post(f"{path}/reconsideration", {"reason": "异议成立。"}, by=office.second)
        office.publish_list(expect=(409, "applications_open"))
        office.intend(left_off, rejection_reasons="另有一项不符合。")
        assert office.publish_list()["state"] == "listed"

    def test_is_recorded_once_by_another_and_all_of_it(self, office):
        first = reach_review(office)
        office.propose(first)
        office.list_all()
        office.record(by=office.officer, expect=(403, "same_person"))
        provider = office.get(f"/admission-applications/{first}")["provider_id"]
        entry = {"provider_id": provider, "category": "product", "from_on": "2026-03-02"}
        other = office.post("/memberships", entry)["id"]
        office.record(expect=(409, "membership_overlaps"))
        assert office.state(first) == "proposed"
        assert [m["id"] for m in office.memberships(provider)] == [other]

    def test_is_recorded_the_same_however_often_it_is_sent(self, office):
        first = reach_review(office)
        office.propose(first)
        office.list_all()
        office.record()
        office.record(expect=(409, "wrong_state"))
        provider = office.get(f"/admission-applications/{first}")["provider_id"]
        assert len(office.memberships(provider)) == 1


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
        office.serve(application)
        assert office.state(application) == "notified"

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
        first = office.get(f"/admission-applications/{application}")["admission_batch_id"]
        office.reject(application)
        office.announce(["product"], number="第二批")
        other = office.apply("product")
        office.close()
        office.prepare(other)
        office.propose(other)
        office.list_all(number=9, expect=(409, "document_no_used"))
        assert first != office.batch
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
        assert office.post(f"{path}/carrying-over", moved)["state"] == "received"
        office.close()
        office.note(left_off, "credit")
        assert office.propose(left_off)["state"] == "proposed"

    def test_that_was_decided_is_taken_back_by_its_paper(self, office):
        application = self.reach_heard(office)
        office.reject(application)
        office.serve(application)
        path = f"/admission-applications/{application}"
        body = {"taken_back_on": office.today.isoformat(), "reason": "复议决定撤销。"}
        taking = f"{path}/rejection-withdrawal"
        office.post(taking, body, by=office.second, expect=(409, "paper_missing"))
        office.attach(path, "official_text")
        early = {**body, "taken_back_on": "2026-01-01"}
        office.post(taking, early, by=office.second, expect=(422, "days_reversed"))
        assert office.post(taking, body, by=office.second)["state"] == "received"


def test_who_only_reads_or_is_admitted_does_none_of_it(office):
    office.announce(["product"])
    application = office.apply("product")
    for role in ("auditor", "platform"):
        client = office.bureau.new_client(role)
        assert client.post("/admission-batches", {}).status_code == 403
        path = f"/admission-applications/{application}"
        body = {"held_on": "2026-03-02", "words": "撤回"}
        assert client.post(f"{path}/withdrawal", body, version=1).status_code == 403
