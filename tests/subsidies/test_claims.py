"""A claim from the notice to the money paid back, and what is refused on the way; figures by hand."""

from __future__ import annotations

import pytest

from tests.casework.workflow import UNSCANNED
from tests.subsidies.money import NOTICE
from tests.web.clients import credit_code

ACCOUNT = "4200 1234 5678 9012 345"


class TestAClaim:
    def test_goes_from_the_notice_to_what_is_paid_back(self, money, claim):
        """600,000 yuan at 30% are 180,000, less 5,000: 175,000; two parts; 20,000 back, 15,000 paid in."""
        cleared = money.grant(claim, deductions=[{"reason": "审计剔除办公设备", "amount": 500_000}])
        assert (cleared["base"], cleared["granted"]) == (18_000_000, 17_500_000)
        assert cleared["shown_days"] == 5
        money.fund(claim, 17_500_000)
        money.pay(claim, 10_000_000, part="advance")
        assert [item.step for item in money.list_waiting("subsidy_claim")] == ["资金已下达，待拨付"]
        money.pay(claim, 7_500_000, part="final")
        assert money.list_waiting("subsidy_claim") == []
        recovery = money.recover(claim, 2_000_000)
        money.pay_back(recovery, 1_500_000)
        money.post(f"{recovery}/reminder", {"reminded_on": money.today.isoformat(), "reminder": "书面催缴。"})
        assert money.get(recovery)["state"] == "reminded"
        steps = [step["step"] for step in money.get(f"{claim}/steps")["items"]]
        assert steps == [
            *("apply", "review", "test", "enter_audit", "check_audit", "compute", "decide", "show", "clear"),
            "allocate",
        ]

    def test_is_capped_by_the_batch(self, money, claim):
        large = money.claim(
            money.batch, money.new_contract(money.provider, amount=2 * 10**10, market_price=3 * 10**10)
        )
        assert money.grant(large, 123_456_789_00)["granted"] == 30_000_000

    @pytest.mark.parametrize(
        ("rounding", "amount", "base"),
        [
            ("fen_down", 1_000_002, 333_334),
            ("fen_half_up", 1_000_004, 333_335),
            ("yuan_down", 1_000_003, 333_300),
            ("yuan_half_up", 1_000_150, 333_400),
        ],
    )
    def test_is_rounded_as_the_document_says(self, money, claim, rounding, amount, base):
        """33.3334% of odd sums: 333334.67, 333335.33, 333335.00 and 333384.00 分."""
        contract = money.new_contract(money.provider)
        other = money.claim(money.new_batch(rate=333_334, cap=None, rounding=rounding), contract)
        money.audit(other, amount)
        assert money.compute(other)["base"] == base

    def test_that_was_not_granted_leaves_room_for_another(self, money, claim):
        again = {"subsidy_batch_id": money.batch, "contract_id": money.contract, "applied_on": "2026-03-02"}
        money.post("/subsidy-claims", again, expect=(409, "claimed_in_batch"))
        denial = money.deny(claim)
        money.post(f"{claim}/denial", denial, expect=(403, "same_person"))
        money.post(f"{claim}/denial", denial, by=money.second)
        money.post("/subsidy-claims", again, expect=(409, "claimed_in_batch"))
        money.attach(claim, "service_receipt")
        money.post(f"{claim}/denial-service", money.receive())
        money.post("/subsidy-claims", again)

    def test_is_taken_back_by_the_enterprises_paper_and_another_person(self, money, claim):
        money.grant(claim)
        said = {"reason": "企业申请撤回。"}
        money.post(f"{claim}/withdrawal", said, by=money.second, expect=UNSCANNED)
        money.attach(claim, "withdrawal")
        money.post(f"{claim}/withdrawal", said, expect=(403, "same_person"))
        assert money.post(f"{claim}/withdrawal", said, by=money.second)["state"] == "withdrawn"

    def test_starts_anew_from_the_audit_where_an_objection_is_right(self, money, claim):
        money.audit(claim)
        money.compute(claim)
        money.decide_on(claim)
        money.attach(claim, "evidence")
        money.show_claim(claim)
        money.post(f"{claim}/clearance", {"objections": "无。"}, expect=(409, "still_shown"))
        money.post(f"{claim}/objection", {"reason": "设备已在他处补助。"}, expect=(403, "same_person"))
        after = money.post(f"{claim}/objection", {"reason": "设备已在他处补助。"}, by=money.second)
        assert (after["state"], after["granted"]) == ("audited", None)


