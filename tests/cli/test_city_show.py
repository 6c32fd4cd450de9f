"""`banfa city show`: every provision of the five cities has its page, and three of them read by hand."""

import json
from functools import cache

import pytest
from click.testing import CliRunner

from banfa.cli import city
from banfa.cli.main import main

CITIES = ("changchun", "changsha", "huangshi", "liuzhou", "xiamen")


def run(*args):
    return CliRunner().invoke(main, ["city", "show", *args])


@pytest.fixture(scope="module", autouse=True)
def _each_city_loaded_once():
    """Loading and checking a city anew for each of 244 pages would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city, "_load_profile", cache(city._load_profile))
        yield


def lines(page):
    """The lines of a page without their indentation."""
    return [" ".join(line.split()) for line in page.splitlines()]


@cache
def page_of(name, path):
    done = run(name, path)
    assert done.exit_code == 0, (path, done.output, done.exception)
    return lines(done.output)


class TestCases:
    def test_name_the_window_of_facts_that_differ_in_nothing_else(self):
        page = page_of("liuzhou", "14.4")
        assert (
            "作出限期整改的次数（本次入库以来） 1次，限期整改通知送达的次数（本次入库以来） 1次，"
            "作出限期整改的次数（累计） 3次，限期整改通知送达的次数（累计） 3次 → 成立"
        ) in page
        assert "限期拒不整改的次数 1次 → 成立" in page


class TestEveryProvision:
    @pytest.mark.long
    @pytest.mark.parametrize("name", CITIES)
    def test_has_a_page_with_its_outline_line(self, name):
        edition = city._load_profile(name).latest
        for provision in edition.outline:
            page = page_of(name, provision.cite.path)
            assert page[1].startswith(f"{provision.cite}（{provision.cite.path}） banfa_{name}/outline.py:")
            assert f"摘要 {provision.zh}" in page

    @pytest.mark.parametrize("name", CITIES)
    def test_is_listed_with_what_answers_it(self, name):
        edition = city._load_profile(name).latest
        listed = lines(run(name).output)
        assert len(listed) == len(edition.outline)
        assert [line.split()[0] for line in listed] == [p.cite.path for p in edition.outline]

    def test_names_the_answers_in_the_list(self):
        assert any(
            line.startswith("12.3 规则、待定 入选后三个月内未签订改造合同；")
            for line in lines(run("xiamen").output)
        )

    @pytest.mark.parametrize("name", CITIES)
    def test_that_holds_a_rule_says_in_which_line_of_the_plugin(self, name):
        profile = city._load_profile(name)
        for clause in profile.latest.clauses:
            page = page_of(name, clause.cite.path)
            (title,) = (line for line in page if line.startswith(f"规则 clause:{clause.cite.key} "))
            assert f"banfa_{name}/clauses.py:" in title


class TestAClause:
    """厦门第十二条第（五）项: a share, two readings, no time."""

    PAGE = ("xiamen", "12.5")

    def test_says_what_must_hold_in_each_reading(self):
        page = page_of(*self.PAGE)
        at = page.index("情形 口径：30%以哪些试点企业为基数（dissatisfied.base），由主管部门择一：")
        assert page[at + 1 : at + 5] == [
            "surveyed：已作满意度评价的试点企业",
            "口径：哪一次评价算作“不满意”（dissatisfied.verdict），由主管部门择一：",
            "latest：最近一次总体评价为不满意",
            "最近一次总体评价为“不满意”的试点企业数（本次入库以来）占已作满意度评价的试点企业数（本次入库以来）的比例超过30%",
        ]

    def test_says_force_remedies_and_what_follows(self):
        page = page_of(*self.PAGE)
        at = page.index("力度 应当")
        assert page[at + 1 : at + 5] == [
            "措施 取消试点工作资格（disqualification）",
            "通报（circular）",
            "后果 主管部门应当取消其试点工作资格，并予以通报。",
            "性质 状态：不再存在时不再成立",
        ]

    def test_names_its_facts_and_where_the_ledger_has_them(self):
        page = page_of(*self.PAGE)
        at = next(n for n, line in enumerate(page) if line.startswith("dissatisfied_enterprises@membership"))
        assert page[at].endswith("（家，无记录时不明）")
        assert page[at + 1].startswith("台账：满意度评价（survey），计数")
        assert page[at + 1].endswith("以这些报送的数据截止为准：满意度评价")
        assert page[at + 2].startswith("口径写在 banfa/ledger/facts/surveys.py:")

    def test_names_its_cases_with_file_line_and_expectation(self):
        page = page_of(*self.PAGE)
        at = next(n for n, line in enumerate(page) if "正好三成不算超过" in line)
        assert page[at].startswith("cases/disqualification.yaml:")
        assert "力度 → 应当" in page[at:]
        assert any("试点企业数 3家，已作满意度评价的试点企业数 10家 → 不成立" in line for line in page[at:])


class TestACriterion:
    """厦门第六条第（一）项第2目: the bureau sets the scale and names the days."""

    PAGE = ("xiamen", "6.1.2")

    def test_says_points_figures_and_that_the_scale_is_open(self):
        page = page_of(*self.PAGE)
        at = page.index("满分 6分")
        assert page[at + 1] == "统计 由主管部门择一："
        assert page[at + 2].startswith("round：本评价周期（如期通过验收项目数（本评价周期）占应验收项目数")
        assert page[at + 3].startswith("membership：入库以来累计")
        assert page[at + 4] == "标准 评分标准尚待主管部门确定（scale.6.1.2）"

    def test_shows_of_a_case_the_settings_that_matter(self):
        page = page_of(*self.PAGE)
        settings = [line for line in page if line.startswith("设定")]
        assert settings
        assert all(line.startswith("设定 scale.6.1.2：") for line in settings)
        assert (
            '设定 scale.6.1.2：{"measure": "round", "linear": [["60%", 0], ["100%", 6]], "empty": 3}'
            in settings
        )


class TestAContractRule:
    """黄石第十七条: what a removed provider's project is worth."""

    PAGE = ("huangshi", "17")

    def test_says_stage_condition_and_consequence(self):
        page = page_of(*self.PAGE)
        at = page.index("阶段 签约")
        assert page[at + 1 : at + 7] == [
            "须符合 具备下列之一：",
            "排除下列情形：",
            "服务商已被清退",
            "同时具备：",
            "清退前签订并实施",
            "已认定该合同“经确认没有违规违法情形”",
        ]
        assert page[at + 7] == "否则 不计入"

    def test_finds_its_facts_contract_by_contract(self):
        page = page_of(*self.PAGE)
        assert page.count("台账：逐份合同，截至签订之日") == 3
        assert sum("banfa/ledger/facts/contract_sheet.py:" in line for line in page) == 3


