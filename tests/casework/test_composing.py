"""Papers and forms of cases: the city's words with what the case knows, by hand from the five texts."""

from __future__ import annotations

import re

import pytest

from tests.casework.office import CITIES
from tests.casework.reading import (
    CLAUSES,
    TERMS,
    new_party,
    open_office,
    plan_order,
    read_form,
    read_text,
    write,
)

ARTICLES = {
    "xiamen": "第十一条第（六）项",
    "huangshi": "第十四条第（一）项",
    "liuzhou": "第十二条第（二）项",
    "changsha": "第十三条第（一）项",
    "changchun": "第七条第（二）项",
}
IN_WORDS = {"日": "30日（自然日）", "个月": "1个月"}
HEARD = {
    "xiamen": ("12.1", "removal"),
    "huangshi": ("15.4", "removal"),
    "liuzhou": ("14.9", "removal"),
    "changsha": ("13.1", "circular"),
    "changchun": ("9.4", "removal"),
}
"""A situation of each city in which the party is heard first."""


@pytest.fixture(params=CITIES)
def office(request, make_office):
    return open_office(make_office, request.param)


class TestAPaperOfEveryCity:
    def test_says_whom_it_is_to_by_which_article_and_what_was_found(self, office):
        order = plan_order(office, new_party(office, "明远数字科技有限公司"))
        document = office.draft(order, title="关于限期整改的通知")
        write(office, document)
        text = read_text(office, document)
        assert "明远数字科技有限公司" in text
        assert "经核实，情形属实" in text
        assert office.profile.city.bureau in text
        assert "林晓 0000-0000000" in text
        assert "（此件依申请公开）" in text
        for word in ("行政处罚", "除名", "出库", "征求意见稿"):
            assert word not in text
        # the measure by the number of the document that promulgated it
        assert f"》（局〔2025〕1号）{ARTICLES[office.profile.city.key]}，" in text

    def test_states_the_term_of_an_order_from_its_receipt(self, office):
        document = office.draft(plan_order(office, new_party(office)))
        text = read_text(office, document)
        unit = TERMS.get(office.profile.city.key, (1, "个月"))[1]
        assert f"请你单位自收到本通知书次日起{IN_WORDS[unit]}内完成以下整改：" in text
        assert "前（含当日）" not in text

    def test_states_until_when_the_party_may_answer(self, office):
        clause, kind = HEARD[office.profile.city.key]
        case = office.find_case(new_party(office), clause)
        document = office.draft(office.plan(case, kind), kind="advance", title="拟作处理告知书")
        assert "请自收到本告知书次日起5个工作日内书面提出" in read_text(office, document)
        office.set_internal(days={"statement": 3})
        assert "请自收到本告知书次日起3个工作日内书面提出" in read_text(office, document)

    def test_has_forms_to_be_printed(self, office):
        case = office.find_case(new_party(office, "明远数字科技有限公司"), CLAUSES[office.profile.city.key])
        text = read_form(office, case, "service_receipt")
        assert "送达回证" in text
        assert office.get(f"/cases/{case}")["number"] in text


