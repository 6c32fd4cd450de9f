"""Which numbers the worked cases come close to."""

from dataclasses import replace

import pytest

from banfa.cities.checks.coverage import triple_problems
from banfa.cities.loading.discovery import load_plugin
from banfa.law import linear, mean_rating
from tests.cities.jiangcheng import CASES, RUBRIC, plugin, with_edition

TEXT = (CASES / "cases.yaml").read_text("utf-8")


def lacking(tmp_path, old, new=""):
    """What is lacking once a line of the cases is gone."""
    assert old in TEXT
    path = tmp_path / "cases.yaml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    profile = load_plugin(plugin(worked_cases=(path,)), "jiangcheng", check=False)
    return [p.message for p in triple_problems(profile)]


class TestTriples:
    def test_are_there(self, tmp_path):
        assert lacking(tmp_path, "名称", "名称") == []

    @pytest.mark.parametrize(
        ("line", "number", "side"),
        [
            ("      - [3次, 成立]\n", "超过2", "高于"),
            ("      - [2次, 不成立]\n", "超过2", "正好"),
            ("      - [1次, 不成立]\n", "超过2", "低于"),
            ("      - [3家, 10家, 不成立]\n", "超过30%", "正好"),
            ("2026-04-30, 未发生, 不成立]\n      - [2026-05-01, 未发生, 成立", "超过3个月", "高于"),
            ("      - [2026-04-29, 未发生, 不成立]\n", "超过3个月", "低于"),
            ("      - [甲, 80.01, 优秀]\n      - [乙, 80, 合格]\n", "优秀80分", "正好"),
            ("      - [己, 59.99, 不合格]\n", "合格60分", "低于"),
            ("      - [1份, 20]\n", "分档起点 1", "正好"),
            ("      - [否, 不符合]\n", "签约之日服务商在库", "低于"),
        ],
    )
    def test_are_missed_when_a_side_is_gone(self, tmp_path, line, number, side):
        (message, *_) = lacking(tmp_path, line)
        assert number in message
        assert side in message

    def test_of_what_merely_happened_need_no_above(self, tmp_path):
        assert lacking(tmp_path, "      - [有, 成立]\n", "      - [1件, 成立]\n") == []

    def test_do_not_count_what_is_not_known(self, tmp_path):
        assert lacking(tmp_path, "[2次, 不成立]", "[不明, 尚不能确定]")

    def test_of_a_mean_of_points_need_nothing_above_a_hundred(self):
        first, second = RUBRIC.dimensions
        one, two = first.criteria
        rated = replace(one, scale=linear(mean_rating("attitude", "态度"), (60, 0), (100, 40), empty=0))
        rubric = replace(RUBRIC, dimensions=(replace(first, criteria=(rated, two)), second))
        profile = load_plugin(with_edition(rubric=rubric), "jiangcheng", check=False)
        wanted = [p.message for p in triple_problems(profile) if p.place == "criterion:4.1.1"]
        assert wanted == ["criterion:4.1.1 的“分档起点 100”缺少低于、正好的案例"]
