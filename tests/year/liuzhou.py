"""Liuzhou: admission (2), a task book (8); 约谈 and an order, not done; 更换; 清退, 公示, 灰名单 (12 to 14).

Of the text: generally thirty days (12). The bureau's own: five working days to call back, three ahead of
an 约谈, five for a statement. By the demonstration's terms a last day that is one of rest goes on to the next
day of work, and 公示 comes after the removal.
"""

from __future__ import annotations

from tests.year.admitting import Applicant, Call, admit
from tests.year.casework import (
    call_back,
    close,
    find_case,
    finish,
    follow_up,
    hear,
    issue,
    plan,
    recheck,
    serve,
    show,
)
from tests.year.desk import FIRST, SECOND, TWO
from tests.year.importing import bring_in
from tests.year.liuzhou_papers import FAILING, OTHER, Papers
from tests.year.replacing import replace
from tests.year.setting_up import set_up
from tests.year.tables import check_table
from tests.year.volumes import Held, archive

CITY = "liuzhou"
CALL = Call(
    number="2026年第一批",
    notice=("柳工信函〔2026〕2号", "关于开展数字化服务商遴选的通知"),
    applicants=(
        Applicant(OTHER, "集成服务商", lines=2),
        Applicant(FAILING, "产品服务商", lines=2),
    ),
    # 2: two kinds, selected by the bureau; what the call asks is all that is asked
    conditions=("有专业服务团队", "能够及时响应企业需求"),
    list_no="柳工信函〔2026〕6号",
)
ANSWERS = [("已安排整改", "至期满未报送整改报告，走访未见整改。", "不采纳")]
# Seven enterprises have signed, eight contracts (one has two, as no end of the first is reported): 480万元.
# None is accepted, and acceptances are not declared complete: neither nought nor gap nor rate is known.
ONE_PAGE = (
    "15｜7｜—｜—｜—｜—｜—｜—",
    "480.00｜—｜—｜—｜5｜0｜1",
    "—｜柳南区｜5｜3｜—｜—｜—",
    "—｜柳江区｜5｜2｜—｜—｜—",
    "—｜鹿寨县｜5｜2｜—｜—｜—",
)
PROVIDER = (
    "柳工信函〔2026〕6号（2026年第一批）",
    "己-1",
    "2026-10-08",
    "柳工信函〔2026〕45号",
    # in the pool until the day before it was served
    "2026-10-21",
)
VOLUMES = {
    "light": Held(
        internal={
            "approval_sheet": 1,
            "stamped_original": 1,
            "service_receipt": 1,
            "interview_record": 1,
        },
        outward={"stamped_original": 1, "service_receipt": 1},
        decided=("柳工信函〔2026〕33号",),
    ),
    # the notice in advance, the removal, the picture of its 公示
    "heavy": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2, "evidence": 1},
        outward={"stamped_original": 2, "service_receipt": 2, "evidence": 1},
        decided=("柳工信函〔2026〕45号",),
    ),
}


def tell(desk):
    """Tell the whole story; gives the addresses of what it has left, by name."""
    papers = Papers()
    left = {"papers": papers}
    desk.go_to("2025-12-22")
    set_up(desk, "柳工信", "2026-01-01", court="柳州市柳北区人民法院")
    left["batch"] = admit(desk, papers, CALL)
    left["task book"] = sign_task_book(desk)
    desk.go_to("2026-02-12")
    bring_in(desk, papers.registers())
    desk.go_to("2026-04-27")
    bring_in(desk, papers.contracts())
    desk.go_to("2026-08-10")
    bring_in(desk, papers.surveys())
    left["light"] = order(desk, left)
    left["heavy"] = remove(desk, left)
    left["change"] = replace(desk, papers, answered="2026-10-30", signed="2026-11-05")
    archive(desk, left, "LZ01-SZ·2026-D30-GXJ", ("light", "heavy"))
    return left


def sign_task_book(desk):
    """8(2): who comes in as 集成服务商 signs one with the bureau; in force once its scan was checked."""
    book = desk.fill(
        "/task-books/new",
        provider=OTHER,
        kind="task_book",
        category="集成服务商",
        title="中小企业数字化转型试点任务书",
        number="2026-01",
        party="柳州市工业和信息化局",
        signer="高远",
        signed_on=str(desk.today),
        from_on=str(desk.today),
        until_on="2026-09-30",
        targets="",
    )
    desk.scan(book, "task_book")
    desk.press(book, "复核任务书", by=SECOND)
    desk.hold(book, "第八条")
    return book


