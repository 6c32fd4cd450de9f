"""Drafting papers: which remedies they carry, and that these are ripe, told and heard where that is asked."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, text
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, WITHDRAWAL
from banfa.procedures.cases.clauses import HEAVY
from banfa.procedures.cases.composing import freeze_document
from banfa.procedures.cases.documents import (
    ADVANCE,
    DOCUMENTS,
    ENDED,
    INFORMING,
    KINDS,
    PUBLICITY,
    Carried,
    Document,
    list_carried,
    list_papers_of,
    number_paper,
)
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.informing import check_informs
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import TWO, check_not_recused
from banfa.procedures.cases.planning import WEIGHTS
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


NOT_IN_TITLES: Final = ("处罚", "出库", "除名")
"""What a paper of a pool's management is never called."""


class DraftPaper(
    Inputs,
    example={
        "kind": "act",
        "remedy_id": "REMEDY",
        "title": "关于限期整改的通知",
        "publicity": "on_request",
    },
):
    """What a paper is."""

    kind: str = choice("文书种类", KINDS)
    remedy_id: int = link("remedy", "所载的处理措施")
    title: str = text("标题（不含文号）", max_length=200)
    publicity: str = choice("公开属性", PUBLICITY)
    effective_on: date | None = day("生效之日", hint="晚于送达之日生效的填写")


class AddRemedy(Inputs, example={"remedy_id": "REMEDY"}):
    """Another remedy that the paper carries."""

    remedy_id: int = link("remedy", "再载入的处理措施")


class VoidPaper(Inputs, example={"reason": "事实部分有误，另行起草"}):
    """Why."""

    reason: str = text("理由", max_length=2000)


def draft_paper(
    unit: Unit, profile: Profile, case_id: int, data: DraftPaper, version: int | None = None
) -> Document:
    """Draft a paper for a remedy of the case.

    Raises Conflict (`hearing_first`, `remedy_has_paper`, `wrong_state`), Malformed (`number_in_title`,
    `title_word_retired`).
    """
    begin_in_case(unit, case_id, version=version)
    remedy = REMEDIES.find(unit, data.remedy_id)
    if remedy.case_id != case_id:
        message = "所载的处理措施不是本案的；别的案件的措施请起草后再列入。"
        raise Conflict("remedy_of_other_case", message, field="remedy_id")
    if "号" in data.title and "〔" in data.title:
        raise Malformed("number_in_title", "标题不写文号，文号在签发时登记。", field="title")
    if word := next((word for word in NOT_IN_TITLES if word in data.title), None):
        message = f"标题不写“{word}”，请用办法的说法，如清退、取消服务资格、提醒和限期整改。"
        raise Malformed("title_word_retired", message, field="title")
    _check_ripe(unit, profile, remedy, data.kind)
    document = start(
        unit,
        DOCUMENTS,
        "draft",
        {"case_id": case_id, **vars(data)},
        case_id=case_id,
        kind=data.kind,
        title=data.title,
        publicity=data.publicity,
        effective_on=data.effective_on,
        register_no=number_paper(unit, unit.today.year),
        drafter=unit.actor.person.name,
        drafted_by=unit.actor.person.id,
        drafted_at=unit.now,
    )
    return _carry(unit, document, remedy, {})


def _carry(unit: Unit, document: Document, remedy: CaseRemedy, inputs: dict[str, object]) -> Document:
    unit.add(Carried, document_id=document.id, remedy_id=remedy.id)
    return take(unit, DOCUMENTS, document, "add", {"remedy_id": remedy.id, **inputs})


def add_remedy(
    unit: Unit, profile: Profile, document_id: int, data: AddRemedy, version: int | None = None
) -> Document:
    """Have a paper carry another remedy, of its own or another case. Raises Conflict."""
    document = DOCUMENTS.begin(unit, "add", document_id, version=version)
    remedy = REMEDIES.find(unit, data.remedy_id)
    check_not_recused(unit, document.case_id)
    begin_in_case(unit, remedy.case_id)
    if any(other.id == remedy.id for other in list_carried(unit, document_id)):
        raise Conflict("remedy_carried", "该文书已载有这项处理措施。", field="remedy_id")
    _check_ripe(unit, profile, remedy, document.kind)
    return _carry(unit, document, remedy, {})


