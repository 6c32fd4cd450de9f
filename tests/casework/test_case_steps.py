"""The page of states and steps says what the machines do; every state can be reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import banfa
from banfa.procedures.cases.handling import EXTENSION
from banfa.procedures.cases.office import CHAIN, CHAIN_OF_HEAVY, DAYS
from banfa.procedures.cases.steps import CHECK, ORIGINS
from banfa.web.casework.resources import RESOURCES
from tests.case_steps import PAGE, render_page

READ = PAGE.with_name("casework.md")
PROCEDURES = Path(banfa.__file__).parent / "procedures"
MACHINES = [resource for resource in RESOURCES.values() if resource.machine is not None]


def test_the_page_says_what_is_so():
    assert PAGE.read_text(encoding="utf-8") == render_page(), "python -m tests.case_steps"


class TestThePageOfCasework:
    """docs/casework.md, which is written by hand."""

    def test_names_the_defaults_that_hold(self):
        text = READ.read_text(encoding="utf-8")
        heavy = "、".join(CHAIN_OF_HEAVY)
        assert f"| posts | {'、'.join(CHAIN)}; for removal, grey list and recovery {heavy} |" in text
        for line in (
            f"| verifying a lead | {DAYS['verify']} working days |",
            f"| a party's statement | {DAYS['statement']} working days from service |",
            f"| re-check of a report | {DAYS['recheck']} working days |",
            f"| a whole case | {DAYS['case']} calendar days, each extension by {EXTENSION} at most |",
        ):
            assert line in text

    def test_names_codes_that_are_refused_with(self):
        refused = READ.read_text(encoding="utf-8").partition("| refused | code |")[2].partition("## ")[0]
        codes = {code for row in refused.splitlines() for code in re.findall(r"`(\w+)`", row)}
        written = "".join(path.read_text(encoding="utf-8") for path in PROCEDURES.rglob("*.py"))
        assert {code for code in codes if f'"{code}"' not in written} == set()
        assert len(codes) > 20


@pytest.mark.parametrize("resource", MACHINES, ids=lambda resource: resource.name)
class TestAMachine:
    def test_says_of_each_step_what_asks_for_it(self, resource):
        assert {step.origin for step in resource.machine.steps.values()} <= {*ORIGINS}

    def test_can_reach_every_state(self, resource):
        steps = resource.machine.steps.values()
        reached = {step.enters for step in steps if not step.leaves}
        for _ in steps:
            reached |= {step.enters for step in steps if reached & {*step.leaves}}
        assert reached == {*resource.machine.states}

    def test_names_steps_and_states_that_there_are(self, resource):
        machine = resource.machine
        for step in machine.steps.values():
            assert {*step.leaves, step.enters} <= {*machine.states}
            assert {*step.clears, *step.not_by} <= {*resource.row.names}

    def test_keeps_who_enters_a_fact_from_checking_it(self, resource):
        """Each check that undoes or confirms what one person has entered names that person's column."""
        unwatched = {
            step.name for step in resource.machine.steps.values() if step.action == CHECK and not step.not_by
        }
        assert unwatched <= FOLLOWING.get(resource.name, set())


FOLLOWING = {
    "remedy": {
        *("tell", "take_effect", "start_term", "revoke", "unissue", "unissue_heard"),
        *("move_told", "move_effective", "move_running", "move_reported"),
    },
    "document_service": {"correct"},
    "case_document": {"approve", "send_back"},
    "case_effect": {"withdraw"},
}
"""By hand: steps that nobody takes by themselves; they follow from a check that names its person."""
