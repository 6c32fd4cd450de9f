"""Reading worked cases: exact, strict, and told by line."""

import re
from datetime import date
from pathlib import Path

import pytest

from banfa.cities.cases.file import KEYS_BY_KIND, read_file


def write_and_read(tmp_path, text, name="cases.yaml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_file(path)


def one(tmp_path, text):
    """The only case of a file without mistakes."""
    made, wrong = write_and_read(tmp_path, text)
    assert wrong == []
    (case,) = made
    return case


class TestWhatIsRead:
    def test_numbers_stay_exact(self, tmp_path):
        case = one(tmp_path, "- 条款: 12.10\n  事实: {a: 4.5, b: 4, c: 1e3, d: 010}\n  结果: 成立\n")
        assert case.target == "12.10"
        assert case.body["事实"] == {"a": "4.5", "b": 4, "c": "1e3", "d": "010"}

    def test_words_stay_words(self, tmp_path):
        case = one(tmp_path, "- 条款: 3\n  事实: {a: yes, b: 否, c: on, d: true}\n")
        assert case.body["事实"] == {"a": "yes", "b": "否", "c": "on", "d": "true"}

    def test_days_are_days(self, tmp_path):
        case = one(tmp_path, "- 条款: 3\n  截至: 2026-02-28\n")
        assert case.as_of == date(2026, 2, 28)

    def test_defaults_of_the_file_hold_for_each_case(self, tmp_path):
        text = "版本: 2025\n截至: 2026-01-01\n设定: {a: 1, b: 2}\n案例:\n  - 条款: 3\n    设定: {b: 3}\n"
        case = one(tmp_path, text)
        assert (case.editions, case.as_of, case.settings) == (("2025",), date(2026, 1, 1), {"a": 1, "b": 3})

    def test_settings_may_stand_in_another_file(self, tmp_path):
        (tmp_path / "terms.yaml").write_text("设定: {a: 1}\n", "utf-8")
        assert one(tmp_path, "设定: terms.yaml\n案例:\n  - 条款: 3\n").settings == {"a": 1}


def test_the_guides_example_is_read(tmp_path):
    guide = (Path(__file__).parents[2] / "plugins" / "README.md").read_text("utf-8")
    (example,) = (
        block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if block.startswith("# cases/")
    )
    made, wrong = write_and_read(tmp_path, example)
    assert wrong == []
    assert {case.kind for case in made} == set(KEYS_BY_KIND)


WRONG = {
    "a key twice": ("- 条款: 3\n  事实: {a: 1, a: 2}\n", 2, "写了两次"),
    "no YAML": ("- 条款: [3\n", 2, "YAML"),
    "no cases": ("案例:\n", 1, "没有案例"),
    "an unknown key": ("- 条款: 3\n  结论: 成立\n", 1, "结论"),
    "an unknown key of the file": ("案列:\n  - 条款: 3\n", 1, "案列"),
    "no kind": ("- 名称: 一\n", 1, "说不清"),
    "two kinds": ("- 条款: 3\n  规则: 4\n", 1, "说不清"),
    "no mapping": ("- 条款\n", 1, "键值"),
    "no day": ("- 条款: 3\n  截至: 三月\n", 1, "日期"),
    "a day that is none": ("- 条款: 3\n  截至: 2026-02-30\n", 2, "2026-02-30"),
    "settings that are none": ("- 条款: 3\n  设定: [1]\n", 1, "设定"),
    "settings that are not there": ("设定: no.yaml\n案例:\n  - 条款: 3\n", 1, "no.yaml"),
}


class TestMistakes:
    @pytest.mark.parametrize("what", WRONG)
    def test_are_told_with_file_line_and_mend(self, tmp_path, what):
        text, line, words = WRONG[what]
        made, wrong = write_and_read(tmp_path, text)
        assert made == []
        (error,) = wrong
        assert (error.file, error.line) == ("cases.yaml", line)
        assert words in error.message
        assert error.mend
        assert f"cases.yaml 第{line}行" in error.detail

    def test_leave_the_other_cases_readable(self, tmp_path):
        made, wrong = write_and_read(tmp_path, "- 条款: 3\n- 条款: 4\n  结论: 成立\n- 条款: 5\n")
        assert [c.target for c in made] == ["3", "5"]
        assert len(wrong) == 1

    def test_include_a_file_that_is_not_there(self, tmp_path):
        made, (error,) = read_file(tmp_path / "no.yaml")
        assert made == []
        assert "no.yaml" in error.detail
