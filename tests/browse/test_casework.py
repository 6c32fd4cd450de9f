"""One case a city in two browsers, for two persons: from its lead to the closed file."""

from __future__ import annotations

import importlib

import pytest

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.web.console.frame.formats import format_cite
from tests.browse.case_pages import TODAY, TWO, Desk
from tests.browse.serving import serve
from tests.casework.office import CITIES
from tests.console.people import Office
from tests.web.clients import credit_code

pytestmark = pytest.mark.long
PARTY = "某某数字科技有限公司"
STORIES = {
    "xiamen": ("11.6", "warning", "关于提醒和限期整改的通知", "厦工信企业函〔2026〕134号", "警告"),
    "huangshi": ("14.1", "warning", "关于提醒和限期整改的通知", "黄经信函〔2026〕21号", "警告"),
    "liuzhou": ("12.2", "interview", "约谈通知书", "柳工信函〔2026〕33号", "约谈"),
    "changsha": ("13.2", "order", "限期整改通知书", "长工信函〔2026〕45号", "限期整改"),
    "changchun": ("7.2", "order", "限期整改通知书", "长工信企函〔2026〕52号", "限期整改"),
}
"""By city: the situation, its remedy, the paper's title and number, and what the remedy is called."""

BESIDE = {
    "xiamen": {"kind": "order", "term": "1", "term_unit": "个月"},
    "huangshi": {"kind": "order", "term": "1", "term_unit": "个月"},
    "liuzhou": {"kind": "order", "term": "30", "term_unit": "日"},
    "changsha": {"kind": "circular"},
}
"""What the clause has besides, which is dropped before the case is closed."""


@pytest.fixture(scope="session")
def cities():
    return Cities({n: load_plugin(importlib.import_module(f"banfa_{n}"), n, check=False) for n in CITIES}, {})


@pytest.fixture(scope="module")
def site(app):
    """The address at which an application of all five cities is served."""
    with serve(app) as address:
        yield address


@pytest.fixture
def make_office(app, engine, owner_engine, clock, cities):
    """A bureau of a city with its remedy in force and one provider."""

    def make(city):
        office, profile = Office(app, engine, owner_engine, clock, city=city), cities.profile(city)
        document = {
            "kind": "promulgation",
            "edition": profile.latest.key,
            "document_no": "局〔2025〕1号",
            "issuer": profile.city.bureau,
            "issued_on": "2025-12-20",
            "document_class": "normative",
            "published_on": "2025-12-20",
            "published_in": "局网站",
            "body": {"commencement": "2026-01-01"},
        }
        officer = office.client("officer")
        assert officer.post("/instruments", document).status_code == 201
        provider = officer.post("/providers", {"uscc": credit_code(), "name": PARTY}).json["id"]
        category = profile.categories[0].key
        joined = {"from_on": "2026-01-05", "basis": "局〔2026〕1号"}
        member = {"provider_id": provider, "category": category, **joined}
        assert officer.post("/memberships", member).status_code == 201
        return office, provider

    return make


@pytest.mark.parametrize("city", STORIES)
def test_a_case_is_closed_by_two_persons(make_office, open_window, city):
    clause, kind, title, number, zh = STORIES[city]
    office, provider = make_office(city)
    desk = Desk.of(office, open_window, city)
    case = desk.open_case(PARTY, clause)
    term = {"term": "30", "term_unit": "日"} if kind == "order" else {}
    remedy = desk.fill(f"{case}/remedies", kind=kind, **term)
    paper = desk.issue(case, remedy, title, number)
    desk.serve(paper, provider)
    if kind == "order":
        desk.mend(remedy)
    else:
        held = {}
        if kind == "interview":
            desk.scan(remedy, "interview_record")
            held = {"held_on": TODAY, "place": "局三楼会议室", "interviewers": TWO, "recorder": "林晓"}
            held |= {"interviewed": "吴霞", "matters": "为何两月无人到场。", "words": "已增派人员。"}
        desk.fill(f"{remedy}/completion", reason="已执行完毕。", **held)
    if city in BESIDE:
        desk.drop(case, **BESIDE[city])
    desk.fill(f"{case}/closing", result="办结。")
    desk.look(remedy, "3-remedy")
    told = desk.first.locator("#main").inner_text()
    assert zh in told
    assert ("整改完成" if kind == "order" else "已办结") in told
    desk.look(case, "4-closed")
    told = desk.first.locator("#main").inner_text()
    for words in ("已办结", title, format_cite(clause), "立案", "内部工作规程"):
        assert words in told
