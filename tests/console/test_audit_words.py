"""Acts of the chain, in officials' words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import banfa
from banfa.procedures.decisions.steps import STEPS
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.audit_words import ACTS, describe_act, describe_action, write_data


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("hit.looked_at", "看过线索"),
        ("official_text.recorded", "登记办法原文"),
        ("decision_proposal.proposed", "提出拟作的决定"),
        ("what_if.run", "测算"),
        ("contract.corrected", "更正合同"),
        ("round.provider_excluded", "登记暂不评价"),
        ("decision_proposal.taken_back", "收回拟作的决定"),
        ("decision_proposal.recorded", "确认拟作的决定"),
        ("decision_proposal.rejected", "退回拟作的决定"),
    ],
)
def test_an_act_has_words_and_keeps_its_name(action, words):
    assert describe_action(action) == f"{words}（{action}）"


def test_a_step_of_a_round_is_called_as_the_step():
    assert describe_act("round.undo_cut_off") == "撤回数据截止（评价）"


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_a_step_of_a_proposal_is_called_as_the_step(step):
    assert describe_act(f"decision_proposal.{step.enters}") == f"{step.zh}拟作的决定"


@pytest.mark.parametrize("resource", [r for r in RESOURCES.values() if r.machine], ids=lambda r: r.name)
def test_a_step_of_a_case_is_called_as_its_machine_calls_it(resource):
    for step in resource.machine.steps.values():
        assert describe_act(f"{resource.name}.{step.name}") == f"{step.zh}（{resource.zh}）"
    assert describe_act(f"{resource.name}.attached") == f"附材料（{resource.zh}）"


def test_what_was_said_to_take_one_is_called_as_it_was_asked_for():
    said = {"state": "verified", "verifiers": ["林晓", "郑文"], "finding": "属实", "odd": 1}
    assert write_data("lead.verify", said) == [
        ("状态", "已核实，待复核"),
        ("核实人", "林晓、郑文"),
        ("查明的事实", "属实"),
        ("odd", "1"),
    ]


def test_every_act_that_is_noted_has_words():
    for path in Path(banfa.__file__).parent.rglob("*.py"):
        for action in re.findall(r'unit\.note\(\s*"([a-z_.]+)"', path.read_text("utf-8")):
            done = action.partition(".")[2]
            assert describe_act(action) != action, action
            assert done in ACTS or done == "run", action


def test_an_act_that_has_no_words_is_called_by_its_name():
    assert describe_action("nobody.knows") == "nobody.knows"


def test_what_a_change_was_about_has_words_too():
    added = {"name": "林静", "roles": ["officer", "reviewer"], "post": None, "odd": {"still_counted": True}}
    assert write_data("person.added", added) == [
        ("名称", "林静"),
        ("角色", "经办、审核"),
        ("职务", ""),
        ("odd", "计入名额基数：是"),
    ]


def test_what_an_entry_says_is_called_as_in_its_form():
    assert write_data("contract.recorded", {"signed_on": "2026-01-05"}) == [("签订之日", "2026-01-05")]
