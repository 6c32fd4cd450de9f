"""What may follow from remedies, by the texts of the five measures, and what by none of them.

Written from the articles before anything was built. A change of provider opens where an order is not done
within its term, to enterprises that are served (Liuzhou 13, Changchun 8): never by a removal, of which both
articles say nothing. Who refuses has not done it in time either, and what a re-check finds undone is not
done; but a term is over when its last day is. Nobody else's text knows a change of provider.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.following import LAW, OFFICE, TEXT, Following

DAYS = {"term": 30, "term_unit": "日"}
MONTH = {"term": 1, "term_unit": "个月"}
CHECK, ACCOUNT = ("contract_check", None, LAW), ("account", None, OFFICE)
"""No text but Huangshi's says how a removed provider's contracts go on, none that an account is closed."""


@pytest.fixture
def make(make_office):
    """A city's office in March, and a provider with two contracts that run and one that was completed."""

    def start(city, category=None):
        office = make_office(city, Following)
        office.go_to(date(2026, 3, 23))
        provider = office.new_provider()
        if category:
            office.join(provider, category)
        office.new_contract(provider, "甲厂", "2026-02-02")
        office.new_contract(provider, "乙厂", "2026-02-03")
        ended = {"ended_on": "2026-03-02", "ended_why": "completed"}
        office.new_contract(provider, "丙厂", "2026-02-01", **ended)
        return office, provider

    return start


class TestLiuzhou:
    """13: not done in the term → 试点企业可申请更换. 14: 清退、公示、灰名单; of contracts it says nothing."""

    CHANGE = ("replacement", "13", TEXT)

    def test_an_order_that_lapses_opens_a_change_of_provider_to_each_enterprise_served(self, make):
        office, provider = make("liuzhou")
        case, order, due = office.order(provider, "12.2", **DAYS)
        assert office.follow(case) == []
        office.lapse(order, due)
        assert office.follow(case) == [self.CHANGE] * 2
        told = office.read(case, "replacement")
        assert [name in what for name, what in zip(("甲厂", "乙厂"), told, strict=True)] == [True, True]
        assert all("试点企业" in what and "申请" in what for what in told), "the enterprise applies"
        # the day after the last one, and not again when the re-check finds nothing done
        assert {each["from_on"] for each in office.effects(case)} == {office.today.isoformat()}
        office.recheck(order, "failed")
        assert len(office.effects(case)) == 2

    def test_so_does_one_that_is_refused_once_its_term_is_over(self, make):
        office, provider = make("liuzhou")
        case, order, due = office.order(provider, "12.2", **DAYS)
        office.refuse(order)
        assert office.follow(case) == [self.CHANGE] * 2
        after = date.fromordinal(due.toordinal() + 1).isoformat()
        assert {each["from_on"] for each in office.effects(case)} == {after}

    @pytest.mark.parametrize(("outcome", "opened"), [("failed", 2), ("passed", 0)])
    def test_so_does_one_of_which_the_recheck_finds_nothing_done(self, make, outcome, opened):
        office, provider = make("liuzhou")
        case, order, due = office.order(provider, "12.2", **DAYS)
        office.go_to(due)
        office.report(order)
        office.go_to(date.fromordinal(due.toordinal() + 5))
        office.recheck(order, outcome)
        assert office.follow(case) == [self.CHANGE] * opened
        assert {each["from_on"] for each in office.effects(case)} <= {office.today.isoformat()}

    def test_so_does_one_that_is_reported_late(self, make):
        office, provider = make("liuzhou")
        case, order, due = office.order(provider, "12.2", **DAYS)
        office.go_to(date.fromordinal(due.toordinal() + 3))
        office.report(order)
        assert office.follow(case) == [self.CHANGE] * 2

    def test_an_application_rests_on_13_only_once_the_article_is_open(self, make):
        office, provider = make("liuzhou")
        contract = office.get("/contracts", provider_id=provider)["items"][0]["id"]
        case, order, due = office.order(provider, "12.2", **DAYS)

        def apply():
            body = {"contract_id": contract, "applied_on": office.today.isoformat(), "reason": "无人维护。"}
            return office.post("/replacements", body).get("cite")

        assert apply() is None
        office.lapse(order, due)
        contract = office.effects(case)[0]
        contract = next(
            each["id"]
            for each in office.get("/contracts", provider_id=provider)["items"]
            if each["number"] in contract["what"]
        )
        assert apply() == "13"

    def test_a_removal_opens_no_change_of_provider(self, make):
        office, provider = make("liuzhou")
        case, _ = office.remove(provider, "14.9")
        assert office.follow(case) == [CHECK, CHECK, ("publication", "14.9", TEXT), ACCOUNT]

    def test_a_removal_that_was_shown_before_is_not_to_be_shown_after(self, make_office):
        office = make_office("liuzhou", Following)
        office.settle({"publication.time": "before", "publication.scope": "removal_alone"})
        office.go_to(date(2026, 3, 23))
        case, _ = office.remove(office.new_provider(), "14.9", shown=True)
        assert office.follow(case) == [ACCOUNT]


