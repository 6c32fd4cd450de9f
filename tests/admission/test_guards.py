"""What is turned away, over the API, and that nothing of it is stored: out of order, by the same person."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from tests.admission.batch import TEAM, reach_review
from tests.at_once import call_at_once
from tests.web.clients import credit_code

HOSTILE = "<script>alert(1)</script>'; DROP TABLE admission_batch; --"


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

    def test_names_its_categories_by_key_or_as_the_measure_does(self, office):
        office.announce(["产品服务商", "product", "集成服务商"])
        assert office.get(f"/admission-batches/{office.batch}")["categories"] == ["product", "integrator"]

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
            ("须在柳州市登记注册，具有软件企业或者系统集成资质，有专业服务团队", (422, "local_condition")),
            ("须在柳州市注册，或者承诺入库后在柳州设立分公司并配备服务团队", (422, "local_condition")),
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

    def test_is_judged_by_the_edition_of_its_call(self, make_draft):
        office = make_draft("liuzhou")
        office.promulgate(end=(office.today + timedelta(5)).isoformat())
        office.announce(["product"])
        first = office.today.isoformat()
        office.close()
        application = office.apply("product", received_on=first, late_entry="林晓收件。")
        assert [line["what"] for line in office.lines(application)] == [TEAM]

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

    def test_goes_to_another_batch_once_its_own_is_over_with_what_that_one_asks(self, office):
        application = reach_review(office)
        first = office.batch
        office.intend(application)
        given = office.get(f"/admission-batches/{first}")["open_from"]
        listed = office.apply("product", received_on=given, late_entry="林晓收件。")
        office.prepare(listed)
        office.propose(listed)
        office.announce(["product"], number="第二批", conditions=["有运维热线"])
        second, office.batch = office.batch, first
        path = f"/admission-applications/{application}"
        back = {"reason": "案例属实。"}
        office.post(f"{path}/reconsideration", back, by=office.second)
        moving, body = f"{path}/carrying-over", {"admission_batch_id": first, "reason": "名单已公布。"}
        office.post(moving, body, by=office.second, expect=(409, "same_batch"))
        body["admission_batch_id"] = second
        office.post(moving, body, by=office.second, expect=(409, "wrong_state"))
        office.intend(application)
        office.list_all()
        office.post(f"{path}/reconsideration", back, by=office.second)
        office.post(moving, body, expect=(403, "same_person"))
        assert office.post(moving, body, by=office.second)["admission_batch_id"] == second
        lines = [(line["what"], line["state"]) for line in office.lines(application)]
        assert lines == [(TEAM, "set_aside"), ("有运维热线", "open")]
        office.batch = second
        office.close()
        office.prepare(application)
        assert office.propose(application)["state"] == "proposed"

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


def test_who_only_reads_or_is_admitted_does_none_of_it(office):
    office.announce(["product"])
    application = office.apply("product")
    for role in ("auditor", "platform"):
        client = office.bureau.new_client(role)
        assert client.post("/admission-batches", {}).status_code == 403
        path = f"/admission-applications/{application}"
        body = {"held_on": "2026-03-02", "words": "撤回"}
        assert client.post(f"{path}/withdrawal", body, version=1).status_code == 403
