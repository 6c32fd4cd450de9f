"""不予补助: a paper with number, reasons and remedies, by another person, served on the enterprise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.casework.workflow import ALONE, UNSCANNED
from tests.subsidies.money import NOTICE


def test_has_its_paper(money, claim):
    said = {**money.deny(claim)}
    money.post(f"{claim}/denial", said, expect=ALONE)
    denied = money.post(f"{claim}/denial", said, by=money.second)
    assert (denied["state"], denied["denial_no"]) == ("denied", said["denial_no"])
    other = money.claim(money.batch, money.new_contract(money.provider))
    money.post(
        f"{other}/denial", {**said, "denial_no": "局企业函〔2026〕9999号"}, by=money.second, expect=UNSCANNED
    )
    money.attach(other, "stamped_original")
    money.post(f"{other}/denial", said, by=money.second, expect=(409, "document_no_used"))


@pytest.mark.parametrize("number", ["88号", "局企业函〔2025〕88号", "局企业函(2026)88号"])
def test_has_a_number_of_its_year(money, claim, number):
    said = money.deny(claim, denial_no=number)
    money.post(f"{claim}/denial", said, by=money.second, expect=(422, "document_no_form"))


@pytest.mark.parametrize(
    "recourse",
    [
        "如不服，可以申请行政复议或者提起行政诉讼。",
        "不得申请行政复议，六十日内不得申请行政复议，六个月内不得提起行政诉讼。",
        "可以自收到之日起六十日内申请行政复议。",
    ],
)
def test_names_both_remedies_with_their_terms(money, claim, recourse):
    said = money.deny(claim, recourse=recourse)
    money.post(f"{claim}/denial", said, by=money.second, expect=(422, "recourse_missing"))


class TestItsService:
    @pytest.fixture
    def denied(self, money, claim):
        money.post(f"{claim}/denial", money.deny(claim), by=money.second)
        return claim

    def test_ends_the_claim(self, money, denied):
        assert [item.step for item in money.list_waiting("subsidy_claim")] == ["决定不予补助，待送达"]
        money.post(f"{denied}/denial-service", money.receive(), expect=UNSCANNED)
        money.post(f"{denied}/denial-service", money.receive(), by=money.second, expect=ALONE)
        money.attach(denied, "service_receipt")
        served = money.post(f"{denied}/denial-service", money.receive())
        assert (served["state"], served["served_on"]) == ("not_granted", money.today.isoformat())
        assert money.list_waiting("subsidy_claim") == []

    def test_by_two_persons_on_a_day_after_it_in_a_manner_that_is_whole(self, money, denied):
        money.attach(denied, "service_receipt")
        cases: dict[str, dict[str, Any]] = {
            "two_persons": {"servers": ["林晓"]},
            "field_missing": {"receiver": None},
            "days_reversed": {"served_on": (money.today - timedelta(1)).isoformat()},
        }
        for code, changes in cases.items():
            money.post(f"{denied}/denial-service", money.receive(**changes), expect=(422, code))
        electronic = money.receive(manner="electronic")
        money.post(f"{denied}/denial-service", electronic, expect=(409, "no_consent"))


def test_is_the_way_out_until_money_is_available(money, claim):
    """After the 公示 as well; once funds are allocated, these are put right first."""
    money.grant(claim)
    allocation = money.fund(claim, 1_000_000)
    rests = (409, "rests_on_it")
    money.post(f"{claim}/denial", money.deny(claim), by=money.second, expect=rests)
    address = f"/subsidy-allocations/{allocation}"
    money.post(f"{address}/correction", {"void": True, "reason": "企业已被清退。"})
    money.post(f"{address}/correction-confirmation", by=money.second)
    said = money.deny(claim)
    money.post(f"{claim}/denial", said, by=money.second, expect=(422, "field_missing"))
    named = f"不予补助：{NOTICE['name']}"
    for meeting in (
        money.hold(),
        money.hold(matter="不予补助另一企业"),
        money.hold(outcome="缓议", matter=named),
    ):
        money.post(f"{claim}/denial", {**said, **meeting}, by=money.second, expect=(409, "meeting_differs"))
    meeting = money.hold(matter=named)
    early = {**said, **meeting, "denied_on": (money.today - timedelta(1)).isoformat()}
    money.post(f"{claim}/denial", early, by=money.second, expect=(422, "days_reversed"))
    denied = money.post(f"{claim}/denial", {**said, **meeting}, by=money.second)
    assert (denied["state"], denied["meeting_id"]) == ("denied", meeting["meeting_id"])


def test_comes_after_what_was_done_before(money, claim):
    money.go_to(money.today + timedelta(3))
    money.audit(claim)
    early = money.deny(claim, denied_on=(money.today - timedelta(1)).isoformat())
    money.post(f"{claim}/denial", early, by=money.second, expect=(422, "days_reversed"))


class TestThatWasQuashed:
    def say(self, money, **changes):
        basis = "行政复议决定书撤销该决定，责令重新作出。"
        return {"taken_back_on": money.today.isoformat(), "taken_back_basis": basis, **changes}

    def serve(self, money, claim):
        money.post(f"{claim}/denial", money.deny(claim), by=money.second)
        money.attach(claim, "service_receipt")
        money.post(f"{claim}/denial-service", money.receive())

    def test_leaves_the_claim_to_a_meeting(self, money, claim):
        money.audit(claim)
        money.compute(claim)
        self.serve(money, claim)
        path = f"{claim}/denial-withdrawal"
        money.post(path, self.say(money), expect=UNSCANNED)
        money.attach(claim, "official_text")
        money.post(path, self.say(money), by=money.second, expect=ALONE)
        early = self.say(money, taken_back_on=(money.today - timedelta(1)).isoformat())
        money.post(path, early, expect=(422, "days_reversed"))
        after = money.post(path, self.say(money))
        assert (after["state"], after["served_on"], after["reason"]) == ("computed", None, None)
        assert money.decide_on(claim)["state"] == "decided"

    def test_and_not_to_the_meeting_that_was_held_before(self, money, claim):
        money.audit(claim)
        money.compute(claim)
        before = money.hold()
        money.go_to(money.today + timedelta(1))
        self.serve(money, claim)
        money.attach(claim, "official_text")
        money.post(f"{claim}/denial-withdrawal", self.say(money))
        money.decide_on(claim, before, expect=(422, "days_reversed"))
        assert money.decide_on(claim)["state"] == "decided"

    def test_or_to_its_review_and_not_beside_another_claim(self, money, claim):
        self.serve(money, claim)
        money.attach(claim, "official_text")
        other = money.claim(money.batch, money.contract)
        money.post(f"{claim}/denial-withdrawal", self.say(money), expect=(409, "claimed_in_batch"))
        money.withdraw(other)
        assert money.post(f"{claim}/denial-withdrawal", self.say(money))["state"] == "applied"

    def test_is_reviewed_anew_without_the_districts_earlier_word(self, money, claim):
        day = money.today.isoformat()
        money.post(f"{claim}/review", {"reviewed_on": day, "agrees": False, "opinion": "材料不符。"})
        self.serve(money, claim)
        money.attach(claim, "official_text")
        after = money.post(f"{claim}/denial-withdrawal", self.say(money))
        word = [after[name] for name in ("reviewed_on", "agrees", "opinion")]
        assert (after["state"], word) == ("applied", [None, None, None])
        again = {"reviewed_on": day, "agrees": True, "opinion": "情况属实。"}
        assert money.post(f"{claim}/review", again)["state"] == "reviewed"
