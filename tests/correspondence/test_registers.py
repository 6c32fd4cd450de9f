"""The two registers on their pages: exact columns, filtered, exported, printed; no dearer with more rows."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from tests.casework.desk import Desk
from tests.casework.office import Office as DeskOffice
from tests.console.people import Office
from tests.correspondence.mail import conclude, register, reply

LETTERS = [
    "编号",
    "渠道",
    "外部工单号/信访编号",
    "收到日",
    "登记日",
    "被反映单位",
    "反映事项",
    "反映人",
    "是否实名",
    "是否保密",
    "承办人",
    "渠道办结期限",
    "告知日",
    "核实方式",
    "结论",
    "答复日及方式",
    "涉及条款",
    "转案号",
    "回访满意度",
]
PAPERS = [
    "登记号",
    "标题",
    "文种",
    "发文字号",
    "主送/涉及单位（数）",
    "拟稿人",
    "合法性审核意见号",
    "会议纪要号",
    "签发人",
    "签发日",
    "用印日",
    "公开属性",
    "公开审查人",
    "送达方式/公布网址",
    "送达日/发布日",
    "公示起止（工作日数）",
    "异议数",
    "撤下日",
    "救济告知（有/无）",
    "扫描件",
    "档号",
]
FEW, MANY = 5, 25
LISTS = ("/letters", "/letter-reporters", "/incoming-papers", "/meeting-matters")


@pytest.fixture
def house(app, engine, owner_engine, clock, cities):
    """A bureau with pages, whose officer deals with letters over the API."""
    office = Office(app, engine, owner_engine, clock, city="xiamen")
    desk = DeskOffice(office, cities.profile("xiamen"))
    desk.promulgate()
    return office, desk


def read_sheet(browser, path):
    content = BytesIO(browser.get(path).data)
    page = ZipFile(content).read("xl/worksheets/sheet1.xml").decode()
    return page, CalamineWorkbook.from_filelike(BytesIO(content.getvalue())).get_sheet_by_index(0).to_python()


class TestTheRegisterOfLetters:
    def test_has_the_columns_of_the_bureaus_own(self, house):
        office, desk = house
        provider = desk.new_provider("甲公司")
        row_id = register(desk, foreign_no="XM-1", provider_id=provider, confidential=True)
        desk.post(f"/letters/{row_id}/reporter", {"name": "王小明"})
        conclude(desk, row_id)
        reply(desk, row_id)
        lead = desk.post(f"/letters/{row_id}/lead", {"clause": "12.4", "content": "不到场。"})["id"]
        desk.verify(lead)
        desk.open_case(lead)
        page, (title, heads, line, *_) = read_sheet(office.at("officer"), "/letter-register.xlsx")
        assert (title[0], heads) == ("投诉举报和来信台账", LETTERS)
        assert 'paperSize="9"' in page
        assert 'orientation="landscape"' in page
        said = dict(zip(heads, line, strict=True))
        assert said["编号"] == "信〔2026〕1号"
        assert (said["被反映单位"], said["反映人"]) == ("甲公司", "（权限内可见）")
        assert (said["是否实名"], said["是否保密"], said["结论"]) == ("是", "是", "属实")
        assert (said["涉及条款"], said["转案号"]) == ("12.4", "案〔2026〕1号")
        assert said["答复日及方式"] == "2026-03-02 原渠道回复"

    @pytest.mark.parametrize("role", ["admin", "officer", "reviewer", "auditor"])
    def test_keeps_who_has_written_from_everybody(self, house, role):
        office, desk = house
        row_id = register(desk)
        desk.post(f"/letters/{row_id}/reporter", {"name": "王小明"})
        browser = office.at(role)
        for path in ("/letter-register", "/letter-register?print=all", f"/letters/{row_id}"):
            assert "王小明" not in browser.get(path).text
        _, rows = read_sheet(browser, "/letter-register.xlsx")
        assert rows[2][LETTERS.index("反映人")] == "（权限内可见）"

    def test_is_narrowed_and_keeps_it_in_print_and_workbook(self, house):
        office, desk = house
        register(desk, foreign_no="XM-1")
        register(desk, "visit", foreign_no="LF-1")
        browser = office.at("officer")
        page = browser.get("/letter-register?channel=visit&print=all").text
        assert "LF-1" in page
        assert "XM-1" not in page
        assert "制表人" in page
        assert len(read_sheet(browser, "/letter-register.xlsx?since=2026-03-03")[1]) < 5
        _, rows = read_sheet(browser, "/letter-register.xlsx?channel=visit&since=2026-03-01&until=2026-03-02")
        assert [row[2] for row in rows[2:3]] == ["LF-1"]

    def test_leaves_a_trace_of_the_letters_that_it_shows(self, house):
        office, desk = house
        row_id = register(desk)
        reporter = desk.post(f"/letters/{row_id}/reporter", {"name": "王小明"})
        office.at("officer").get("/letter-register")
        reads = desk.bureau.client("admin").get("/audit/reads", limit=50).json["items"]
        shown = [
            str(read) for read in reads if "letter_register" in str(read) or "letter-register" in str(read)
        ]
        assert any(row_id in read for read in shown)
        assert not any(reporter["id"] in read or "letter_reporter" in read for read in shown)


def test_the_register_of_papers_has_how_each_was_signed_served_and_shown(house):
    office, desk = house
    provider = desk.new_provider("甲公司")
    removal = desk.plan(desk.find_case(provider, "12.4"), "removal")
    desk.tell_and_hear(removal, provider, [{"point": "已在改正", "answer": "未改正。", "adopted": "不采纳"}])
    paper = desk.draft(removal, title="关于取消试点工作资格的通知")
    desk.approve(paper)
    yesterday = (desk.today - timedelta(1)).isoformat()
    desk.issue(paper, sealed_on=yesterday, expect=(422, "days_reversed"))
    desk.issue(paper, sealed_on=desk.today.isoformat())
    desk.serve(paper, provider)
    _, (title, heads, line, told, *_) = read_sheet(office.at("officer"), "/paper-register.xlsx")
    assert (title[0], heads) == ("发文、送达、公示登记簿", PAPERS)
    said = dict(zip(heads, line, strict=True))
    assert said["标题"] == "关于取消试点工作资格的通知"
    signer = desk.get("/case-documents")["items"][-1]["signer"]
    assert (said["主送/涉及单位（数）"], said["签发人"], said["用印日"]) == (1, signer, desk.today)
    assert (said["送达方式/公布网址"], said["扫描件"]) == ("直接送达", "有")
    assert said["会议纪要号"].startswith("局专题会议纪要〔2026〕")
    assert dict(zip(heads, told, strict=True))["救济告知（有/无）"] == "无（拟作处理的告知）"


def test_what_waits_stands_in_the_list_of_today(house):
    office, desk = house
    register(desk, "petition", foreign_no="XF-9")
    desk.post(
        "/incoming-papers",
        {"sender": "省厅", "title": "关于督办事项", "kind": "supervision", "received_on": "2026-03-02"},
    )
    page = office.at("officer").get("/?view=all").text
    assert "信访转办" in page
    assert "2026-03-17" in page
    assert "关于督办事项" in page


def fill(desk, number):
    """Letters about as many providers, papers, matters, cases with papers that were served."""
    for n in range(number):
        row = desk.act("register_letter", provider_id=desk.new_provider(), foreign_no=f"A-{n}")
        desk.act("enter_reporter", row.id)
        desk.act("accept_letter", row.id)
        desk.act("verify_letter", row.id)
        desk.check("confirm_letter", row.id)
        desk.act("take_up_letter", row.id, clause="12.2")
        desk.act("receive_paper", foreign_no=f"B-{n}")
        desk.act("draft_paper", desk_case(desk))
    meeting = desk.act("record_meeting", number=f"纪要〔2026〕{number}号")
    for _ in range(number):
        desk.act("assign_matter", meeting.id)
    return row.id


def desk_case(desk):
    case = desk.open_case(desk.new_provider(), "12.2")
    desk.plan(case, "order", term=20, term_unit="日")
    return case


@pytest.mark.long
def test_a_bureau_with_more_letters_asks_no_more(*, app, engine, owner_engine, clock, cities, tmp_path):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    def count(call, path):
        looks = []
        for _ in range(2):
            statements.clear()
            assert call(path).status_code == 200, path
            looks.append(len(statements))
        return min(looks)

    offices = [Office(app, engine, owner_engine, clock, city="liuzhou") for _ in range(2)]
    asked: dict[str, list[int]] = {}
    for office, number in zip(offices, (FEW, MANY), strict=True):
        letter = fill(Desk(engine, office.tenant, cities.profile("liuzhou"), tmp_path), number)
        officer, browser = office.client("officer"), office.at("officer")
        page = f"/letters/{office.outward('letter', letter)}"
        event.listen(engine, "before_cursor_execute", note)
        try:
            for path in (*LISTS, page):
                asked.setdefault(f"api {path[:12]}", []).append(count(officer.get, path))
            for path in (*LISTS, page, "/letter-register", "/paper-register", "/"):
                asked.setdefault(f"page {path[:12]}", []).append(count(browser.get, path))
        finally:
            event.remove(engine, "before_cursor_execute", note)
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}
