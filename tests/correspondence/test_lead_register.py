"""线索和整改台账 on its page: from the day a lead was found to the archive, a line a measure."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from sqlalchemy import event

from tests.correspondence.test_registers import house, read_sheet

__all__ = ["house"]
HEADS = [
    *("线索号", "服务商", "来源", "发现日", "条款及要件", "核实人（两人）", "核实结论及日期", "案号", "措施"),
    *("文书及文号", "签发日", "签发人", "送达方式", "送达日", "期限", "到期日", "延期/中止（事由、文号）"),
    *("陈述申辩（有/无、答复）", "整改报告收到日", "复核日", "复核结论", "后续", "办结日", "档号", "承办人"),
]
"""As a section chief's own register has them."""


@pytest.fixture
def warned(house):
    """Xiamen 11(1): a warning and a month, served on 28 April, reported, re-checked, its case closed."""
    office, desk = house
    desk.go_to(date(2026, 4, 20))
    provider = desk.new_provider("鹭江软件有限公司")
    lead = desk.register(provider, "11.2")
    desk.verify(lead)
    case = desk.open_case(lead)
    order = desk.plan(case, "order", term=1, term_unit="个月")
    desk.go_to(date(2026, 4, 28))
    desk.decide(order, provider, title="关于限期整改的通知")
    desk.go_to(date(2026, 5, 20))
    desk.report(order)
    desk.go_to(date(2026, 5, 25))
    desk.recheck(order)
    return office, desk, provider, case


def read_lines(browser, query=""):
    """The lines of the workbook by their heads."""
    _, (title, heads, *lines) = read_sheet(browser, f"/lead-register.xlsx{query}")
    assert (title[0], heads) == ("线索和整改台账", HEADS)
    return [dict(zip(heads, line, strict=True)) for line in lines if line[0].startswith("线索〔")]


def test_has_the_columns_of_the_bureaus_own_filled_from_lead_to_end(warned):
    office, desk, _, case = warned
    desk.drop(case, "warning")
    desk.close(case)
    lines = read_lines(office.at("officer"))
    said = next(line for line in lines if line["措施"] == "限期整改")
    assert said == {
        **said,
        "线索号": "线索〔2026〕1号",
        "服务商": "鹭江软件有限公司",
        "来源": "投诉举报",
        "发现日": date(2026, 4, 20),
        "核实人（两人）": "林晓、周宁",
        "核实结论及日期": "属实立案 2026-04-20",
        "案号": "案〔2026〕1号",
        "签发日": "2026-04-28",
        "送达方式": "直接送达",
        "送达日": "2026-04-28",
        "期限": "1个月",
        "到期日": date(2026, 5, 28),
        "整改报告收到日": date(2026, 5, 20),
        "复核日": "2026-05-25",
        "复核结论": "整改完成",
        "后续": "整改完成",
        "办结日": date(2026, 5, 25),
    }
    assert said["条款及要件"].startswith("第十一条第（二）项 ")
    assert said["文书及文号"].startswith("《关于限期整改的通知》局企业函〔2026〕")
    assert [line["措施"] for line in lines] == ["限期整改", "警告"]


def test_says_nothing_of_a_lead_that_nobody_has_verified(house):
    office, desk = house
    desk.register(desk.new_provider("甲公司"), "12.4")
    (line,) = read_lines(office.at("officer"))
    assert (line["核实结论及日期"], line["案号"], line["措施"], line["后续"]) == ("", "", "", "")


def test_is_narrowed_printed_and_found_by_its_number(warned):
    office, desk, provider, _ = warned
    desk.register(desk.new_provider("乙公司"), "12.4", source="visit")
    browser = office.at("officer")
    assert [line["服务商"] for line in read_lines(browser, "?source=visit")] == ["乙公司"]
    assert [line["服务商"] for line in read_lines(browser, f"?provider_id={provider}")] == [
        "鹭江软件有限公司"
    ]
    assert read_lines(browser, "?until=2026-04-19") == []
    page = browser.get("/lead-register?print=all").text
    for words in ("线索和整改台账", "制表人", "审核人", "鹭江软件有限公司", "乙公司"):
        assert words in page
    found = browser.get(f"/search?q={quote('线索〔2026〕2号')}", status=303)
    assert "乙公司" in browser.get(found.location).text


def test_asks_no_more_with_more_leads(engine, warned):
    office, desk, _, _ = warned
    browser = office.at("officer")
    counts = []
    for _ in range(2):
        statements: list[str] = []
        browser.get("/lead-register")
        event.listen(engine, "before_cursor_execute", lambda *said, to=statements: to.append(said[2]))
        browser.get("/lead-register")
        counts.append(len(statements))
        for n in range(4):
            provider = desk.new_provider(f"第{n}公司")
            case = desk.find_case(provider, "11.2")
            desk.plan(case, "order", term=1, term_unit="个月")
    assert counts[0] == counts[1]