def _check_ripe(unit: Unit, profile: Profile, remedy: CaseRemedy, kind: str) -> None:
    """Check that a remedy can have this paper now. Raises Conflict."""
    if kind == ADVANCE:
        REMEDIES.check(remedy, "tell")
        if not remedy.hearing:
            raise Conflict("hearing_not_needed", "这项措施不须先行告知，可直接起草处理文书。")
    elif kind in INFORMING:
        check_informs(unit, profile, remedy, kind)
    elif remedy.hearing and remedy.state != "heard":
        zh = KINDS_OF_DECISION[remedy.kind]
        message = f"{zh}须先告知拟作处理的事实、理由和依据，听取陈述申辩后才能起草处理文书。"
        raise Conflict("hearing_first", message, state=remedy.state)
    else:
        REMEDIES.check(remedy, "issue")
    ended = (*ENDED, "issued") if kind in INFORMING else ENDED
    alive = (paper for paper in list_papers_of(unit, remedy.id) if paper.state not in ended)
    if any(paper.kind == kind for paper in alive):
        message = f"这项处理措施已有{KINDS[kind]}，不必另行起草；有误的请作废后重拟。"
        raise Conflict("remedy_has_paper", message)


def check_paper(unit: Unit, document: Document, names: Iterable[str] = ()) -> None:
    """Check every case of which a paper carries a remedy: open, and nobody named stands aside from it.

    Raises Conflict (`case_not_open`), Forbidden (`recused`).
    """
    cases = {document.case_id, *(remedy.case_id for remedy in list_carried(unit, document.id))}
    for case_id in sorted(cases):
        begin_in_case(unit, case_id, *names)


def submit_paper(
    unit: Unit, profile: Profile, document_id: int, _data: Nothing, version: int | None = None
) -> Document:
    """Submit a paper, as it is composed now, to its posts."""
    document = DOCUMENTS.begin(unit, "submit", document_id, version=version)
    check_paper(unit, document)
    values: dict[str, object] = {
        "chain": _find_chain(unit, document),
        "submission": document.submission + 1,
        "composed": freeze_document(unit, profile, document),
    }
    return take(unit, DOCUMENTS, document, "submit", {"chain": values["chain"]}, **values)


def _find_chain(unit: Unit, document: Document) -> list[str]:
    """The posts of a paper's heaviest remedy; of one that informs the usual ones.

    Raises Conflict (`chain_too_short`).
    """
    if document.kind in INFORMING:
        return list(find_office(unit).chain(document.kind))
    kinds = [remedy.kind for remedy in list_carried(unit, document.id)]
    heaviest = max(kinds, key=lambda kind: WEIGHTS.index(kind) if kind in WEIGHTS else -1)
    if WITHDRAWAL in kinds:
        heaviest = WITHDRAWAL
    chain = list(find_office(unit).chain("removal" if heaviest == WITHDRAWAL else heaviest))
    if heaviest in (*HEAVY, WITHDRAWAL) and len(chain) < TWO:
        message = f"{KINDS_OF_DECISION[heaviest]}须由两名以上人员审批，请先以内部工作规程设定审批环节。"
        raise Conflict("chain_too_short", message)
    return chain


def void_paper(
    unit: Unit, _profile: Profile, document_id: int, data: VoidPaper, version: int | None = None
) -> Document:
    """Void a paper that was not issued; its remedies can have another."""
    document = DOCUMENTS.begin(unit, "void", document_id, version=version)
    check_not_recused(unit, document.case_id)
    return take(unit, DOCUMENTS, document, "void", vars(data))
