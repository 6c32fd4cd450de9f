"""Corrections: words alone, from the beginning, from a day on; of what a case led to and of what none did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.errors import Conflict, Forbidden, Malformed


@pytest.fixture
def desk(make_desk):
    desk = make_desk("xiamen")
    desk.provider = desk.new_provider()
    since = desk.day - timedelta(200)
    category = desk.profile.categories[0].key
    joined = {"provider_id": desk.provider, "category": category, "from_on": since}
    desk.membership = desk.record("membership", **joined)
    desk.joined = joined
    return desk


def correct(desk, decision, manner):
    """Correct a decision; gives what is proposed, as kind and the thing it is about."""
    case = desk.act("open_correction", decision_id=decision, manner=manner).id
    desk.decide(desk.plan(case, "withdrawal"))
    return [(effect.kind, effect.thing_id) for effect in desk.list("case_effect", case_id=case)]


def import_decision(desk, kind, **days):
    day = desk.day - timedelta(20)
    return desk.record("decision", provider_id=desk.provider, kind=kind, decided_on=day, **days)


class TestACorrection:
    def test_of_words_leaves_the_decision_standing(self, desk):
        case = desk.open_case(desk.provider, "11.2")
        order = desk.plan(case, "order", term=1, term_unit="个月")
        desk.decide(order)
        before = desk.find("remedy", order)
        assert correct(desk, before.decision_id, "rectify") == []
        assert desk.find("remedy", order) == before
        (decision,) = desk.list_decisions(desk.provider)
        assert (decision.kind, "更正文字" in decision.content) == ("order", True)

    def test_is_made_in_one_case_at_a_time(self, desk):
        decision = import_decision(desk, "warning")
        case = desk.act("open_correction", decision_id=decision, manner="rectify").id
        with pytest.raises(Conflict, match="正在更正") as error:
            desk.act("open_correction", decision_id=decision, manner="annul")
        assert error.value.code == "correction_open"
        correction = desk.plan(case, "withdrawal")
        desk.decide(correction)
        desk.act("finish_remedy", correction)
        desk.act("close_case", case)
        correct(desk, decision, "annul")
        desk.act("finish_remedy", desk.list("remedy")[-1].id)
        desk.act("close_case", desk.list("case")[-1].id)
        with pytest.raises(Conflict) as error:
            desk.act("open_correction", decision_id=decision, manner="annul")
        assert error.value.code == "already_withdrawn"

    def test_that_came_to_nothing_is_taken_up_again_only_while_no_other_is_open(self, desk):
        decision = import_decision(desk, "warning")
        case = desk.act("open_correction", decision_id=decision, manner="annul").id
        desk.act("drop_remedy", desk.plan(case, "withdrawal"))
        desk.act("close_case", case)
        other = desk.act("open_correction", decision_id=decision, manner="annul").id
        with pytest.raises(Conflict) as error:
            desk.act("reopen_case", case)
        assert error.value.code == "correction_open"
        correction = desk.plan(other, "withdrawal")
        desk.decide(correction)
        desk.act("finish_remedy", correction)
        desk.act("close_case", other)
        desk.act("reopen_case", case)
        with pytest.raises(Conflict) as error:
            desk.plan(case, "withdrawal")
        assert error.value.code == "already_withdrawn", "not at its service, signed by four"

    def test_is_not_closed_before_it_has_decided_or_dropped_what_it_is_about(self, desk):
        case = desk.act("open_correction", decision_id=import_decision(desk, "warning"), manner="annul").id
        with pytest.raises(Conflict, match="没有任何处理措施") as error:
            desk.act("close_case", case)
        assert error.value.code == "remedies_missing"
        desk.act("drop_remedy", desk.plan(case, "withdrawal"))
        assert desk.act("close_case", case).state == "closed"

    def test_is_of_no_decision_that_takes_another_back(self, desk):
        decision = import_decision(desk, "warning")
        correct(desk, decision, "annul")
        withdrawal = desk.list_decisions(desk.provider)[-1]
        assert (withdrawal.kind, withdrawal.about_id) == ("withdrawal", decision)
        with pytest.raises(Malformed) as error:
            desk.act("open_correction", decision_id=withdrawal.entry_id, manner="annul")
        assert error.value.code == "decision_mismatch"

    def test_of_an_imported_removal_proposes_contracts_membership_and_account(self, desk):
        contract = desk.new_contract(desk.provider, desk.day - timedelta(60))
        removal = import_decision(desk, "removal", effective_on=desk.day - timedelta(10))
        assert correct(desk, removal, "annul") == [
            ("contract_check", contract),
            ("membership", desk.membership),
            ("restore", None),
        ]

    def test_from_a_day_on_lets_a_removed_provider_in_anew(self, desk):
        removal = import_decision(desk, "removal", effective_on=desk.day - timedelta(10))
        assert correct(desk, removal, "withdraw") == [("restore", None)]
        assert desk.record("membership", **{**desk.joined, "from_on": desk.day})

    def test_from_the_beginning_lets_memberships_run_on(self, desk):
        removal = import_decision(desk, "removal", effective_on=desk.day - timedelta(10))
        correct(desk, removal, "annul")
        with pytest.raises(Conflict) as error:
            desk.record("membership", **{**desk.joined, "from_on": desk.day})
        assert error.value.code == "membership_overlaps"

    def test_proposes_only_what_differs(self, desk):
        """A warning that no later clause and no grade counts changes neither."""
        warning = import_decision(desk, "interview")
        graded = {"label": "良好", "period_on": desk.day - timedelta(5)}
        day = desk.day - timedelta(1)
        desk.record("decision", provider_id=desk.provider, kind="grade", decided_on=day, **graded)
        case = desk.open_case(desk.provider, "11.2")
        desk.plan(case, "warning")
        assert correct(desk, warning, "annul") == []


class TestAJudgment:
    @pytest.fixture
    def order(self, desk):
        case = desk.open_case(desk.provider, "11.2")
        order = desk.plan(case, "order", term=1, term_unit="个月")
        desk.decide(order)
        return desk.find("remedy", order)

    def end(self, desk, case, result):
        proceeding = desk.act("receive_proceeding", case).id
        desk.act("end_proceeding", proceeding, result=result)
        return proceeding

    @pytest.mark.parametrize("result", ["annulled", "procedure"])
    def test_annuls_once_another_has_checked_it(self, desk, order, result):
        proceeding = self.end(desk, order.case_id, result)
        assert desk.find("remedy", order.id).state == "running"
        with pytest.raises(Forbidden, match="另一人"):
            desk.act("carry_result_out", proceeding)
        with pytest.raises(Conflict, match="依据文本"):
            desk.check("carry_result_out", proceeding)
        desk.scan("proceeding", proceeding, "official_text")
        desk.check("carry_result_out", proceeding)
        assert desk.find("remedy", order.id).state == "revoked"
        withdrawal = desk.list_decisions(desk.provider)[-1]
        assert (withdrawal.kind, withdrawal.about_id) == ("withdrawal", order.decision_id)
        assert (withdrawal.authority, withdrawal.document_no) == ("市人民政府", "厦府行复决〔2026〕21号")
        assert withdrawal.effective_on is None

    def test_that_changes_has_a_case_of_correction_opened(self, desk, order):
        proceeding = self.end(desk, order.case_id, "changed")
        desk.scan("proceeding", proceeding, "official_text")
        with pytest.raises(Conflict) as error:
            desk.check("carry_result_out", proceeding)
        assert error.value.code == "correction_missing"
        desk.act("open_correction", decision_id=order.decision_id, manner="withdraw")
        desk.check("carry_result_out", proceeding)
        assert desk.find("remedy", order.id).state == "running"

    def test_that_finds_it_unlawful_and_lets_it_stand_annuls_nothing(self, desk, order):
        assert desk.find("proceeding", self.end(desk, order.case_id, "unlawful")).state == "ended"
        assert desk.find("remedy", order.id).state == "running"

    def test_entered_wrongly_is_sent_back_and_is_answered_or_not_as_before(self, desk, order):
        proceeding = self.end(desk, order.case_id, "annulled")
        for state in ("received", "answered"):
            desk.check("return_result", proceeding)
            after = desk.find("proceeding", proceeding)
            assert (after.state, after.result, after.result_no) == (state, None, None)
            if state == "received":  # its days run on
                desk.act("answer_proceeding", proceeding)
                desk.act("end_proceeding", proceeding, result="annulled")

    @pytest.mark.parametrize("kind", ["disclosure", "audit", "discipline"])
    def test_of_what_judges_nothing_undoes_nothing(self, desk, order, kind):
        due = {} if kind == "disclosure" else {"due_on": desk.day}
        proceeding = desk.act("receive_proceeding", order.case_id, kind=kind, **due).id
        for result in ("annulled", "procedure", "changed", "unlawful", "upheld"):
            with pytest.raises(Malformed) as error:
                desk.act("end_proceeding", proceeding, result=result)
            assert error.value.code == "result_mismatch"
        desk.act("end_proceeding", proceeding, result="answered")
        assert desk.find("proceeding", proceeding).state == "ended"

    def test_that_changes_is_not_met_by_a_correction_that_was_over_before(self, desk, order):
        earlier = desk.act("open_correction", decision_id=order.decision_id, manner="rectify").id
        desk.act("drop_remedy", desk.plan(earlier, "withdrawal"))
        desk.act("close_case", earlier)
        desk.day += timedelta(1)
        proceeding = self.end(desk, order.case_id, "changed")
        desk.scan("proceeding", proceeding, "official_text")
        with pytest.raises(Conflict) as error:
            desk.check("carry_result_out", proceeding)
        assert error.value.code == "correction_missing"
