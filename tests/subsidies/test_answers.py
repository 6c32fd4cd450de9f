"""能否奖补, by hand from the five texts: each answer with its article."""

from __future__ import annotations

import pytest

from banfa.law import facts_of

SILENT = "本办法没有规定。"


def cites(answer):
    return [(reason["cite"], reason["open"]) for reason in answer["reasons"]]


class TestHuangshi:
    """8(1) 超出行业范围的签约项目，不纳入奖补资金补助范围; 16 有权追回; 17 仍可列入."""

    @pytest.fixture
    def provider(self, money):
        provider = money.new_provider()
        money.admit(provider)
        return provider

    def test_yes_where_nothing_of_it_is_the_case(self, money, provider):
        answer = money.ask(money.new_contract(provider))
        assert (answer["answer"], answer["reasons"]) == ("yes", [])

    def test_no_outside_the_providers_own_industry(self, money):
        """Article 8(1), for who is on an industry's own list."""
        listed, other = (industry.key for industry in money.profile.industries[:2])
        provider = money.new_provider()
        money.admit(provider, industry=listed, industry_list=True)
        within = money.new_contract(provider, money.new_company(industry=listed))
        beyond = money.new_contract(provider, money.new_company(industry=other))
        assert money.ask(within)["answer"] == "yes"
        answer = money.ask(beyond)
        assert (answer["answer"], cites(answer)) == ("no", [("8.1", False)])
        assert answer["sentence"].startswith("不予奖补：第八条")

    def test_yes_beyond_it_for_who_goes_on_from_an_earlier_pilot(self, money):
        """Article 8(1), in brackets; where nobody has said whether, it is open and not no."""
        listed, other = (industry.key for industry in money.profile.industries[:2])
        provider = money.new_provider()
        money.admit(provider, industry=listed, industry_list=True)
        company = money.new_company(industry=other)
        assert money.ask(money.new_contract(provider, company, earlier_pilot=True))["answer"] == "yes"
        answer = money.ask(money.new_contract(provider, company, earlier_pilot=None))
        assert (answer["answer"], cites(answer)) == ("open", [("8.1", True)])

    def test_no_for_who_was_not_in_the_pool_on_signing(self, money):
        """Article 2: a provider is who is in the pool."""
        answer = money.ask(money.new_contract(money.new_provider()))
        assert answer["answer"] == "no"
        assert ("2", False) in cites(answer)

    def test_open_where_it_is_dearer_than_the_market_or_nobody_knows(self, money, provider):
        """Article 8(4) asks for no more than the market's price, and says nothing of subsidy."""
        for price in (50_000_000, None):
            answer = money.ask(money.new_contract(provider, market_price=price))
            assert (answer["answer"], cites(answer)) == ("open", [("8.4", True)])

    def test_open_once_the_province_has_failed_it(self, money, provider):
        """Article 16; made good later (8(5)) it is none."""
        contract = money.new_contract(provider)
        accepted = {"contract_id": contract, "authority": "province", "accepted_on": "2026-02-20"}
        money.enter("acceptances", **accepted, outcome="failed")
        answer = money.ask(contract)
        assert (answer["answer"], cites(answer)) == ("open", [("16后段", True)])
        again = {**accepted, "accepted_on": "2026-03-01", "outcome": "passed", "level_after": 2}
        money.enter("acceptances", **again)
        assert money.ask(contract)["answer"] == "yes"

    def test_a_city_acceptance_is_none_of_sixteen(self, money, provider):
        contract = money.new_contract(provider)
        accepted = {"contract_id": contract, "authority": "city", "accepted_on": "2026-02-20"}
        money.enter("acceptances", **accepted, outcome="failed")
        assert money.ask(contract)["answer"] == "yes"

    def test_after_a_removal_only_what_is_confirmed_clean(self, money, provider):
        """Article 17: signed before, carried out, confirmed; unsaid it is open, the contrary no."""
        contract = money.new_contract(provider)
        case = money.find_case(provider, "15.7")
        removal = money.plan(case, "removal")
        money.tell_and_hear(removal, provider)
        money.decide(removal, provider)
        answer = money.ask(contract)
        assert (answer["answer"], cites(answer)) == ("open", [("17", True)])
        found = {"contract_id": contract, "kind": "confirmed_clean", "found_on": money.today.isoformat()}
        money.post("/findings", {**found, "holds": True})
        assert money.ask(contract)["answer"] == "open"
        begun = {"contract_id": contract, "kind": "substantive", "occurred_on": "2026-02-20"}
        money.post("/progress", begun)
        assert money.ask(contract)["answer"] == "yes"
        dirty = money.new_contract(provider)
        money.post("/findings", {**found, "contract_id": dirty, "holds": False})
        assert money.ask(dirty)["answer"] == "no"

    def test_no_keeps_the_meeting_from_agreeing(self, money):
        contract = money.new_contract(money.new_provider())
        claim = money.claim(money.new_batch(), contract)
        money.audit(claim)
        money.compute(claim)
        money.decide_on(claim, expect=(409, "subsidy_denied"))


