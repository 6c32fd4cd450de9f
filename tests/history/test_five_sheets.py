"""Two years behind: five spreadsheets with five spellings of one company, to the end.

Made up: days as text, merged cells, blank rows, missing codes, a workbook of two sheets.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.history.past import (
    DECISIONS,
    confirm,
    enter,
    find_name,
    keep_file,
    list_rows,
    match,
    new_company,
    prove,
    write_workbook,
)
from tests.web.clients import credit_code

PROVIDER = "黄石云帆智造科技有限公司"
"""As the ledger has it; once it was called 黄石云帆信息技术有限公司."""
POOL = [
    ["黄石市数字化转型服务商名单（2023年）"],
    [],
    ["序号", "单位名称", "信用代码", "联系人"],
    [1, "黄石云帆智造科技 有限公司", None, "张三 13900001111"],
    [2, "黄石磁湖软件有限公司", "914202", "李四"],
    [None, "合计", "2家", None],
]
GRADES = [["单位", "等级", "公布日期"], ["黄石云帆信息技术有限公司", "B", "2024.1.15"]]
THIRD = "黄石云帆智造科技（有限公司）"
ORDERS = [
    ["服务商", "事由", "发文日期", "文号"],
    [THIRD, "未按期报送", "2024年3月5日", "黄经信函〔2024〕3号"],
    [None, "服务人员不足", "2024/9/1", None],
]
PROJECTS = [
    ["企业", "服务商", "签约日期", "合同金额（万元）"],
    ["黄石东风电子厂", "云帆智造", date(2024, 5, 6), 60.5],
]
MONEY = [["企业名称", "拨付日期", "金额"], ["黄石市东风电子厂", 45444, "12万元"]]


@pytest.fixture
def company(office):
    """The company, which has changed its name, and another one."""
    provider, code = new_company(office, PROVIDER)
    change = {"provider_id": provider, "what": "name", "after": PROVIDER, "occurred_on": "2024-02-01"}
    office.post("/provider-changes", {**change, "before": "黄石云帆信息技术有限公司"})
    new_company(office, "黄石磁湖软件有限公司")
    return provider, code


@pytest.fixture
def sheets(office):
    """The five, as they come in."""
    at_all = {"provider_head": None, "day_head": None, "number_head": None}
    book = write_workbook({"说明": [["本表由企业科填报"]], "名单": POOL})
    return {
        "pool": enter(
            office,
            book,
            **{**at_all, "provider_head": "单位名称", "provider_code_head": "C"},
            page="名单",
            head_row=3,
            kind="providers",
            title="2023年服务商名单",
            from_on="2023-01-01",
            until_on="2023-12-31",
        ),
        "grades": enter(
            office, GRADES, **{**at_all, "provider_head": "单位", "day_head": "公布日期"}, kind="grades"
        ),
        "orders": enter(office, ORDERS, merged=[("A2:A3", THIRD)], kind="decisions"),
        "projects": enter(
            office,
            PROJECTS,
            **{**at_all, "provider_head": "服务商", "enterprise_head": "企业", "day_head": "签约日期"},
            amount_head="合同金额（万元）",
            kind="contracts",
        ),
        "money": enter(
            office,
            MONEY,
            **{**at_all, "enterprise_head": "企业名称", "day_head": "拨付日期"},
            amount_head="金额",
            kind="subsidies",
        ),
    }


def propose(office, spelling):
    found = office.get(f"/history-names/{find_name(office, spelling)['id']}/proposals")["items"]
    return [(each["name"], each["why"]) for each in found]


class TestFiveSheets:
    def test_come_in_whole_with_what_they_lack(self, office, sheets):
        found = {name: list_rows(office, sheet) for name, sheet in sheets.items()}
        assert {name: [row["line"] for row in rows] for name, rows in found.items()} == {
            "pool": [4, 5, 6],
            "grades": [2],
            "orders": [2, 3],
            "projects": [2],
            "money": [2],
        }
        assert [row["lacking"] for row in found["pool"]] == [
            ["provider_code"],
            ["provider_code_unreadable"],
            ["provider_code_unreadable"],
        ]
        first, second = found["orders"]
        assert first["provider_written"] == second["provider_written"] == THIRD
        assert [cell["head"] for cell in second["cells"]] == ["事由", "发文日期"]
        assert (first["day"], second["day"]) == ("2024-03-05", "2024-09-01")
        assert second["lacking"] == ["number", "provider_code"]
        (project,) = found["projects"]
        assert project["cells"][-1]["text"] == "60.5"
        assert project["lacking"] == ["enterprise_code", "number", "provider_code"]
        assert found["money"][0]["day"] == "2024-06-01"

    def test_are_matched_by_proposals_that_nobody_takes_but_a_person(self, office, company, sheets):
        other = "黄石磁湖软件有限公司"
        assert propose(office, "黄石云帆智造科技有限公司") == [(PROVIDER, "same_name")]
        assert propose(office, "黄石云帆信息技术有限公司") == [(PROVIDER, "former_name")]
        assert propose(office, "黄石云帆智造科技(有限公司)") == [(PROVIDER, "same_name")]
        assert propose(office, "云帆智造") == [(PROVIDER, "alike")]
        assert propose(office, other) == [(other, "same_name")]
        assert propose(office, "合计") == []
        assert {row["state"] for sheet in sheets.values() for row in list_rows(office, sheet)} == {
            "unmatched"
        }

    def test_go_to_the_end_row_by_row(self, office, company, sheets):
        provider, _ = company
        office.admit(provider)
        for spelling in ("黄石云帆智造科技有限公司", "黄石云帆智造科技(有限公司)", "云帆智造"):
            match(office, spelling, provider)
        for spelling in ("黄石东风电子厂", "黄石市东风电子厂"):
            name = find_name(office, spelling)["id"]
            office.post(f"/history-names/{name}/absence", {"reason": "2024年底搬离本市。"})
        (project,) = list_rows(office, sheets["projects"])
        assert (project["state"], project["provider_id"], project["enterprise_id"]) == (
            "matched",
            provider,
            None,
        )
        (money,) = list_rows(office, sheets["money"])
        assert money["state"] == "unmatched"  # the ledger has nobody whom it is about
        progress = {
            each["history_sheet_id"]: each for each in office.get("/history-progress", limit=10)["items"]
        }
        orders = progress[sheets["orders"]["id"]]
        assert (orders["matched"], orders["unmatched"], orders["incomplete"]) == (2, 0, 2)
        assert orders["names"] == 0
        assert progress[sheets["pool"]["id"]]["names"] == 2
        self.confirm_orders(office, provider, sheets["orders"])

    def confirm_orders(self, office, provider, sheet):
        """The first order is brought in as a decision of before and confirmed, the second left out."""
        first, second = list_rows(office, sheet)
        admin = office.bureau.client("admin")
        admin.post("/cut-over", {"until_on": "2025-12-31"})
        row = {"external_id": "old-1", "provider_id": provider, "kind": "warning", "decided_on": "2024-03-05"}
        (made,) = admin.post("/decision-imports", {"rows": [row]}).json["rows"]
        prove(office, first)
        confirm(office, first, expect=(422, "carrier_missing"))
        confirmed = confirm(office, first, decision_id=made["id"])
        assert (confirmed["state"], confirmed["decision_id"]) == ("confirmed", made["id"])
        finish = f"/history-sheets/{sheet['id']}/completion"
        office.post(finish, by=office.second, expect=(409, "rows_open"))
        office.post(f"/history-rows/{second['id']}/leaving-out", {"reason": "没有文书，不作数据。"})
        office.post(finish, expect=(403, "same_person"))
        assert office.post(finish, by=office.second)["state"] == "finished"
        assert [item.what for item in office.list_waiting("history_sheet")] == [
            *("2023年服务商名单", DECISIONS["title"], DECISIONS["title"], DECISIONS["title"])
        ]

    def test_one_match_serves_sheets_that_come_in_later(self, office, company, sheets):
        provider, _ = company
        match(office, "云帆智造", provider)
        later = enter(office, [["服务商", "发文日期", "文号"], ["云帆 智造", "2025.1.2", "x"]])
        (row,) = list_rows(office, later)
        assert (row["state"], row["provider_id"]) == ("matched", provider)
        names = office.get("/history-names", limit=100)["items"]
        assert [name["spelling"] for name in names].count("云帆智造") == 1


class TestPages:
    def test_show_them_as_not_confirmed(self, office, company, sheets):
        provider, _ = company
        match(office, "云帆智造", provider)
        browser = office.bureau.at("admin")
        page = browser.get(f"/providers/{provider}").text
        assert '历史数据<span class="sub">　未确认，不作处理依据</span>' in page
        assert "合同金额（万元）：60.5" in page
        sheet = sheets["projects"]["id"]
        table = browser.get(f"/history-sheets/{sheet}/rows").text
        assert "未匹配" in table  # the enterprise's name is not settled yet
        assert "缺编号、文号" in table
        assert "未确认的历史数据不作处理依据" in table
        assert browser.get(f"/history-sheets/{sheet}/rows.xlsx").data.startswith(b"PK")
        (row,) = list_rows(office, sheets["projects"])
        assert (
            "缺企业统一社会信用代码、缺编号、文号、缺服务商统一社会信用代码"
            in browser.get(f"/history-rows/{row['id']}").text
        )
        assert "没有" in browser.get(f"/history-sheets/{sheet}/rows?state=confirmed").text
        name = find_name(office, "黄石云帆信息技术有限公司")["id"]
        proposals = browser.get(f"/history-names/{name}/proposals").text
        assert "与台账所载曾用名相同" in proposals
        assert f"/history-names/{name}/match?provider=" in proposals
        assert "名称相近，请核对原件" not in proposals
        assert "黄石市东风电子厂" in browser.get("/search?q=东风电子").text
        assert "2023年服务商名单" in browser.get("/history-progress").text
        enterprise = office.new_company(name="黄石东风电子厂")
        name = find_name(office, "黄石东风电子厂")["id"]
        office.post(f"/history-names/{name}/match", {"enterprise_id": enterprise})
        assert "未确认，不作处理依据" in browser.get(f"/enterprises/{enterprise}").text
        assert list_rows(office, sheets["projects"])[0]["state"] == "matched"

    def test_offer_the_rows_of_another_code(self, office, company, sheets):
        provider, _ = company
        match(office, "云帆智造", provider)
        old = credit_code()
        rows = [["服务商", "代码", "发文日期", "文号"], ["云帆智造", old, "2025.1.2", "x"]]
        sheet = enter(office, rows, provider_code_head="代码")
        (row,) = list_rows(office, sheet)
        form = f"/history-names/{row['written_provider_id']}/match"
        browser = office.bureau.at("admin")
        assert f"第2行（{old}）" in browser.get(form).text
        name = office.get("/providers", q=PROVIDER)["items"][0]["uscc"]
        browser.follow(
            browser.send(form, {"provider": name, "history_row_id": row["id"], "reason": "旧代码。"})
        )
        assert list_rows(office, sheet)[0]["state"] == "matched"

    def test_bring_a_sheet_in_and_match_its_name(self, office, company):
        provider, code = company
        file = keep_file(office, write_workbook({"Sheet1": GRADES}))
        browser = office.bureau.at("admin")
        said = {name: DECISIONS[name] for name in ("title", "owner", "from_on", "until_on")}
        form = {**said, "file_id": file, "kind": "grades", "provider_head": "单位", "day_head": "公布日期"}
        seen = browser.follow(browser.send("/history-sheets/new", form)).text
        assert "服务商名称：A" in seen
        name = find_name(office, "黄石云帆信息技术有限公司")["id"]
        matched = browser.send(f"/history-names/{name}/match", {"provider": code})
        assert PROVIDER in browser.follow(matched).text
        (row,) = office.get("/history-rows")["items"]
        assert (row["state"], row["provider_id"]) == ("matched", provider)