def order(desk, left):
    """12(6): more than five enterprises, each called back; 约谈 and thirty days, which pass."""
    lead = desk.fill(
        "/case-leads/new",
        provider=FAILING,
        source="own",
        clause="12.6",
        found_on=str(desk.today),
        summary="六家企业不满意。",
    )
    desk.refuse(
        f"{lead}/verification",
        "还有6条",
        verified_on=str(desk.today),
        verifiers=f"{FIRST}\n周宁",
        finding="六家企业不满意。",
        evidence="回访记录",
    )
    # within five working days of 10 August: 11 to 14, 17
    desk.go_to("2026-08-14")
    call_back(desk, 6)
    case = find_case(desk, FAILING, "12.6", lead=lead, title="六家企业不满意")
    interview, term = plan(desk, case, "interview"), plan(desk, case, "order", term="30", term_unit="日")
    desk.go_to("2026-08-28")
    paper = issue(desk, [interview, term], "约谈和限期整改通知书", "柳工信函〔2026〕33号", case=case)
    desk.go_to("2026-09-01")
    serve(desk, paper, FAILING)
    # three working days ahead: 2, 3, 4 September; held on the Monday after
    desk.go_to("2026-09-07")
    desk.scan(interview, "interview_record")
    finish(
        desk,
        interview,
        held_on="2026-09-07",
        place="局三楼会议室",
        interviewers=TWO,
        recorder="周明",
        interviewed="吴霞（总经理）",
        matters="系统上线后无人维护。",
        words="承诺一周内派员。",
    )
    # thirty days from 2 September end on 1 October; the first working day after the holiday is the 8th
    desk.hold(term, "2026-10-08")
    desk.go_to("2026-10-08")
    desk.refuse(f"{term}/lapse", "期限", words="至期满未收到整改报告。")
    desk.go_to("2026-10-09")
    desk.fill(f"{term}/lapse", words="至期满未收到整改报告。")
    desk.go_to("2026-10-12")
    recheck(desk, term, "failed", "六家企业均称没有改变。")
    # each of six may apply for another provider (13)
    assert follow_up(desk, case, "已函告企业可以申请更换。") == 6
    close(desk, case)
    left["order"] = term
    return case


def remove(desk, left):
    """14(4), the third of its situations: told, heard, discussed, decided, shown, 灰名单 kept inside."""
    case = find_case(desk, FAILING, "14.4第三种情形", title="未按时完成整改")
    removal, grey = plan(desk, case, "removal"), plan(desk, case, "grey_list")
    told = issue(desk, [removal, grey], "拟作处理告知书", "柳工信函〔2026〕40号", kind="advance", case=case)
    serve(desk, told, FAILING)
    # 12 October is a Monday; five working days: 13 to 16, 19
    desk.hold(removal, "2026-10-19")
    desk.go_to("2026-10-15")
    hear(desk, [removal, grey], ANSWERS)
    desk.go_to("2026-10-20")
    paper = issue(
        desk,
        [removal, grey],
        "关于清退有关服务商的决定",
        "柳工信函〔2026〕45号",
        case=case,
        publicity="public",
    )
    desk.go_to("2026-10-22")
    left_there = {"manner": "left", "receiver": "", "witness": "社区工作人员韦某", "note": "前台拒收"}
    serve(desk, paper, FAILING, **left_there)
    shown = show(desk, removal, "after", until="2026-10-29")
    # six contracts, the 公示, the platform's account
    assert follow_up(desk, case) == 8
    desk.go_to("2026-10-30")
    desk.fill(f"{shown}/taking-down", down_on="2026-10-30", reason="公示期满")
    finish(desk, removal)
    finish(desk, grey)
    close(desk, case)
    left |= {"paper": paper, "shown": shown}
    return case


def check_tables(desk, left):
    """Hold the tables to what the story has made."""
    project = {"企业名称": "柳州第1制造厂", "服务商": FAILING, "合同编号": "己-1", "满意度": "已收"}
    check_table(desk, "试点项目进度台账", "/project-ledger", project, unit="万元")
    district = {"县（市、区）、行业、服务商": "柳南区", "目标企业数": "5.0"}
    check_table(desk, "月度调度表", "/monthly-table", district)
    shown = {
        "标题": "关于清退有关服务商的决定",
        "发文字号": "柳工信函〔2026〕45号",
        "送达日/发布日": "2026-10-22",
        # 22 October, a Thursday, is day 0: 23, 26 to 29
        "公示起止（工作日数）": "2026-10-22至2026-10-29（5个工作日）",
        "异议数": "0.0",
        "撤下日": "2026-10-30",
    }
    check_table(desk, "发文、送达、公示登记簿", "/paper-register", shown)
