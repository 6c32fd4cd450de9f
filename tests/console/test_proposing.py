"""Proposing decisions by page: a form for each kind, once right and once wrong; two persons for each."""

from __future__ import annotations

import re

import pytest

from tests.console.leads import enter_member, promulgate

TYPED = {
    "document_no": "厦工信〔2026〕7号",
    "authority": "厦门市工业和信息化局",
    "cite": "11.4",
    "decided_on": "2026/3/10",
}
SERVED = {**TYPED, "served_on": "2026-03-11", "term": "10", "term_unit": "日"}
OF_KINDS = {
    "order": ({}, {"due_on": "2026-03-01"}, "due_on"),
    "warning": ({}, {"document_no": ""}, "document_no"),
    "circular": ({"cite": "12.1"}, {"cite": "99"}, "cite"),
    "removal": ({"cite": "12.1", "effective_on": "3月20日"}, {"effective_on": "2026-03-01"}, "effective_on"),
}
"""By kind what is typed besides, what is wrong instead, and the field that says so."""


@pytest.fixture
def office(office):
    promulgate(office)
    return office


@pytest.fixture
def provider(office):
    return enter_member(office, "鹭岛数智")


def form_of(kind, **more):
    asked = "&".join(f"{name}={value}" for name, value in {"kind": kind, **more}.items())
    return f"/decision-proposals/new?{asked}"


def confirm(office, answer):
    """Have another person confirm what was proposed; gives the decision's address."""
    path, reviewer = answer.headers["Location"], office.at("reviewer")
    page = reviewer.follow(reviewer.post(f"{path}/confirmation", {"version": "1"}, page=path)).text
    assert "已确认，记入台账" in page
    decisions = office.client("officer").get("/decisions", sort="-id", limit=1).json["items"]
    return f"/decisions/{decisions[0]['id']}", decisions[0]


class TestAKindOfDecision:
    def test_is_chosen_from_those_that_the_edition_knows(self, office):
        page = office.at("officer").get("/decision-proposals/new").text
        offered = re.findall(r"/decision-proposals/new\?kind=(\w+)", page)
        assert sorted(offered) == sorted(OF_KINDS)
        assert "整改结果" in page
        assert "先打开所针对的决定" in page
        assert "评定等级" not in page
        assert "今天没有施行" not in page

    @pytest.mark.parametrize("kind", OF_KINDS)
    def test_is_proposed_by_one_and_confirmed_by_another(self, office, provider, kind):
        officer, more = office.at("officer"), OF_KINDS[kind][0]
        page = officer.get(form_of(kind, provider_id=provider)).text
        assert 'value="鹭岛数智"' in page
        assert "本系统摘要" in page
        answer = officer.post(form_of(kind), {"provider": "鹭岛数智", **TYPED, **more})
        page = officer.follow(answer).text
        assert "已提出厦工信〔2026〕7号，等另一人确认" in page
        assert "现在等有确认权限的另一人办理" in page
        assert office.client("officer").get("/decisions").json["items"] == []
        own = officer.post(f"{answer.headers['Location']}/confirmation", {"version": "1"}, status=403)
        assert "不能自行确认" in own.text
        _, decision = confirm(office, answer)
        wanted = {"kind": kind, "decided_on": "2026-03-10", "edition": "draft", "provider_id": provider}
        assert {name: decision[name] for name in wanted} == wanted

    @pytest.mark.parametrize("kind", OF_KINDS)
    def test_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(self, office, provider, kind):
        more, wrong, field = OF_KINDS[kind]
        typed = {"provider": "鹭岛数智", **TYPED, **more, **wrong}
        page = office.at("officer").send(form_of(kind), typed, status=422).text
        assert re.search(rf'id="{field}-why">[^<]+<', page)
        assert 'value="鹭岛数智"' in page
        assert office.client("officer").get("/decision-proposals").json["items"] == []

    def test_is_none_before_the_edition_is_in_force(self, office, provider):
        typed = {"provider": "鹭岛数智", **TYPED, "decided_on": "2025-12-30"}
        page = office.at("officer").send(form_of("warning"), typed, status=409).text
        assert "没有版本施行" in page

    def test_sent_twice_is_one_proposal(self, office, provider):
        officer = office.at("officer")
        officer.get(form_of("warning"))
        first, second = (
            officer.post(form_of("warning"), {"provider": "鹭岛数智", **TYPED}) for _ in range(2)
        )
        assert first.headers["Location"] == second.headers["Location"]
        assert len(office.client("officer").get("/decision-proposals").json["items"]) == 1


class TestWhatFollowsADecision:
    @pytest.fixture
    def order(self, office, provider):
        answer = office.at("officer").send(form_of("order"), {"provider": "鹭岛数智", **SERVED})
        path, decision = confirm(office, answer)
        assert decision["due_on"] == "2026-03-21"
        return path

    def test_of_an_order_is_how_it_ended(self, office, order):
        officer = office.at("officer")
        page = officer.get(order).text
        (link,) = re.findall(r'href="(/decision-proposals/new\?kind=order_outcome[^"]+)"', page)
        link = link.replace("&amp;", "&")
        typed = {**TYPED, "document_no": "局〔2026〕8号", "decided_on": "2026-03-20"}
        assert 'id="label-why"' in officer.send(link, typed, status=422).text
        early = {**typed, "label": "done", "decided_on": "2026-03-10"}
        assert "送达之后才有整改结果" in officer.send(link, early, status=422).text
        _, decision = confirm(office, officer.send(link, {**typed, "label": "done"}))
        assert (decision["kind"], decision["label"]) == ("order_outcome", "done")
        assert decision["about_id"] == order.rsplit("/", 1)[1]

    def test_is_its_withdrawal_once(self, office, order):
        officer = office.at("officer")
        page = officer.get(order).text
        (link,) = re.findall(r'href="(/decision-proposals/new\?kind=withdrawal[^"]+)"', page)
        link = link.replace("&amp;", "&")
        typed = {**TYPED, "document_no": "局〔2026〕9号", "decided_on": "2026-03-20"}
        page = officer.get(link).text
        assert "厦工信〔2026〕7号" in page
        _, decision = confirm(office, officer.send(link, typed))
        assert (decision["kind"], decision["about_id"]) == ("withdrawal", order.rsplit("/", 1)[1])
        again = officer.send(link, {**typed, "document_no": "局〔2026〕10号"}, status=409).text
        assert "已被撤回" in again

    def test_is_a_day_that_came_to_be_known_later(self, office, provider):
        officer = office.at("officer")
        path, _ = confirm(office, officer.send(form_of("warning"), {"provider": "鹭岛数智", **TYPED}))
        days = f"{path}/days"
        paper = {"document_no": "送达回证1号"}
        assert 'id="served_on-why"' in officer.send(days, paper, status=422).text
        early = officer.send(days, {**paper, "served_on": "2026-03-01"}, status=422).text
        assert 'id="served_on-why"' in early
        slower = office.enter("周琳", "officer")
        slower.get(days)
        _, decision = confirm(office, officer.send(days, {**paper, "served_on": "2026-03-12"}))
        assert decision["served_on"] == "2026-03-12"
        late = {**paper, "served_on": "2026-03-13", "effective_on": "2026-03-14"}
        page = slower.post(days, late, status=409).text
        assert "已有记录，不能改写" in page
        assert re.search(r"<p>\S+于[^<]+：更正决定。</p>", page)
        assert 'id="served_on-why"' in page
        assert "都已有记录" in officer.get(days).text
