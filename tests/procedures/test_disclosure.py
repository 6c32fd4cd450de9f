"""How much of what enterprises said is told outside the bureau, figure by figure."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.law import Fact
from banfa.ledger.facts.evidence import EvidenceRow
from banfa.procedures.facts import FactState
from banfa.procedures.rounds.disclosure import TOO_FEW, UNTIL_CLOSED, Disclosure, seal

OVERALL = Fact("dissatisfied_answers", "不满意", "次")
RESPONSE = Fact("rating_sum", "响应", "分", args=("response",))
CONTRACTS = Fact("contracts", "合同", "份")


@pytest.mark.parametrize(("voices", "told"), [(4, TOO_FEW), (5, ""), (6, "")])
def test_what_too_few_have_said_is_not_told(voices, told):
    disclosure = Disclosure(closed=True, voices={"overall": voices, "response": 99})
    assert disclosure.explain_silence([OVERALL]) == told


def test_each_topic_needs_its_own_voices():
    disclosure = Disclosure(closed=True, voices={"overall": 5, "response": 4})
    assert disclosure.explain_silence([OVERALL]) == ""
    assert disclosure.explain_silence([OVERALL, RESPONSE]) == TOO_FEW
    assert Disclosure(closed=True, voices={}).explain_silence([RESPONSE]) == TOO_FEW


def test_what_was_said_is_not_told_before_the_round_is_closed():
    disclosure = Disclosure(closed=False, voices={"overall": 99})
    assert disclosure.explain_silence([OVERALL]) == UNTIL_CLOSED
    assert disclosure.explain_silence([CONTRACTS]) == "", "nobody is behind that"


def test_evidence_names_no_answer_and_no_complaint():
    rows = [
        EvidenceRow(kind, (number,), date(2026, 1, 5), 1)
        for number, kind in enumerate(("contract", "survey", "complaint"))
    ]
    assert [row.kind for row in seal(FactState(OVERALL, 3, 3, tuple(rows))).evidence] == ["contract"]
