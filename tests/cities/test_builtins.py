"""The names an outline may use for what Banfa keeps and does are those of its rooms."""

from banfa.cities.builtins import RECORDS, TRANSITIONS
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.rounds.transitions import STEPS

VERIFICATION = "verification"
"""A finding that says whether a requirement is met: the ledger keeps it as a finding."""
CITYS_OWN = "record"
"""Records of the kinds a city declares: an outline names those by their kind."""


def test_records_are_the_ledgers_kinds():
    assert RECORDS.keys() - {VERIFICATION} == KINDS.keys() - {CITYS_OWN}


def test_steps_of_a_round_are_those_it_takes():
    named = {t.removeprefix("round.") for t in TRANSITIONS if t.startswith("round.")}
    assert named - {"open"} <= STEPS.keys()
