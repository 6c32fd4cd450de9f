"""What a remedy's page says of its term: its days, what moved it, the report, the re-check, reminders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.decisions import TERM_UNITS
from banfa.procedures.cases.steps import list_steps
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_course import describe_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.web.console.frame.calls import PageCall

TOLD: Final = (
    "extend_term",
    "pause_term",
    "resume_term",
    "report",
    "lapse",
    "refuse",
    "pass",
    "fail",
    "remind",
)
"""Steps of a term, each of which is a line of its own."""


def list_term(call: PageCall, remedy: CaseRemedy) -> list[tuple[str, str]]:
    """List what there is to say of a remedy's term, oldest first; nothing of one that has none."""
    return [*_describe_term(call, remedy), *_describe_steps(call, remedy)]


def _describe_term(call: PageCall, remedy: CaseRemedy) -> Iterator[tuple[str, str]]:
    if remedy.term is not None and remedy.term_unit is not None:
        unit = TERM_UNITS[remedy.term_unit]
        yield "整改期限", f"{remedy.term}{unit}{'（自然日）' if unit == '日' else ''}"
    if remedy.term_reason:
        yield "长于一般期限的理由", remedy.term_reason
    if remedy.state == "paused":
        yield "起止", f"自{remedy.paused_on}起中止，届满之日待恢复后再定"
    elif remedy.kind == "order" and remedy.served_on is not None and remedy.due_on is not None:
        first, today = remedy.served_on + timedelta(1), call.unit.today
        words = f"{first}起（送达之次日），{remedy.due_on}届满"
        if remedy.state == "running":
            left = (remedy.due_on - today).days
            words += f"，还剩{left}日（自然日）" if left >= 0 else f"，已逾期{-left}日（自然日）"
        yield "起止", words


def _describe_steps(call: PageCall, remedy: CaseRemedy) -> Iterator[tuple[str, str]]:
    resource = RESOURCES["remedy"]
    assert resource.machine is not None  # noqa: S101 - remedies have steps
    for step, person in list_steps(call.unit, resource.name, remedy.id):
        if step.step in TOLD:
            described = describe_said(call, resource, step.step, step.said, {})
            words = [f"{zh}：{value}" for zh, value in described]
            yield resource.machine.steps[step.step].zh, f"{'；'.join(words)}（{person}登记）"
