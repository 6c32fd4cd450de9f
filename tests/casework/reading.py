"""Reading papers as they are printed: what stands on a letter, line by line, and on a form."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdf

CONTENT = {"contact": "林晓 0000-0000000"}


def read_paper(office, document):
    """The lines of a paper's body, over the API."""
    answer = office.officer.get(f"/case-documents/{document}/paper")
    assert answer.status_code == 200, answer.json
    lines = (part.text for part in docx.Document(io.BytesIO(answer.data)).paragraphs)
    return [line for line in lines if line]


def read_text(office, document):
    return "\n".join(read_paper(office, document))


def read_form(office, case, form):
    """A form's text without blanks."""
    answer = office.officer.get(f"/cases/{case}/forms/{form}")
    assert answer.status_code == 200, answer.json
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def write(office, document, **content):
    office.post(f"/case-documents/{document}/content", {**CONTENT, **content})


def open_office(make_office, city, day=date(2026, 4, 20), **kind):
    office = make_office(city, **kind)
    office.go_to(day)
    return office


def draft_together(office, remedies, **more):
    """One paper for several remedies, drafted."""
    first, *others = remedies
    document = office.draft(first, **more)
    for other in others:
        office.post(f"/case-documents/{document}/remedies", {"remedy_id": other})
    return document


CLAUSES = {"xiamen": "11.6", "huangshi": "14.1", "liuzhou": "12.2", "changsha": "13.1", "changchun": "7.2"}
TERMS = {"liuzhou": (30, "日"), "changsha": (30, "日"), "changchun": (30, "日")}
ANSWERS = [{"point": "已口头报告", "answer": "办法要求书面报告。", "adopted": "不采纳"}]


def new_party(office, name="某某科技有限公司"):
    """A provider of the category that the city's situation is about."""
    provider = office.new_provider(name)
    office.join(provider, office.profile.categories[0].key)
    return provider


def plan_order(office, provider, clause=None):
    city = office.profile.city.key
    term, unit = TERMS.get(city, (1, "个月"))
    return office.plan(
        office.find_case(provider, clause or CLAUSES[city]), "order", term=term, term_unit=unit
    )
