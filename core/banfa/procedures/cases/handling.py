"""What is done with a case as a whole: opened on a lead, joined, extended, handed over, closed, archived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, key, text
from banfa.procedures.cases.casefiles import (
    CASES,
    CaseFile,
)
from banfa.procedures.cases.leads import ANNULLED_FROM, LEADS, Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import StandAside, add_recusal, check_not_recused
from banfa.procedures.cases.remedies import ACTIVE, CaseRemedy
from banfa.procedures.cases.remedies import STATES as REMEDY_STATES
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.trust.persons import find_person

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


class CloseCase(Inputs, example={"result": "限期整改已完成，复核合格，予以办结。"}):
    """How it ended."""

    result: str = text("办理结果", max_length=2000)


class ArchiveCase(Inputs, example={"archive_no": "J031-WS·2026-30年-运行处-0012"}):
    """Its number in the archive."""

    archive_no: str = key("档号", max_length=100)


def find_open_case(unit: Unit, case_id: int, version: int | None = None) -> CaseFile:
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
    case = find_open_case(unit, case_id, version)
    check_not_recused(unit, case_id, names)
    return case


def _begin(unit: Unit, step: str, case_id: int, version: int | None) -> CaseFile:
    """Find a case, locked, for a step of it by this person. Raises as the machine does, and `recused`."""
    case = CASES.begin(unit, step, case_id, version=version)
    check_not_recused(unit, case_id)
    return case


def extend_case(
    unit: Unit, _profile: Profile, case_id: int, data: ExtendCase, version: int | None = None
) -> CaseFile:
    """Extend a case's term. Raises Malformed (`field_out_of_range`)."""
    case = _begin(unit, "extend", case_id, version)
    latest = case.due_on + timedelta(EXTENSION)
    if not case.due_on < data.until <= latest:
        message = f"延长后的办理期限（until）须在{case.due_on}之后、{latest}之前（含当日）。"
        raise Malformed("field_out_of_range", message, field="until")
    return take(unit, CASES, case, "extend", vars(data), due_on=data.until)


def hand_case_over(
    unit: Unit, _profile: Profile, case_id: int, data: HandOver, version: int | None = None
) -> CaseFile:
    """Hand a case over to another person; a suspended one stays so. Raises Missing, Malformed."""
    case = CASES.find(unit, case_id, version=version)
    step = "hand_over_suspended" if case.state == "suspended" else "hand_over"
    CASES.check(case, step)
    person = find_person(unit, data.handler_id)
    if person.kind != "natural" or not person.active:
        raise Malformed("not_a_handler", "新的承办人须是在用的人员。", field="handler_id")
    check_not_recused(unit, case_id, [person.name])
    return take(unit, CASES, case, step, vars(data), handler_id=person.id)


def suspend_case(
    unit: Unit, _profile: Profile, case_id: int, data: SuspendCase, version: int | None = None
) -> CaseFile:
    """Suspend a case."""
    case = _begin(unit, "suspend", case_id, version)
    return take(unit, CASES, case, "suspend", vars(data))


def resume_case(
    unit: Unit, _profile: Profile, case_id: int, _data: Nothing, version: int | None = None
) -> CaseFile:
    """Resume a suspended case."""
    case = _begin(unit, "resume", case_id, version)
    return take(unit, CASES, case, "resume", {})


def close_case(
    unit: Unit, _profile: Profile, case_id: int, data: CloseCase, version: int | None = None
) -> CaseFile:
    """Close a case. Raises Conflict (`remedies_running`) while a remedy of it is still to be done."""
    case = _begin(unit, "close", case_id, version)
    remedies = list_rows(unit, CaseRemedy, case_id=case_id)
    running = [remedy for remedy in remedies if remedy.state in ACTIVE]
    if running:
        states = "、".join(dict.fromkeys(REMEDY_STATES[remedy.state] for remedy in running))
        message = f"本案还有{len(running)}项措施没有办完（{states}），不能办结。"
        raise Conflict("remedies_running", message, left=len(running))
    if not remedies:
        message = "本案没有任何处理措施；不予处理的请写明理由并经另一人同意（拟办后提出不采取）。"
        raise Conflict("remedies_missing", message)
    return take(unit, CASES, case, "close", vars(data), closed_on=unit.today, result=data.result)


def reopen_case(
    unit: Unit, _profile: Profile, case_id: int, data: SuspendCase, version: int | None = None
) -> CaseFile:
    """Open a closed case again."""
    case = _begin(unit, "reopen", case_id, version)
    return take(unit, CASES, case, "reopen", vars(data))


def archive_case(
    unit: Unit, _profile: Profile, case_id: int, data: ArchiveCase, version: int | None = None
) -> CaseFile:
    """Record that a closed case was archived."""
    case = _begin(unit, "archive", case_id, version)
    return take(unit, CASES, case, "archive", vars(data), archive_no=data.archive_no)


def stand_aside(
    unit: Unit, _profile: Profile, case_id: int, data: StandAside, version: int | None = None
) -> Recusal:
    """Record that somebody stands aside from a case. Raises Conflict (`case_not_open`, `recused_before`)."""
    find_open_case(unit, case_id, version)
    return add_recusal(unit, case_id, data)


def annul_leads(unit: Unit, case_id: int, inputs: dict[str, Any]) -> None:
    """Let the leads of a case be annulled: they do not come again on the same facts."""
    for lead in list_rows(unit, Lead, case_id=case_id):
        if lead.state in ANNULLED_FROM:
            take(unit, LEADS, lead, "annul", inputs)
