"""The tables of steps: whole, of words that exist, and each step has somebody who can take it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint

from banfa.database.rows import BOUND
from banfa.procedures import admission, cases
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT, ORIGINS
from banfa.procedures.correspondence.letter_words import UNANSWERED
from banfa.trust.permissions import ACTIONS
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import MACHINES

STEPS = [(name, step) for name, machine in MACHINES.items() for step in machine.steps.values()]
FOLLOW = {
    ("lead", "annul"): "a proceeding that ended in 撤销",
    ("remedy", "tell"): "the service of its 告知书",
    ("remedy", "issue"): "the issue of its paper",
    ("remedy", "take_effect"): "the service of its paper",
    ("remedy", "start_term"): "the service of its paper",
    ("remedy", "unissue"): "the end of the service of its paper",
    ("remedy", "unissue_heard"): "the end of the service of its paper",
    ("remedy", "move_told"): "the check of a service's correction",
    ("remedy", "move_running"): "the check of a service's correction",
    ("remedy", "move_reported"): "the check of a service's correction",
    ("remedy", "move_effective"): "the check of a service's correction",
    ("document_service", "correct"): "the check of its correction",
    ("remedy", "revoke"): "the withdrawal of its decision",
    ("case_document", "approve"): "the last approval",
    **{("letter", f"hasten_{state}"): "a letter that joins it and is due earlier" for state in UNANSWERED},
    ("case_document", "send_back"): "an approval that says no",
    ("panel_member", "void"): "a draw that is sent back",
    ("score_sheet", "strike"): "its member, who stands aside",
    ("panel_opinion", "void"): "a member of its panel, who stands aside",
    ("subsidy_claim", "allocate"): "the check of what is made available to it",
    ("subsidy_claim", "unallocate"): "the voiding of all that was made available to it",
    ("subsidy_recovery", "pay_off"): "the check of what is paid back",
    ("subsidy_recovery", "reopen"): "the correction of what is paid back",
    ("case_effect", "propose"): "the remedy from which it may follow",
    ("admission_check", "set_aside"): "its application, which goes to another batch",
    ("admission_check", "list"): "the application of which it is a line",
    ("admission_application", "admit"): "the list of its batch, as it is recorded",
    ("admission_application", "tell"): "the check of its notice's service",
    ("admission_application", "notify"): "the check of its decision's service",
    ("admission_application", "withdraw"): "the check of its own paper",
    ("admission_application", "lapse"): "the end of its batch",
    ("admission_application", "strike"): "the correction of its list, as it is recorded",
    ("admission_correction", "tell"): "the check of its notice's service",
    ("admission_correction", "serve"): "the check of its decision's service",
    ("admission_application", "follow_up"): "the check of what the text has after the admission",
    ("case_effect", "withdraw"): "the withdrawal of the decision it rests on",
    ("material_filing", "call"): "the issue of its call",
    ("material_filing", "withdraw"): "the withdrawal of its call",
    ("confirmation_sheet", "make"): "the confirmation that makes it",
    ("confirmation_sheet", "record_silence"): "the silence that is recorded of all that are open",
    ("confirmation_difference", "note"): "the check of an answer that differs",
    ("finance_line", "enter"): "the list in which it stands",
    **{
        ("finance_line", step): "the comparison of its list with the ledger"
        for step in ("agree", "hold", "differ", "lapse")
    },
    ("history_name", "note"): "the sheet in which it is written",
    ("history_row", "enter"): "the sheet in which it stands",
    ("history_row", "match"): "the match of its names",
    ("party_link", "open"): "whoever holds it",
    ("party_link", "leave"): "whoever has opened it",
    ("party_link", "replace"): "the next link for the same party and purpose",
    ("party_application", "hand_in"): "the applicant, by its link",
    ("web_letter", "send"): "whoever writes, by the form on the web",
}
"""Steps that nobody takes by themselves, and what they follow from."""
FINAL = {
    "lead": {"false", "declined", "annulled"},
    "callback": {"checked", "returned"},
    "case": {"archived"},
    "remedy": {"dropped", "revoked"},
    "case_document": {"voided", "stopped"},
    "document_approval": {"checked", "returned"},
    "document_service": {"returned", "corrected"},
    "case_effect": {"done", "declined", "withdrawn"},
    "publication": {"down", "withdrawn"},
    "publication_objection": {"answered", "withdrawn"},
    "proceeding": {"ended"},
    "replacement": {"denied", "recorded"},
    "case_handover": {"taken", "withdrawn"},
    "admission_batch": {"recorded", "ended"},
    "admission_application": {"withdrawn", "lapsed", "struck"},
    "admission_check": {"set_aside"},
    "admission_correction": {"recorded", "dropped"},
    "admission_event": {"checked", "returned"},
    "admission_exit": {"confirmed", "withdrawn", "returned"},
    "admission_objection": {"answered"},
    "admission_service": {"checked", "returned"},
    "subsidy_batch": {"returned", "voided"},
    "subsidy_fund": {"returned", "voided"},
    "subsidy_allocation": {"returned", "voided"},
    "subsidy_claim": {"withdrawn"},
    "subsidy_payment": {"returned", "voided"},
    "subsidy_recovery": {"returned", "voided"},
    "subsidy_receipt": {"returned", "voided"},
    "letter": {"diverted"},
    "web_letter": {"registered", "declined"},
    "incoming_paper": {"done"},
    "meeting_matter": {"closed"},
    "expert": {"left"},
    "expert_panel": {"concluded", "cancelled"},
    "panel_member": {"attended", "absent", "void"},
    "score_sheet": {"returned", "struck"},
    "panel_opinion": {"returned", "left_out"},
    "visit_plan": {"finished", "dropped"},
    "mandate": {"checked", "returned"},
    "site_visit": {"checked", "returned"},
    "visit_report": {"checked", "returned"},
    "visit_finding": {"adopted", "left_out"},
    "confirmation": {"finished", "dropped"},
    "confirmation_sheet": {"answered"},
    "confirmation_difference": {"adopted", "kept"},
    "source_confirmation": {"checked", "returned"},
    "report_form": {"retired"},
    "report": {"sent", "dropped"},
    "filing_call": {"finished", "withdrawn", "dropped"},
    "material_filing": {"complete", "incomplete", "exempt", "withdrawn", "left_out"},
    "late_mark": {"returned", "revoked"},
    "task_book": {"returned", "ended"},
    "task_book_change": {"checked", "returned"},
    "task_book_plan": set(),
    "finance_sheet": {"dropped"},
    "finance_line": {"lapsed"},
    "history_sheet": {"dropped"},
    "history_name": set(),
    "history_row": set(),
    "recommendation": {"checked", "withdrawn"},
    "party_link": {"left", "revoked", "replaced"},
    "party_application": {"taken", "dropped"},
}
"""States that nothing leaves."""


def label(value):
    return value.name if hasattr(value, "leaves") else str(value)


def reach(steps, state):
    """The states that can follow on one, itself included."""
    reached = {state}
    while more := {step.enters for step in steps if reached & set(step.leaves)} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize("name", MACHINES)
class TestATable:
    def test_names_every_state_it_leaves_or_enters(self, name):
        machine = MACHINES[name]
        named = {state for step in machine.steps.values() for state in (*step.leaves, step.enters)}
        assert named == set(machine.states)

    def test_has_one_first_step(self, name):
        assert sum(not step.leaves for step in MACHINES[name].steps.values()) == 1

    def test_reaches_every_state_from_the_first_step(self, name):
        steps = MACHINES[name].steps.values()
        (first,) = (step for step in steps if not step.leaves)
        assert reach(steps, first.enters) == set(MACHINES[name].states)

    def test_leaves_every_state_but_the_final_ones(self, name):
        machine = MACHINES[name]
        left = {state for step in machine.steps.values() for state in step.leaves}
        assert set(machine.states) - left == FINAL[name]

    def test_is_of_states_that_the_database_takes(self, name):
        constraints = MACHINES[name].row.table.constraints
        checks = " ".join(
            str(constraint.sqltext.compile(compile_kwargs={"literal_binds": True}))
            for constraint in constraints
            if isinstance(constraint, CheckConstraint)
        )
        assert all(state in checks for state in MACHINES[name].states)

    def test_is_bound_to_the_chain_with_its_state(self, name):
        assert MACHINES[name].row.table.info[BOUND].state


@pytest.mark.parametrize(("name", "step"), STEPS, ids=label)
class TestAStep:
    def test_is_of_an_action_and_an_origin(self, name, step):
        del name
        assert step.action in ACTIONS
        assert step.origin in ORIGINS == (BY_TEXT, BY_LAW, BY_OFFICE)
        assert re.fullmatch(r"[\u4e00-\u9fff，、]+", step.zh)

    def test_is_undone_by_a_step_that_leaves_what_it_enters(self, name, step):
        """Or, for one that only began something, by one that can be taken later on."""
        if step.undone_by is not None:
            steps = MACHINES[name].steps
            assert reach(steps.values(), step.enters) & set(steps[step.undone_by].leaves)

    def test_keeps_persons_out_by_columns_that_have_words(self, name, step):
        machine = MACHINES[name]
        for column in filter(None, (*step.not_by, step.only_by)):
            assert column in machine.row.names
            assert machine.persons[column]

    def test_clears_columns_that_can_be_empty(self, name, step):
        table = MACHINES[name].row.table
        assert all(table.c[column].nullable for column in step.clears)

    def test_has_somebody_to_take_it(self, name, step):
        """By an act of its own or as a thing's beginning, unless it follows from something else."""
        resource = RESOURCES[name]
        acts = {s for act in resource.acts for s in act.steps}
        begun = resource.makes or any(a.gives == name for r in RESOURCES.values() for a in r.acts)
        if (name, step.name) in FOLLOW:
            assert step.leaves or not begun
            return
        assert step.name in acts if step.leaves else begun


