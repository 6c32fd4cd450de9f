"""Changsha: admission three ways (3 to 5); a visit, 通报 and an order; 工作移交; the seat (12, 13).

The text leaves the order's term open: here twenty days. The bureau's own: five working days to state;
sixty days for the whole (by analogy, Hunan). Work goes to another promoter, the seat with
the city government's consent (3).
"""

from __future__ import annotations

from tests.year.admitting import Applicant, Call, admit
from tests.year.casework import (
    close,
    find_case,
    finish,
    hear,
    issue,
    plan,
    recheck,
    serve,
    show,
)
from tests.year.changsha_papers import ECOSYSTEM, FAILING, INTEGRATOR, OTHER, Papers
from tests.year.desk import FIRST, SECOND
from tests.year.importing import bring_in
from tests.year.setting_up import set_up
from tests.year.tables import check_table
from tests.year.volumes import Held, archive

CENTRE = "市企业服务中心"
ADDRESSEES = ("湘江新区科创局", "各区县（市）工信局", "各行业推进机构")
CITY = "changsha"
CALL = Call(
    number="2026年第一批",
    notice=("长工信函〔2026〕2号", "关于开展数字化服务商遴选的通知"),
    applicants=(
        # 3: the city government's consent for the industry's one seat; the text asks nothing else
        Applicant(
            FAILING,
            "行业推进机构",
            lines=1,
            industry="工程机械",
            between={"consent": {"document_no": "长政函〔2026〕9号", "industry": "工程机械"}},
        ),
        # 4 and 7: experts and defence, three abilities; then 路演, and 供需对接 where nobody matches
        Applicant(
            INTEGRATOR,
            "集成服务商",
            lines=4,
            industry="工程机械",
            before=("experts", "defence"),
            after=("roadshow", "matching"),
        ),
        # 5 and 8: a check, products and past work; filing
        Applicant(ECOSYSTEM, "生态服务商", lines=3, between={"filing": {"document_no": "备2026-1"}}),
    ),
    conditions=("有专业服务团队",),
    criteria="诊断咨询能力｜40\n资源整合能力｜30\n集成服务能力｜30",
    list_no="长工信函〔2026〕6号",
)
ANSWERS = [("人员正在招聘", "至核实之日仍为1人。", "部分采纳")]
# Two contracts, 120万元; the first enterprise's, of 长沙县, is accepted: one of fifteen, one of five there.
# On the story's last day the seat has not moved yet (1 July): all six are in the pool.
ONE_PAGE = (
    "15｜2｜1｜1｜1｜—｜14｜6.67",
    "120.00｜—｜—｜—｜6｜0｜0",
    "1｜长沙县｜5｜1｜1｜20.00｜0.00",
    "—｜宁乡市｜5｜1｜—｜—｜—",
    "—｜湘江新区｜5｜—｜—｜—｜—",
)
PROVIDER = ("长工信函〔2026〕6号（2026年第一批）", "长政函〔2026〕9号", "长工信函〔2026〕55号")
VOLUMES = {
    # the notice in advance, the circular with the order, the proof that it was sent
    "light": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2, "evidence": 1},
        outward={"stamped_original": 2, "service_receipt": 2, "evidence": 1},
        decided=("长工信函〔2026〕45号",),
    ),
    # the notice in advance, the decision; the government's consent to the seat stays inside
    "heavy": Held(
        internal={"approval_sheet": 2, "stamped_original": 2, "service_receipt": 2, "official_text": 1},
        outward={"stamped_original": 2, "service_receipt": 2},
        decided=("长工信函〔2026〕55号",),
    ),
}


def tell(desk):
    """Tell the whole story; gives the addresses of what it has left, by name."""
    papers = Papers()
    left = {"papers": papers}
    desk.go_to("2025-12-22")
    set_up(desk, "长工信", "2026-01-01", court="长沙铁路运输法院", visits_a_year="2")
    left["batch"] = admit(desk, papers, CALL)
    desk.go_to("2026-02-12")
    bring_in(desk, papers.registers())
    desk.go_to("2026-04-27")
    bring_in(desk, papers.contracts())
    left["visit"] = visit(desk)
    left["light"] = criticise(desk, left)
    left["heavy"] = reassign(desk, left)
    archive(desk, left, "CS01-SZ·2026-D30-GXJ", ("light", "heavy"))
    return left


