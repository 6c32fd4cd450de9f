"""What is turned away, over the API, and that nothing of it is stored: out of order, by the same person."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

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
        body = {name: body[name] for name in names} | {"categories": ["product"]}
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

    def test_is_made_once_where_many_enter_it(self, office):
        office.announce(["product"], number="第九批")
        made = office.get(f"/admission-batches/{office.batch}")
        names = ("notice_no", "notice_title", "notice_in", "open_from", "open_until", "categories")
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
        office.close()
        office.apply("product", received_on=early, expect=(409, "wrong_state"))

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
        office.propose(application, expect=(409, "credit_missing"))
        body = {
            "kind": "credit",
            "held_on": office.today.isoformat(),
            "source": "信用中国",
            "result": "passed",
        }
        event = office.post(f"/admission-applications/{application}/events", body)["id"]
        path = f"/admission-events/{event}/confirmation"
        office.post(path, expect=(403, "same_person"))
        office.post(path, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-events/{event}", "evidence")
        office.post(path, by=office.second)
        office.propose(application, expect=(409, "paper_missing"))

    def test_is_made_by_another_than_who_entered_the_application(self, office):
        application = reach_review(office)
        path = f"/admission-applications/{application}/proposal"
        office.post(path, {}, expect=(403, "same_person"))

    def test_has_an_industry_where_it_names_the_industrys_own_list(self, office):
        application = reach_review(office)
        office.propose(application, industry_list=True, expect=(422, "industry_missing"))

    def test_gives_the_one_seat_once(self, make_batch):
        office = make_batch("changsha")
        office.announce(["promoter"])
        applications = [office.apply("promoter") for _ in range(2)]
        office.close()
        for application in applications:
            office.prepare(application, "consent")
        clients = [office.bureau.new_client("officer") for _ in applications]
        paths = [f"/admission-applications/{application}" for application in applications]
        versions = [office.get(path)["version"] for path in paths]
        body = {"assigned_industry": "machinery"}
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
        meeting = {"meeting_id": office.meet()}
        path = f"/admission-batches/{office.batch}/shortlist"
        office.post(path, meeting, expect=(409, "applications_open"))

    def test_of_nobody_is_none(self, office):
        office.announce(["product"])
        office.close()
        path = f"/admission-batches/{office.batch}"
        office.post(f"{path}/shortlist", {"meeting_id": office.meet()}, expect=(409, "list_empty"))
        assert office.post(f"{path}/end", {"ended_why": "没有单位申报。"})["state"] == "ended"

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
        office.post(f"{path}/taking-off", {"reason": "异议成立。"}, by=office.second)
        office.publish_list(expect=(409, "applications_open"))

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
        path = f"/admission-applications/{application}"
        office.post(f"{path}/rejection-intention", {"rejection_reasons": "案例客户不是中小企业。"})
        told = {"told_on": office.today.isoformat()}
        office.post(f"{path}/notification", told, expect=(409, "paper_missing"))
        office.attach(path, "service_receipt")
        office.post(f"{path}/notification", told)
        return path

    def test_is_told_heard_and_names_its_remedies(self, office):
        path = self.reach_told(office)
        decided = {
            "document_no": "局企业函〔2026〕9号",
            "decided_on": office.today.isoformat(),
            "recourse": "可以自知道之日起六十日内向柳州市人民政府申请行政复议。",
        }
        office.post(f"{path}/rejection", decided, by=office.second, expect=(409, "wrong_state"))
        office.post(f"{path}/hearing", {}, expect=(409, "statement_term_runs"))
        office.post(f"{path}/hearing", {"statement": "不服"}, expect=(422, "field_missing"))
        until = office.get(path)["statement_until"]
        assert until == "2026-03-20"  # five working days from Friday 2026-03-13
        office.go_to(office.today + timedelta(8))
        office.post(f"{path}/hearing", {})
        decided["decided_on"] = office.today.isoformat()
        office.post(f"{path}/rejection", decided, by=office.second, expect=(422, "recourse_missing"))
        decided["recourse"] += "也可以自知道之日起六个月内依法提起行政诉讼。"
        office.post(f"{path}/rejection", decided, by=office.second, expect=(409, "paper_missing"))
        office.attach(path, "stamped_original")
        office.post(f"{path}/rejection", decided, expect=(403, "same_person"))
        assert office.post(f"{path}/rejection", decided, by=office.second)["state"] == "rejected"

    def test_is_given_up_where_the_statement_is_right(self, office):
        path = self.reach_told(office)
        said = {"stated_on": office.today.isoformat(), "statement": "客户为中小企业。", "answer": "采纳。"}
        office.post(f"{path}/hearing", said)
        again = office.post(f"{path}/reconsideration", {"reason": "陈述属实。"}, by=office.second)
        assert (again["state"], again["statement"]) == ("received", None)


def test_who_only_reads_or_is_admitted_does_none_of_it(office):
    office.announce(["product"])
    application = office.apply("product")
    for role in ("auditor", "platform"):
        client = office.bureau.new_client(role)
        assert client.post("/admission-batches", {}).status_code == 403
        path = f"/admission-applications/{application}"
        assert client.post(f"{path}/withdrawal", {"reason": "撤回"}, version=1).status_code == 403
