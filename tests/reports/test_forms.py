"""报表格式, what is the matter in which line, what is at risk; the one page for the head of the bureau."""

from __future__ import annotations

import pytest

from banfa.web.console.one_page import rank_lines
from tests.casework.desk import Desk
from tests.console.people import Office
from tests.reports.month import DRAFT, FORM, compare, declare, draft, run_pilot

REMARK = {"line": "下陆区", "problem": "一家验收延期", "officer": "张三"}


@pytest.fixture
def month(pilot):
    run_pilot(pilot)
    declare(pilot, "contract", "progress", "acceptance")
    return pilot


class TestForm:
    def test_fills_in_recipient_lines_and_columns_in_its_order(self, month):
        form = month.post("/report-forms", FORM)["id"]
        report = month.post(
            "/reports", {"title": "一季度报表", "as_of": "2026-03-31", "report_form_id": form}
        )
        assert (report["recipient"], report["breakdown"]) == ("省工业和信息化厅", "district")
        assert report["headings"] == ["accepted", "targets", "problem"]
        listed = month.get("/reports", report_form_id=form)["items"]
        assert [each["id"] for each in listed] == [report["id"]]

    def test_takes_no_column_that_there_is_not(self, month):
        body = FORM | {"headings": ["已验收", "落户数"]}
        answer = month.post("/report-forms", body, expect=(422, "heading_unknown"))
        assert answer["errors"][0]["field"] == "headings"
        month.post("/report-forms", FORM | {"headings": []}, expect=(422, "field_missing"))

    def test_that_is_retired_serves_no_further_report(self, month):
        form = month.post("/report-forms", FORM)["id"]
        month.post(f"/report-forms/{form}/retirement")
        body = {"title": "一季度报表", "as_of": "2026-03-31", "report_form_id": form}
        month.post("/reports", body, expect=(409, "wrong_state"))

    @pytest.mark.parametrize("name", ["recipient", "breakdown"])
    def test_is_what_alone_lets_these_be_left_out(self, month, name):
        body = {key: value for key, value in DRAFT.items() if key != name}
        answer = month.post("/reports", body, expect=(422, "field_missing"))
        assert answer["errors"][0]["field"] == name


class TestWords:
    def test_stand_by_their_line_and_change_no_number(self, month):
        report = draft(month, remarks=[REMARK], risks=["资金未到位。"])
        assert report["remarks"] == [REMARK]
        assert report["risks"] == ["资金未到位。"]
        assert report["headings"][-2:] == ["problem", "officer"]
        assert compare(month, report["id"])["reproduced"] is True

    def test_are_said_of_no_line_that_there_is_not(self, month):
        body = DRAFT | {"remarks": [REMARK, REMARK | {"line": "开发区"}]}
        answer = month.post("/reports", body, expect=(422, "line_unknown"))
        assert answer["errors"][0]["field"] == "remarks.1.line"

    def test_say_at_most_three_risks(self, month):
        body = DRAFT | {"risks": ["一", "二", "三", "四"]}
        month.post("/reports", body, expect=(422, "field_out_of_range"))


class TestPool:
    def test_is_not_known_where_nobody_was_ever_entered(self, month):
        pool = month.get("/monthly-table", as_of="2026-03-31")["pool"]
        assert pool == {"members": None, "rectifying": None, "removed": None}

    def test_counts_members_of_the_day(self, month):
        provider = month.new_provider("丙公司")
        month.admit(provider, from_on="2026-03-10")
        for as_of, members in (("2026-03-09", None), ("2026-03-10", 1)):
            pool = month.get("/monthly-table", as_of=as_of)["pool"]
            assert pool["members"] == members
        assert pool == {"members": 1, "rectifying": 0, "removed": 0}

    def test_comes_out_the_same_later(self, month):
        provider = month.new_provider("丙公司")
        month.admit(provider, from_on="2026-03-10")
        report = draft(month)["id"]
        month.admit(month.new_provider("丁公司"), from_on="2026-03-11")
        compared = compare(month, report)
        assert (compared["reproduced"], compared["again"]["pool"]["members"]) == (True, 1)
        assert compared["now"]["pool"]["members"] == 2


def test_places_go_by_the_rate_and_what_has_none_has_no_place():
    rates = (("甲", 5000), ("乙", None), ("丙", 6000), ("丁", 5000), ("戊", 0), ("合计", 5500))
    ranked = [
        (each.place, each.line["name"]) for each in rank_lines([{"name": n, "rate": r} for n, r in rates])
    ]
    assert ranked == [(1, "丙"), (2, "甲"), (2, "丁"), (4, "戊"), (None, "乙")]


def test_one_page_says_the_gap_the_places_and_the_risks(
    *, app, engine, owner_engine, clock, cities, tmp_path
):
    office = Office(app, engine, owner_engine, clock)
    desk = Desk(engine, office.tenant, cities.profile("huangshi"), tmp_path)
    desk.new_contract(desk.new_provider())
    report = desk.act("draft_report", as_of=desk.day, risks=["资金未到位。"]).id
    desk.check("confirm_report", report)
    browser = office.at("admin")
    page = browser.get(f"/reports/{office.outward('report', report)}/one-page").text
    for words in (
        "距目标",
        "整改中（家）",
        "县（市、区）排序",
        "资金未到位。",
        "制表人：林晓",
        "审核人：郑文",
    ):
        assert words in page
    assert "资金未到位。" not in browser.get(f"/one-page?breakdown=industry&as_of={desk.day}").text
    desk.check("drop_report", report)
    for path in ("one-page", "table"):
        page = browser.get(f"/reports/{office.outward('report', report)}/{path}").text
        assert "不再报出" in page
        assert "审核人：郑文" not in page


def test_a_report_has_its_form_s_columns_on_its_page(*, app, engine, owner_engine, clock, cities, tmp_path):
    office = Office(app, engine, owner_engine, clock)
    desk = Desk(engine, office.tenant, cities.profile("huangshi"), tmp_path)
    desk.new_contract(desk.new_provider())
    form = desk.act("enter_report_form", headings=["已验收", "目标企业数"]).id
    report = desk.act("draft_report", as_of=desk.day, report_form_id=form).id
    browser, address = office.at("admin"), f"/reports/{office.outward('report', report)}"
    assert "已验收、目标企业数" in browser.get(address).text
    table = browser.get(f"{address}/table").text
    assert table.index("已验收</th>") < table.index("目标企业数</th>")
    assert "已开工</th>" not in table