class TestAnAct:
    def test_names_steps_and_states_of_its_machine(self):
        for resource in RESOURCES.values():
            for act in resource.acts:
                assert set(act.steps) <= set(resource.machine.steps if resource.machine else ())
                assert set(act.states) <= set(resource.machine.states if resource.machine else ())

    def test_asks_for_the_action_of_its_steps(self):
        """But for entering an approval, which a check completes."""
        for resource in RESOURCES.values():
            if resource.machine is None:
                continue
            for act in resource.acts:
                asked = {resource.machine.steps[step].action for step in act.steps}
                assert asked <= {act.action} or act.name == "enter_approval", act.name

    def test_is_written_down_once(self):
        names = [act.name for r in RESOURCES.values() for act in (*r.makes, *r.acts)]
        assert len(names) == len(set(names))


def test_nothing_enters_a_state_but_by_taking_a_step():
    """`steps.take` and `steps.start` write the history; who drove a machine himself would leave it out."""
    drives = re.compile(r"\.(enter|store)\(|unit\.(update|upsert)\(")
    folders = (*cases.__path__, *admission.__path__)
    paths = [path for folder in folders for path in Path(folder).glob("*.py")]
    driving = {path.name for path in paths if drives.search(path.read_text("utf-8"))}
    assert driving == {"steps.py"}
