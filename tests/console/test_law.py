"""The measure as a document: its outline, each provision, the official text where the bureau has it."""

from __future__ import annotations

import re

import pytest

from banfa.web.console import law

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
TEXT = "\n".join(f"第{n}条　第{n}条的话。" for n in NUMERALS)


class TestTheMeasure:
    def test_is_summarised_by_us_until_its_text_is_recorded(self, office):
        officer = office.at("officer")
        page = officer.get("/law").text
        assert "本系统不带原文" in page
        assert 'class="law"' not in page
        typed = {"text": TEXT, "taken_from": "市工信局网站"}
        page = officer.follow(officer.send("/law/draft/text", typed)).text
        assert '<blockquote class="law"><cite>第十三条，原文</cite>第十三条的话。</blockquote>' in page
        assert "第十三条的话。" in officer.get("/law/draft/13").text
        assert office.client("platform").get("/law/editions/draft/text").json["taken_from"] == "市工信局网站"

    def test_takes_no_part_of_a_text_and_keeps_it(self, office):
        part = TEXT.partition("第十四条")[0]
        typed = {"text": part, "taken_from": "网站"}
        page = office.at("officer").send("/law/draft/text", typed, status=422).text
        assert "没有认出第14条" in page
        assert "第十三条的话。" in page
        assert office.client("officer").get("/law/editions/draft/text").status_code == 404


class TestAProvision:
    def test_says_how_it_runs_with_its_cases(self, office):
        page = office.at("auditor").get("/law/draft/12.5").text
        for words in ("第十二条第（五）项", "情形", "读取的事实", "案例"):
            assert words in page
        main = re.sub(r"<[^>]+>", " ", page.partition("<main")[2])
        assert re.findall(r"clause:|[a-z]+_[a-z]+|\.(?:py|yaml)", main) == []

    def test_is_made_once(self, office, cities):
        profile = cities.profile("xiamen")
        edition = profile.latest
        first = law.make_provision_page(profile, edition, "12.5")
        assert law.make_provision_page(profile, edition, "12.5") is first

    @pytest.mark.parametrize(("path", "status"), [("draft/99", 422), ("none/1", 404)])
    def test_that_is_not_there_is_said_so(self, office, path, status):
        office.at("officer").get(f"/law/{path}", status=status)
