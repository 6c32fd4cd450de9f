"""Closing a case, and taking it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.law import MAY
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.providers import lock_providers
from banfa.procedures.cases.casefiles import CASES, CaseFile
from banfa.procedures.cases.clauses import find_clause, list_choices
from banfa.procedures.cases.documents import UNENDED, Document
from banfa.procedures.cases.handling import SuspendCase, begin_of_case, check_no_correction
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.remedies import ACTIVE, CaseRemedy
from banfa.procedures.cases.remedies import STATES as REMEDY_STATES
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import settle_edition

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


IN_CASE: Final = ("opened", "joined")
"""States of leads that a case handles."""


class CloseCase(Inputs, example={"result": "限期整改已完成，复核合格，予以办结。"}):
    """How it ended."""

    result: str = text("办理结果", max_length=2000)


def close_case(
    unit: Unit, profile: Profile, case_id: int, data: CloseCase, version: int | None = None
) -> CaseFile:
    """Close a case. Raises as `check_closable`."""
    case = begin_of_case(unit, "close", case_id, version)
    check_closable(unit, profile, case_id)
    return take(unit, CASES, case, "close", vars(data), closed_on=unit.today, result=data.result)


def check_closable(unit: Unit, profile: Profile, case_id: int) -> None:
    """Check that nothing of a case is left to be done.

    Raises Conflict: `remedies_running` while a remedy of it is still to be done, `remedies_missing` and
    `remedies_lacking` where what a situation asks for was neither taken nor dropped, `papers_open`.
    """
    remedies = list_rows(unit, CaseRemedy, case_id=case_id)
    running = [remedy for remedy in remedies if remedy.state in ACTIVE]
    if running:
        states = "、".join(dict.fromkeys(REMEDY_STATES[remedy.state] for remedy in running))
        message = f"本案还有{len(running)}项措施没有办完（{states}），不能办结。"
        raise Conflict("remedies_running", message, left=len(running))
    if not remedies:
        message = "本案没有任何处理措施；不予处理的请写明理由并经另一人同意（拟办后提出不采取）。"
        raise Conflict("remedies_missing", message)
    _check_nothing_lacks(unit, profile, case_id, {remedy.kind for remedy in remedies})
    open_papers = [p for p in list_rows(unit, Document, case_id=case_id) if p.state in UNENDED]
    if open_papers:
        numbers = "、".join(paper.register_no for paper in open_papers)
        message = f"文书{numbers}还没有办完，请先签发或者作废；拟停止送达的，先由另一人复核。"
        raise Conflict("papers_open", message, left=len(open_papers))


def _check_nothing_lacks(unit: Unit, profile: Profile, case_id: int, planned: set[str]) -> None:
    """Check that each situation of the case has what its clause asks for: all that it must, of others one.

    What was planned and dropped was decided upon. Raises Conflict (`remedies_lacking`).
    """
    for lead in list_rows(unit, Lead, case_id=case_id):
        if lead.state not in IN_CASE:
            continue
        law = settle_edition(unit, profile, edition=lead.edition, day=unit.today)
        clause = find_clause(law, lead.clause)
        choices = [kinds for kinds in list_choices(clause) if kinds]
        lacking = [kinds for kinds in choices if not kinds & planned]
        if lacking and (clause.force != MAY or len(lacking) == len(choices)):
            names = "、".join(
                "或".join(KINDS_OF_DECISION[kind] for kind in sorted(kinds)) for kinds in lacking
            )
            message = f"{clause.cite}{clause.zh}还没有办理{names}：请拟办，不采取的拟办后提出不采取。"
            raise Conflict("remedies_lacking", message, clause=clause.cite.key)


def reopen_case(
    unit: Unit, _profile: Profile, case_id: int, data: SuspendCase, version: int | None = None
) -> CaseFile:
    """Open a closed case again; a correction where no other is open. Raises Conflict (`correction_open`)."""
    case = begin_of_case(unit, "reopen", case_id, version)
    if case.about_id is not None:
        lock_providers(unit, [case.provider_id])
        check_no_correction(unit, case.about_id)
    return take(unit, CASES, case, "reopen", vars(data))
