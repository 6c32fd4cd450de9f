"""`banfa city`: what it prints, and its exit status."""

import json
from importlib.metadata import EntryPoint

import pytest
from click.testing import CliRunner

from banfa.cities.loading.discovery import GROUP, load_cities
from banfa.cli import city
from tests.cities.jiangcheng import CASES, TEXT, plugin


class Point(EntryPoint):
    """The entry point of a city that is made here."""

    def load(self):
        return MADE[self.name]


MADE = {"jiangcheng": plugin(), "hongcheng": plugin(categories=())}
CASE = "- 条款: 3.1\n  设定: {orders: issued}\n  事实: {orders_issued: 3次}\n  结果: 不成立\n"


@pytest.fixture(autouse=True)
def _two_cities(monkeypatch):
    """One sound city, and one under another's name."""
    points = tuple(Point(name, "banfa_made", GROUP) for name in sorted(MADE))
    monkeypatch.setattr(city, "find_entry_points", lambda: points)
    monkeypatch.setattr(city, "probe_cities", lambda names: {n: problems_of(points, n) for n in names})


def problems_of(points, name):
    return load_cities(points).problems(name)


def run(*args):
    return CliRunner().invoke(city.command, [str(a) for a in args])


class TestList:
    def test_tells_those_that_load_and_those_that_do_not(self):
        done = run("list")
        assert done.exit_code == 1
        assert "江城市工业和信息化局" in done.output
        assert "banfa city check hongcheng" in done.output

    def test_is_data_as_well(self):
        rows = {row["city"]: row for row in json.loads(run("list", "--format", "json").output)}
        assert rows["jiangcheng"]["problems"] == []
        assert rows["hongcheng"]["problems"][0]["rule"] == "city-key"


class TestCheck:
    def test_of_a_sound_city(self):
        done = run("check", "jiangcheng")
        assert (done.exit_code, done.output.count("\n")) == (0, 1)
        assert "没有问题" in done.output

    def test_of_a_broken_one(self):
        done = run("check", "hongcheng")
        assert done.exit_code == 1
        assert "[city-key]" in done.output
        assert "改法" in done.output

    def test_runs_the_cases(self, monkeypatch, tmp_path):
        (tmp_path / "cases.yaml").write_text((CASES / "cases.yaml").read_text("utf-8") + "\n", "utf-8")
        text = (tmp_path / "cases.yaml").read_text("utf-8").replace("[3次, 成立]", "[3次, 不成立]")
        (tmp_path / "cases.yaml").write_text(text, "utf-8")
        monkeypatch.setitem(MADE, "jiangcheng", plugin(worked_cases=(tmp_path / "cases.yaml",)))
        done = run("check", "jiangcheng", "--format", "json")
        assert done.exit_code == 1
        assert {p["rule"] for p in json.loads(done.output)} == {"case-fails"}

    def test_of_none(self):
        done = run("check", "nowhere")
        assert done.exit_code == 1
        assert "not-installed" in done.output


class TestOutline:
    def test_is_one_object_a_provision(self):
        rows = json.loads(run("outline", "jiangcheng", "--format", "json").output)
        assert len(rows) == 17
        by_cite = {tuple(row["cite"]): row for row in rows}
        assert by_cite[3, 2] == {
            "cite": [3, 2],
            "dispositions": ["encoded"],
            "summary": "三成企业不满意",
            "answered_by": ["clause:3.2"],
        }
        assert by_cite[4, 1, 1]["answered_by"] == ["criterion:4.1.1"]
        assert by_cite[4, 2]["answered_by"] == ["dimension:4.2", "term:weight"]
        assert by_cite[5,]["answered_by"] == ["grading", "term:share", "transition:round.compute"]
        assert by_cite[6,]["answered_by"] == ["publicity", "support:6"]
        assert by_cite[2,]["answered_by"] == ["clause:2.1", "clause:2.2", "record:filing"]
        assert by_cite[8,]["answered_by"] == ["term:commencement"]
        assert by_cite[1,]["answered_by"] == []

    def test_reads_well(self):
        assert "12" not in run("outline", "jiangcheng").output
        assert "三成企业不满意" in run("outline", "jiangcheng").output

    def test_of_an_edition_that_is_not_there(self):
        assert run("outline", "jiangcheng", "--edition", "2031").exit_code == 1


class TestVerify:
    def test_is_content_with_the_text(self, tmp_path):
        (tmp_path / "text.txt").write_text(TEXT, "utf-8")
        done = run("verify", "jiangcheng", tmp_path / "text.txt")
        assert done.exit_code == 0
        assert "原文17条款" in done.output
        assert "clause:3.2" in done.output

    def test_is_not_with_another(self, tmp_path):
        (tmp_path / "text.txt").write_text(TEXT.replace("超过2次", "超过4次"), "utf-8")
        done = run("verify", "jiangcheng", tmp_path / "text.txt", "--format", "json")
        assert done.exit_code == 1
        assert {p["rule"] for p in json.loads(done.output)["problems"]} == {"not-in-text", "number-unclaimed"}


class TestTry:
    def test_runs_the_citys_own_cases(self):
        done = run("try", "jiangcheng")
        assert done.exit_code == 0
        assert "不符0项" in done.output

    def test_runs_a_file_from_anywhere(self, tmp_path):
        (tmp_path / "mine.yaml").write_text(CASE, "utf-8")
        done = run("try", "jiangcheng", tmp_path / "mine.yaml")
        assert done.exit_code == 1
        assert "mine.yaml:1" in done.output
        assert "预期 不成立，得出 成立" in done.output

    def test_is_data_as_well(self, tmp_path):
        (tmp_path / "mine.yaml").write_text(CASE, "utf-8")
        (row,) = json.loads(run("try", "jiangcheng", tmp_path / "mine.yaml", "--format", "json").output)
        assert (row["rule"], row["expected"], row["got"], row["ok"]) == (
            "clause:3.1",
            "不成立",
            "成立",
            False,
        )

    def test_of_a_city_that_does_not_load(self):
        done = run("try", "hongcheng")
        assert done.exit_code == 1
        assert "[city-key]" in done.output


class TestMutate:
    def test_refuses_where_cases_fail(self, tmp_path, monkeypatch):
        path = tmp_path / "cases.yaml"
        path.write_text(CASE, "utf-8")
        monkeypatch.setitem(MADE, "jiangcheng", plugin(worked_cases=(path,)))
        done = run("mutate", "jiangcheng")
        assert done.exit_code == 1
        assert "[case-fails] cases.yaml:1 clause:3.1" in done.output
        assert "1个案例与现行规则不符" in done.output
