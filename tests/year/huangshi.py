"""Huangshi from July 2025 to September 2026: admission (6, 7), D, a warning; D again, 清退; 追回 (10 to 17).

The measure is taken to be in force from 2025-07-01. Terms of the text: a month (14). The bureau's own:
ten working days for reports, five of 公示 (12 leaves it open; a document sets it), five for a statement.
"""

from __future__ import annotations

from tests.year import money, rounds
from tests.year.admitting import Applicant, Call, Days, admit
from tests.year.casework import (
    close,
    find_case,
    finish,
    hear,
    issue,
    plan,
    recheck,
    report,
    serve,
)
from tests.year.huangshi_papers import BEST, FAILING, FIFTH, FIRST_HALF, INDUSTRY, SECOND_HALF, Papers
from tests.year.importing import bring_in, declare_complete
from tests.year.setting_up import set_up
from tests.year.tables import check_table
from tests.year.volumes import Held, archive

CITY = "huangshi"
CALL = Call(
    number="第二批",
    notice=("黄经信函〔2025〕10号", "关于开展数字化服务商遴选的通知"),
    applicants=(
        Applicant(FIFTH, "数字化服务商", lines=8, industry=INDUSTRY, before=("experts",)),
        Applicant(FAILING, "数字化服务商", lines=8, industry=INDUSTRY, before=("experts",)),
    ),
    # 6 asks eight things; 7 leaves experts or filing to the call, and allocates an industry
    manner="专家评审",
    criteria="服务能力｜60\n服务案例｜40",
    list_no="黄经信函〔2025〕16号",
    # 15 July, a Tuesday, is day 0: 16, 17, 18, 21, 22
    days=Days("2025-07-01", "2025-07-10", "2025-07-14", "2025-07-15", "2025-07-22", "2025-07-23"),
)
ENTERPRISE, AMOUNT = "黄石第8制造厂", "18"
"""Whose project the sixth provider has carried out, and what it was paid: 30% of 60 万元, in 万元."""
ANSWERS = [("款项已用于改造", "服务商已被清退，项目经核查存在问题。", "不采纳")]
# Eight contracts of the first half and five of the second, one an enterprise, all accepted: 780万元; of the
# 18万元 for one of them all was paid, and what was recovered is not taken off.
# 大冶市 has the 1st, 4th … 13th; of 阳新县 the 14th, of 下陆区 the 15th has no contract.
ONE_PAGE = (
    "15｜13｜13｜13｜13｜—｜2｜86.67",
    "780.00｜18.00｜18.00｜100.00｜5｜0｜1",
    "1｜大冶市｜5｜5｜5｜100.00｜0.00",
    "2｜下陆区｜5｜4｜4｜80.00｜0.00",
    "2｜阳新县｜5｜4｜4｜80.00｜0.00",
)
PROVIDER = (
    "黄经信函〔2025〕16号（第二批）",
    "己-1",
    "2026-02-28",
    "黄经信函〔2026〕75号",
    # in the pool until the day before the one that the decision names
    "2026-08-31",
    "黄经信函〔2026〕83号",
    "18.00",
)
VOLUMES = {
    "light": Held(
        internal={"approval_sheet": 1, "stamped_original": 1, "service_receipt": 1, "report": 1},
        outward={"stamped_original": 1, "service_receipt": 1, "report": 1},
        decided=("黄经信函〔2026〕21号",),
    ),
    "heavy": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2},
        outward={"stamped_original": 2, "service_receipt": 2},
        decided=("黄经信函〔2026〕75号",),
    ),
    # both papers are about the enterprise's money, and were served on it: none goes out to the provider
    "recovery": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2},
        outward={},
        decided=("黄经信函〔2026〕83号",),
    ),
}


