"""What was proposed on a decision ends with it: what is open is closed, what was done is looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.following import LAW, OFFICE, Following

TOLD = "依据已撤销"


@pytest.fixture
def office(make_office):
    made = make_office("huangshi", Following)
    made.go_to(date(2026, 3, 23))
    return made


@pytest.fixture
def provider(office):
    provider = office.new_provider()
    for name in ("甲厂", "乙厂"):
        office.new_contract(provider, name, "2026-02-02")
    return provider


class TestAWithdrawal:
    def test_closes_what_is_still_to_be_done(self, office, provider):
        case, removal = office.remove(provider, "15.5")
        done, *waiting = office.effects(case)
        office.complete(done)
        office.withdraw(removal, provider)
        states = {each["id"]: each["state"] for each in office.effects(case)}
        assert states == {done["id"]: "done", **dict.fromkeys([each["id"] for each in waiting], "withdrawn")}
        for each in waiting:
            steps = office.get(f"/case-effects/{each['id']}/steps")["items"]
            assert (steps[-1]["step_zh"], steps[-1]["origin"]) == (TOLD, LAW)
        office.post(
            f"/case-effects/{waiting[0]['id']}/completion", {"words": "已办。"}, expect=(409, "wrong_state")
        )

    def test_has_looked_at_again_what_was_done(self, office, provider):
        case, removal = office.remove(provider, "15.5")
        first, second, *_, account = office.effects(case)
        office.complete(first)
        office.post(f"/case-effects/{second['id']}/declining", {"words": "尚未实施，不再列入试点。"})
        office.complete(account)
        correction = office.withdraw(removal, provider)
        assert office.follow(correction) == [
            *[("review_effect", None, LAW)] * 2,
            ("restore", None, OFFICE),
        ]
        assert "甲厂" in office.read(correction, "review_effect")[0]

    def test_has_taken_down_and_not_shown_what_rested_on_it(self, make_office):
        office = make_office("liuzhou", Following)
        office.settle({"publication.time": "after", "publication.scope": "removal_alone"})
        office.go_to(date(2026, 3, 23))
        provider = office.new_provider()
        _, removal = office.remove(provider, "14.9")
        body = {"form": "after", "wording": "清退情况。", "addressees": []}
        office.post(f"/remedies/{removal}/publications", body)
        correction = office.withdraw(removal, provider)
        assert office.follow(correction) == [("take_down", None, LAW), ("restore", None, OFFICE)]
        assert "不予发布" in office.read(correction, "take_down")[0]

    def test_of_an_order_closes_the_change_of_provider_that_it_opened(self, make_office):
        office = make_office("changchun", Following)
        office.go_to(date(2026, 3, 23))
        provider = office.new_provider()
        contract = office.new_contract(provider, "甲厂", "2026-02-02")
        case, order, due = office.order(provider, "7.1", term=30, term_unit="日")
        office.lapse(order, due)
        office.withdraw(order, provider)
        assert [each["state"] for each in office.effects(case)] == ["withdrawn"]
        applied = {"contract_id": contract, "applied_on": office.today.isoformat(), "reason": "无人维护。"}
        assert office.post("/replacements", applied).get("cite") is None
