"""Changchun: admission (2); a complaint, thirty days; 更换; five times 不满意, 可取消; nothing shown (7–9).

Terms of the text: generally thirty days (7); 不满意 counts by 次 (9(2)), so the same enterprise twice is two.
The bureau's own: three working days to call back, ten to answer an application, five for a statement.
"""

from __future__ import annotations

from tests.year import letters
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
)
from tests.year.changchun_papers import FAILING, OTHER, Papers
from tests.year.importing import bring_in
from tests.year.replacing import replace
from tests.year.setting_up import set_up
from tests.year.tables import check_table
from tests.year.volumes import Held, archive

CITY = "changchun"
CALL = Call(
    number="2026年第一批",
    notice=("长工信函〔2026〕2号", "关于开展数字化服务商遴选的通知"),
    applicants=(
        Applicant(OTHER, "数字化转型服务商", lines=2),
        Applicant(FAILING, "数字化转型服务商", lines=2),
    ),
    # 2: enterprises and institutions; what the call asks is all that is asked
    conditions=("有专业服务团队", "能够及时响应企业需求"),
    list_no="长工信函〔2026〕6号",
)
ANSWERS = [("已更换团队", "走访两家企业均未见到新团队。", "不采纳")]
# Five enterprises have signed, six contracts (one has two, as no end of the first is reported): 360万元.
# None is accepted, and acceptances are not declared complete: neither nought nor gap nor rate is known.
ONE_PAGE = (
    "15｜5｜—｜—｜—｜—｜—｜—",
    "360.00｜—｜—｜—｜5｜0｜1",
    "—｜九台区｜5｜2｜—｜—｜—",
    "—｜朝阳区｜5｜2｜—｜—｜—",
    "—｜绿园区｜5｜1｜—｜—｜—",
)
PROVIDER = (
    "长工信函〔2026〕6号（2026年第一批）",
    "己-1",
    "2026-06-15",
    "长工信企函〔2026〕75号",
    # in the pool until the day before it was served
    "2026-07-27",
)
VOLUMES = {
    # the letter's own papers stay with the letter: they may tell who complained
    "light": Held(
        internal={"approval_sheet": 1, "stamped_original": 1, "service_receipt": 1},
        outward={"stamped_original": 1, "service_receipt": 1},
        decided=("长工信企函〔2026〕52号",),
    ),
    "heavy": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2},
        outward={"stamped_original": 2, "service_receipt": 2},
        decided=("长工信企函〔2026〕75号",),
    ),
}


def tell(desk):
    """Tell the whole story; gives the addresses of what it has left, by name."""
    papers = Papers()
    left = {"papers": papers}
    desk.go_to("2025-12-22")
    set_up(desk, "长工信", "2026-01-01", court="长春市朝阳区人民法院")
    left["batch"] = admit(desk, papers, CALL)
    desk.go_to("2026-02-05")
    bring_in(desk, papers.registers())
    desk.go_to("2026-04-27")
    bring_in(desk, papers.contracts())
    left["light"] = order(desk, left)
    # 8: the bureau answers within ten working days
    left["change"] = replace(desk, papers, answered="2026-06-25", signed="2026-07-03")
    left["heavy"] = disqualify(desk, papers, left)
    archive(desk, left, "CC01-SZ·2026-D30-GXJ", ("light", "heavy"))
    return left


def order(desk, left):
    """7(1): a complaint by the hotline is true; thirty days, in which nothing is done."""
    desk.go_to("2026-05-11")
    letter = letters.receive(desk, "CC12345-1", FAILING, "签约后长期无人进驻。", due_on="2026-05-18")
    letters.verify(desk, letter, "属实", "至今无人进驻。", conduct="其他问题", occurred_on="2026-04-01")
    told = {"clause": "7.1", "content": "签约后长期无人进驻。"}
    lead = desk.fill(f"{letter}/lead", **told)
    letters.answer(desk, letter)
    case = find_case(desk, FAILING, "7.1", lead=lead, title="服务不到位造成企业投诉")
    desk.refuse(f"{case}/remedies", "理由", kind="order", term="31", term_unit="日")
    term = plan(desk, case, "order", term="30", term_unit="日")
    desk.go_to("2026-05-14")
    paper = issue(desk, [term], "限期整改通知书", "长工信企函〔2026〕52号", case=case)
    desk.go_to("2026-05-15")
    serve(desk, paper, FAILING)
    # thirty days from 16 May end on 14 June, a Sunday: the next day of work is the 15th
    desk.hold(term, "2026-06-15")
    desk.go_to("2026-06-16")
    desk.fill(f"{term}/lapse", words="至期满未收到整改报告。")
    desk.go_to("2026-06-17")
    recheck(desk, term, "failed", "企业称仍无人进驻。")
    # each of four enterprises may apply for another provider (8)
    assert follow_up(desk, case, "已函告企业可以申请更换。") == 4
    close(desk, case)
    left |= {"order": term, "letter": letter}
    return case


def disqualify(desk, papers, left):
    """9(2): five times 不满意, each called back within three working days; 可 取消, and it is done."""
    desk.go_to("2026-07-08")
    bring_in(desk, papers.surveys())
    # within three working days of 8 July
    desk.go_to("2026-07-10")
    call_back(desk, 5)
    case = find_case(desk, FAILING, "9.2", title="“不满意”达到5次")
    removal = plan(desk, case, "removal")
    desk.hold(removal, "可以")
    desk.go_to("2026-07-13")
    told = issue(desk, [removal], "拟作处理告知书", "长工信企函〔2026〕70号", kind="advance", case=case)
    serve(desk, told, FAILING)
    # 13 July is a Monday; five working days: 14 to 17, 20
    desk.hold(removal, "2026-07-20")
    desk.go_to("2026-07-16")
    hear(desk, [removal], ANSWERS)
    desk.go_to("2026-07-27")
    paper = issue(desk, [removal], "关于取消服务资格的通知", "长工信企函〔2026〕75号", case=case)
    desk.go_to("2026-07-28")
    serve(desk, paper, FAILING)
    # the text has nothing that is shown, in no form
    nothing = {"form": "after", "wording": "有关情况。", "addressees": ""}
    desk.refuse(f"{removal}/publications", "没有", **nothing)
    # four contracts, the platform's account
    assert follow_up(desk, case) == 5
    finish(desk, removal)
    close(desk, case)
    left |= {"removal": removal, "paper": paper}
    return case


def check_tables(desk, left):
    """Hold the tables to what the story has made."""
    project = {"企业名称": "长春第1制造厂", "服务商": FAILING, "合同编号": "己-1", "满意度": "已收"}
    check_table(desk, "试点项目进度台账", "/project-ledger", project, unit="万元")
    letter = {"渠道": "12345工单", "外部工单号/信访编号": "CC12345-1", "结论": "属实"}
    check_table(desk, "投诉举报和来信台账", "/letter-register", letter)
    removed = {"标题": "关于取消服务资格的通知", "送达日/发布日": "2026-07-28", "公示起止（工作日数）": ""}
    check_table(desk, "发文、送达、公示登记簿", "/paper-register", removed)
