"""The table of steps: what takes a step back leads where it came from, by whoever may take it."""

from __future__ import annotations

import pytest

from banfa.procedures.rounds.transitions import STATES, STEPS, UNDOING, Round
from banfa.trust.permissions import ACTIONS

UNDONE = [(step, STEPS[step.undone_by]) for step in STEPS.values() if step.undone_by]


@pytest.mark.parametrize(("step", "undo"), UNDONE, ids=[step.name for step, _ in UNDONE])
class TestTakingBack:
    def test_leaves_the_state_that_was_entered(self, step, undo):
        assert undo.leaves == (step.enters,)

    def test_leads_where_the_step_came_from(self, step, undo):
        assert undo.enters == (step.leaves[0] if step.leaves else "withdrawn")

    def test_is_for_who_may_take_the_step(self, step, undo):
        assert undo.action == step.action

    def test_clears_columns_that_can_be_empty(self, step, undo):
        assert all(Round.table.c[name].nullable for name in undo.clears)


def test_every_state_can_be_taken_back_but_the_last_ones():
    assert STATES.keys() - UNDOING.keys() == {"closed", "withdrawn"}


def test_states_and_actions_are_known():
    named = {state for step in STEPS.values() for state in (*step.leaves, step.enters)}
    assert named == STATES.keys()
    assert {step.action for step in STEPS.values()} <= ACTIONS.keys()


def test_every_step_has_a_name_of_its_own_in_chinese():
    assert len({step.zh for step in STEPS.values()}) == len(STEPS)
