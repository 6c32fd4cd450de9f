"""A panel and a visit at two browsers, for two persons: from the draw and the plan to the ledger."""

from __future__ import annotations

import pytest

from tests.browse.case_pages import TWO, Desk
from tests.browse.test_casework import PARTY, cities, make_office, site
from tests.casework.office import CITIES

__all__ = ["cities", "make_office", "site"]
pytestmark = pytest.mark.long
BUREAU = CITIES["xiamen"]


def test_a_panel_goes_from_the_draw_to_the_ledger(make_office, open_window, clock):
    office, _provider = make_office("xiamen")
    desk = Desk.of(office, open_window, "panel")
    today = clock.now.date().isoformat()
    for name in ("沈一鸣", "秦川"):
        desk.fill(
            "/experts/new", name=name, employer="某某大学", title="教授", field="智能制造", from_on=today
        )
    panel = desk.fill(
        "/expert-panels/new",
        purpose="evaluation",
        name="2026年第一季度专家核验",
        criteria="提质增效｜6\n绿色创新｜4",
    )
    desk.fill(f"{panel}/draw", drawn_on=today, manner="现场随机抽取", present=TWO, seats="1", substitutes="0")
    drawn = office.client("officer").get("/experts").json["items"][0]["id"]
    member = desk.fill(f"{panel}/members", expert_id=drawn, place="member")
    desk.scan(panel, "minutes")
    # who entered the draw sees that another checks it
    desk.first.goto(panel)
    assert "请由另一人办理" in desk.first.locator("#main").inner_text()
    desk.press(panel, "复核专家抽取", desk.second)
    desk.fill(f"{member}/attendance", attended_on=today, pledged="yes")
    sheet = desk.fill(
        f"{member}/sheets", provider=PARTY, scored_on=today, scores="提质增效｜5.5\n绿色创新｜3"
    )
    desk.scan(sheet, "score_sheet")
    desk.press(sheet, "复核评分表", desk.second)
    desk.scan(panel, "attendance")
    desk.fill(f"{panel}/conclusion", held_on=today)
    opinion = desk.fill(f"{panel}/opinions", provider=PARTY, given_on=today, opinion="成效明显。")
    desk.scan(opinion, "score_sheet")
    desk.press(opinion, "复核评审组意见", desk.second)
    swapped = Desk(desk.second, desk.first, "panel")
    swapped.fill(f"{opinion}/adoption", topic="expert")
    desk.look(opinion, "1-adopted")
    told = desk.first.locator("#main").inner_text()
    assert "已采用并记入台账" in told
    assert "expert" not in told  # the topic stands there in the city's words
    (review,) = office.client("officer").get("/reviews").json["items"]
    assert review["score"] == 85  # 8.5 of the panel's ten points
    desk.fill(f"{opinion}/withdrawal", reason="一名专家应当回避")
    desk.fill(f"{member}/recusals", provider=PARTY, manner="found", declared_on=today, reason="曾任技术顾问")
    desk.look(sheet, "2-struck")
    assert "因回避作废" in desk.first.locator("#main").inner_text()
    assert office.client("officer").get("/reviews").json["items"] == []


def test_a_visit_goes_from_the_plan_to_the_ledger(make_office, open_window, clock):
    office, _provider = make_office("xiamen")
    desk = Desk.of(office, open_window, "visit")
    swapped = Desk(desk.second, desk.first, "visit")
    today = clock.now.date().isoformat()
    body = {"name": "第一电子厂", "industry": "pilot", "size": "small"}
    assert office.client("officer").post("/enterprises", body).status_code == 201
    plan = desk.fill(
        "/visit-plans/new",
        name="2026年走访计划",
        kind="visit",
        basis="厦工信企业函〔2023〕134号",
        purpose="服务回访，不属于行政检查",
        led_by=BUREAU,
        from_on=today,
        until_on="2026-12-31",
        times="12",
    )
    desk.scan(plan, "approval_sheet")
    swapped.fill(f"{plan}/approval", approver="副局长 何平", approved_on=today)
    mandate = desk.fill(
        "/mandates/new",
        number="厦工信委〔2026〕5号",
        kind="other",
        kind_words="行业协会",
        body="某某数字化协会",
        uscc="91350200MA34567896",
        matters="走访",
        from_on=today,
        until_on="2026-12-31",
        independent="yes",
    )
    desk.scan(mandate, "mandate")
    desk.press(mandate, "复核委托书", desk.second)
    visit = desk.fill(
        "/site-visits/new",
        plan_id=plan.rpartition("/")[2],
        enterprise="第一电子厂",
        provider=PARTY,
        visited_on=today,
        manner="on_site",
        visitors=f"林晓｜{BUREAU}\n方晴｜某某数字化协会",
        record="约定的两次培训只办了一次。",
        enterprise_signer="吴霞",
        provider_signer="高远",
    )
    desk.scan(visit, "visit_record")
    desk.press(visit, "复核走访", desk.second)
    desk.look(visit, "1-checked")
    told = desk.first.locator("#main").inner_text()
    for words in ("厦工信委〔2026〕5号", "方晴", "已复核"):
        assert words in told
    finding = desk.fill(f"{visit}/findings", summary="约定的两次培训只办了一次。")
    swapped.fill(
        f"{finding}/adoption", fact="inspection", result="两次培训办了一次。", reason="记录双方签字。"
    )
    (entry,) = office.client("officer").get("/inspections").json["items"]
    assert entry["inspector"] == f"{BUREAU}、某某数字化协会"
    desk.look("/visit-counts?print=all", "2-counted")
    assert "第一电子厂" in desk.first.locator("#main").inner_text()