class TestChangchun:
    """8, in the same words as Liuzhou 13; 9: 可取消服务资格, and nothing is shown to anybody."""

    def test_an_order_that_is_refused_opens_a_change_of_provider(self, make):
        office, provider = make("changchun")
        case, order, _ = office.order(provider, "7.1", **DAYS)
        office.refuse(order)
        assert office.follow(case) == [("replacement", "8", TEXT)] * 2

    def test_a_removal_opens_nothing_of_the_text(self, make):
        office, provider = make("changchun")
        case, _ = office.remove(provider, "9.4")
        assert office.follow(case) == [CHECK, CHECK, ACCOUNT]
        assert all("民法典" in what for what in office.read(case, "contract_check"))


class TestXiamen:
    """12(4): not done, or without effect → 取消资格 and 通报, which a lead begins; no change of provider."""

    def test_an_order_without_effect_opens_nothing_of_itself(self, make):
        office, provider = make("xiamen")
        case, order, due = office.order(provider, "11.6", **MONTH)
        office.lapse(order, due)
        office.recheck(order, "failed")
        assert office.follow(case) == []

    def test_a_removal_is_made_known_as_12_says(self, make):
        office, provider = make("xiamen")
        case, _ = office.remove(provider, "12.4")
        assert office.follow(case) == [CHECK, CHECK, ("publication", "12.4", TEXT), ACCOUNT]


class TestChangsha:
    """13, second half: not done in the set time → another promoter organises the related work."""

    def test_an_order_that_lapses_opens_the_handing_over_of_work(self, make):
        office, promoter = make("changsha", "promoter")
        case, order, due = office.order(promoter, "13.1", term=20, term_unit="日")
        office.lapse(order, due)
        assert office.follow(case) == [("reassignment", "13后段", TEXT)]
        (what,) = office.read(case, "reassignment")
        # which work and from when; the seat is the city government's (3)
        assert all(word in what for word in ("哪些工作", "自何日起", "市政府同意"))
        assert office.effects(case)[0]["from_on"] == office.today.isoformat()

    def test_what_was_proposed_begins_with_a_lead_and_is_no_decision(self, make):
        office, promoter = make("changsha", "promoter")
        _, order, due = office.order(promoter, "13.1", term=20, term_unit="日")
        office.lapse(order, due)
        assert [each["kind"] for each in office.decisions(promoter)] == ["order"]
        further = office.find_case(promoter, "13后段")
        other = office.new_provider("另一行业推进机构")
        office.join(other, "promoter")
        taken = office.plan(further, "reassignment", successor_id=other)
        assert office.get(f"/remedies/{taken}")["cite"] == "13后段"


