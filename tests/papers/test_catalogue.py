"""Which papers a city has, whose words they are, and who fills in what."""

import re
from dataclasses import replace

import pytest

from banfa.cities.loading.discovery import load_plugin
from banfa.cities.sentences import HEARD_FIRST, TELLS_RECOURSE
from banfa.errors import Missing
from banfa.law import Months, letter, rectify, remove, warn
from banfa.law.notices import BLANK
from banfa.law.notices import BLANKS as BLANKS_OF_PLUGINS
from banfa.papers.blanks import BLANKS, Source
from banfa.papers.catalogue import list_papers
from banfa.papers.model import Basis
from tests.cities.jiangcheng import plugin
from tests.papers.samples import (
    ALL_CITIES,
    CITIES,
    EVERY_REMEDY,
    TEMPLATES,
    fill_any,
    find_any,
    made_city,
    profile_of,
)

OF_EVERY_CITY = {
    "recheck_result",
    "hearing_reply",
    "annulment",
    "withdrawal",
    "correction",
    "publicity",
    "service_receipt",
    "interview_record",
    "hearing_record",
    "verification_record",
    "approval_sheet",
    "address_confirmation",
    "evidence_list",
}


def text_of(template):
    """All that a paper says, its title first."""
    return "\n".join(template.texts)


class TestEveryCity:
    @pytest.mark.parametrize("city", ALL_CITIES)
    def test_has_the_papers_of_procedure_and_the_forms(self, city):
        assert {paper.name for paper in list_papers(profile_of(city))} >= OF_EVERY_CITY

    @pytest.mark.parametrize("city", ALL_CITIES)
    def test_has_a_paper_for_each_remedy_and_for_the_hearing_before(self, city):
        profile = profile_of(city)
        names = {paper.name for paper in list_papers(profile)}
        clauses = (clause for edition in profile.editions for clause in edition.clauses)
        taken = {r.kind for clause in clauses for r in clause.then if not r.options}
        assert names >= taken | {f"{kind}_advance" for kind in taken & HEARD_FIRST}

    @pytest.mark.parametrize("city", CITIES.names())
    def test_says_it_in_its_own_words(self, city):
        profile = profile_of(city)
        for notice in profile.notices:
            paper = find_any(profile, notice.key)
            assert (paper.title, paper.body, paper.addressee) == (notice.title, notice.body, notice.addressee)

    def test_that_has_none_of_the_name_is_told_those_it_has(self):
        with pytest.raises(Missing, match="rectification（数字化转型服务商限期整改通知书）") as error:
            find_any(profile_of("changchun"), "grey_list")
        assert error.value.code == "paper_missing"

    def test_gives_its_own_name_and_government(self):
        paper = fill_any(find_any(profile_of("xiamen"), "disqualification"), {})
        assert paper.signed_by == "厦门市工业和信息化局"
        assert "向厦门市人民政府申请行政复议" in paper.paragraphs[-1]
        assert "六个月内依法向________提起行政诉讼" in paper.paragraphs[-1]


class TestAPaperWithoutWordsOfTheCity:
    def test_takes_the_word_of_its_measure(self):
        assert "自{生效日期}起对你单位作出以下处理：清退。" in find_any(made_city(remove()), "removal").body
        assert find_any(made_city(remove()), "removal").title == "清退通知书"
        assert "公开通报" in find_any(made_city(*EVERY_REMEDY), "circular").body

    def test_orders_in_the_warning_only_where_the_clause_orders(self):
        alone = find_any(made_city(warn()), "warning")
        assert ("期限" in alone.taken, alone.title) == (False, "关于对{服务商}的提醒通知")
        whole = profile_of("huangshi")
        assert {"warning", "rectification"} <= {r.kind for r in whole.latest.clauses[0].then}
        assert "期限" in find_any(whole, "warning").taken

    def test_gives_way_to_the_plugin_whatever_else_the_plugin_leaves_out(self):
        own = letter("warning", "关于提醒的通知", "现对你单位予以警告。")
        profile = load_plugin(plugin(notices=(own,)), "jiangcheng", check=False)
        assert find_any(profile, "warning").body == own.body
        assert find_any(profile, "rectification").title == "限期整改通知书"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
class TestAnyPaper:
    def test_names_who_fills_in_each_blank(self, template):
        asked = {blank.name for blank in template.asked}
        office = {blank.name for blank in template.of_office}
        everything = {blank.name for blank in template.blanks}
        assert asked | set(template.taken) | office == everything
        assert set(BLANK.findall(text_of(template))) == everything
        assert all(template.taken.values())
        assert all(blank.hint for blank in template.blanks)

    def test_says_where_it_comes_from(self, template):
        assert template.origins
        measure = [o.citation for o in template.origins if o.basis is Basis.MEASURE]
        assert all(re.fullmatch(r"《.+》第.+条(、第.+条)*|《.+》第.+", citation) for citation in measure)

    def test_tells_remedies_where_it_burdens_and_hears_before(self, template):
        if template.name in TELLS_RECOURSE:
            assert {"复议机关", "管辖法院"} <= set(template.taken)
        if template.name in HEARD_FIRST:
            assert {"复核情况", "理由"} <= {blank.name for blank in template.blanks}
        if template.name.endswith("_advance"):
            assert "不因陈述和申辩加重处理" in template.body


class TestBlanks:
    def test_of_plugins_are_known(self):
        assert set(BLANKS_OF_PLUGINS) <= set(BLANKS)

    def test_are_used_by_some_paper(self):
        used = {blank.name for template in TEMPLATES.values() for blank in template.blanks}
        assert set(BLANKS) - used == set()

    def test_that_a_case_fills_in_have_a_key_and_others_none(self):
        assert all(bool(b.key) == (b.source in {Source.CASE, Source.BUREAU}) for b in BLANKS.values())


def test_a_remedy_nobody_has_thought_of_has_a_paper_too():
    other = replace(rectify(Months(1)), kind="suspension", zh="暂停承接新项目", within=None)
    paper = find_any(made_city(other), "suspension")
    assert (paper.title, "作出以下处理：暂停承接新项目。" in paper.body) == ("暂停承接新项目通知书", True)
