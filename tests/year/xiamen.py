"""Xiamen's first quarter of 2026, admission (4), articles 6 to 12, and what came of it, to the archive.

Of the text: shown for at least five working days (8), a month to mend (11). The bureau's own: five
working days for a statement, ten for a re-check.
"""

from __future__ import annotations

from tests.year import letters, rounds
from tests.year.admitting import Applicant, Call, Days, admit
from tests.year.casework import (
    close,
    find_case,
    finish,
    follow_up,
    hear,
    issue,
    plan,
    recheck,
    report,
    serve,
    show,
)
from tests.year.desk import FIRST, OTHER, REVIEWER, SECOND
from tests.year.experts import verify_by_experts
from tests.year.importing import bring_in, declare_complete
from tests.year.setting_up import set_up
from tests.year.tables import check_table
from tests.year.volumes import Held, archive
from tests.year.xiamen_papers import BEST, FAILING, FIFTH, NAMES, Papers

CITY = "xiamen"
CALL = Call(
    number="第四批",
    notice=("厦工信企业函〔2025〕188号", "关于开展数字化服务商遴选的通知"),
    applicants=(
        Applicant(FIFTH, "“小快轻准”产品服务商", lines=2),
        Applicant(FAILING, "“小快轻准”产品服务商", lines=2),
    ),
    # 4 leaves it to another document, which hangs on the batch; its conditions are the call's
    conditions=("有实际经营场地", "有稳定的技术团队"),
    list_no="厦工信企业函〔2026〕8号",
    # 7 January, a Wednesday, is day 0: 8, 9, 12, 13, 14
    days=Days("2025-12-22", "2025-12-31", "2026-01-06", "2026-01-07", "2026-01-14", "2026-01-15"),
)
COUNTED = "本评价周期已签约立项合同数"
ANSWERS = [
    ("人员已经补足", "社保记录仅2人，方案承诺6人。", "不采纳"),
    ("其中一个项目由企业推迟", "有企业说明，该项目不计。", "采纳"),
]
ADDRESSEES = ("各区工业和信息化部门", "公共服务平台运营单位", "参加试点的服务商")
# Eight enterprises have signed, 480万元; seven of fifteen are accepted, the sixth provider's is not begun.
# 超期 is not known, as its contract has no planned day; nor is money, of which nobody has reported.
# Each district has five: 思明区 1st, 4th, 7th, 湖里区 2nd, 5th (and the 8th, signed alone), 集美区 3rd, 6th.
ONE_PAGE = (
    "15｜8｜7｜7｜7｜—｜8｜46.67",
    "480.00｜—｜—｜—｜5｜0｜1",
    "1｜思明区｜5｜3｜3｜60.00｜0.00",
    "2｜湖里区｜5｜3｜2｜40.00｜0.00",
    "2｜集美区｜5｜2｜2｜40.00｜0.00",
)
PROVIDER = (
    "厦工信企业函〔2026〕8号（第四批）",
    "己-1",
    "不合格",
    "2026-05-28",
    "厦工信企业函〔2026〕162号",
    # in the pool until the day before it was served
    "2026-06-21",
)
VOLUMES = {
    "light": Held(
        internal={"approval_sheet": 1, "stamped_original": 1, "service_receipt": 1, "report": 1},
        outward={"stamped_original": 1, "service_receipt": 1, "report": 1},
        decided=("厦工信企业函〔2026〕134号",),
    ),
    # the notice in advance, the removal, the circular with its proof
    "heavy": Held(
        internal={"approval_sheet": 3, "stamped_original": 3, "service_receipt": 3, "evidence": 1},
        outward={"stamped_original": 3, "service_receipt": 3, "evidence": 1},
        decided=("厦工信企业函〔2026〕162号", "厦工信企业函〔2026〕163号"),
    ),
}


def tell(desk):
    """Tell the whole story; gives the addresses of what it has left, by name."""
    papers = Papers()
    internal = {"objections": "受理", "review_steps": "1步", "confirm_data": "须经核对"}
    desk.go_to("2025-12-22")
    set_up(desk, "厦工信", "2026-01-01", court="厦门市思明区人民法院", **internal)
    left = {"papers": papers}
    left["batch"] = admit(desk, papers, CALL)
    bring_in(desk, papers.january())
    desk.go_to("2026-03-30")
    verify_by_experts(
        desk,
        "2026年第一季度专家核验",
        "提质增效｜60\n绿色创新｜40",
        {BEST: "提质增效｜58\n绿色创新｜38", FAILING: "提质增效｜40\n绿色创新｜28"},
    )
    left["round"] = evaluate(desk, papers, left)
    left["light"] = warn(desk, left)
    left["heavy"] = disqualify(desk, left)
    desk.go_to("2026-07-10")
    archive(desk, left, "XM01-SZ·2026-D30-GXJ", ("light", "heavy"))
    return left