class TestWhatIsRefused:
    def test_a_batch_that_nobody_else_has_checked(self, money):
        days = {"announced_on": "2026-03-02", "closes_on": "2026-03-01"}
        body = {**NOTICE, "document_no": "局函〔2026〕9号", **days}
        money.post("/subsidy-batches", body, expect=(422, "days_reversed"))
        batch = money.post("/subsidy-batches", {**body, "closes_on": "2026-03-02"})["id"]
        money.post("/subsidy-batches", {**body, "closes_on": "2026-03-02"}, expect=(409, "batch_entered"))
        money.post(f"/subsidy-batches/{batch}/confirmation", expect=(403, "same_person"))
        money.post(f"/subsidy-batches/{batch}/confirmation", by=money.second, expect=UNSCANNED)
        contract = money.new_contract(money.new_provider())
        applied = {"subsidy_batch_id": batch, "contract_id": contract, "applied_on": "2026-03-02"}
        money.post("/subsidy-claims", applied, expect=(409, "batch_not_checked"))

    def test_days_out_of_order(self, money, claim):
        contract = money.new_contract(money.provider)
        early = {"subsidy_batch_id": money.batch, "contract_id": contract, "applied_on": "2026-03-01"}
        money.post("/subsidy-claims", early, expect=(422, "days_reversed"))
        closed = money.new_batch(announced_on="2026-02-01", closes_on="2026-02-20")
        late = {"subsidy_batch_id": closed, "contract_id": contract, "applied_on": "2026-03-02"}
        money.post("/subsidy-claims", late, expect=(422, "batch_closed"))
        review = {"reviewed_on": "2026-03-01", "agrees": True, "opinion": "同意。"}
        money.post(f"{claim}/review", review, expect=(422, "days_reversed"))

    def test_steps_out_of_order(self, money, claim):
        money.compute(claim, expect=(409, "wrong_state"))
        money.allocation = money.batch
        money.post(f"{claim}/payments", money.payment(1), expect=(409, "wrong_state"))

    def test_who_has_entered_it_as_its_check(self, money, claim):
        money.audit(claim)
        money.compute(claim)
        money.post(f"{claim}/decision", money.hold(), expect=(403, "same_person"))

    def test_more_deducted_than_there_is(self, money, claim):
        money.audit(claim)
        over = [{"reason": "重复", "amount": 18_000_001}]
        money.compute(claim, over, expect=(422, "deductions_too_large"))

    def test_more_than_was_decided_paid_or_due(self, money, claim):
        money.grant(claim)
        fund = money.new_fund()
        funds = {"subsidy_fund_id": fund, "amount": 18_000_001}
        money.post(f"{claim}/funds", funds, expect=(422, "more_than_granted"))
        money.fund(claim, 10_000_000, fund)
        money.post(f"{claim}/funds", {**funds, "amount": 1}, expect=(409, "fund_entered"))
        money.post(f"{claim}/payments", money.payment(10_000_001), expect=(422, "more_than_funds"))
        paid = money.post(f"{claim}/payments", money.payment(6_000_000, voucher="P"))["id"]
        money.post(f"{claim}/payments", money.payment(1, voucher="P"), expect=(409, "voucher_entered"))
        money.post(f"{claim}/payments", money.payment(4_000_001), expect=(422, "more_than_funds"))
        money.post(f"{claim}/recoveries", money.recovery(1), expect=(422, "more_than_paid"))
        money.post(f"/subsidy-payments/{paid}/confirmation", expect=(403, "same_person"))
        money.post(f"/subsidy-payments/{paid}/confirmation", by=money.second, expect=UNSCANNED)
        money.attach(f"/subsidy-payments/{paid}", "voucher")
        money.post(f"/subsidy-payments/{paid}/confirmation", by=money.second)
        money.post(f"{claim}/recoveries", money.recovery(6_000_001), expect=(422, "more_than_paid"))
        made = money.post(f"{claim}/recoveries", money.recovery(6_000_000))["id"]
        recovery = f"/subsidy-recoveries/{made}"
        money.post(f"{recovery}/receipts", money.receipt(1), expect=(409, "wrong_state"))
        money.post(f"{recovery}/confirmation", expect=(403, "same_person"))
        money.post(f"{recovery}/confirmation", by=money.second, expect=UNSCANNED)
        for paper in ("stamped_original", "service_receipt"):
            money.attach(recovery, paper)
        money.post(f"{recovery}/confirmation", by=money.second)
        money.post(f"{recovery}/receipts", money.receipt(6_000_001), expect=(422, "more_than_due"))
        money.pay_back(recovery, 5_999_999)
        money.post(f"{recovery}/receipts", money.receipt(2), expect=(422, "more_than_due"))
        money.pay_back(recovery, 1)

    def test_what_looks_like_an_account(self, money, claim):
        for text in (ACCOUNT, "账号420012345678901234", "4200-1234-5678-9012"):
            body = {"reviewed_on": "2026-03-02", "agrees": True, "opinion": f"收款{text}。"}
            money.post(f"{claim}/review", body, expect=(422, "account_number"))
        assert money.get(claim)["state"] == "applied"

    def test_an_account_within_a_list(self, money, claim):
        money.audit(claim)
        money.compute(claim, [{"reason": ACCOUNT, "amount": 1}], expect=(422, "account_number"))

    def test_but_a_credit_code_or_a_long_voucher_is_no_account(self, money, claim):
        opinion = f"{credit_code()}，凭证20260302000123"
        body = {"reviewed_on": "2026-03-02", "agrees": True, "opinion": opinion}
        money.post(f"{claim}/review", body)

    def test_things_of_another_bureau(self, money, claim, open_money):
        other = open_money("huangshi")
        assert other.officer.get(claim).status_code == 404
        body = {"subsidy_batch_id": money.batch, "contract_id": money.contract, "applied_on": "2026-03-02"}
        assert other.officer.post("/subsidy-claims", body).status_code in (404, 422)

    def test_a_decision_of_another_kind_as_the_ground_of_a_recovery(self, money, claim):
        money.grant(claim)
        money.fund(claim, 100)
        money.pay(claim, 100)
        case = money.find_case(money.provider, "14.1")
        money.decide(money.plan(case, "warning"), money.provider)
        (decision,) = money.decisions(money.provider)
        body = money.recovery(100, decision_id=decision["id"])
        money.post(f"{claim}/recoveries", body, expect=(422, "not_a_recovery"))


