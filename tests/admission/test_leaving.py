"""Leaving the pool by one's own wish: applied for, answered by another person, ended in the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.at_once import call_at_once

REASON = "业务调整，不再承接本市试点项目。"


def apply_to_leave(office, membership, *, expect=None, **changes):
    body = {
        "membership_id": membership,
        "received_on": office.today.isoformat(),
        "reason": REASON,
        **changes,
    }
    return office.post("/admission-exits", body, expect=expect).get("id")


def reply(office, left, *, number=21, by=None, expect=None, **changes):
    body = {
        "document_no": f"局企业函〔2026〕{number}号",
        "replied_on": office.today.isoformat(),
        "effective_on": (office.today + timedelta(10)).isoformat(),
        **changes,
    }
    return office.post(f"/admission-exits/{left}/reply", body, by=by or office.second, expect=expect)


def hang(office, left):
    for kind in ("exit_application", "stamped_original"):
        office.attach(f"/admission-exits/{left}", kind)


@pytest.fixture
def member(office):
    """A provider in the pool of Liuzhou, and its membership."""
    provider = office.new_provider()
    return provider, office.join(provider, "product")


class TestAnExit:
    def test_ends_the_membership_on_the_day_of_the_reply(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership, wished_on=office.today.isoformat())
        assert office.memberships(provider)[0]["until_on"] is None
        hang(office, left)
        done = reply(office, left)
        assert (done["state"], done["state_zh"]) == ("confirmed", "已回函，按期退出")
        (entry,) = office.memberships(provider)
        assert entry["until_on"] == (office.today + timedelta(9)).isoformat()
        assert entry["ended_why"] == "自愿退出：局企业函〔2026〕21号"

    def test_is_answered_by_another_person_with_both_papers(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership)
        reply(office, left, expect=(409, "paper_missing"))
        office.attach(f"/admission-exits/{left}", "exit_application")
        reply(office, left, expect=(409, "paper_missing"))
        office.attach(f"/admission-exits/{left}", "stamped_original")
        reply(office, left, by=office.officer, expect=(403, "same_person"))
        assert office.memberships(provider)[0]["until_on"] is None
        reply(office, left)

    def test_has_its_days_in_order_and_a_number_of_its_own(self, office, member):
        _, membership = member
        apply_to_leave(office, membership, received_on="2026-01-04", expect=(422, "days_reversed"))
        left = apply_to_leave(office, membership)
        hang(office, left)
        yesterday = (office.today - timedelta(1)).isoformat()
        for changes, expect in (
            ({"replied_on": yesterday}, (422, "days_reversed")),
            ({"effective_on": yesterday}, (422, "days_reversed")),
            ({"document_no": "21号"}, (422, "document_no_form")),
            ({"document_no": "局企业函〔2025〕21号"}, (422, "document_no_form")),
        ):
            reply(office, left, **changes, expect=expect)
        reply(office, left)
        other = apply_to_leave(office, office.join(office.new_provider("乙公司"), "product"))
        hang(office, other)
        reply(office, other, expect=(409, "document_no_used"))

    def test_is_not_before_the_day_that_was_asked_for(self, office, member):
        provider, membership = member
        wished = office.today + timedelta(10)
        left = apply_to_leave(office, membership, wished_on=wished.isoformat())
        hang(office, left)
        early = (wished - timedelta(1)).isoformat()
        reply(office, left, effective_on=early, expect=(422, "before_wished_day"))
        assert office.get(f"/admission-exits/{left}")["state"] == "received"
        assert office.memberships(provider)[0]["until_on"] is None
        reply(office, left, effective_on=wished.isoformat())

    def test_is_entered_once_and_of_who_is_in_the_pool(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership)
        apply_to_leave(office, membership, expect=(409, "exit_waiting"))
        hang(office, left)
        reply(office, left, effective_on=office.today.isoformat())
        apply_to_leave(office, membership, expect=(409, "left_already"))
        assert len(office.get("/admission-exits", provider_id=provider)["items"]) == 1

    def test_finds_nothing_to_end_where_a_removal_came_first(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership)
        hang(office, left)
        remove(office, provider)
        reply(office, left, expect=(409, "left_already"))
        back = {"back": "已被清退。"}
        assert office.post(f"/admission-exits/{left}/return", back, by=office.second)["state"] == "returned"

    def test_is_taken_back_by_the_providers_paper_before_the_reply(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership)
        body = {"withdrawn_on": office.today.isoformat(), "back": "继续承接。"}
        path = f"/admission-exits/{left}/withdrawal"
        office.post(path, body, by=office.second, expect=(409, "paper_missing"))
        office.attach(f"/admission-exits/{left}", "withdrawal")
        office.post(path, body, expect=(403, "same_person"))
        early = {**body, "withdrawn_on": "2026-01-05"}
        office.post(path, early, by=office.second, expect=(422, "days_reversed"))
        assert office.post(path, body, by=office.second)["state"] == "withdrawn"
        hang(office, left)
        reply(office, left, expect=(409, "wrong_state"))
        assert office.memberships(provider)[0]["until_on"] is None
        apply_to_leave(office, membership)

    def test_is_entered_by_one_of_two_at_once(self, office, member):
        _, membership = member
        body = {"membership_id": membership, "received_on": office.today.isoformat(), "reason": REASON}
        clients = (office.officer, office.second)
        answers = call_at_once(
            *(lambda client=client: client.post("/admission-exits", body) for client in clients)
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409]

    def test_waits_on_the_list_for_another_person(self, office, member):
        left = apply_to_leave(office, member[1])
        assert [item.step for item in office.list_waiting("admission_exit")] == ["待回函"]
        hang(office, left)
        reply(office, left)
        assert office.list_waiting("admission_exit") == []

    def test_escapes_no_case(self, office, member):
        provider, membership = member
        case = office.find_case(provider, "12.2")
        left = apply_to_leave(office, membership)
        running = office.get(f"/providers/{provider}/pool-history")["running"]
        assert running["case_ids"] == [case]
        hang(office, left)
        reply(office, left, effective_on=office.today.isoformat())
        assert office.get(f"/cases/{case}")["state"] == "open"
        assert office.get(f"/providers/{provider}/pool-history")["running"] == running


def remove(office, provider, *, cite="14.6", **changes):
    """Have a provider removed as of today, as its decision was imported."""
    body = {
        "provider_id": provider,
        "kind": "removal",
        "decided_on": office.today.isoformat(),
        "effective_on": office.today.isoformat(),
        "document_no": "局〔2026〕30号",
        "edition": office.profile.latest.key,
        "cite": cite,
        "authority": office.profile.city.bureau,
        **changes,
    }
    proposal = office.post("/decision-proposals", body)["id"]
    return office.post(f"/decision-proposals/{proposal}/confirmation", by=office.second)


class TestThePast:
    def test_says_how_each_stay_ended(self, office, member):
        provider, membership = member
        left = apply_to_leave(office, membership)
        hang(office, left)
        reply(office, left, effective_on=office.today.isoformat())
        office.go_to(office.today + timedelta(30))
        office.join(provider, "integrator", since=(office.today - timedelta(20)).isoformat())
        remove(office, provider)
        stays = office.get(f"/providers/{provider}/pool-history")["stays"]
        assert [(stay["category"], stay["ended"]) for stay in stays] == [
            ("integrator", "清退：局〔2026〕30号"),
            ("product", "自愿退出：局企业函〔2026〕21号"),
        ]
        assert [bool(stay["decision_id"]) for stay in stays] == [True, False]
        assert date.fromisoformat(stays[0]["until_on"]) == office.today - timedelta(1)

    @pytest.mark.parametrize(
        ("after", "ended"),
        [
            (-1, "清退：局〔2026〕30号；自愿退出：局企业函〔2026〕21号"),
            (0, "自愿退出：局企业函〔2026〕21号；清退：局〔2026〕30号"),
            (1, "自愿退出：局企业函〔2026〕21号；清退：局〔2026〕30号，自{day}起"),
        ],
    )
    def test_names_the_removal_of_who_left_about_the_same_day(self, office, member, after, ended):
        provider, membership = member
        left = apply_to_leave(office, membership)
        hang(office, left)
        outside = office.today + timedelta(2)
        reply(office, left, effective_on=outside.isoformat())
        office.go_to(outside + timedelta(after))
        remove(office, provider)
        (stay,) = office.get(f"/providers/{provider}/pool-history")["stays"]
        assert stay["ended"] == ended.format(day=office.today)
        assert stay["decision_id"] is not None
        assert stay["until_on"] == (outside + timedelta(min(after, 0) - 1)).isoformat()

    @pytest.mark.parametrize(
        ("city", "cite", "word"),
        [
            ("huangshi", "15.6", "取消服务资格、清退"),
            ("huangshi", "18", "清退"),
            ("liuzhou", "14.6", "清退"),
            ("liuzhou", "15", "取消服务资格"),
            ("xiamen", "12.5", "取消试点工作资格"),
            ("changchun", "9.2", "取消服务资格"),
        ],
    )
    def test_names_a_removal_as_the_measure_does(self, make_batch, city, cite, word):
        office = make_batch(city)
        provider = office.new_provider()
        office.join(provider, office.profile.categories[0].key)
        remove(office, provider, cite=cite)
        (stay,) = office.get(f"/providers/{provider}/pool-history")["stays"]
        assert stay["ended"] == f"{word}：局〔2026〕30号"

    def test_does_not_keep_who_was_removed_from_applying_again(self, office, member):
        provider, _ = member
        remove(office, provider)
        office.announce(["product"])
        application = office.apply("product", provider=provider)
        office.close()
        office.prepare(application)
        assert office.propose(application)["state"] == "proposed"