class TestHuangshi:
    """15: late alone opens nothing. 16: 有权追回 on removal, or where state acceptance was failed. 17: signed
    and carried out before the removal, confirmed clean → still counts. No change of provider, nothing shown.
    """

    def test_an_order_that_lapses_opens_nothing(self, make):
        office, provider = make("huangshi")
        case, order, due = office.order(provider, "14.1", **MONTH)
        office.lapse(order, due)
        office.recheck(order, "failed")
        assert office.follow(case) == []

    def test_a_removal_opens_17_for_each_project_and_16_for_the_money(self, make):
        office, provider = make("huangshi")
        case, _ = office.remove(provider, "15.5")
        # a project that was completed before is one of them: 17 asks for 签订合同并实施
        clean = ("contract_check", "17", TEXT)
        assert office.follow(case) == [clean] * 3 + [("recovery", "16前段", TEXT), ACCOUNT]
        (what,) = office.read(case, "recovery")
        assert all(word in what for word in ("已拨付", "有权追回", "财政"))

    def test_a_contract_that_is_no_project_is_its_parties_alone(self, make):
        office, provider = make("huangshi")
        office.new_contract(provider, "丁厂", "2026-02-04", kind="diagnosis")
        case, _ = office.remove(provider, "15.5")
        assert [(kind, cite) for kind, cite, _ in office.follow(case)][:4] == [
            *[("contract_check", "17")] * 3,
            ("contract_check", None),
        ]

    def test_a_project_that_failed_the_provinces_acceptance_opens_the_other_limb(self, make):
        office, provider = make("huangshi")
        (contract, *_) = [
            each["id"]
            for each in office.get("/contracts", provider_id=provider)["items"]
            if each["number"] == "甲厂"
        ]
        office.join(provider, "provider")
        failed = {"authority": "province", "accepted_on": "2026-03-20", "outcome": "failed"}
        office.enter("acceptances", contract_id=contract, **failed)
        # without any removal: the watch has it, and a lead begins it
        seen = office.get("/watch", fresh="true", clause="16后段")["items"]
        assert [hit["cite"] for hit in seen] == ["16后段"]
        recovery = office.plan(office.find_case(provider, "16后段"), "recovery", amount=100)
        assert office.get(f"/remedies/{recovery}")["force"] == "可以"
        case, _ = office.remove(provider, "15.5")
        recoveries = [(kind, cite) for kind, cite, _ in office.follow(case) if kind == "recovery"]
        assert recoveries == [("recovery", "16前段"), ("recovery", "16后段")]
        assert "甲厂" in office.read(case, "recovery")[1]

    def test_the_list_says_what_the_ledger_knows_of_each(self, make):
        office, provider = make("huangshi")
        contracts = {
            each["number"]: each["id"] for each in office.get("/contracts", provider_id=provider)["items"]
        }
        done = {"kind": "substantive", "occurred_on": "2026-03-02"}
        office.enter("progress", contract_id=contracts["甲厂"], **done)
        passed = {"accepted_on": "2026-03-20", "outcome": "passed", "level_before": 1, "level_after": 2}
        office.enter("acceptances", contract_id=contracts["甲厂"], **passed)
        clean = {"kind": "confirmed_clean", "found_on": "2026-03-21"}
        office.enter("findings", provider_id=provider, contract_id=contracts["甲厂"], **clean)
        late = date(2026, 4, 1)
        office.go_to(late)
        case, _ = office.remove(provider, "15.5", effective_on="2026-04-20")
        rows = {what.split("（")[0]: what for what in office.read(case, "contract_check")}
        known = (
            "早于生效日2026-04-20",
            "实施：2026-03-02",
            "验收：市级2026-03-20通过",
            "2026-03-21认定",
            "林晓",
        )
        assert [word for word in known if word not in rows["甲厂"]] == []
        unknown = ("早于", "实施：未知", "验收：未知", "有无违规违法情形：未知")
        assert [word for word in unknown if word not in rows["乙厂"]] == []
        assert {each["from_on"] for each in office.effects(case)} == {"2026-04-20"}

    def test_a_contract_signed_after_it_is_not_before_it(self, make):
        office, provider = make("huangshi")
        office.new_contract(provider, "丁厂", "2026-03-23")
        case, _ = office.remove(provider, "15.5")
        (row,) = [what for what in office.read(case, "contract_check") if what.startswith("丁厂")]
        assert "不早于" in row


def test_nothing_new_is_proposed_once_no_edition_is_in_force(make):
    """An order that runs when the pilot ends is not turned into anything new by its text."""
    office, provider = make("liuzhou")
    case, order, due = office.order(provider, "12.2", **DAYS)
    ending = {
        "kind": "expiry",
        "edition": office.profile.latest.key,
        "document_no": "局〔2026〕88号",
        "issuer": office.profile.city.bureau,
        "issued_on": office.today.isoformat(),
        "document_class": "normative",
        "published_on": office.today.isoformat(),
        "published_in": "局网站",
        "body": {"end": due.isoformat()},
    }
    office.post("/instruments", ending)
    office.lapse(order, due)
    assert office.follow(case) == []