def tell(desk):
    """Tell the whole story; gives the addresses of what it has left, by name."""
    papers = Papers()
    left = {"papers": papers}
    set_up(desk, "黄经信", "2025-07-01", review_steps="1步", court="黄石市下陆区人民法院")
    desk.go_to("2025-07-01")
    bring_in(desk, papers.registers())
    left["batch"] = admit(desk, papers, CALL)
    # ten working days after 31 December: 4 (a Sunday that is worked) to 9, 12 to 14 January
    desk.go_to("2026-01-14")
    bring_in(
        desk,
        papers.half_year(FIRST_HALF, signed="2025-08-11", done="2025-12-10", asked="2025-12-26", first=True),
    )
    left["round 1"] = grade(
        desk,
        ("2025年下半年", "2025-07-01", "2025-12-31"),
        # 20 January, a Tuesday, is day 0: 21, 22, 23, 26, 27
        ("2026-01-15", "2026-01-20", "2026-01-27", "2026-01-28"),
    )
    left["light"] = warn(desk)
    subsidise(desk, left)
    # ten working days after 30 June: 1 to 3, 6 to 10, 13, 14 July
    desk.go_to("2026-07-14")
    bring_in(
        desk,
        papers.half_year(
            SECOND_HALF, signed="2026-03-09", done="2026-06-15", asked="2026-06-26", first=False
        ),
    )
    left["round"] = grade(
        desk,
        ("2026年上半年", "2026-01-01", "2026-06-30"),
        # 16 July, a Thursday, is day 0: 17, 20, 21, 22, 23
        ("2026-07-15", "2026-07-16", "2026-07-23", "2026-07-24"),
    )
    left["heavy"] = remove(desk, left)
    left["recovery"] = recover(desk, left)
    archive(desk, left, "HS01-SZ·2026-D30-JXJ", ("light", "heavy", "recovery"))
    return left


def grade(desk, period, days):
    """A half-year's evaluation: reviewed, shown for five working days, closed; gives the round."""
    reviewed, shown, last, closed = days
    declare_complete(desk, period[2])
    round_ = rounds.open_round(desk, *period)
    rounds.cut_off(desk, round_)
    desk.go_to(reviewed)
    rounds.approve(desk, round_)
    desk.go_to(shown)
    rounds.publish(desk, round_, "https://jxj.example.gov.cn/jg.html")
    desk.hold(round_, f"{shown} 至 {last}")
    desk.go_to(closed)
    rounds.close(desk, round_)
    return round_


def warn(desk):
    """14(7): one D binds the bureau: 警告 and a month to mend, which is done."""
    case = find_case(desk, FAILING, "14.7前段", title="2025年下半年评定为D级")
    warning, order = plan(desk, case, "warning"), plan(desk, case, "order", term="1", term_unit="个月")
    desk.go_to("2026-01-29")
    paper = issue(desk, [warning, order], "关于提醒和限期整改的通知", "黄经信函〔2026〕21号", case=case)
    desk.go_to("2026-01-30")
    serve(desk, paper, FAILING, manner="post", receiver="收发室签收")
    # a month from 30 January: February has no such day, so its last one, a Saturday that is worked in 2026
    desk.hold(order, "2026-02-28")
    desk.go_to("2026-02-27")
    report(desk, order, "2026-02-27")
    desk.go_to("2026-03-05")
    recheck(desk, order, "passed")
    finish(desk, warning)
    close(desk, case, "整改完成。")
    return case


def subsidise(desk, left):
    """A subsidy for the enterprise that this provider served: 30% of 60 万元, paid."""
    desk.go_to("2026-03-09")
    name = "2026年第一批数字化改造"
    batch = money.enter_batch(desk, name, "黄经信函〔2026〕30号", "2026-03-31")
    claimed = money.claim(desk, batch, "己-1")
    desk.go_to("2026-03-16")
    money.grant(desk, claimed, name)
    # 17 March, a Tuesday, is not counted: 18, 19, 20, 23, 24
    desk.go_to("2026-03-17")
    money.show(desk, claimed, "2026-03-24")
    desk.go_to("2026-04-15")
    left["payment"] = money.pay(desk, claimed, ENTERPRISE, AMOUNT)
    left["claim"] = claimed