class TestARemedyIsSaidInTheWordsOfItsClause:
    def read_removal(self, office, clause, kind="removal", **more):
        provider = new_party(office)
        remedy = office.plan(office.find_case(provider, clause), kind, **more)
        office.tell_and_hear(remedy, provider)
        return read_text(office, office.draft(remedy, title="通知书"))

    def test_liuzhou_14_removes_and_shows(self, open_in):
        text = self.read_removal(open_in("liuzhou"), "14.9")
        assert "第十四条第（九）项，自送达之日起将你单位从服务商资源池清退，并向社会公示。" in text
        for word in ("取消", "通报"):
            assert word not in text

    def test_liuzhou_15_takes_the_qualification_and_makes_it_public(self, open_in):
        text = self.read_removal(open_in("liuzhou"), "15")
        assert "第十五条，自送达之日起取消你单位的服务资格，并予以公开通报。" in text
        assert "清退" not in text

    def test_huangshi_15_does_both(self, open_in):
        text = self.read_removal(open_in("huangshi"), "15.4")
        assert "自送达之日起取消你单位的服务资格，并将你单位从服务商库清退。" in text

    def test_xiamen_12_takes_what_it_names(self, open_in):
        office = open_in("xiamen")
        text = self.read_removal(office, "12.1")
        words = "取消你单位的数字化转型试点工作资格，并进行通报。"
        assert words in text
        case = office.find_case(new_party(office), "12.1")
        assert office.get(f"/remedies/{office.plan(case, 'removal')}")["scope"] == "取消试点工作资格"

    def test_from_the_later_day_that_the_paper_names(self, open_in):
        office = open_in("liuzhou")
        remedy = office.plan(office.find_case(new_party(office), "14.9"), "removal")
        waiver = {"waived_by": "何平", "waived_document": "纪要4号"}
        office.attach(f"/remedies/{remedy}", "minutes")
        office.post(f"/remedies/{remedy}/hearing-waiver", waiver, by=office.second)
        document = office.draft(remedy, effective_on="2026-05-01")
        text = read_text(office, document)
        assert "自2026年5月1日（送达晚于该日的，为送达之日）起将你单位从服务商资源池清退" in text
        assert "陈述和申辩的权利" not in text  # nobody was told: it does not say so


class TestAPaperThatWasSubmitted:
    def test_says_what_was_submitted_whatever_joins_the_case(self, xiamen):
        provider = new_party(xiamen)
        case = xiamen.find_case(provider, "11.6")
        document = xiamen.draft(xiamen.plan(case, "order", term=1, term_unit="个月"))
        xiamen.approve(document)
        before = read_text(xiamen, document)
        lead = xiamen.register(provider, "11.2")
        body = {
            "verified_on": xiamen.today.isoformat(),
            "verifiers": ["林晓", "周宁"],
            "finding": "另有清单不完整。",
            "evidence": ["走访记录"],
        }
        xiamen.post(f"/leads/{lead}/verification", body)
        xiamen.post(f"/leads/{lead}/confirmation", by=xiamen.second)
        xiamen.post(f"/leads/{lead}/joining", {"case_id": case})
        assert read_text(xiamen, document) == before
        xiamen.issue(document)
        assert "另有清单不完整" not in read_text(xiamen, document)
        xiamen.serve(document, provider)
        assert re.sub("^.*\n", "", read_text(xiamen, document)).startswith("关于有关事项的通知\n")

    def test_that_is_sent_back_is_composed_anew(self, xiamen):
        document = xiamen.draft(plan_order(xiamen, new_party(xiamen)))
        write(xiamen, document, remedies="第一稿")
        post = xiamen.post(f"/case-documents/{document}/submission")["chain"][0]
        xiamen.sign(document, post, "陈立", agrees=False)
        write(xiamen, document, remedies="第二稿")
        assert "第二稿" in read_text(xiamen, document)

    @pytest.mark.parametrize("word", ["处罚", "出库", "除名"])
    def test_is_not_called_what_it_is_not(self, xiamen, word):
        order = plan_order(xiamen, new_party(xiamen))
        case = xiamen.get(f"/remedies/{order}")["case_id"]
        body = {"kind": "act", "remedy_id": order, "title": f"{word}通知", "publicity": "internal"}
        xiamen.post(f"/cases/{case}/documents", body, expect=(422, "title_word_retired"))


class TestAForm:
    def test_of_service_names_the_paper_and_its_party(self, xiamen):
        provider = new_party(xiamen, "甲数字科技有限公司")
        order = plan_order(xiamen, provider)
        document = xiamen.draft(order, title="关于限期整改的通知")
        case = xiamen.get(f"/remedies/{order}")["case_id"]
        sheet = read_form(xiamen, case, "approval_sheet")
        assert "关于限期整改的通知" in sheet
        assert "林晓" in sheet
        xiamen.approve(document)
        number = xiamen.issue(document)["document_no"]
        text = read_form(xiamen, case, "service_receipt")
        assert f"《关于限期整改的通知》（{number}）" in text
        assert "受送达人甲数字科技有限公司" in text
        xiamen.serve(document, provider)
        assert "送达方式直接送达" in read_form(xiamen, case, "service_receipt")