def evaluate(desk, papers, left):
    """1 to 10: from the quarter's last day to grades; gives the round."""
    # 3 working days after 31 March: 1, 2, 3 April (Qingming is 4 to 6 April)
    desk.go_to("2026-04-03")
    bring_in(desk, papers.quarter())
    declare_complete(desk, "2026-03-31")
    round_ = rounds.open_round(desk, "2026年第一季度", "2026-01-01", "2026-03-31")
    # 5 working days after 31 March: 1, 2, 3, 7, 8 April
    desk.go_to("2026-04-08")
    left["confirmation"] = confirmation = rounds.confirm_data(desk, round_)
    # 3 working days to answer: 9, 10, 13 April
    desk.go_to("2026-04-13")
    rounds.answer_sheets(desk, confirmation, differs={FAILING: f"{COUNTED}｜2份｜另有一份合同正在立项"})
    rounds.confirm_source(
        desk,
        confirmation,
        kind="platform",
        body="厦门市中小企业数字化转型公共服务平台",
        reported="合同、产品、满意度评价",
        until="2026-03-31",
        number="厦企服函〔2026〕3号",
    )
    desk.press(confirmation, "核对办结", by=SECOND)
    rounds.cut_off(desk, round_)
    desk.go_to("2026-04-14")
    rounds.approve(desk, round_)
    # 15 April, a Wednesday, is day 0; five working days: 16, 17, 20, 21, 22 April
    desk.go_to("2026-04-15")
    rounds.publish(desk, round_, "https://gxj.example.gov.cn/gs.html")
    desk.hold(round_, "2026-04-15 至 2026-04-22")
    desk.go_to("2026-04-20")
    place = rounds.object_to(desk, round_, FAILING, "己方另有一份合同未计入。", "2026-04-20")
    desk.go_to("2026-04-22")
    assert not desk.offers(round_, "定级办结", REVIEWER)
    decided = {"upheld": "不成立", "reason": "该合同未在平台立项，不计。"}
    desk.refuse(place, "请由他人处理", by=REVIEWER, **decided)
    desk.fill(place, by=OTHER, **decided)
    desk.go_to("2026-04-23")
    rounds.close(desk, round_)
    desk.hold(f"{round_}/results", "不合格")
    return round_


def warn(desk, left):
    """11: 不合格: warned, a month to mend; nothing has come of it."""
    case = find_case(desk, FAILING, "11.1", title="第一季度评定不合格")
    desk.refuse(f"{case}/remedies", "1个月", kind="order", term="2", term_unit="个月")
    warning, order = plan(desk, case, "warning"), plan(desk, case, "order", term="1", term_unit="个月")
    desk.go_to("2026-04-27")
    paper = issue(desk, [warning, order], "关于提醒和限期整改的通知", "厦工信企业函〔2026〕134号", case=case)
    desk.go_to("2026-04-28")
    serve(desk, paper, FAILING)
    # 29 April is day one of the month: its last day is 28 May, a Thursday
    desk.hold(order, "2026-05-28")
    desk.go_to("2026-05-11")
    complain(desk, left)
    desk.go_to("2026-05-28")
    desk.refuse(f"{order}/lapse", "届满", words="至今未收到整改报告。")
    # posted on the last day, which counts; it came on 1 June
    desk.go_to("2026-06-01")
    report(desk, order, "2026-05-28", "post")
    # ten working days to re-check, from the report's own day: 29 May, 1 to 5, 8 to 11 June
    waits = {"当事单位": FAILING, "到期日": "2026-06-11", "承办人": FIRST}
    check_table(desk, "待办清单", "/work-items", waits)
    desk.go_to("2026-06-05")
    recheck(desk, order, "failed", "社保记录仍为2人。")
    finish(desk, warning)
    close(desk, case, "复核未见成效，另行立案处理。")
    left |= {"order": order, "paper": paper}
    return case