class TestDoubleClaims:
    def test_of_one_contract_are_named_and_a_person_decides(self, money, claim):
        money.grant(claim)
        money.fund(claim, 18_000_000)
        money.pay(claim, 18_000_000)
        second = money.claim(money.new_batch(), money.contract)
        money.audit(second)
        found = money.compute(second)["repeats"]
        assert [repeat["words"].partition("：")[2] for repeat in found] == ["同一合同，已拨付180000.00元"]
        meeting = money.hold()
        money.decide_on(second, meeting, expect=(409, "repeats_unsettled"))
        money.post(f"{second}/repeats", {"reason": "二期。"}, expect=(403, "same_person"))
        settled = money.post(f"{second}/repeats", {"reason": "二期工程，另行核定。"}, by=money.second)
        assert settled["settled_reason"] == "二期工程，另行核定。"
        money.decide_on(second, meeting)

    @pytest.mark.parametrize(
        ("items", "said"),
        [
            ([{"name": "ＭＥＳ 系统"}], "同一企业，内容相同（mes系统），尚未拨付"),
            ([], "同一企业，合同没有项目清单，无法比对内容，尚未拨付"),
            ([{"name": "仓储系统"}], None),
        ],
    )
    def test_of_one_enterprise_are_held_by_content(self, money, claim, items, said):
        company = money.new_company()
        one = money.new_contract(money.provider, company, items=[{"name": "MES系统"}])
        two = money.new_contract(money.provider, company, items=items)
        money.claim(money.batch, one)
        second = money.claim(money.batch, two)
        money.audit(second)
        found = money.compute(second)["repeats"]
        assert [repeat["words"].partition("：")[2] for repeat in found] == ([said] if said else [])
        if not said:
            money.post(f"{second}/repeats", {"reason": "无。"}, by=money.second, expect=(409, "no_repeats"))

    def test_that_come_after_the_settling_are_settled_anew(self, money, claim):
        second = money.claim(money.new_batch(), money.contract)
        money.audit(second)
        money.compute(second)
        money.post(f"{second}/repeats", {"reason": "二期。"}, by=money.second)
        money.claim(money.new_batch(), money.contract)
        money.decide_on(second, expect=(409, "repeats_unsettled"))
