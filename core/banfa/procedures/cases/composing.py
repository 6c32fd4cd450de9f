"""Composing papers and forms of a case: the city's own words, filled with what is known; the rest is blank.

What a person has written for the paper goes first; the red head and the seal are the office's. From its
submission on a paper is what was submitted: only number and day are put in when it is issued.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.decisions import WITHDRAWAL
from banfa.papers.catalogue import ADVANCE as SUFFIX
from banfa.papers.catalogue import find_paper, list_papers
from banfa.papers.filling import fill_paper
from banfa.papers.forms import FORMS
from banfa.papers.joining import PARTY, address_many, choose_letter
from banfa.papers.model import Letter
from banfa.papers.templates import LetterTemplate
from banfa.papers.wording import write_day
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import ADVANCE, INFORMING, Document, list_carried
from banfa.procedures.cases.form_values import fill_form
from banfa.procedures.cases.informing import fill_information
from banfa.procedures.cases.paper_items import Carrying, read_carried
from banfa.procedures.cases.paper_values import fill_correction, fill_values
from banfa.procedures.cases.registers import list_register
from banfa.procedures.cases.writing import BLANKS, FROM_CASE, MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.papers.model import Paper
    from banfa.papers.templates import PaperTemplate
    from banfa.trust.unit import Unit

CORRECTIONS: Final = {"annul": "annulment", "withdraw": "withdrawal", "rectify": "correction"}
NO_TEMPLATE: Final = "paper_without_template"


def compose_document(unit: Unit, profile: Profile, document: Document) -> Paper:
    """Give the body of a paper: as it was submitted, else as it now is.

    Raises Conflict (`paper_without_template`).
    """
    if document.composed is not None:
        return _thaw(document, document.composed)
    return _compose(unit, profile, document)


def freeze_document(unit: Unit, profile: Profile, document: Document) -> dict[str, Any] | None:
    """Give the body of a paper as data, to be kept with its submission; None where no template has words.

    What is signed is what was composed: a lead that joins later changes no paper that was submitted.
    """
    try:
        data = asdict(_compose(unit, profile, document))
    except Conflict as error:
        if error.code == NO_TEMPLATE:
            return None
        raise
    return {name: value for name, value in data.items() if name != "origins"}


def _thaw(document: Document, data: Mapping[str, Any]) -> Letter:
    """The paper as it was submitted, with the number and the day that the office has given since."""
    parts = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    values: dict[str, Any] = {**parts, "origins": ()}
    letter = Letter(**values)
    if document.document_no is None or document.issued_on is None:
        return letter
    return replace(
        letter,
        number=document.document_no,
        signed_on=write_day(document.issued_on),
        blanks=tuple(name for name in letter.blanks if name not in ("文号", "日期")),
    )


def _compose(unit: Unit, profile: Profile, document: Document) -> Letter:
    carrying = read_carried(unit, profile, document, list_carried(unit, document.id))
    template = _find_template(profile, carrying)
    content: Mapping[str, str] = document.content or {}
    if "addressees" in content:
        template = replace(template, addressee=PARTY)
    values = fill_values(unit, profile, carrying, named=template.addressee in ("", "各有关单位"))
    if document.kind in INFORMING:
        values |= fill_information(unit, profile, carrying)
    elif _corrects(carrying):
        values |= fill_correction(unit, profile, carrying)
    written = {
        blank: value
        for name, value in content.items()
        for blank in BLANKS[name]
        if not (name in FROM_CASE and values.get(blank))
    }
    if document.kind == ADVANCE and (wish := content.get("remedies")):
        written |= {MEASURES: f"{values[MEASURES]}。具体为：{wish}"}
    titled = replace(template, title="{标题}")
    paper = fill_paper(titled, {**values, **written, "标题": document.title})
    assert isinstance(paper, Letter)  # noqa: S101 - of a letter's template
    return paper


def _corrects(carrying: Carrying) -> bool:
    return any(remedy.kind == WITHDRAWAL for remedy in carrying.remedies)


def _find_template(profile: Profile, carrying: Carrying) -> LetterTemplate:
    """Find the city's paper for what a document carries. Raises Conflict (`paper_without_template`)."""
    papers = {paper.name: paper for paper in list_papers(profile)}
    kind = carrying.document.kind
    template: PaperTemplate | None
    if kind in INFORMING:
        template = papers.get(kind)
    elif _corrects(carrying):
        template = papers.get(CORRECTIONS[carrying.case.manner or "withdraw"])
    elif kind == ADVANCE:
        names = (f"{name}{SUFFIX}" for each in carrying.imposed for name in each.kinds)
        template = next((papers[name] for name in names if name in papers), None)
    else:
        return _check_found(choose_letter(papers, carrying.imposed, waived=carrying.waived))
    letter = _check_found(template)
    return address_many(letter) if len(carrying.providers) > 1 else letter


def _check_found(template: PaperTemplate | None) -> LetterTemplate:
    if not isinstance(template, LetterTemplate):
        raise Conflict(NO_TEMPLATE, "本市没有这种措施的文书样式，请自行拟文后上传用印件。")
    return template


def compose_form(unit: Unit, profile: Profile, case_id: int, name: str) -> Paper:
    """Compose a form of a case, 送达回证 or 陈述申辩笔录, with what is known. Raises Missing."""
    case = CASES.find(unit, case_id, lock=False)
    template = find_paper(profile, name)
    rows = list_register(unit, case) if name == "case_register" else ()
    return fill_paper(template, fill_form(unit, profile, case, name), rows=rows)


def list_forms(profile: Profile) -> list[PaperTemplate]:
    """List the forms of a case."""
    names = {form.name for form in FORMS}
    return [template for template in list_papers(profile) if template.name in names]
