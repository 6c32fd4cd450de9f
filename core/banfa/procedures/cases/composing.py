"""Composing papers and forms of a case: the city's own words, filled with what is known; the rest is blank.

What a person has written for the paper goes first; the number, the day and the seal are the office's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.decisions import ORDER, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.papers.catalogue import find_paper, list_papers
from banfa.papers.filling import fill_paper
from banfa.papers.forms import FORMS
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import ADVANCE, DOCUMENTS, Document, list_carried
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.papers.model import Paper
    from banfa.papers.templates import PaperTemplate
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    ORDER: ("rectification",),
    REMOVAL: ("disqualification", "removal"),
}
"""What a remedy's paper is called in the catalogue, where that is not its kind."""
CORRECTIONS: Final = {"annul": "annulment", "withdraw": "withdrawal", "rectify": "correction"}
BLANKS: Final = {
    "facts": "事由",
    "remedies": "措施",
    "reasons": "理由",
    "reply": "复核情况",
    "aftermath": "后果处理",
    "time": "时间",
    "place": "地点",
    "attachments": "附件",
    "copies": "抄送",
    "contact": "联系方式",
}
"""What a person writes of a paper, and the blank that it fills."""
WHY: Final = ("撤销理由", "撤回理由", "更正内容")
"""Blanks of corrections that hold the reasons."""


class WritePaper(
    Inputs, example={"facts": "贵单位于3月2日更换项目负责人，未按要求报告", "contact": "林晓 0592-0000000"}
):
    """What the paper says in words of this case."""

    facts: str | None = text("事由", max_length=4000)
    remedies: str | None = text("措施", max_length=4000)
    reasons: str | None = text("理由", max_length=4000)
    reply: str | None = text("陈述申辩的复核情况", max_length=4000)
    aftermath: str | None = text("后果处理", max_length=2000)
    time: str | None = text("时间", max_length=200)
    place: str | None = text("地点", max_length=200)
    attachments: str | None = text("附件", max_length=1000)
    copies: str | None = text("抄送", max_length=500)
    contact: str | None = text("联系方式", max_length=200)


def write_paper(
    unit: Unit, _profile: Profile, document_id: int, data: WritePaper, version: int | None = None
) -> Document:
    """Write what a paper says while it is drafted."""
    document = DOCUMENTS.begin(unit, "write", document_id, version=version)
    begin_in_case(unit, document.case_id)
    content = {name: value for name, value in vars(data).items() if value is not None}
    return take(unit, DOCUMENTS, document, "write", content, content=content)


def compose_document(unit: Unit, profile: Profile, document: Document) -> Paper:
    """Compose the body of a paper. Raises Conflict (`paper_without_template`)."""
    case = CASES.find(unit, document.case_id, lock=False)
    remedies = list_carried(unit, document.id)
    template = _find_template(profile, case, document, remedies)
    values = dict(_fill_from_case(unit, profile, case, remedies))
    if all(remedy.provider_id == case.provider_id for remedy in remedies):
        values |= _name_party(unit, case.provider_id)
    content: Mapping[str, str] = document.content or {}
    values |= {BLANKS[name]: value for name, value in content.items()}
    values |= dict.fromkeys(WHY, content.get("reasons", ""))
    return fill_paper(template, values)


def compose_form(unit: Unit, profile: Profile, case_id: int, name: str) -> Paper:
    """Compose a form of a case, 送达回证 or 陈述申辩笔录, with what is known. Raises Missing."""
    case = CASES.find(unit, case_id, lock=False)
    template = find_paper(profile, name)
    values = {**dict(_fill_from_case(unit, profile, case, [])), **_name_party(unit, case.provider_id)}
    return fill_paper(template, values)


def list_forms(profile: Profile) -> list[PaperTemplate]:
    """List the forms of a case."""
    names = {form.name for form in FORMS}
    return [template for template in list_papers(profile) if template.name in names]


def _find_template(
    profile: Profile, case: CaseFile, document: Document, remedies: Sequence[CaseRemedy]
) -> PaperTemplate:
    """Find the city's paper for what a document carries: a warning that orders is one paper."""
    kinds = [remedy.kind for remedy in remedies]
    if WITHDRAWAL in kinds:
        return find_paper(profile, CORRECTIONS[case.manner or "withdraw"])
    known = {template.name: template for template in list_papers(profile)}
    suffix = "_advance" if document.kind == ADVANCE else ""
    for kind in sorted(kinds, key=lambda kind: kind == ORDER):
        for name in NAMES.get(kind, (kind,)):
            if (template := known.get(f"{name}{suffix}")) is not None:
                return template
    raise Conflict("paper_without_template", "本市没有这种措施的文书样式，请自行拟文后上传用印件。")


def _fill_from_case(
    unit: Unit, profile: Profile, case: CaseFile, remedies: Sequence[CaseRemedy]
) -> Iterator[tuple[str, str]]:
    """Fill in what follows from the case."""
    leads = list_rows(unit, Lead, case_id=case.id)
    law = find_edition(profile, case.edition)
    cites = {clause.cite.key: str(clause.cite) for clause in law.clauses}
    carrying = (key for remedy in remedies for key in remedy.cites or [remedy.cite])
    places = "、".join(dict.fromkeys(cites.get(key, key) for key in carrying))
    yield "案号", case.number
    yield "主管部门", profile.city.bureau
    yield "依据", f"《{law.title}》{places or '、'.join(cites.get(lead.clause, '') for lead in leads)}"
    yield "事由", "；".join((lead.finding or lead.summary).rstrip("。") for lead in leads)
    yield "管辖法院", find_office(unit).procedure.court or ""
    if due := next((remedy.due_on for remedy in remedies if remedy.due_on), None):
        yield "期限", f"{due.year}年{due.month}月{due.day}日"
    if case.about_id is not None:
        decision = get_entry(unit, Decision, case.about_id)
        signed = decision.decided_on
        yield "原文号", decision.document_no or ""
        yield "原文日期", f"{signed.year}年{signed.month}月{signed.day}日"


def _name_party(unit: Unit, provider_id: int) -> dict[str, str]:
    provider: Any = get_entry(unit, Provider, provider_id)
    return {"服务商": provider.name, "统一社会信用代码": provider.uscc or ""}