def visit(desk):
    """12: the centre's plan, approved; two persons, one of the centre; a record signed by both sides."""
    day = str(desk.today)
    planned = desk.fill(
        "/visit-plans/new",
        name="2026年跟踪服务计划",
        kind="visit",
        basis="管理办法第十二条",
        purpose="回访服务情况，不属于行政检查",
        led_by=CENTRE,
        from_on=day,
        until_on="2026-12-31",
        times="12",
    )
    desk.scan(planned, "approval_sheet")
    desk.fill(f"{planned}/approval", by=SECOND, approver="副局长 何平", approved_on=day)
    mandate = desk.fill(
        "/mandates/new",
        number="长工信委〔2026〕5号",
        kind="企业服务中心",
        body=CENTRE,
        matters="跟踪走访、记录",
        from_on=day,
        until_on="2026-12-31",
    )
    desk.scan(mandate, "mandate")
    desk.press(mandate, "复核委托书", by=SECOND)
    visited = desk.fill(
        "/site-visits/new",
        plan_id=planned.rpartition("/")[2],
        mandate_id=mandate.rpartition("/")[2],
        enterprise="长沙第1制造厂",
        provider=INTEGRATOR,
        visited_on=day,
        manner="on_site",
        visitors=f"方晴｜{CENTRE}\n{FIRST}｜长沙市工业和信息化局",
        record="系统正常运行。",
        enterprise_signer="吴霞",
        provider_signer="高远",
    )
    desk.scan(visited, "visit_record")
    desk.press(visited, "复核走访", by=SECOND)
    return visited


def criticise(desk, left):
    """13(1): told and heard; 通报 to named bodies with an order of twenty days, which pass."""
    desk.go_to("2026-05-06")
    case = find_case(desk, FAILING, "13.1", title="未配备满足工作需要的人员")
    # sixty days from 6 May
    desk.hold(case, "2026-07-05")
    circular, term = plan(desk, case, "circular"), plan(desk, case, "order", term="20", term_unit="日")
    told = issue(desk, [circular], "拟作处理告知书", "长工信函〔2026〕40号", kind="advance", case=case)
    serve(desk, told, FAILING)
    # 6 May is a Wednesday; five working days: 7, 8, 9 (a Saturday that is worked), 11, 12
    desk.hold(circular, "2026-05-12")
    desk.go_to("2026-05-08")
    hear(desk, [circular], ANSWERS)
    desk.go_to("2026-05-11")
    paper = issue(
        desk,
        [circular, term],
        "关于有关行业推进机构工作情况的通报",
        "长工信函〔2026〕45号",
        case=case,
    )
    desk.go_to("2026-05-12")
    serve(desk, paper, FAILING)
    show(desk, circular, "circular", addressees=ADDRESSEES)
    finish(desk, circular)
    # twenty days from 13 May end on 1 June, a Monday
    desk.hold(term, "2026-06-01")
    desk.go_to("2026-06-02")
    desk.fill(f"{term}/lapse", words="至6月1日未收到整改报告。")
    desk.go_to("2026-06-04")
    recheck(desk, term, "failed", "仍为1人。")
    for effect in desk.find(case, r"/case-effects/\w+"):
        desk.fill(f"{effect}/completion", words="另案办理工作移交。")
    close(desk, case)
    left["order"] = term
    return case


def reassign(desk, left):
    """13, second half: the work goes to another promoter; then the seat, by the government's consent."""
    case = find_case(desk, FAILING, "13后段", title="未在规定时间内完成整改")
    remedy = plan(desk, case, "reassignment", successor_id=OTHER)
    told = issue(desk, [remedy], "拟作处理告知书", "长工信函〔2026〕50号", kind="advance", case=case)
    serve(desk, told, FAILING)
    # 4 June is a Thursday; five working days: 5, 8 to 11
    desk.hold(remedy, "2026-06-11")
    desk.go_to("2026-06-08")
    hear(desk, [remedy], ANSWERS)
    desk.go_to("2026-06-12")
    paper = issue(desk, [remedy], "关于调整有关行业推进工作组织单位的通知", "长工信函〔2026〕55号", case=case)
    desk.go_to("2026-06-15")
    serve(desk, paper, FAILING)
    finish(desk, remedy)
    move_seat(desk, case)
    close(desk, case)
    left["paper"] = paper
    return case


def move_seat(desk, case):
    """The seat is the government's (3): its consent is entered by one, checked by the other."""
    (effect,) = desk.find(case, r"/case-effects/\w+")
    desk.refuse(f"{effect}/completion", "同意", words="已调整。")
    desk.go_to("2026-06-29")
    desk.fill(
        f"{effect}/consent",
        successor=OTHER,
        consent_name="关于同意调整工程机械行业推进机构的批复",
        consent_no="长政函〔2026〕31号",
        consented_on="2026-06-26",
        moves_on="2026-07-01",
    )
    desk.scan(effect, "official_text")
    desk.press(effect, "复核政府同意", by=SECOND)
    desk.fill(f"{effect}/completion", words="已调整，通知各方。")


def check_tables(desk, left):
    """Hold the tables to what the story has made."""
    project = {"企业名称": "长沙第1制造厂", "服务商": INTEGRATOR, "验收结论": "通过"}
    check_table(desk, "试点项目进度台账", "/project-ledger", project, unit="万元")
    moved = {"标题": "关于调整有关行业推进工作组织单位的通知", "送达日/发布日": "2026-06-15"}
    check_table(desk, "发文、送达、公示登记簿", "/paper-register", moved)