def remove(desk, left):
    """15(6): a second D in all: 可 清退. Told, silent, discussed, decided, works from the day it names."""
    case = find_case(desk, FAILING, "15.6", title="累计两次评定为D级")
    removal = plan(desk, case, "removal")
    desk.hold(removal, "可以")
    desk.go_to("2026-07-29")
    told = issue(desk, [removal], "拟作处理告知书", "黄经信函〔2026〕70号", kind="advance", case=case)
    serve(desk, told, FAILING)
    # 29 July is a Wednesday; five working days: 30, 31 July, 3, 4, 5 August
    desk.hold(removal, "2026-08-05")
    desk.go_to("2026-08-05")
    desk.refuse(f"{removal}/hearing", "期满前没有收到意见的不能视为放弃")
    desk.go_to("2026-08-06")
    desk.fill(f"{removal}/hearing")
    desk.go_to("2026-08-11")
    named = {"effective_on": "2026-09-01", "case": case}
    paper = issue(desk, [removal], "关于取消服务资格并清退的决定", "黄经信函〔2026〕75号", **named)
    desk.go_to("2026-08-14")
    serve(desk, paper, FAILING)
    settle_contracts(desk, case)
    desk.go_to("2026-09-01")
    finish(desk, removal)
    close(desk, case)
    left |= {"removal": removal, "decision": paper}
    return case


def settle_contracts(desk, case):
    """17: each contract on its own; 16: what was paid; the platform's account."""
    words = [desk.read(effect) for effect in desk.find(case, r"/case-effects/\w+")]
    assert any("2025-08-11" in each and "早于生效日" in each for each in words), words
    for effect in desk.find(case, r"/case-effects/\w+"):
        desk.fill(f"{effect}/completion", words="已逐一核实并函告企业，附记录。")


def recover(desk, left):
    """16: the removed one's problem project: told, heard, decided, served, paid back."""
    case = find_case(desk, FAILING, "16前段", title="追回问题项目奖补款项")
    recovery = plan(desk, case, "recovery", amount=AMOUNT, enterprise_id=ENTERPRISE)
    desk.go_to("2026-09-02")
    told = issue(desk, [recovery], "拟作处理告知书", "黄经信函〔2026〕80号", kind="advance", case=case)
    serve(desk, told, FAILING, enterprise_id=ENTERPRISE)
    # 2 September is a Wednesday; five working days: 3, 4, 7, 8, 9
    desk.hold(recovery, "2026-09-09")
    desk.go_to("2026-09-04")
    hear(desk, [recovery], ANSWERS)
    desk.go_to("2026-09-09")
    paper = issue(desk, [recovery], "关于追回奖补款项的通知", "黄经信函〔2026〕83号", case=case)
    desk.go_to("2026-09-10")
    serve(desk, paper, FAILING, enterprise_id=ENTERPRISE)
    claimed = left["claim"]
    decision = "黄经信函〔2026〕83号"
    due = money.recover(desk, claimed, decision, payer=ENTERPRISE, amount=AMOUNT, days="15")
    # 15 days from 10 September: 25 September, a Friday of the Mid-Autumn holiday
    desk.go_to("2026-09-22")
    money.pay_back(desk, due, AMOUNT)
    desk.hold(due, "已缴清")
    finish(desk, recovery)
    close(desk, case)
    left["due"] = due
    return case


def check_tables(desk, left):
    """Hold the tables to what the story has made."""
    project = {"企业名称": ENTERPRISE, "服务商": FAILING, "奖补金额（万元）": "18.0", "拨付日": "2026-04-15"}
    check_table(desk, "试点项目进度台账", "/project-ledger", project, unit="万元")
    paid = {"企业": ENTERPRISE, "项目/合同编号": "己-1", "核定金额": "18.0", "应追回": "18.0", "余额": "0.0"}
    check_table(desk, "奖补资金台账", "/subsidy-register", paid, unit="万元")
    district = {"县（市、区）、行业、服务商": "阳新县", "目标企业数": "5.0", "奖补已拨付（万元）": "18.0"}
    check_table(desk, "月度调度表", "/monthly-table", district)
    check_table(
        desk,
        "得分汇总表",
        f"{left['round']}/results",
        {"服务商": BEST, "总分": "72.0", "拟评等级": "B", "上期等级": "A"},
        {"服务商": FAILING, "总分": "11.0", "拟评等级": "D", "上期等级": "D"},
        unit="单位：分",
    )
    removed = {
        "标题": "关于取消服务资格并清退的决定",
        "发文字号": "黄经信函〔2026〕75号",
        "送达日/发布日": "2026-08-14",
    }
    check_table(desk, "发文、送达、公示登记簿", "/paper-register", removed)
