"""Dissatisfaction that was called back: what the enterprises confirmed is what counts, and no more."""

from __future__ import annotations

import pytest

from banfa.law import facts_of
from tests.casework.office import CITIES
from tests.casework.reading import new_party
from tests.casework.workflow import Workflow

TOO_FEW = (409, "too_few_confirmed")


def verify(office, lead, **more):
    said = {
        "verified_on": office.today.isoformat(),
        "verifiers": ["林晓", "周宁"],
        "finding": "企业不满意。",
        "evidence": ["回访记录"],
    }
    return office.post(f"/leads/{lead}/verification", said, **more)


def answer(office, provider, enterprise, said="不满意"):
    day = office.today.isoformat()
    return office.enter(
        "surveys", provider_id=provider, enterprise_id=enterprise, answer=said, answered_on=day
    )


def dissatisfy(office, provider, number):
    """So many enterprises with a contract that are not satisfied; gives their answers."""
    surveys = []
    for n in range(number):
        enterprise = office.new_enterprise(n)
        office.enter(
            "contracts",
            provider_id=provider,
            enterprise_id=enterprise,
            number=f"HT-{n}",
            signed_on=office.today.isoformat(),
        )
        surveys.append(answer(office, provider, enterprise))
    return surveys


def list_calls(office):
    """What today's list says of calls to be made."""
    return [(item.what, item.step) for item in office.list_waiting("lead_calls")]


@pytest.fixture
def liuzhou(make_office):
    return make_office("liuzhou", Workflow)


@pytest.fixture
def pooled(liuzhou):
    return liuzhou, new_party(liuzhou)


class TestEnterprises:
    """Liuzhou 12(6): 超过5家."""

    def test_that_take_it_back_leave_too_few(self, pooled):
        office, provider = pooled
        surveys = dissatisfy(office, provider, 6)
        lead = office.register(provider, "12.6")
        assert set(office.get(f"/leads/{lead}")["survey_ids"]) == set(surveys)
        assert list_calls(office) == [("还有6条“不满意”评价要回访", "待回访")]
        for survey in surveys[1:]:
            office.call_back(survey)
        assert list_calls(office) == [("还有1条“不满意”评价要回访", "待回访")]
        verify(office, lead, expect=(409, "not_called_back"))
        office.call_back(surveys[0], "withdrawn")
        assert list_calls(office) == []
        refused = verify(office, lead, expect=TOO_FEW)
        assert "为5家，未超过5家" in refused["detail"]
        assert "请认定不属实" in refused["detail"]
        assert office.get(f"/leads/{lead}")["state"] == "pending"
        office.post(f"/leads/{lead}/dismissal", {"reason": "一家企业撤回不满意。"})

    def test_that_confirm_it_are_enough_once_all_were_called(self, pooled):
        office, provider = pooled
        last, *others = dissatisfy(office, provider, 7)
        for survey in others:
            office.call_back(survey)
        lead = office.register(provider, "12.6")
        verify(office, lead, expect=(409, "not_called_back"))
        office.call_back(last, "withdrawn")
        assert verify(office, lead)["state"] == "verified"
        assert office.post(f"/leads/{lead}/confirmation", by=office.second)["state"] == "confirmed"

    def test_that_have_since_recorded_otherwise_leave_too_few_for_the_second_person(self, pooled):
        office, provider = pooled
        for survey in (surveys := dissatisfy(office, provider, 6)):
            office.call_back(survey)
        lead = office.register(provider, "12.6")
        verify(office, lead)
        office.post(f"/surveys/{surveys[0]}/voiding", {"reason": "录入有误"})
        office.post(f"/leads/{lead}/confirmation", by=office.second, expect=TOO_FEW)


class TestAShare:
    """Xiamen 12(5): 超过30%."""

    @pytest.mark.parametrize(("outcome", "words"), [("confirmed", ""), ("withdrawn", "未超过30%")])
    def test_is_of_what_was_confirmed(self, make_office, outcome, words):
        office = make_office("xiamen", Workflow)
        provider = new_party(office)
        survey = answer(office, provider, office.new_enterprise(1))
        for n in (2, 3):
            answer(office, provider, office.new_enterprise(n), "满意")
        lead = office.register(provider, "12.5")
        assert office.get(f"/leads/{lead}")["survey_ids"] == [survey]
        office.call_back(survey, outcome)
        if not words:
            assert verify(office, lead)["state"] == "verified"
            return
        assert words in verify(office, lead, expect=TOO_FEW)["detail"]


class TestTimes:
    """Changchun 9(2): 达到5次, an enterprise that says so twice counts twice."""

    def test_who_was_not_reached_is_called_again(self, make_office):
        office = make_office("changchun", Workflow)
        provider, enterprise = new_party(office), office.new_enterprise(1)
        surveys = [answer(office, provider, enterprise) for _ in range(5)]
        lead = office.register(provider, "9.2")
        for survey in surveys[:4]:
            office.call_back(survey)
        office.call_back(surveys[4], "unreached")
        assert "4次" in verify(office, lead, expect=TOO_FEW)["detail"]
        office.call_back(surveys[4])
        assert verify(office, lead)["state"] == "verified"

    def test_a_call_that_came_to_something_is_not_made_again(self, make_office):
        office = make_office("changchun", Workflow)
        survey = answer(office, office.new_provider(), office.new_enterprise(1))
        office.call_back(survey)
        body = {"survey_id": survey, "called_on": office.today.isoformat(), "callers": ["林晓", "郑文"]}
        body |= {"outcome": "withdrawn", "words": "改口。"}
        office.post("/callbacks", body, expect=(409, "called_back_before"))


class TestAnotherSituation:
    def test_asks_for_no_calls(self, make_office):
        office = make_office("xiamen", Workflow)
        provider = new_party(office)
        answer(office, provider, office.new_enterprise(1))
        lead = office.register(provider, "11.6")
        assert office.get(f"/leads/{lead}")["survey_ids"] is None
        assert verify(office, lead)["state"] == "verified"


def test_the_clauses_of_all_cities_that_count_dissatisfaction_say_so(cities):
    """By the texts: who is not satisfied is counted there, and in no other situation of theirs."""
    counting = {
        city: [
            clause.cite.key
            for clause in cities.profile(city).latest.clauses
            if any(fact.called_back for fact in facts_of(clause.when))
        ]
        for city in CITIES
    }
    of_cities = {"liuzhou": ["12.6", "14.5"], "xiamen": ["12.5"], "changchun": ["9.2"]}
    assert counting == {"huangshi": [], "changsha": [], **of_cities}
