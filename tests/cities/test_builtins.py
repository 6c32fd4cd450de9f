"""The names an outline may use for what Banfa keeps and does are those of its rooms."""

from banfa.cities.builtins import RECORDS, TRANSITIONS
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.decisions.steps import STEPS as DECISION_STEPS
from banfa.procedures.instruments.bodies import KINDS as INSTRUMENT_KINDS
from banfa.procedures.rounds.objection_rows import STATES as OBJECTION_STATES
from banfa.procedures.rounds.transitions import STEPS

VERIFICATION = "verification"
"""A finding that says whether a requirement is met: the ledger keeps it as a finding."""
CITYS_OWN = "record"
"""Records of the kinds a city declares: an outline names those by their kind."""
OF_ONE_PROVIDER = {"exclude", "readmit"}
"""What is done to one provider in a round, which stays in its state."""
ENTERED_BY = {
    "filed": "file",
    "withdrawn": "withdraw",
    "rejected": "decide",
    "recomputing": "decide",
    "upheld": "decide",
}
SET_BY = {"promulgation": "promulgate", "expiry": "expire", "terms": "set", "internal": "organise"}


def transitions_of(procedure):
    """The steps of a procedure that an outline may name."""
    return {t.removeprefix(f"{procedure}.") for t in TRANSITIONS if t.startswith(f"{procedure}.")}


def test_records_are_the_ledgers_kinds():
    assert RECORDS.keys() - {VERIFICATION} == KINDS.keys() - {CITYS_OWN}


def test_steps_of_a_round_are_those_it_takes():
    assert transitions_of("round") == STEPS.keys() | OF_ONE_PROVIDER


def test_steps_of_a_decision_are_those_it_takes():
    assert transitions_of("decision") == DECISION_STEPS.keys() | {"import"}


def test_steps_of_an_objection_lead_to_each_of_its_states():
    assert ENTERED_BY.keys() == OBJECTION_STATES.keys()
    assert transitions_of("objection") == set(ENTERED_BY.values())


def test_steps_of_an_instrument_are_one_for_each_kind():
    assert SET_BY.keys() == INSTRUMENT_KINDS.keys()
    assert transitions_of("instrument") == set(SET_BY.values())
