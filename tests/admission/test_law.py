"""The routes of the five cities by hand from their texts, and what the checker says of a wrong one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import banfa
from banfa.cities.builtins import TRANSITIONS
from banfa.cities.checks.admission import admission_problems
from banfa.cities.pages.admission import describe_route
from banfa.law import AdmissionRoute, AdmissionStep, ApplicantKind, WorkingDays, cite
from banfa.ledger.kinds.providers import FORMS

S = AdmissionStep
LICENCE = ("准予", "许可", "受理", "行政处罚", "处罚", "除名", "出库")
"""Words of a licence or a penalty, which admission is not."""
PLACES = (
    *(Path(banfa.__file__).parent / "procedures/admission").glob("*.py"),
    *(Path(banfa.__file__).parent / "web/casework").glob("of_admission*.py"),
    Path(banfa.__file__).parent / "web/console/admission.py",
    Path(banfa.__file__).parent / "law/admission.py",
    Path(banfa.__file__).parent / "cities/pages/admission.py",
    *(Path(__file__).parents[2] / "plugins").glob("*/banfa_*/admission.py"),
)


@pytest.mark.parametrize(
    ("city", "category", "path", "steps", "one_of"),
    [
        ("huangshi", "provider", "7", (), (S.EXPERTS, S.FILING)),
        ("changsha", "promoter", "3", (S.CONSENT,), ()),
        ("changsha", "integrator", "4", (S.APPLICATION, S.EXPERTS, S.DEFENCE), ()),
        ("changsha", "ecosystem", "5", (S.APPLICATION, S.QUALIFICATION, S.FILING), ()),
        ("liuzhou", "integrator", "2", (), ()),
        ("liuzhou", "product", "2", (), ()),
        ("changchun", "provider", "2", (), ()),
        ("xiamen", "product", "4", (), ()),
    ],
)
def test_a_route_has_the_steps_of_the_text_and_no_others(*, cities, city, category, path, steps, one_of):
    profile = cities.profile(city)
    route = profile.find_route(profile.latest.key, category)
    assert (route.cite, route.steps, route.one_of) == (cite(path), steps, one_of)
    assert route.publicity is None  # none of the five texts shows a list before it admits
    assert route.one_a_seat == (category == "promoter")


def test_only_changchun_says_what_an_applicant_is(cities):
    kinds = {route.applicants for route in cities.profile("changchun").admission_routes}
    assert kinds == {(ApplicantKind.ENTERPRISE, ApplicantKind.INSTITUTION)}
    for city in ("huangshi", "changsha", "liuzhou", "xiamen"):
        assert {route.applicants for route in cities.profile(city).admission_routes} == {()}


def test_the_kinds_of_applicants_are_those_of_the_register():
    assert [kind.value for kind in ApplicantKind] == list(FORMS.values())


@pytest.mark.parametrize(
    ("routes", "code"),
    [
        ((), None),
        ((AdmissionRoute(cite("2"), "一"), AdmissionRoute(cite("7"), "二")), "route-count"),
        ((AdmissionRoute(cite("2"), "一", ("integrator",)),), "route-count"),
        ((AdmissionRoute(cite("99"), "一"),), "not-in-outline"),
        ((AdmissionRoute(cite("2"), "一", editions=("1999",)),), "unknown-edition"),
        ((AdmissionRoute(cite("2"), "一", ("nobody",)),), "unknown-category"),
        ((AdmissionRoute(cite("2"), "一", steps=(S.FILING,), afterwards=(S.FILING,)),), "step-repeats"),
        ((AdmissionRoute(cite("2"), "一", one_of=(S.FILING,)),), "one-of-one"),
        ((AdmissionRoute(cite("2"), "一", open_choice=True),), "one-of-none"),
        ((AdmissionRoute(cite("2"), "一", steps=(S.OTHER,)),), "step-other"),
    ],
)
def test_a_wrong_route_is_found(cities, routes, code):
    profile = replace(cities.profile("liuzhou"), admission_routes=routes)
    codes = {problem.rule for problem in admission_problems(profile)}
    assert codes >= ({code} if code else set())
    assert bool(codes) == bool(code)


def test_a_page_says_where_the_text_is_silent(cities):
    profile = cities.profile("huangshi")
    (route,) = profile.admission_routes
    rows = dict(describe_route(route, profile))
    assert rows["方式之一"] == "专家评审、登记备案，或者原文“等”字所及的其他方式"
    assert rows["细分行业库"] == "申请进入的另须具有明确行业属性、有明确的试点企业合作意向，并经审核"
    assert "原文未规定" in rows["公示"]
    shown = dict(describe_route(replace(route, publicity=WorkingDays(5)), profile))
    assert shown["公示"] == "不少于5个工作日"


def test_no_word_of_a_licence_stands_in_the_room():
    said = {path.name: path.read_text("utf-8") for path in PLACES}
    said |= {step: words for step, words in TRANSITIONS.items() if step.startswith("admission.")}
    assert [(name, word) for name, text in said.items() for word in LICENCE if word in text] == []
