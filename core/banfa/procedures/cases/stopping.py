"""Stopping the service (停止送达) of a paper that was issued and of which nobody has been served.

Before service a decision binds nobody: the ledger's is voided, and what the paper carried can be decided
upon anew or dropped. Once anybody was served, it is withdrawn or annulled in a case of its own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.kinds.providers import lock_providers
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import REFERRAL, REFERRAL_DAYS
from banfa.procedures.cases.documents import ACT, DOCUMENTS, Document, list_carried
from banfa.procedures.cases.drafting import check_paper
from banfa.procedures.cases.effects import propose
from banfa.procedures.cases.effects_resting import read_resting
from banfa.procedures.cases.effects_undone import Undoing, list_stopped
from banfa.procedures.cases.handling import check_no_correction
from banfa.procedures.cases.ledgering import void_issued
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.service_rows import DROPPED, Service
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class StopService(
    Inputs,
    example={"reason": "签发后发现处理对象的名称有误，尚未送达。", "document": "局专题会议纪要〔2026〕6号"},
):
    """Why a paper is not served, and what has decided that."""

    reason: str = text("停止送达的理由", max_length=2000)
    document: str = text("所依据的文件", max_length=200)


def propose_stop(
    unit: Unit, _profile: Profile, document_id: int, data: StopService, version: int | None = None
) -> Document:
    """Propose that an issued paper is not served on anybody. Raises Conflict (`served_already`)."""
    document = DOCUMENTS.begin(unit, "propose_stop", document_id, version=version)
    check_paper(unit, document)
    if served := find_served(unit, document):
        raise Conflict("served_already", served)
    return take(unit, DOCUMENTS, document, "propose_stop", vars(data), ended_by=unit.actor.person.id)


def find_served(unit: Unit, document: Document) -> str | None:
    """Whether a service of a paper is entered, checked or not."""
    services = [row for row in list_rows(unit, Service, document_id=document.id) if row.state not in DROPPED]
    if any(service.state == "checked" for service in services):
        return "文书已经送达，不能停止送达；决定有误或者情况有变的，立更正、撤销或撤回案件办理。"
    return "送达已登记，待复核；登记有误的先退回送达登记，再停止送达。" if services else None


def confirm_stop(
    unit: Unit, profile: Profile, document_id: int, _data: Nothing, version: int | None = None
) -> Document:
    """Agree, as another person, with what has decided it in hand: the paper is served on nobody.

    Raises Forbidden (`same_person`), Conflict (`paper_missing`, `correction_open`).
    """
    document = DOCUMENTS.begin(unit, "confirm_stop", document_id, version=version)
    check_paper(unit, document)
    require_papers(unit, "case_document", document_id, "official_text")
    carried = list_carried(unit, document_id) if document.kind == ACT else []
    lock_providers(unit, [remedy.provider_id for remedy in carried])
    for remedy in carried:
        if remedy.state == "issued":
            _take_back(unit, profile, remedy, document)
    return take(unit, DOCUMENTS, document, "confirm_stop", {})


def _take_back(unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document) -> None:
    """Put a remedy back to where it was before it was issued; what has come to rest on it is proposed."""
    inputs = {"document_id": document.id}
    step = "unissue_heard" if remedy.hearing else "unissue"
    due_on = None
    if remedy.kind == REFERRAL and remedy.investigated_on is not None:
        due_on = remedy.investigated_on + timedelta(REFERRAL_DAYS)
    if remedy.decision_id is None:
        take(unit, REMEDIES, remedy, step, inputs, due_on=due_on)
        return
    check_no_correction(unit, remedy.decision_id)
    decision = get_entry(unit, Decision, remedy.decision_id)
    before = read_resting(unit, profile, decision)
    void_issued(unit, remedy, document)
    after = take(unit, REMEDIES, remedy, step, inputs, due_on=due_on)
    propose(unit, after, list_stopped(unit, profile, Undoing(decision, [after], before)))


def reject_stop(
    unit: Unit, _profile: Profile, document_id: int, _data: Nothing, version: int | None = None
) -> Document:
    """Disagree: the paper is to be served. Raises Forbidden (`same_person`)."""
    document = DOCUMENTS.begin(unit, "reject_stop", document_id, version=version)
    check_paper(unit, document)
    return take(unit, DOCUMENTS, document, "reject_stop", {})
