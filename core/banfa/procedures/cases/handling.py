"""What is done with a case as a whole: opened on a lead, joined, extended, handed over, closed, archived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import day, text
from banfa.ledger.kinds.decisions import WITHDRAWAL, Decision
from banfa.procedures.cases.casefiles import CASES, HANDED, UNCLOSED, CaseFile
from banfa.procedures.cases.leads import ANNULLED_FROM, LEADS, Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import (
    StandAside,
    add_recusal,
    check_not_recused,
    find_aside,
    find_handler,
)
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.cases.persons import Recusal
    from banfa.trust.unit import Unit

EXTENSION: Final = 30
"""Days by which a case can be extended (湖南省行政程序规定; a reading elsewhere)."""


class ExtendCase(
    Inputs, example={"until": "2026-07-20", "reason": "需等待第三方评测报告", "approved_by": "局长 何平"}
):
    """Until when, why, and who has approved it."""

    until: date = day("延长至")
    reason: str = text("理由", max_length=2000)
    approved_by: str = text("批准人（职务、姓名）", max_length=100)


class HandOver(Inputs, example={"handler_id": "PERSON", "reason": "原承办人调离"}):
    """To whom, and why."""

    handler_id: int = link("person", "承办人", hint="移交给谁")
    reason: str = text("理由", max_length=2000)


class SuspendCase(Inputs, example={"reason": "等待司法鉴定结论", "approved_by": "局长 何平"}):
    """Why, and who has approved it."""

    reason: str = text("理由", max_length=2000)
    approved_by: str = text("批准人（职务、姓名）", max_length=100)


def _find_open_case(unit: Unit, case_id: int, version: int | None = None) -> CaseFile:
    """Find a case in which something can be done now, locked. Raises Conflict (`case_not_open`)."""
    case = CASES.find(unit, case_id, version=version)
    if case.state != "open":
        message = f"案件{case.number}{CASES.states[case.state]}，不能再办理；须恢复或重新办理后再办。"
        raise Conflict("case_not_open", message, state=case.state)
    return case


def begin_in_case(unit: Unit, case_id: int, *names: str, version: int | None = None) -> CaseFile:
    """Find a case, locked, for a step in it by this person and these.

    Raises Missing, PreconditionFailed, Conflict (`case_not_open`), Forbidden (`recused`).
    """
    case = _find_open_case(unit, case_id, version)
    check_not_recused(unit, case_id, names)
    return case


def begin_of_case(unit: Unit, step: str, case_id: int, version: int | None) -> CaseFile:
    """Find a case, locked, for a step of it by this person. Raises as the machine does, and `recused`."""
    case = CASES.begin(unit, step, case_id, version=version)
    check_not_recused(unit, case_id)
    return case


def extend_case(
    unit: Unit, _profile: Profile, case_id: int, data: ExtendCase, version: int | None = None
) -> CaseFile:
    """Extend a case's term, once. Raises Conflict (`extended_before`), Malformed (`field_out_of_range`)."""
    case = begin_of_case(unit, "extend", case_id, version)
    if case.extended:
        raise Conflict("extended_before", "本案的办理期限已延长过一次，不能再延长；确有法定事由的可以中止。")
    latest = case.due_on + timedelta(EXTENSION)
    if not case.due_on < data.until <= latest:
        message = f"延长后的办理期限（until）须在{case.due_on}之后、{latest}之前（含当日）。"
        raise Malformed("field_out_of_range", message, field="until")
    return take(unit, CASES, case, "extend", vars(data), due_on=data.until, extended=True)


def hand_case_over(
    unit: Unit, _profile: Profile, case_id: int, data: HandOver, version: int | None = None
) -> CaseFile:
    """Hand a case over to another person, in the state that it is in; who stands aside can do so.

    Raises Missing, Malformed (`not_a_handler`), Forbidden (`recused`: the other stands aside).
    """
    case = CASES.find(unit, case_id, version=version)
    step = HANDED.get(case.state, "hand_over")
    CASES.check(case, step)
    person = find_handler(unit, data.handler_id, field="handler_id")
    if find_aside(unit, case_id, [person.name]):
        message = f"{person.name}已登记回避，不能接手案件{case.number}，请将该案移交另一人。"
        raise Forbidden("recused", message)
    return take(unit, CASES, case, step, vars(data), handler_id=person.id)


def suspend_case(
    unit: Unit, _profile: Profile, case_id: int, data: SuspendCase, version: int | None = None
) -> CaseFile:
    """Suspend a case."""
    case = begin_of_case(unit, "suspend", case_id, version)
    return take(unit, CASES, case, "suspend", vars(data), suspended_on=unit.today)


def resume_case(
    unit: Unit, _profile: Profile, case_id: int, _data: Nothing, version: int | None = None
) -> CaseFile:
    """Resume a suspended case: the time that it stood still is not of its term."""
    case = begin_of_case(unit, "resume", case_id, version)
    assert case.suspended_on is not None  # noqa: S101 - a suspended case has it
    due_on = case.due_on + (unit.today - case.suspended_on)
    return take(unit, CASES, case, "resume", {"due_on": due_on}, due_on=due_on)


def stand_aside(
    unit: Unit, _profile: Profile, case_id: int, data: StandAside, version: int | None = None
) -> Recusal:
    """Record that somebody stands aside from a case. Raises Conflict (`case_not_open`, `recused_before`)."""
    _find_open_case(unit, case_id, version)
    return add_recusal(unit, case_id, data)


def annul_leads(unit: Unit, case_id: int, inputs: dict[str, Any]) -> None:
    """Let the leads of a case be annulled: they do not come again on the same facts."""
    for lead in list_rows(unit, Lead, case_id=case_id):
        if lead.state in ANNULLED_FROM:
            take(unit, LEADS, lead, "annul", inputs)


def check_no_correction(unit: Unit, decision_id: int) -> None:
    """Check that no case corrects a decision. Raises Conflict (`correction_open`)."""
    for case in list_rows(unit, CaseFile, about_id=decision_id):
        if case.state in UNCLOSED:
            message = f"案件{case.number}正在更正、撤销或撤回该决定，请在该案中办理，或者先办结该案。"
            raise Conflict("correction_open", message, field="decision_id")


def check_not_undone(unit: Unit, decision_id: int) -> None:
    """Check that no later decision has undone a decision. Raises Conflict (`already_withdrawn`)."""
    if unit.all(Decision, _UNDOING, decision_id=decision_id):
        message = "该决定已被撤销或者撤回，不能再更正、撤销或者撤回。"
        raise Conflict("already_withdrawn", message, field="decision_id")


_UNDOING: Final = Decision.standing.where(
    Decision.c.about_id == bindparam("decision_id"), Decision.c.kind == WITHDRAWAL
)
