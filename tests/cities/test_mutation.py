"""Mutation testing of the law: operators, mutants, runs, and the list of survivors."""

import shutil

import pytest

from banfa.cities.cases.case import read_cases
from banfa.cities.checks.answers import list_rules
from banfa.cities.loading.discovery import load_plugin
from banfa.cities.mutation.mutants import Mutant, list_mutants
from banfa.cities.mutation.run import (
    BY_CASES,
    NOBODY,
    CaseSuite,
    FailingCases,
    mutate,
    read_survivors,
    survivor_problems,
)
from banfa.law import Beyond
from tests.cities.jiangcheng import CASES, EDITION, plugin

KINDS = {"数", "比较词", "单位", "时间范围", "事实", "连接词", "力度", "期限", "措施"}
"""Numbers, comparison words, units, windows, facts, connectives, force, periods, remedies."""
UNASKED = {
    "clause:2.2 性质 状态：改为事件",
    "clause:3.1 性质 状态：改为事件",
    "clause:3.2 性质 状态：改为事件",
    "clause:3.2 数 30%：改为31/100",
    "clause:3.3 性质 状态：改为事件",
    "clause:3.3 末日 自入库之日起至入库后首份改造合同签订之日的时长：休息日顺延",
    "rubric 规则 四舍五入：改为舍去",
    "rubric 规则 四舍五入：改为进位",
    "grading 规则 同分均入：改为同分均不入",
    "grading 规则 空额不用：改为空额顺延至下一等级",
    f"grading 规则 {Beyond.NEXT.value}：改为{Beyond.LOWEST_FLOOR.value}",
    "grading 数 优秀80分：改为79分",
}
"""What the cases of the made-up city leave unasked."""


@pytest.fixture(scope="module")
def profile():
    return load_plugin(plugin(), "jiangcheng")


@pytest.fixture(scope="module")
def report(profile):
    return mutate(profile, EDITION)


@pytest.fixture
def city(tmp_path):
    """A city whose cases stand in a folder of their own, with more cases and a list of survivors."""

    def make(listed="", more=""):
        folder = tmp_path / "cases"
        shutil.copytree(CASES, folder)
        if more:
            (folder / "more.yaml").write_text(more, "utf-8")
        (tmp_path / "survivors.yaml").write_text(listed, "utf-8")
        return load_plugin(plugin(worked_cases=tuple(sorted(folder.glob("*.yaml")))), "jiangcheng")

    return make


def list_problems(made):
    """What is wrong with a city's survivors and its list of them."""
    return survivor_problems([mutate(made, EDITION)], read_survivors(made), "jiangcheng")


class TestMutants:
    def test_are_of_every_kind(self, report):
        assert {v.mutant.kind for v in report.verdicts} >= KINDS

    def test_are_of_every_rule(self):
        names = {name for name, _, _ in list_rules(EDITION)}
        assert {m.name for m in list_mutants(EDITION)} == names

    def test_have_names_of_their_own(self):
        names = [m.id for m in list_mutants(EDITION)]
        assert len(names) == len(set(names))

    def test_change_one_rule_into_another(self):
        law = {name: rule for name, _, rule in list_rules(EDITION)}
        assert all(m.made != law[m.name] for m in list_mutants(EDITION))


class TestTheCases:
    def test_notice_what_they_ask(self, report):
        assert {m.id for m in report.survivors()} == UNASKED
        assert sum(v.by == BY_CASES for v in report.verdicts) > 150

    def test_do_not_cry_out_at_the_law_as_it_is(self, profile):
        cases, _ = read_cases(profile, profile.cases)
        suite = CaseSuite(EDITION, cases, profile)
        for name, cite, rule in list_rules(EDITION):
            assert suite.find_killer(Mutant(name, cite, "", "", rule)) == NOBODY

    def test_are_counted_by_provision(self, report):
        found = report.by_provision()
        assert list(found)[:3] == ["2.1", "2.2", "3.1"]
        assert sum(map(len, found.values())) == len(report.verdicts)

    def test_notice_more_when_they_ask_more(self, city):
        facts = "{dissatisfied_enterprises: 31家, surveyed_enterprises: 100家}"
        more = f"- 条款: 3.2\n  事实: {facts}\n  结果: 成立\n"
        made = city(more=more)
        left = {m.id for m in mutate(made, EDITION).survivors()}
        assert left == UNASKED - {"clause:3.2 数 30%：改为31/100"}

    def test_that_fail_already_notice_nothing(self, city):
        wrong = "- 条款: 3.1\n  设定: {orders: issued}\n  事实: {orders_issued: 3次}\n  结果: 不成立\n"
        with pytest.raises(FailingCases, match="1个案例") as failing:
            mutate(city(more=wrong), EDITION)
        (result,) = failing.value.results
        assert (result.file, result.rule, result.got) == ("more.yaml", "clause:3.1", "成立")


class TestSurvivors:
    def test_are_told_unless_listed(self, report):
        problems = survivor_problems([report], {}, "jiangcheng")
        assert {p.rule for p in problems} == {"mutant-survives"}
        assert len(problems) == len(UNASKED)

    def test_are_listed_with_a_reason(self, city):
        lines = "".join(f'"{id_}": 江城市是虚构的\n' for id_ in sorted(UNASKED))
        made = city(listed=lines)
        assert list_problems(made) == []

    def test_may_not_be_listed_without_one(self, city):
        lines = "".join(f'"{id_}":\n' for id_ in sorted(UNASKED))
        made = city(listed=lines)
        problems = list_problems(made)
        assert {p.rule for p in problems} == {"survivor-unreasoned"}

    def test_leave_the_list_when_they_are_noticed(self, city):
        made = city(listed='"clause:3.2 比较词 超过：改为达到": 曾经没有案例\n')
        problems = list_problems(made)
        assert "survivor-noticed" in {p.rule for p in problems}

    def test_need_no_list_where_there_are_none(self, profile):
        assert read_survivors(profile) == {}
