"""追回: by a case where the measure has a clause, else with every step noted; due from service."""

from __future__ import annotations

from datetime import timedelta

import pytest

NAMED = (
    "decider",
    "authority",
    "case_no",
    "told_on",
    "heard",
    "review_no",
    "minutes_no",
    "decision_no",
    "served_on",
)


@pytest.fixture
def paid(money, claim):
    money.grant(claim)
    money.fund(claim, 18_000_000)
    money.pay(claim, 18_000_000)
    return claim


class TestByAnother:
    @pytest.mark.parametrize("name", NAMED)
    def test_every_step_is_noted(self, money, paid, name):
        body = money.recovery(1, **{name: None})
        money.post(f"{paid}/recoveries", body, expect=(422, "field_missing"))

    def test_is_told_before_heard_and_served_after(self, money, paid):
        day = {n: (money.today - timedelta(n)).isoformat() for n in range(10)}
        for changes in (
            {"told_on": day[1], "stated_on": day[2]},
            {"told_on": day[3], "stated_on": day[1], "decided_on": day[2]},
            {"told_on": day[3], "stated_on": day[3], "decided_on": day[0], "served_on": day[1]},
        ):
            body = money.recovery(1, **changes)
            money.post(f"{paid}/recoveries", body, expect=(422, "days_reversed"))

    def test_waits_for_a_statement_until_its_time_is_over(self, money, paid):
        """Told on Tuesday 10 March 2026, five working days end on Tuesday the 17th."""
        told = money.today
        assert told.isoformat() == "2026-03-10"
        money.go_to(told + timedelta(8))
        silent = {"told_on": told.isoformat(), "stated_on": None}
        early = {**silent, "decided_on": (told + timedelta(7)).isoformat()}
        money.post(f"{paid}/recoveries", money.recovery(1, **early), expect=(422, "days_reversed"))
        money.post(f"{paid}/recoveries", money.recovery(1, **silent))

    def test_its_last_day_runs_from_service(self, money, paid):
        money.go_to(money.today + timedelta(4))
        before = (money.today - timedelta(3)).isoformat()
        told = {"told_on": before, "stated_on": before, "decided_on": before}
        made = money.post(f"{paid}/recoveries", money.recovery(1, **told))
        assert made["due_on"] == (money.today + timedelta(15)).isoformat()

    def test_is_not_the_bureaus_own_where_its_measure_has_a_clause(self, money, paid):
        own = money.recovery(1, authority=money.profile.city.bureau)
        money.post(f"{paid}/recoveries", own, expect=(409, "recovery_by_case"))

    def test_nor_by_another_way_of_writing_its_name(self, money, paid):
        own = money.recovery(1, decider="own", authority="黄石市经信局")
        money.post(f"{paid}/recoveries", own, expect=(409, "recovery_by_case"))

    def test_but_where_it_has_none(self, open_money):
        money = open_money("liuzhou")
        money.batch, money.provider = money.new_batch(), money.new_provider()
        money.admit(money.provider)
        claim = money.claim(money.batch, money.new_contract(money.provider))
        money.grant(claim)
        money.fund(claim, 100)
        money.pay(claim, 100)
        own = {"decider": "own", "authority": money.profile.city.bureau}
        money.post(f"{claim}/recoveries", money.recovery(1, **own))

    def test_is_entered_once(self, money, paid):
        body = money.recovery(1)
        money.post(f"{paid}/recoveries", body)
        money.post(f"{paid}/recoveries", body, expect=(409, "recovery_entered"))


def test_by_a_case_it_is_what_the_case_has_decided_and_served(money, paid):
    """Article 16, second part: told, heard, reviewed, discussed and served in the case."""
    failed = {"contract_id": money.contract, "authority": "province", "outcome": "failed"}
    money.enter("acceptances", **failed, accepted_on=money.today.isoformat())
    case = money.find_case(money.provider, "16后段")
    remedy = money.plan(case, "recovery", amount=2_000_000)
    money.tell_and_hear(remedy, money.provider)
    paper = money.draft(remedy, title="关于追回奖补款项的通知")
    money.approve(paper)
    money.issue(paper)
    (decision,) = [d for d in money.decisions(money.provider) if d["kind"] == "recovery"]
    said = {"decision_id": decision["id"], "payer": "第一制造厂", "reason": "未通过省级验收。", "days": 15}
    not_served = (409, "decision_not_served")
    money.post(f"{paid}/recoveries", {**said, "amount": 1}, expect=not_served)
    money.go_to(money.today + timedelta(1))
    money.serve(paper, money.provider)
    for changes, code in (
        ({"amount": 2_000_001}, "more_than_decided"),
        ({"amount": 1, "decider": "finance"}, "decision_differs"),
        ({"amount": 1, "decision_no": "局决〔2026〕1号"}, "decision_differs"),
    ):
        money.post(f"{paid}/recoveries", {**said, **changes}, expect=(422, code))
    made = money.post(f"{paid}/recoveries", {**said, "amount": 2_000_000})
    decided = (made["decision_no"], made["served_on"], made["due_on"])
    served = money.today
    assert decided == (decision["document_no"], served.isoformat(), (served + timedelta(15)).isoformat())
    money.post(f"/subsidy-recoveries/{made['id']}/confirmation", by=money.second)


def test_what_is_paid_back_whole_is_no_longer_due(money, paid):
    recovery = money.recover(paid, 2_000_000)
    money.pay_back(recovery, 1_500_000)
    assert [item.step for item in money.list_waiting("subsidy_recovery")] == ["应追回"]
    money.pay_back(recovery, 500_000)
    assert money.get(recovery)["state"] == "paid_back"
    assert money.list_waiting("subsidy_recovery") == []
    late = {"reminded_on": money.today.isoformat(), "reminder": "书面催缴。"}
    money.post(f"{recovery}/reminder", late, expect=(409, "wrong_state"))
