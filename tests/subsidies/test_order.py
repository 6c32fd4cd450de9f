"""District, level, meeting, 公示, funds: each comes after what it rests on, and none of them can be empty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.casework.workflow import UNSCANNED

DIFFERS, REVERSED = (409, "meeting_differs"), (422, "days_reversed")


@pytest.fixture
def computed(money, claim):
    """Worked out on 4 March, of what was audited on 2 March."""
    money.audit(claim)
    money.go_to(money.today + timedelta(2))
    money.compute(claim)
    return claim


class TestTheMeeting:
    def test_agrees_under_the_matter_that_names_the_claim(self, money, computed):
        meeting = money.hold()
        money.decide_on(computed, {**meeting, "matter": 2}, expect=DIFFERS)
        money.decide_on(computed, {**meeting, "matter": 3}, expect=(422, "meeting_missing"))
        decided = money.decide_on(computed, meeting)
        assert (decided["state"], decided["matter"]) == ("decided", 1)

    @pytest.mark.parametrize("outcome", ["不同意", "缓议"])
    def test_that_does_not_agree_grants_nothing(self, money, computed, outcome):
        money.decide_on(computed, money.hold(outcome=outcome), expect=DIFFERS)

    def test_held_before_the_amount_was_worked_out(self, money, computed):
        before = (money.today - timedelta(1)).isoformat()
        money.decide_on(computed, money.hold(held_on=before), expect=REVERSED)

    def test_or_by_the_enterprise_together_with_the_contract(self, money, computed):
        contract = money.get(f"/contracts/{money.contract}")
        number, company = contract["number"], money.get(f"/enterprises/{contract['enterprise_id']}")["name"]
        for matter in (f"合同 {number} 的奖补", f"{company}的奖补", f"{company}合同{number}1的奖补"):
            money.decide_on(computed, money.hold(matter=matter), expect=DIFFERS)
        money.decide_on(computed, money.hold(matter=f"{company}合同 {number} 的奖补"))

    def test_comes_after_the_audit_from_which_it_is_worked_out(self, money, claim):
        money.go_to(money.today + timedelta(1))
        money.audit(claim)
        early = {"computed_on": (money.today - timedelta(1)).isoformat()}
        money.post(f"{claim}/amount", early, expect=REVERSED)


class TestTheShowing:
    """Five working days by the batch's document; the first day is not counted."""

    @pytest.fixture
    def decided(self, money, computed):
        money.decide_on(computed)
        return computed

    def test_is_as_long_as_the_document_says(self, money, decided):
        """From Wednesday 4 March 2026: five working days are over on Wednesday 11 March."""
        money.attach(decided, "evidence")
        for days in (0, 6):
            money.show_claim(decided, days, expect=(422, "publicity_too_short"))
        assert money.show_claim(decided, 7)["shown_days"] == 5

    def test_of_seven_days_where_the_document_says_seven(self, money):
        money.provider = money.new_provider()
        money.admit(money.provider)
        claim = money.claim(money.new_batch(public_days=7), money.new_contract(money.provider))
        money.audit(claim)
        money.compute(claim)
        money.decide_on(claim)
        money.attach(claim, "evidence")
        money.show_claim(claim, 8, expect=(422, "publicity_too_short"))
        assert money.show_claim(claim, 9)["shown_days"] == 7

    def test_begins_after_the_meeting_and_has_its_picture(self, money, decided):
        money.show_claim(decided, expect=UNSCANNED)
        money.attach(decided, "evidence")
        early, late = money.today - timedelta(1), money.today + timedelta(9)
        shown = {"shown_from": early.isoformat(), "shown_until": late.isoformat(), "shown_at": "局网站"}
        money.post(f"{decided}/showing", shown, expect=REVERSED)

    def test_is_over_before_money_is_made_available(self, money, claim):
        cleared = money.grant(claim)
        fund = money.new_fund(fund_on=cleared["shown_until"])
        funds = {"subsidy_fund_id": fund, "amount": 1}
        money.post(f"{claim}/funds", funds, expect=REVERSED)


class TestTheDistrict:
    def say(self, money, claim, *, agrees):
        said = {"reviewed_on": money.today.isoformat(), "agrees": agrees, "opinion": "见附件。"}
        return money.post(f"{claim}/review", said)

    def ask(self, money, claim, days=5):
        until = (money.today + timedelta(days)).isoformat()
        asked = {"supplement": "缺发票。", "supplement_asked_on": money.today.isoformat()}
        return money.post(f"{claim}/supplement-request", {**asked, "supplement_until": until})

    def test_that_does_not_agree_lets_nothing_go_on(self, money, claim):
        assert self.say(money, claim, agrees=False)["state"] == "declined"
        test = {"test_report": "1", "test_body": "2", "tested_on": money.today.isoformat()}
        body = {**test, "level_before": 1, "level_after": 2}
        money.post(f"{claim}/test", body, expect=(409, "wrong_state"))

    def test_sees_a_claim_anew_once_what_was_lacking_came(self, money, claim):
        self.say(money, claim, agrees=False)
        assert self.ask(money, claim)["state"] == "supplementing"
        (item,) = money.list_waiting("subsidy_claim")
        assert item.due_on == money.today + timedelta(5)
        came = {"supplemented_on": money.today.isoformat()}
        assert money.post(f"{claim}/supplement", came)["state"] == "applied"
        assert self.say(money, claim, agrees=True)["state"] == "reviewed"

    def test_or_it_is_denied_once_the_last_day_is_over(self, money, claim):
        self.ask(money, claim)
        runs = (409, "supplement_term_runs")
        money.post(f"{claim}/denial", money.deny(claim), by=money.second, expect=runs)
        money.go_to(money.today + timedelta(6))
        late = {"supplemented_on": money.today.isoformat()}
        money.post(f"{claim}/supplement", late, expect=(422, "supplement_late"))
        assert money.post(f"{claim}/denial", money.deny(claim), by=money.second)["state"] == "denied"


class TestWhatCannotBeGranted:
    def test_a_level_below_what_the_notice_asks(self, money, claim):
        money.audit(claim, level_after=1)
        money.compute(claim)
        money.decide_on(claim, expect=(409, "level_too_low"))

    def test_nothing(self, money, claim):
        money.audit(claim)
        assert money.compute(claim, [{"reason": "重复", "amount": 18_000_000}])["granted"] == 0
        money.decide_on(claim, expect=(409, "nothing_granted"))
        assert money.post(f"{claim}/denial", money.deny(claim), by=money.second)["state"] == "denied"
