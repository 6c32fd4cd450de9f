"""Papers and forms of cases: the city's words with what the case knows, the rest a visible blank."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdf
import pytest

from tests.casework.office import CITIES

CLAUSES = {"xiamen": "11.6", "huangshi": "14.1", "liuzhou": "12.2", "changsha": "13.1", "changchun": "7.2"}
TERMS = {"liuzhou": (30, "日"), "changsha": (30, "日"), "changchun": (30, "日")}


def read_docx(answer):
    assert answer.status_code == 200, answer.json
    return "\n".join(part.text for part in docx.Document(io.BytesIO(answer.data)).paragraphs)


@pytest.fixture(params=CITIES)
def office(request, make_office):
    made = make_office(request.param)
    made.go_to(date(2026, 4, 20))
    return made


def new_party(office):
    """A provider of the category that the city's situation is about."""
    provider = office.new_provider("明远数字科技有限公司")
    office.join(provider, office.profile.categories[0].key)
    return provider


class TestAPaperOfEveryCity:
    def test_says_whom_it_is_to_by_which_article_and_what_was_found(self, office):
        city = office.profile.city.key
        provider = new_party(office)
        case = office.find_case(provider, CLAUSES[city])
        term, unit = TERMS.get(city, (1, "个月"))
        order = office.plan(case, "order", term=term, term_unit=unit)
        document = office.draft(order, title="关于限期整改的通知")
        office.post(f"/case-documents/{document}/content", {"contact": "林晓 0000-0000000"})
        text = read_docx(office.officer.get(f"/case-documents/{document}/paper"))
        assert "明远数字科技有限公司" in text
        assert "经核实，情形属实" in text
        assert office.profile.city.bureau in text
        assert "林晓 0000-0000000" in text
        for word in ("行政处罚", "除名", "出库"):
            assert word not in text

    def test_has_forms_to_be_printed(self, office):
        case = office.find_case(new_party(office), CLAUSES[office.profile.city.key])
        answer = office.officer.get(f"/cases/{case}/forms/service_receipt")
        assert answer.status_code == 200
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
        assert "送达回证" in text
        assert office.get(f"/cases/{case}")["number"] in "".join(text.split())
