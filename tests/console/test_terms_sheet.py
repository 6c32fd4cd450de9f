"""Scales as a sheet: filled with what is set, read cell by cell, given back, taken into a form."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from importlib.resources import files

import pytest
import yaml

from tests.console.test_terms import COUNT, DOCUMENT, SHARE, scale, settings
from tests.web.scales import HEADS, make_scale_sheet
from tests.web.sheets import make_sheet, read_table

PAGE = "/terms/draft/scales"
TYPED = re.compile(r'<input type="hidden" name="(settings\.[^"]+|only_shown)" value="([^"]*)"')


@pytest.fixture
def example():
    """What the demonstration sets of scales."""
    chosen = yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]
    return {key: value for key, value in chosen.items() if key.startswith("scale.")}


def send(browser, content, *, status=200, name="评分标准.xlsx"):
    return browser.post(PAGE, {"file": (io.BytesIO(content), name)}, page=PAGE, status=status).text


def make_one(key, *rows):
    """A sheet of one scale, its cells by heads."""
    return make_sheet(HEADS, *[tuple({"标识": key, **row}.get(head) for head in HEADS) for row in rows])


def spell(chosen):
    """What is set, written alike: nothing of a share is 0%."""
    return json.dumps(chosen, sort_keys=True).replace('"0%"', "0")


def list_problems(page):
    """Line, column and reason of every cell that is wrong."""
    return re.findall(
        r'<td class="num" data-l="行号">(\d+)</td><td data-l="列">([^<]+)</td><td data-l="原因">([^<]+)<',
        page,
    )


class TestTheSheet:
    def test_has_every_open_scale_with_what_is_set_so_far(self, office, example):
        officer = office.at("officer")
        assert PAGE in officer.get("/terms").text
        typed = scale(SHARE, [("60%", "0"), ("100%", "6")], "linear", measure="round", empty="3")
        officer.send(f"/terms/draft/set?key={SHARE}", {**DOCUMENT, **typed})
        table = read_table(officer.get(f"{PAGE}.xlsx").data, "标识")
        assert set(example) <= {row["标识"] for row in table}
        first, second = (row for row in table if row["标识"] == SHARE)
        assert (first["计分方式"], first["起点"], first["起点单位"], first["得分"]) == (
            "直线",
            "60%",
            "%",
            "0",
        )
        assert (second["起点"], second["得分"], first["没有可比数据时得分"]) == ("100%", "6", "3")
        page = send(officer, officer.get(f"{PAGE}.xlsx").data)
        assert "没有要设定的" in page
        assert "与现行相同" in page

    def test_sets_all_scales_by_one_document(self, office, example):
        officer = office.at("officer")
        page = send(officer, make_scale_sheet(example))
        assert f"将设定{len(example)}项" in page
        assert list_problems(page) == []
        (address,) = set(re.findall(r' action="(/terms/draft/set\?[^"]+)"', page))
        filled = officer.post(address.replace("&amp;", "&"), dict(TYPED.findall(page)), status=200).text
        assert "已从表中带入，还没有登记" in filled
        assert settings(office) == {}
        typed = dict(TYPED.findall(page))
        shown = dict(re.findall(r'name="(settings\.[^"]+-at-\d+)" value="([^"]*)"', filled))
        assert {name: text for name, text in typed.items() if "-at-" in name}.items() <= shown.items()
        typed.pop("only_shown")
        answer = officer.post(address.replace("&amp;", "&"), {**typed, **DOCUMENT})
        assert DOCUMENT["document_no"] in officer.follow(answer).text
        assert spell(settings(office)) == spell(example)
        assert "没有要设定的" in send(officer, make_scale_sheet(example))

    def test_is_shown_to_those_alone_who_set_terms(self, office):
        auditor = office.at("auditor")
        assert PAGE not in auditor.get("/terms").text
        auditor.get(PAGE, status=403)


class TestACell:
    @pytest.mark.parametrize(
        ("at", "read"),
        [("60%", "60%"), ("60", "60%"), ("６０％", "60%"), ("1/2", "50%"), ("12.5%", "12.5%"), (60, "60%")],
    )
    def test_of_a_share_is_read_in_percent(self, office, at, read):
        rows = {"统计口径": "round", "计分方式": "分档", "起点": "0", "得分": "0"}, {"起点": at, "得分": "6"}
        answer = office.client("officer").send(
            "POST",
            "/law/editions/draft/scale-sheet",
            data={"file": (io.BytesIO(make_one(SHARE, *rows)), "表.xlsx")},
        )
        assert answer.json["problems"] == []
        assert answer.json["settings"][SHARE]["tiers"][1] == [read, 6]

    @pytest.mark.parametrize(
        ("key", "cell", "why"),
        [
            (SHARE, 0.6, "看不出是0.6%还是60%"),
            (SHARE, 1, "看不出是1%还是100%"),
            (SHARE, "0.6", "请带上百分号"),
            (SHARE, date(2026, 1, 2), "当成了日期"),
            (SHARE, "1/3", "除不尽"),
            (COUNT, "60%", "不是“%”"),
            (COUNT, "六", "不是数"),
        ],
    )
    def test_that_is_wrong_is_told_and_marked_in_the_sheet_given_back(self, office, key, cell, why):
        rows = (
            {"统计口径": "round", "计分方式": "分档", "起点": "0", "得分": "0"},
            {"起点": cell, "得分": "6"},
        )
        officer = office.at("officer")
        page = send(officer, make_one(key, *rows))
        ((line, head, told),) = list_problems(page)
        assert (line, head) == ("3", "起点")
        assert why in told
        assert "以文件确定这" not in page
        (content,) = re.findall(r'name="sheet" value="([^"]+)"', page)
        returned = officer.post(f"{PAGE}/returned", {"sheet": content}, status=200).data
        _, wrong = read_table(returned, "问题")
        assert why in wrong["问题"]
        assert settings(office) == {}

    def test_that_gives_more_than_full_marks_is_told_of_the_whole_scale(self, office, example):
        value = {"measure": "round", "tiers": [[0, 0], [10, 800]]}
        page = send(office.at("officer"), make_scale_sheet({COUNT: value, SHARE: example[SHARE]}))
        ((line, head, why),) = list_problems(page)
        assert (line, head) == ("2", "事项")
        assert "得分须在0至8分之间" in why
        assert "将设定1项" in page

    def test_of_a_scale_that_nobody_knows_is_told(self, office):
        page = send(
            office.at("officer"), make_one("scale.9.9", {"计分方式": "分档", "起点": "0", "得分": "0"})
        )
        assert list_problems(page) == [("2", "标识", "没有“scale.9.9”这一项，标识请照抄下载的表。")]


class TestAFile:
    def test_that_is_no_sheet_of_scales_is_refused_beside_its_field(self, office):
        officer = office.at("officer")
        for content in (b"%PDF-1.7", make_sheet(("名称",), ("甲",))):
            page = send(officer, content, status=422)
            assert 'id="file-why"' in page
        page = officer.post(PAGE, {}, page=PAGE, status=422).text
        assert "请选择填好的评分标准表" in page
        officer.post(f"{PAGE}/returned", {"sheet": "不是"}, page=PAGE, status=422)
