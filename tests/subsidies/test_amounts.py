"""What a claim comes to, by hand: rate, deductions, caps less what was granted before, rounding."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.procedures.subsidies.rates import CAP_FIRST, CAP_LAST, work_out


@pytest.mark.parametrize(
    ("limit", "cutting", "deducted", "amount"),
    [
        (None, CAP_LAST, 0, 30_000_000),  # 1,000,000 yuan at 30%
        (25_000_000, CAP_LAST, 0, 25_000_000),
        (25_000_000, CAP_LAST, 2_000_000, 25_000_000),  # 280,000, then capped
        (25_000_000, CAP_FIRST, 2_000_000, 23_000_000),  # 250,000, then less 20,000
        (None, CAP_LAST, 30_000_001, -100),
    ],
)
def test_deductions_come_off_where_the_document_says(limit, cutting, deducted, amount):
    given: dict[str, Any] = {"rate": 300_000, "limit": limit, "rounding": "yuan_down"}
    assert work_out(100_000_000, **given, cutting=cutting, deducted=deducted) == amount


def test_is_rounded_once_and_after_what_is_deducted():
    """333,334 per million of 10,000.01 yuan are 3,333.343333…; less 0.345 … to the 分: 3,332.89."""
    given: dict[str, Any] = {"rate": 333_334, "limit": None, "rounding": "fen_down"}
    assert work_out(1_000_001, **given, deducted=45) == 333_289
    assert work_out(1_000_001, **{**given, "rounding": "yuan_half_up"}, deducted=45) == 333_300


@pytest.mark.parametrize("rounding", ["yuan_half_up", "fen_half_up", "yuan_down"])
def test_is_never_rounded_above_a_limit(rounding):
    """A cap of 1,000.60 yuan: to whole yuan 1,000, not 1,001."""
    limit = 100_060
    expected = limit if rounding.startswith("fen") else 100_000
    assert work_out(10**9, rate=300_000, limit=limit, rounding=rounding) == expected


class TestAClaimsAmount:
    def claim_more(self, money, contract=None, **batch):
        money.go_to(money.today)
        return money.claim(money.new_batch(**batch), contract or money.new_contract(money.provider))

    def test_is_at_most_what_was_applied_for(self, money, claim):
        contract = money.new_contract(money.provider)
        other = money.claim(money.batch, contract, asked=10_000_050)
        money.audit(other)
        assert money.compute(other)["granted"] == 10_000_000

    def test_rests_on_no_more_than_the_contract(self, money, claim):
        report = {"audit_report": "专审1号", "audit_body": "某所", "audited_on": money.today.isoformat()}
        day = money.today.isoformat()
        money.post(f"{claim}/review", {"reviewed_on": day, "agrees": True, "opinion": "属实。"})
        test = {"test_report": "1", "test_body": "2", "tested_on": day, "level_before": 1, "level_after": 2}
        money.post(f"{claim}/test", test)
        over = {"audited": 60_000_001, **report}
        money.post(f"{claim}/audit", over, expect=(422, "more_than_contract"))

    def test_is_less_by_what_the_same_project_was_granted_before(self, money, claim):
        """180,000 before; of the cap of 300,000 yuan 120,000 are left, whatever document the batch has."""
        money.grant(claim)
        again = self.claim_more(money, money.contract, rule_no="财企〔2026〕9号")
        money.audit(again)
        assert money.compute(again)["granted"] == 12_000_000

    def test_is_less_by_what_the_enterprise_was_granted_under_the_document(self, money, claim):
        """Of 300,000 yuan an enterprise 120,000 are left; another document has a cap of its own."""
        money.grant(claim)
        enterprise = money.get(f"/contracts/{money.contract}")["enterprise_id"]
        contract = money.new_contract(money.provider, enterprise)
        for rule, amount in (("财企〔2026〕3号", 12_000_000), ("财企〔2026〕9号", 18_000_000)):
            other = self.claim_more(money, contract, rule_no=rule, enterprise_cap=30_000_000)
            money.audit(other)
            assert money.compute(other)["granted"] == amount

    def test_what_was_paid_back_counts_no_more(self, money, claim):
        money.grant(claim)
        money.fund(claim, 18_000_000)
        money.pay(claim, 18_000_000)
        money.pay_back(money.recover(claim, 10_000_000), 10_000_000)
        again = self.claim_more(money, money.contract)
        money.audit(again)
        assert money.compute(again)["granted"] == 18_000_000

    def test_is_worked_out_anew_where_another_was_granted_meanwhile(self, money, claim):
        again = self.claim_more(money, money.contract)
        money.audit(again)
        assert money.compute(again)["granted"] == 18_000_000
        money.audit(claim)
        money.compute(claim)
        money.post(f"{claim}/repeats", {"reason": "另一批次撤回。"}, by=money.second)
        money.decide_on(claim)
        money.post(f"{again}/repeats", {"reason": "二期。"}, by=money.second)
        money.decide_on(again, expect=(409, "amount_changed"))
        assert money.compute(again)["granted"] == 12_000_000