class TestLiuzhou:
    """The text says of subsidy only 骗取补贴 (14(2)), and of that only what becomes of the provider."""

    @pytest.fixture
    def contract(self, open_money):
        self.money = open_money("liuzhou")
        provider = self.money.new_provider()
        self.money.admit(provider)
        return self.money.new_contract(provider)

    def test_says_nothing(self, contract):
        answer = self.money.ask(contract)
        assert (answer["answer"], answer["sentence"]) == ("silent", SILENT)

    def test_open_where_an_old_project_was_passed_off_as_new(self, contract):
        kind = find_kind(self.money.profile, "14.2")
        found = {"contract_id": contract, "kind": kind, "found_on": "2026-03-01"}
        elements = list(self.money.profile.finding_elements.get(kind, {}))
        self.money.post("/findings", {**found, "holds": True, "elements": elements})
        answer = self.money.ask(contract)
        assert (answer["answer"], cites(answer)) == ("open", [("14.2", True)])

    def test_nothing_once_it_was_found_not_to_hold(self, contract):
        kind = find_kind(self.money.profile, "14.2")
        found = {"contract_id": contract, "kind": kind, "found_on": "2026-03-01"}
        self.money.post("/findings", {**found, "holds": False})
        assert self.money.ask(contract)["sentence"] == SILENT


def find_kind(profile, key):
    """The kind of finding on which a situation rests."""
    (clause,) = (clause for clause in profile.latest.clauses if clause.cite.key == key)
    return next(fact.args[0] for fact in facts_of(clause.when) if fact.name == "finding")


class TestChangsha:
    """Article 6: a promoter takes no part in implementing in its own industry; no word of subsidy."""

    def test_says_nothing_of_an_integrators_contract(self, open_money):
        money = open_money("changsha")
        provider = money.new_provider()
        money.enter("memberships", provider_id=provider, category="integrator", from_on="2026-01-05")
        assert money.ask(money.new_contract(provider))["sentence"] == SILENT

    def test_open_for_a_promoter_in_its_own_industry(self, open_money):
        money = open_money("changsha")
        industry = money.profile.industries[0].key
        provider = money.new_provider()
        consent = "市人民政府关于同意确定推进机构的批复（长政函〔2026〕1号）"
        seat = {"category": "promoter", "from_on": "2026-01-05", "industry": industry, "basis": consent}
        money.enter("memberships", provider_id=provider, **seat)
        answer = money.ask(money.new_contract(provider, money.new_company(industry=industry)))
        assert (answer["answer"], cites(answer)) == ("open", [("6", True)])


@pytest.mark.parametrize("city", ["changchun", "xiamen"])
def test_a_text_without_a_word_of_it_says_nothing(open_money, city):
    money = open_money(city)
    provider = money.new_provider()
    money.admit(provider)
    assert money.ask(money.new_contract(provider))["sentence"] == SILENT
