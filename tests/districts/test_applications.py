"""申报 that a district collects: entered for a call that says so, and seen as far as a party may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.trust.persons import change_person, list_persons
from tests.admission.batch import Batch
from tests.casework.conftest import make_office
from tests.casework.test_flat import count
from tests.web.clients import credit_code

__all__ = ["count", "make_office"]
OURS, THEIRS = "鱼峰区", "柳南区"
SEEN = {
    *("id", "batch", "notice_no", "applicant", "uscc", "category", "industry", "received_on", "wants_list"),
    *("contact", "late_entry", "district", "entered_by", "missing", "supplement_until", "supplemented_on"),
    *("stage", "stage_zh"),
}
"""All that a district sees of an application, by hand."""


@pytest.fixture
def office(make_office):
    return make_office("liuzhou", Batch)


@pytest.fixture
def ours(office):
    return office.bureau.new_client("district", name="区里的人", districts=[OURS])


@pytest.fixture
def theirs(office):
    return office.bureau.new_client("district", name="邻区的人", districts=[THEIRS])


def enter(office, client, *, district=OURS, expect=None, uscc=None, **changes):
    """Enter what a district has received, of a provider of the register unless said otherwise."""
    if uscc is None:
        uscc = credit_code()
        office.post("/providers", {"uscc": uscc, "name": f"{uscc}公司"})
    body = {
        "district": district,
        "batch": "第一批",
        "uscc": uscc,
        "category": "product",
        "received_on": office.today.isoformat(),
        **changes,
    }
    return office.post("/district-applications", body, by=client, expect=expect)


def look(client, application):
    answer = client.get(f"/district-applications/{application}")
    assert answer.status_code == 200, answer.json
    assert answer.json.keys() == SEEN
    return answer.json["stage"]


def list_all(office):
    return office.get("/admission-applications")["items"]


class TestEntering:
    def test_makes_an_application_of_the_batch_marked_with_its_district(self, office, ours):
        office.announce(["product"], by_districts=True)
        seen = enter(office, ours, contact="吴霞 0772-5550000")
        assert (seen["district"], seen["entered_by"], seen["stage"]) == (OURS, "区里的人", "received")
        (made,) = list_all(office)
        assert (made["id"], made["district"], made["entered_by"]) == (seen["id"], OURS, "区里的人")
        assert made["state"] == "received"
        assert made["admission_batch_id"] == office.batch
        assert [line["what"] for line in office.lines(made["id"])] == ["有专业服务团队"]
        (step,) = office.get(f"/admission-applications/{made['id']}/steps")["items"]
        assert (step["step"], step["taken_by"]) == ("receive", "区里的人")

    def test_waits_for_who_has_entered_the_call(self, office, ours):
        office.announce(["product"], by_districts=True)
        enter(office, ours)
        (item,) = office.list_waiting("admission_application")
        assert (item.person, item.step) == ("林晓", "已收到，待审查")

    def test_is_off_unless_the_call_says_so(self, office, ours):
        office.announce(["product"])
        assert office.get(f"/admission-batches/{office.batch}")["by_districts"] is False
        enter(office, ours, expect=(409, "districts_do_not_collect"))
        assert list_all(office) == []

    def test_is_for_one_of_its_own_districts_and_a_call_that_there_is(self, office, ours):
        office.announce(["product"], by_districts=True)
        enter(office, ours, district=THEIRS, expect=(403, "not_own_district"))
        enter(office, ours, batch="第九批", expect=(404, "admission_batch_missing"))
        assert list_all(office) == []

    def test_is_of_who_stands_in_the_register(self, office, ours):
        office.announce(["product"], by_districts=True)
        told = enter(office, ours, uscc=credit_code(), expect=(422, "reference_missing"))
        assert told["errors"][0]["field"] == "uscc"
        assert list_all(office) == []

    def test_is_of_a_category_that_was_called_for_and_of_each_once(self, office, ours, theirs):
        office.announce(["product"], by_districts=True)
        entered = enter(office, theirs, district=THEIRS)
        told = enter(office, ours, uscc=entered["uscc"], expect=(409, "applied_before"))
        assert told["detail"].endswith("同一批次、同一类别已有申请，请与市级主管部门核对。")
        for known in (THEIRS, entered["applicant"], entered["id"], entered["batch"]):
            assert known not in str(told)
        own = enter(office, theirs, district=THEIRS, uscc=entered["uscc"], expect=(409, "applied_before"))
        assert (own["detail"], own["errors"]) == (told["detail"], told["errors"])
        other = next(c.key for c in office.profile.categories if c.key != "product")
        enter(office, ours, category=other, expect=(422, "not_called"))
        assert len(list_all(office)) == 1

    def test_is_within_the_calls_days(self, office, ours):
        office.announce(["product"], by_districts=True)
        early = (office.today - timedelta(1)).isoformat()
        enter(office, ours, received_on=early, expect=(422, "outside_call"))
        late = (office.today + timedelta(1)).isoformat()
        enter(office, ours, received_on=late, expect=(422, "day_in_future"))
        assert list_all(office) == []

    def test_is_late_from_the_day_after_the_last_and_then_says_who_had_it(self, office, ours):
        office.announce(["product"], by_districts=True)
        day, why = office.today.isoformat(), "本区工信局3月2日收到，因人员调整未及时登记。"
        office.go_to(office.today + timedelta(10))
        enter(office, ours, received_on=day)
        office.go_to(office.today + timedelta(1))
        enter(office, ours, received_on=day, expect=(422, "late_entry_missing"))
        assert enter(office, ours, received_on=day, late_entry=why)["late_entry"] == why
        office.post(f"/admission-batches/{office.batch}/closing")
        enter(office, ours, received_on=day, expect=(422, "late_entry_missing"))
        enter(office, ours, received_on=day, late_entry=why)
        assert len(list_all(office)) == 3

    def test_is_over_with_the_review_without_a_word_of_how_far_that_is(self, office, ours):
        office.announce(["product"], by_districts=True)
        day = office.today.isoformat()
        one = enter(office, ours)["id"]
        office.close()
        office.prepare(one)
        office.propose(one)
        office.shortlist()
        told = enter(office, ours, received_on=day, late_entry="本区收到。", expect=(409, "wrong_state"))
        assert "名单" not in str(told)
        assert len(list_all(office)) == 1

    def test_is_nobodys_at_the_bureau(self, office):
        office.announce(["product"], by_districts=True)
        body = {"district": OURS, "batch": "第一批", "uscc": credit_code(), "category": "product"}
        body["received_on"] = office.today.isoformat()
        office.post("/district-applications", body, expect=(403, "role_not_allowed"))
        assert office.officer.get("/district-applications").status_code == 403


class TestWhatADistrictSees:
    @pytest.fixture
    def entered(self, office, ours, theirs):
        office.announce(["product"], by_districts=True)
        return enter(office, ours)["id"], enter(office, theirs, district=THEIRS)["id"]

    def test_is_nothing_of_anothers(self, office, ours, entered):
        own, other = entered
        on_paper = office.apply("product")
        none = office.bureau.outward("admission_application", 987_654_321)
        for query in ({}, {"batch": "第一批"}, {"limit": 1}):
            assert [each["id"] for each in ours.get("/district-applications", **query).json["items"]] == [own]
        assert ours.get("/district-applications", batch="第二批").json["items"] == []
        asked = {"missing": ["未盖章"], "supplement_until": (office.today + timedelta(3)).isoformat()}
        office.post(f"/admission-applications/{other}/supplement-request", asked)
        assert ours.get("/district-applications", supplementing="true").json["items"] == []
        missing = ours.get(f"/district-applications/{none}").json["detail"]
        for hidden in (other, on_paper):
            asked = ours.get(f"/district-applications/{hidden}")
            assert (asked.status_code, asked.json["detail"]) == (404, missing)

    def test_is_seen_nowhere_else_by_it(self, office, ours, entered):
        own, _ = entered
        for path in ("/admission-batches", "/admission-applications", f"/admission-applications/{own}"):
            assert ours.get(path).status_code == 403
        asked = {"missing": ["未盖章"], "supplement_until": office.today.isoformat()}
        path = f"/admission-applications/{own}/supplement-request"
        assert ours.post(path, asked, version=1).status_code == 403

    def test_is_what_the_applicant_was_asked_to_supply(self, office, ours, entered):
        own, _ = entered
        until = (office.today + timedelta(3)).isoformat()
        asked = {"missing": ["营业执照未盖章"], "supplement_until": until}
        office.post(f"/admission-applications/{own}/supplement-request", asked)
        seen = ours.get(f"/district-applications/{own}").json
        assert (seen["stage"], seen["missing"], seen["supplement_until"]) == (
            *("supplementing", ["营业执照未盖章"], until),
        )
        (listed,) = ours.get("/district-applications", supplementing="true").json["items"]
        assert listed["id"] == own
        office.post(
            f"/admission-applications/{own}/supplement", {"supplemented_on": office.today.isoformat()}
        )
        assert look(ours, own) == "received"

    def test_is_the_way_to_the_pool_as_it_was_made_known(self, office, ours, entered):
        own, other = entered
        office.withdraw(other)
        office.close()
        office.prepare(own)
        office.propose(own)
        assert look(ours, own) == "received"
        office.shortlist()
        assert look(ours, own) == "received"
        office.show()
        assert look(ours, own) == "shown"
        office.go_to(office.today + timedelta(11))
        office.attach(f"/admission-batches/{office.batch}", "stamped_original")
        office.publish_list()
        assert look(ours, own) == "listed"
        office.record()
        assert look(ours, own) == "admitted"
        assert len(office.memberships(office.get(f"/admission-applications/{own}")["provider_id"])) == 1

    def test_is_of_a_rejection_what_was_served(self, office, ours, entered):
        own, _ = entered
        office.close()
        office.intend(own)
        assert look(ours, own) == "received"
        office.serve_applicant(own)
        assert look(ours, own) == "told"
        office.go_to(office.today + timedelta(8))
        office.post(f"/admission-applications/{own}/hearing", {})
        office.attach(f"/admission-applications/{own}", "stamped_original")
        office.reject(own)
        assert look(ours, own) == "told"
        office.serve_applicant(own)
        assert look(ours, own) == "notified"
        assert "案例客户" not in ours.get(f"/district-applications/{own}").text

    def test_is_that_the_applicant_has_withdrawn_by_its_own_paper(self, office, ours, entered):
        own, _ = entered
        body = {"held_on": office.today.isoformat(), "words": "来函撤回。"}
        assert ours.post(f"/admission-applications/{own}/withdrawal", body).status_code == 403
        office.withdraw(own)
        assert look(ours, own) == "withdrawn"

    def test_asks_the_database_no_more_often_of_more(self, office, ours, entered, count):
        once = count(ours.get, "/district-applications")
        for _ in range(3):
            enter(office, ours)
        assert count(ours.get, "/district-applications") == once

    def test_goes_with_the_persons_districts(self, office, entered):
        own, other = entered
        both = office.bureau.new_client("district", name="两区的人", districts=[OURS, THEIRS])
        assert [each["id"] for each in both.get("/district-applications").json["items"]] == [own, other]


class TestTwoPersons:
    def test_are_asked_at_the_bureau_as_of_any_application(self, office, ours):
        office.announce(["product"], by_districts=True)
        own = enter(office, ours)["id"]
        office.close()
        (line,) = office.lines(own)
        office.post(f"/admission-checks/{line['id']}/result", {"result": "met", "paper": "申报书第3页"})
        office.post(f"/admission-checks/{line['id']}/confirmation", expect=(403, "same_person"))
        office.post(f"/admission-checks/{line['id']}/confirmation", by=office.second)

    def test_are_asked_of_who_has_entered_it_for_a_district_and_came_to_the_bureau(self, office, ours):
        office.announce(["product"], by_districts=True)
        own = enter(office, ours)["id"]
        office.close()
        office.prepare(own)
        with office.bureau.unit() as unit:
            person = next(each for each in list_persons(unit) if each.name == "区里的人")
            change_person(unit, person_id=person.id, roles=["officer"])
        came = office.bureau.new_client("officer", person_id=person.id)
        path, body = f"/admission-applications/{own}/proposal", {"proposed_on": office.today.isoformat()}
        office.post(path, body, by=came, expect=(403, "same_person"))
        office.propose(own)