def complain(desk, left):
    """A complaint by the hotline that turns out to be unfounded; due on the day its order has."""
    left["letter"] = letters.receive(desk, "XM12345-1", NAMES[3], "反映响应慢。", due_on="2026-05-18")
    letters.verify(desk, left["letter"], "不属实", "响应记录齐全，反映不属实。")
    letters.answer(desk, left["letter"])


def disqualify(desk, left):
    """12(4): told, heard, discussed, 取消资格, then 通报 to those named."""
    case = find_case(desk, FAILING, "12.4", title="整改后仍未实现成效")
    removal, circular = plan(desk, case, "removal"), plan(desk, case, "circular")
    desk.go_to("2026-06-09")
    told = issue(
        desk,
        [removal, circular],
        "拟作处理告知书",
        "厦工信企业函〔2026〕150号",
        kind="advance",
        case=case,
    )
    serve(desk, told, FAILING)
    # 9 June is a Tuesday; five working days: 10, 11, 12, 15, 16 June
    desk.hold(removal, "2026-06-16")
    desk.go_to("2026-06-12")
    hear(desk, [removal, circular], ANSWERS)
    desk.go_to("2026-06-22")
    decision = issue(desk, [removal], "关于取消试点工作资格的通知", "厦工信企业函〔2026〕162号", case=case)
    serve(desk, decision, FAILING)
    desk.go_to("2026-06-23")
    open_one = issue(
        desk,
        [circular],
        "关于取消有关服务商试点工作资格的通报",
        "厦工信企业函〔2026〕163号",
        case=case,
    )
    serve(desk, open_one, FAILING)
    left["publication"] = show(desk, circular, "circular", addressees=ADDRESSEES)
    # the contract that runs, the circular, the platform's account
    assert follow_up(desk, case) == 3
    finish(desk, removal)
    finish(desk, circular)
    close(desk, case)
    left |= {"removal": removal, "decision": decision}
    return case


def check_tables(desk, left):
    """Hold the tables to what the story has made."""
    check_table(
        desk,
        "试点项目进度台账",
        "/project-ledger",
        {
            "企业名称": "厦门第1制造厂",
            "服务商": BEST,
            "合同金额（万元）": "60.0",
            "验收结论": "通过",
            "满意度": "已收",
        },
        unit="万元",
    )
    differs = {
        "服务商": FAILING,
        "数据项": "本评价周期已签约立项合同数",
        "原值（台账）": "1份",
        "处理": "保原",
    }
    check_table(desk, "数据核对差异表", f"{left['confirmation']}/differences", differs)
    district = {"县（市、区）、行业、服务商": "思明区", "目标企业数": "5.0", "合同额（万元）": "180.0"}
    check_table(desk, "月度调度表", "/monthly-table", district)
    check_table(
        desk,
        "得分汇总表",
        f"{left['round']}/results",
        {"服务商": BEST, "总分": "81.5", "拟评等级": "优秀", "加分项（10分）": "0.0"},
        {"服务商": FAILING, "总分": "10.0", "拟评等级": "不合格"},
        unit="单位：分",
    )
    order = {
        "服务商": FAILING,
        "措施": "限期整改",
        "送达日": "2026-04-28",
        "期限": "1个月",
        "到期日": "2026-05-28",
        "整改报告收到日": "2026-05-28",
        "复核日": "2026-06-05",
        "复核结论": "整改未见成效",
        "档号": "XM01-SZ·2026-D30-GXJ-0001",
    }
    removal = {
        "措施": "取消资格（清退）",
        "文书及文号": "《关于取消试点工作资格的通知》厦工信企业函〔2026〕162号",
        "陈述申辩（有/无、答复）": "有，2026-06-12（不采纳；采纳）",
        "档号": "XM01-SZ·2026-D30-GXJ-0002",
    }
    check_table(desk, "线索和整改台账", "/lead-register", order, removal)
    sheets = desk.find("/imports", r"/imports/si_\w+")
    check_table(desk, "导入差异表", f"{sheets[0]}/differences")
    letter = {"渠道": "12345工单", "外部工单号/信访编号": "XM12345-1", "结论": "不属实"}
    check_table(desk, "投诉举报和来信台账", "/letter-register", letter)
    check_table(
        desk,
        "发文、送达、公示登记簿",
        "/paper-register",
        {
            "标题": "关于取消试点工作资格的通知",
            "发文字号": "厦工信企业函〔2026〕162号",
            "签发日": "2026-06-22",
            "送达日/发布日": "2026-06-22",
            "扫描件": "有",
            "档号": "XM01-SZ·2026-D30-GXJ-0002",
        },
    )
