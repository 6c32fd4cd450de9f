"""Worked cases: they pass where the law says what was expected, and say what it says where it does not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from banfa.cities.cases.case import Settler, read_cases
from banfa.cities.cases.run import run_case, run_cases
from banfa.cities.cases.wording import format_decimal
from banfa.cities.loading.discovery import load_plugin
from banfa.law import facts as f
from tests.cities.jiangcheng import CASES, EDITION, plugin

PROFILE = load_plugin(plugin(), "jiangcheng")


def run_text(tmp_path, text):
    path = tmp_path / "cases.yaml"
    path.write_text(text, "utf-8")
    return run_cases(PROFILE, path)


def got(tmp_path, text):
    """What came out, expectation by expectation."""
    return [r.got for r in run_text(tmp_path, text)]


class TestTheCitysOwnCases:
    def test_all_come_out_as_expected(self):
        results = [r for path in PROFILE.cases for r in run_cases(PROFILE, path)]
        assert len(results) > 50
        assert [r for r in results if not r.ok] == []

    def test_notice_another_law(self):
        cases, _ = read_cases(PROFILE, CASES.glob("*.yaml"))
        changed = tuple(
            replace(c, when=f.orders_issued.exceeds(3, "次")) if c.cite.path == "3.1" else c
            for c in EDITION.clauses
        )
        settler = Settler(replace(EDITION, clauses=changed))
        failed = {r.rule for case in cases for r in run_case(case, settler) if not r.ok}
        assert failed == {"clause:3.1"}


class TestAClause:
    @pytest.mark.parametrize(
        ("orders", "state"),
        [("2次", "不成立"), ("3次", "成立"), ("[2, 3]", "尚不能确定"), ("不明", "尚不能确定")],
    )
    def test_is_true_false_or_open(self, tmp_path, orders, state):
        text = f"- 条款: 3.1\n  设定: {{orders: issued}}\n  事实: {{orders_issued: {orders}}}\n  结果: 成立\n"
        assert got(tmp_path, text) == [state]

    def test_left_without_facts_is_what_silence_means(self, tmp_path):
        assert got(tmp_path, "- 条款: 3.1\n  结果: 不成立\n") == ["不成立"]
        assert got(tmp_path, "- 条款: 3.2\n  结果: 尚不能确定\n") == ["尚不能确定"]

    def test_says_force_nature_and_remedies(self, tmp_path):
        text = "- 条款: 2.1\n  力度: 可以\n  性质: 事件\n  措施: [警告, {限期整改: 2个月}]\n"
        assert [(r.expected, r.got) for r in run_text(tmp_path, text)] == [
            ("可以", "应当"),
            ("事件", "状态"),
            ("警告；限期整改 2个月", "警告；限期整改 1个月，逾期 3.1"),
        ]

    def test_can_be_stated_for_a_whole_article(self, tmp_path):
        (result,) = run_text(tmp_path, "- 条款: 2\n  力度: 应当\n")
        assert result.ok

    def test_tells_its_row(self, tmp_path):
        text = "- 条款: 3.1\n  名称: 次数\n  设定: {orders: issued}\n  情形:\n    - [orders_issued, 结果]\n"
        results = run_text(tmp_path, text + "    - [2次, 不成立]\n    - [3次, 不成立]\n")
        assert [(r.row, r.ok) for r in results] == [(1, True), (2, False)]
        assert results[1].said == "作出限期整改的次数 3次"
        assert results[1].name == "次数"


class TestPoints:
    @pytest.mark.parametrize(
        ("points", "ok"), [("20", True), ("20.0", True), ("20.5", False), ("[0, 20]", False)]
    )
    def test_are_compared_exactly(self, tmp_path, points, ok):
        (result,) = run_text(
            tmp_path, f"- 指标: 4.1.1\n  事实: {{contracts_registered: 1份}}\n  得分: {points}\n"
        )
        assert result.ok is ok

    def test_are_the_whole_range_where_the_scale_is_open(self, tmp_path):
        assert got(tmp_path, "- 指标: 4.1.2\n  事实: {}\n  得分: 0\n") == ["0至20"]

    @pytest.mark.parametrize(
        ("points", "text"),
        [((1, 1), "1"), ((9, 2), "4.5"), ((5, 100), "0.05"), ((-3, 2), "-1.5"), ((1, 3), "1/3")],
    )
    def test_are_written_as_decimals(self, points, text):
        assert format_decimal(Fraction(*points)) == text


class TestGrades:
    def test_of_those_who_do_not_take_part_are_none(self, tmp_path):
        text = "- 评定: 一家\n  设定: {share: 20}\n  服务商:\n    - [甲, 95, 优秀]\n    - [乙, 95, 不参评]\n"
        assert got(tmp_path, text) == ["优秀", "不参评"]

    def test_are_a_range_where_totals_are(self, tmp_path):
        text = "- 评定: 一家\n  设定: {share: 20}\n  服务商:\n    - [甲, [50, 95], [优秀, 不合格]]\n"
        assert got(tmp_path, text) == ["优秀至不合格"]

    def test_refuse_totals_finer_than_the_rubric_counts(self, tmp_path):
        (result,) = run_text(tmp_path, "- 评定: 一家\n  服务商:\n    - [甲, 79.999, 合格]\n")
        assert not result.ok
        assert "79.999" in result.got


WRONG = {
    "no such clause": ("- 条款: 9.9\n  结果: 成立\n", "2.1"),
    "no such criterion": ("- 指标: 4.1.9\n  得分: 1\n", "4.1.1"),
    "no such setting": ("- 条款: 3.1\n  设定: {nothing: 1}\n  结果: 成立\n", "nothing"),
    "no such option": ("- 条款: 3.1\n  设定: {orders: maybe}\n  结果: 成立\n", "issued"),
    "no such edition": ("- 条款: 3.1\n  版本: 2031\n  结果: 成立\n", "2031"),
    "no such fact": ("- 条款: 3.1\n  事实: {products: 1}\n  结果: 成立\n", "orders_issued"),
    "a wrong unit": ("- 条款: 3.1\n  事实: {orders_issued: 3家}\n  结果: 成立\n", "次"),
    "no result": ("- 条款: 3.1\n  事实: {orders_issued: 3次}\n", "结果"),
    "facts that are none": ("- 条款: 3.1\n  事实: [1]\n  结果: 成立\n", "事实"),
    "no day": ("- 条款: 3.3\n  事实: {入库之日: 2026-01-01}\n  结果: 成立\n", "截至"),
    "no table": ("- 条款: 3.1\n  情形: {orders_issued: 3次}\n", "表头"),
    "no result in the header": ("- 条款: 3.1\n  情形:\n    - [orders_issued]\n    - [3次]\n", "结果"),
    "a row too short": ("- 条款: 3.1\n  情形:\n    - [orders_issued, 结果]\n    - [3次]\n", "对齐"),
    "no providers": ("- 评定: 一家\n", "服务商"),
    "a provider that is none": ("- 评定: 一家\n  服务商:\n    - 甲\n", "甲"),
    "an evaluation of nothing": ("- 评价: 一家\n  服务商:\n    - {名称: 甲}\n", "名称"),
}


class TestMistakes:
    @pytest.mark.parametrize("what", WRONG)
    def test_fail_with_place_and_mend(self, tmp_path, what):
        text, words = WRONG[what]
        (result,) = run_text(tmp_path, text)
        assert not result.ok
        assert result.line == 1
        assert words in result.got
        assert "改法" in result.got