class TestOtherPages:
    def test_an_article_says_its_heading_and_lists_its_items(self):
        page = lines(run("changchun", "7").output)
        assert "措施 限期整改（rectification），期限一般不超过30日（自然日），逾期未完成的依照第八条" in page
        assert "7.5 不符合市场公平竞争条件，或者其他原因" in page

    def test_grading_says_floors_places_and_readings(self):
        page = lines(run("xiamen", "7.2").output)
        assert "等级 优秀：80分及以上，优秀服务商所占比例（待定，1至99%，原文约20%）" in page
        assert "名额已满 口径：分数达到某等级而名额已满的如何评定（quota.beyond），由主管部门择一：" in page

    def test_a_half_of_a_provision_shows_its_rule_alone(self):
        page = run("xiamen", "11.5后段").output
        assert "规则 clause:11.5后段" in page
        assert "规则 clause:11.5前段" not in page

    def test_a_definition_says_that_it_is_one(self):
        assert "落实方式 定义" in lines(run("xiamen", "3").output)

    def test_is_data_as_well(self):
        sections = json.loads(run("xiamen", "12.3", "--format", "json").output)
        assert sections[0]["title"] == "第十二条第（三）项（12.3）"
        words = [row[1].strip() for row in sections[1]["rows"]]
        assert (
            "自入库之日起至入库后首份改造合同签订之日的时长（本办法施行之日前已届满的不论）超过3个月" in words
        )

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("12.9", "本办法没有第十二条第（九）项（12.9）；相近的有：12、12.1、12.2、12.3、12.4。"),
            ("99", "本办法没有第九十九条（99）；相近的有：10、11、12、13、14。"),
            ("第十二条", "“第十二条”不是条款编号，写作 12、12.5、6.1.2 或 11.5前段。"),
        ],
    )
    def test_an_unknown_provision_ends_with_status_two_and_its_neighbours(self, path, words):
        done = run("xiamen", path)
        assert done.exit_code == 2
        assert words in done.output
