"""What a case knows of the cells of its forms: 送达回证, 审批表, 约谈记录 and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.papers.wording import write_day
from banfa.procedures.cases.addresses import find_address
from banfa.procedures.cases.documents import ACT, ADVANCE, ENDED, Document, list_carried
from banfa.procedures.cases.interviewing import find_record
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.paper_items import name_place, read_carried
from banfa.procedures.cases.paper_values import find_paper_of, name_law, name_original
from banfa.procedures.cases.remedies import HOLDING, CaseRemedy
from banfa.procedures.cases.service_rows import DROPPED, MANNERS, Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.trust.unit import Unit

CELLS_OF_INTERVIEW: Final = {
    "时间": "held_on",
    "地点": "place",
    "约谈人": "interviewers",
    "记录人": "recorder",
    "被约谈人": "interviewed",
    "参加人": "others",
    "约谈事项": "matters",
    "约谈内容": "words",
}
"""The cells of an 约谈记录, each with what it is called where it is entered."""


def fill_form(unit: Unit, profile: Profile, case: CaseFile, name: str) -> dict[str, str]:
    """Fill in the cells of a form of this name with what the case knows."""
    provider: Any = get_entry(unit, Provider, case.provider_id)
    values = {
        "案号": case.number,
        "主管部门": profile.city.bureau,
        "服务商": provider.name,
        "统一社会信用代码": provider.uscc or "",
        "受送单位": provider.name,
    }
    papers = [paper for paper in list_rows(unit, Document, case_id=case.id) if paper.state not in ENDED]
    if name == "service_receipt":
        values |= _fill_receipt(unit, profile, papers)
    elif name == "approval_sheet":
        values |= _fill_sheet(unit, profile, papers)
    elif name == "hearing_record":
        advances = [paper for paper in papers if paper.kind == ADVANCE and paper.state == "issued"]
        values |= name_original(advances[-1]) if advances else {}
        remedies = list_rows(unit, CaseRemedy, case_id=case.id)
        statements = dict.fromkeys(remedy.statement for remedy in remedies if remedy.statement)
        values |= {"陈述申辩意见": "\n".join(statements)}
    elif name == "interview_record":
        values |= _fill_interview(unit, case, papers)
    elif name == "grey_list_card":
        values |= _fill_card(unit, profile, case)
    return values


def _fill_receipt(unit: Unit, profile: Profile, papers: Sequence[Document]) -> dict[str, str]:
    """The paper that waits to be served, else the one that was served last."""
    issued = [paper for paper in papers if paper.state == "issued"]
    services = {paper.id: _find_service(unit, paper) for paper in issued}
    waiting = [paper for paper in issued if services[paper.id] is None]
    if not (waiting or issued):
        return {}
    paper = waiting[0] if waiting else issued[-1]
    values = {
        "文书名称": f"《{paper.title}》（{paper.document_no}）",
        "受送单位": _address(unit, profile, paper),
    }
    if (service := services[paper.id]) is not None:
        values |= {"送达方式": MANNERS[service.manner], "送达地点": service.place}
    else:
        own = find_address(unit, list_carried(unit, paper.id)[0].provider_id, on=unit.today)
        values |= {"送达地点": own.address} if own is not None else {}
    return values


def _find_service(unit: Unit, paper: Document) -> Service | None:
    services = list_rows(unit, Service, document_id=paper.id)
    return next((service for service in services if service.state not in DROPPED), None)


def _address(unit: Unit, profile: Profile, paper: Document) -> str:
    return "、".join(read_carried(unit, profile, paper, list_carried(unit, paper.id)).addressees)


def _fill_sheet(unit: Unit, profile: Profile, papers: Sequence[Document]) -> dict[str, str]:
    """The paper that is on its way, else the last."""
    going = [paper for paper in papers if paper.state in ("drafted", "submitted", "approved")] or papers
    if not going:
        return {}
    paper = going[-1]
    content = paper.content or {}
    values = {"标题": paper.title, "受送单位": _address(unit, profile, paper), "拟稿人": paper.drafter}
    written = {"抄送": content.get("copies"), "附件": content.get("attachments")}
    return values | {blank: value for blank, value in written.items() if value}


def _fill_card(unit: Unit, profile: Profile, case: CaseFile) -> dict[str, str]:
    """Who is on the grey list since when, on what it rests, who has signed; until when, no text says."""
    listed = [r for r in list_rows(unit, CaseRemedy, case_id=case.id, kind="grey_list") if r.state in HOLDING]
    if not listed:
        return {}
    remedy = listed[-1]
    facts = [lead.finding for lead in list_rows(unit, Lead, case_id=case.id) if lead.finding]
    values = {
        "依据": name_law(unit, profile, remedy.edition) + name_place(profile, remedy),
        "事由": "；".join(dict.fromkeys(fact.rstrip("。") for fact in facts)),
    }
    paper = find_paper_of(unit, remedy, ACT)
    if paper is not None:
        values |= {"文号": paper.document_no or "", "签发人": paper.signer or ""}
    if remedy.served_on is not None or remedy.effective_on is not None:
        values["纳入日"] = write_day(max(day for day in (remedy.served_on, remedy.effective_on) if day))
    return values


def _fill_interview(unit: Unit, case: CaseFile, papers: Sequence[Document]) -> dict[str, str]:
    """What the record says, where it is entered; else when and where, as the last paper calls to it."""
    for remedy in list_rows(unit, CaseRemedy, case_id=case.id, kind="interview"):
        if record := find_record(unit, remedy):
            return _describe_interview(record)
    for paper in reversed(papers):
        if any(remedy.kind == "interview" for remedy in list_carried(unit, paper.id)):
            content = paper.content or {}
            written = {"时间": content.get("time"), "地点": content.get("place")}
            return {blank: value for blank, value in written.items() if value}
    return {}


def _describe_interview(record: Mapping[str, Any]) -> dict[str, str]:
    """The cells of an 约谈记录 from what was entered of it."""
    values = {cell: record.get(name) or "" for cell, name in CELLS_OF_INTERVIEW.items()}
    return {
        cell: "、".join(value) if isinstance(value, list) else str(value) for cell, value in values.items()
    }
