"""Whether it may be subsidised: which edition judges, what a draft says, who decides what is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.subsidies.money import Money
from tests.web.clients import Bureau

OPEN = (409, "subsidy_open")


class TestWhichEditionJudges:
    def test_a_draft_is_tried_and_keeps_nobody_from_anything(self, app, engine, owner_engine, clock, cities):
        money = Money(Bureau(app, engine, owner_engine, clock, city="huangshi"), cities.profile("huangshi"))
        contract = money.new_contract(money.new_provider())
        answer = money.ask(contract)
        assert (answer["answer"], answer["trial"]) == ("no", True)
        assert answer["sentence"].startswith("试算（没有版本施行，不作依据）：不予奖补")
        claim = money.claim(money.new_batch(), contract)
        money.audit(claim)
        money.compute(claim)
        assert money.decide_on(claim)["state"] == "decided"

    def test_a_contract_before_commencement_is_not_judged(self, money):
        """Signed in November 2025, in force from 1 January 2026: who was in no pool is not denied."""
        contract = money.new_contract(money.new_provider(), signed_on="2025-11-10")
        answer = money.ask(contract)
        assert (answer["answer"], answer["reasons"], answer["trial"]) == ("silent", [], False)
        assert "2025-11-10没有版本施行" in answer["sentence"]

    def test_but_a_failed_acceptance_since_then_is(self, money):
        contract = money.new_contract(money.new_provider(), signed_on="2025-11-10", accepted=False)
        for day, cites in (("2025-12-20", []), ("2026-02-20", ["16后段"])):
            failed = {"contract_id": contract, "authority": "province", "outcome": "failed"}
            money.enter("acceptances", **failed, accepted_on=day)
            assert [reason["cite"] for reason in money.ask(contract)["reasons"]] == cites

    def test_a_contract_of_its_time_is_judged_after_the_end(self, money):
        contract = money.new_contract(money.new_provider())
        end = {"kind": "expiry", "edition": money.profile.latest.key, "document_no": "局〔2026〕90号"}
        document = {
            **end,
            "issuer": money.profile.city.bureau,
            "issued_on": "2026-03-02",
            "document_class": "normative",
        }
        shown = {"published_on": "2026-03-02", "published_in": "局网站"}
        money.post("/instruments", {**document, **shown, "body": {"end": "2026-03-02"}})
        money.go_to(money.today + timedelta(9))
        assert money.ask(contract)["answer"] == "no"


class TestWhatIsLeftOpen:
    """Where the measure speaks of subsidy and is silent on this, a person has to look."""

    @pytest.fixture
    def provider(self, money):
        provider = money.new_provider()
        money.admit(provider)
        return provider

    @pytest.mark.parametrize("kind", ["diagnosis", "maintenance"])
    def test_another_kind_of_contract(self, money, provider, kind):
        self.hold(money.ask(money.new_contract(provider, kind=kind)), "合同种类")

    def test_a_large_enterprise(self, money, provider):
        company = money.new_company(size="large")
        self.hold(money.ask(money.new_contract(provider, company)), "企业规模为大型")

    def test_a_contract_that_was_ended(self, money, provider):
        ended = {"ended_on": "2026-02-25", "ended_why": "agreement"}
        self.hold(money.ask(money.new_contract(provider, **ended)), "合同已于2026-02-25终止")
        done = {"ended_on": "2026-02-25", "ended_why": "completed"}
        assert money.ask(money.new_contract(provider, **done))["answer"] == "yes"

    def test_no_acceptance_that_was_passed(self, money, provider):
        self.hold(money.ask(money.new_contract(provider, accepted=False)), "没有通过验收的记录")

    def hold(self, answer, words):
        assert answer["answer"] == "open"
        (reason,) = answer["reasons"]
        assert (reason["cite"], reason["cite_zh"], reason["open"]) == (None, None, True)
        assert words in reason["words"]

    def test_says_no_more_than_that_nothing_is_denied(self, money, provider):
        answer = money.ask(money.new_contract(provider))
        assert answer["answer_zh"] == "本办法没有不予奖补的情形"


class TestWhoDecidesWhatIsOpen:
    @pytest.fixture
    def open_claim(self, money):
        money.provider = money.new_provider()
        money.admit(money.provider)
        money.contract = money.new_contract(money.provider, accepted=False)
        claim = money.claim(money.new_batch(), money.contract)
        money.audit(claim)
        money.compute(claim)
        return claim

    def test_a_person_by_name_with_the_reason(self, money, open_claim):
        money.decide_on(open_claim, expect=OPEN)
        said = {"answer_name": "何平", "answer_reason": "验收安排在五月，先预拨。"}
        money.post(f"{open_claim}/weighing", said, expect=(403, "same_person"))
        own = {**said, "answer_name": "科员 林晓"}
        money.post(f"{open_claim}/weighing", own, by=money.second, expect=(403, "same_person"))
        weighed = money.post(f"{open_claim}/weighing", said, by=money.second)
        assert (weighed["answer_name"], weighed["state"]) == ("何平", "computed")
        assert money.decide_on(open_claim)["state"] == "decided"

    def test_of_what_was_open_then_and_not_of_what_is_open_since(self, money, open_claim):
        money.weigh(open_claim)
        failed = {"contract_id": money.contract, "authority": "province", "outcome": "failed"}
        money.enter("acceptances", **failed, accepted_on=money.today.isoformat())
        money.decide_on(open_claim, expect=OPEN)

    def test_not_where_nothing_is_open(self, money, claim):
        money.audit(claim)
        money.compute(claim)
        money.weigh(claim, expect=(409, "nothing_open"))


class TestWhatIsOpenSinceTheMeeting:
    """Asked again where money is made available, and where it is paid."""

    def fail(self, money):
        failed = {"contract_id": money.contract, "authority": "province", "outcome": "failed"}
        money.enter("acceptances", **failed, accepted_on=money.today.isoformat())

    def test_stops_the_allocation(self, money, claim):
        money.grant(claim)
        fund = {"subsidy_fund_id": money.new_fund(), "amount": 18_000_000}
        self.fail(money)
        money.post(f"{claim}/funds", fund, expect=OPEN)
        money.weigh(claim)
        made = money.post(f"{claim}/funds", fund)["id"]
        money.post(f"/subsidy-allocations/{made}/confirmation", by=money.second)

    def test_and_its_check(self, money, claim):
        money.grant(claim)
        fund = {"subsidy_fund_id": money.new_fund(), "amount": 18_000_000}
        made = money.post(f"{claim}/funds", fund)["id"]
        self.fail(money)
        money.post(f"/subsidy-allocations/{made}/confirmation", by=money.second, expect=OPEN)

    def test_and_the_payment(self, money, claim):
        money.grant(claim)
        money.fund(claim, 18_000_000)
        self.fail(money)
        money.post(f"{claim}/payments", money.payment(1), expect=OPEN)
        money.weigh(claim)
        money.pay(claim, 18_000_000)

    def test_what_is_denied_since_is_not_paid(self, money, claim):
        """Article 17, where the officer has found the contrary of clean after a removal."""
        money.grant(claim)
        money.fund(claim, 18_000_000)
        found = {"contract_id": money.contract, "kind": "confirmed_clean", "holds": False}
        case = money.find_case(money.provider, "15.7")
        removal = money.plan(case, "removal")
        money.tell_and_hear(removal, money.provider)
        money.decide(removal, money.provider)
        money.post("/findings", {**found, "found_on": money.today.isoformat()})
        money.post(f"{claim}/payments", money.payment(1), expect=(409, "subsidy_denied"))
