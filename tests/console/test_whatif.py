"""测算 by page: a distribution without names, logged by name, none once a period of the terms is cut off."""

from __future__ import annotations

import re

import pytest

from tests.console.people import Office
from tests.console.quarter import PERIOD

QUOTA = "settings.quota.excellent"


@pytest.fixture(scope="module")
def office(settled):
    return settled


@pytest.fixture(scope="module")
def typed(office):
    officer = office.client("officer")
    made = officer.post("/rounds", PERIOD).json
    assert officer.post(f"/rounds/{made['id']}/cut-off", version=1).status_code == 200
    return {"round_id": made["id"], QUOTA: "21"}


def runs(office):
    """Who has tried terms, by the audit."""
    links = office.client("admin").get("/audit", action="what_if.run", limit=200).json["items"]
    return [link["actor"] for link in links]


class TestADraft:
    def test_is_tried_without_naming_anybody_and_noted(self, office, typed):
        officer = office.at("officer")
        before = len(runs(office))
        answer = officer.send("/what-if", typed)
        page = officer.follow(answer).text
        assert "已测算，已记入操作留痕" in page
        assert "按拟定口径（家）" in page
        assert "quota.excellent" not in page.partition("<form")[0]
        names = {row["name"] for row in office.client("officer").get("/providers", limit=200).json["items"]}
        assert not any(name in page for name in names)
        told = re.findall(r'<td class="num">([^<]+)</td>', page.partition("总分分位")[0])
        assert {n for n in told if n.isdecimal() and int(n) < 5} == set(), "a group of few is left out"
        assert runs(office)[before:] == ["officer"]
        (chart,) = re.findall(r'src="(/what-if/chart.svg\?[^"]+)"', page)
        assert b"<svg" in officer.get(chart.replace("&amp;", "&")).data

    @pytest.mark.parametrize(
        ("wrong", "field", "status"),
        [
            ({"applies_from": "2026-01-01"}, "applies_from", 409),
            ({"applies_from": "2026-02-30"}, "applies_from", 422),
            ({QUOTA: "很多"}, QUOTA, 422),
            ({QUOTA: "2100"}, QUOTA, 422),
            ({QUOTA: "20家"}, QUOTA, 422),
            ({"settings.quota.ties": "随便"}, "settings.quota.ties", 422),
            ({"round_id": "rd_nothing"}, "round_id", 422),
        ],
    )
    def test_that_is_wrong_says_so_beside_the_field_and_is_not_noted(
        self, *, office, typed, wrong, field, status
    ):
        before = len(runs(office))
        page = office.at("officer").send("/what-if", {**typed, **wrong}, status=status).text
        (why,) = re.findall(rf'id="{field}-why">([^<]+)<', page)
        assert why.endswith("。")
        if status == 409:
            assert "“2026年第一季度”已截止数据" in why
        assert len(runs(office)) == before

    def test_is_shown_to_no_other_bureau(self, *, office, typed, app, engine, owner_engine, clock):
        address = office.at("officer").send("/what-if", typed).headers["Location"]
        stranger = Office(app, engine, owner_engine, clock).at("officer")
        stranger.get(address, status=422)
