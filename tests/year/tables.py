"""The tables that officials open most often: each as a page with its head and foot, and as a workbook.

`COLUMNS` has the names that officials use; `WORDED` what is called otherwise here, or is not there, and why.
"""

from __future__ import annotations

import re

from tests.web.sheets import read_sheet
from tests.year.desk import FIRST

COLUMNS = {
    "待办清单": (
        "序号｜紧急程度｜事项｜当事单位｜事由｜条款｜当前环节｜承办人｜到期日｜"
        "剩余（工作日/自然日）｜来源及编号｜最近一步及日期｜暂停原因"
    ),
    "试点项目进度台账": (
        "序号｜企业名称｜信用代码｜县（市、区）｜细分行业｜试点批次｜规上/专精特新｜"
        "改造前等级（指标版本）｜诊断报告日｜服务商（牵头/产品）｜合同编号｜签约日｜"
        "合同金额（万元）｜备案/立项日｜计划完成日｜形象进度｜实际完成日｜评测机构及报告号｜"
        "改造后等级｜验收日｜验收结论｜复验｜核定投资额｜奖补金额｜拨付日｜满意度已收/未收｜备注"
    ),
    "线索和整改台账": (
        "线索号｜服务商｜来源｜发现日｜条款及要件｜核实人（两人）｜核实结论及日期｜案号｜措施｜文书及文号｜"
        "签发日｜签发人｜送达方式｜送达日｜期限｜到期日｜延期/中止（事由、文号）｜陈述申辩（有/无、答复）｜"
        "整改报告收到日｜复核日｜复核结论｜后续｜办结日｜档号｜承办人"
    ),
    "导入差异表": (
        "行号｜来源单位｜类别｜对象｜字段｜原值（来源、日期）｜新值（来源、日期）｜差异类型｜"
        "影响的指标和情形｜处理（采新/保原/退回核实）｜处理人｜日期｜依据材料"
    ),
    "数据核对差异表": (
        "行号｜来源单位｜类别｜对象｜字段｜原值（来源、日期）｜新值（来源、日期）｜差异类型｜"
        "影响的指标和情形｜处理（采新/保原/退回核实）｜处理人｜日期｜依据材料"
    ),
    "月度调度表": (
        "县（市、区）｜目标企业数｜已诊断｜已签约｜已开工｜已完工｜已验收｜二级及以上｜完成率｜"
        "较上月｜合同额（万元）｜奖补已拨付｜资金执行率｜超期项目数｜主要问题｜责任人"
    ),
    "得分汇总表": ("名次｜服务商｜类别｜总分｜拟评等级｜上期等级｜差一步事项（未决数据）｜并列处理｜备注"),
    "奖补资金台账": (
        "序号｜申报批次｜企业｜项目/合同编号｜服务商｜审计核定投资额｜比例/上限｜应补｜扣减事由｜"
        "核定金额｜公示起止｜资金文号｜资金级次｜收款单位｜拨付日｜凭证号｜预拨/清算｜追回事由｜"
        "追回决定文号｜应追回｜已追回及日期｜余额"
    ),
    "投诉举报和来信台账": (
        "编号｜渠道｜外部工单号/信访编号｜收到日｜登记日｜被反映单位｜反映事项｜"
        "反映人（权限内可见）｜是否实名｜是否保密｜承办人｜渠道办结期限｜告知日｜核实方式｜结论｜"
        "答复日及方式｜涉及条款｜转案号｜回访满意度"
    ),
    "发文、送达、公示登记簿": (
        "登记号｜标题｜文种｜发文字号｜主送/涉及单位（数）｜拟稿人｜合法性审核意见号｜会议纪要号｜"
        "签发人｜签发日｜用印日｜公开属性｜公开审查人｜送达方式/公布网址｜送达日/发布日｜"
        "公示起止（工作日数）｜异议数｜撤下日｜救济告知（有/无）｜扫描件｜档号"
    ),
}
"""The names of columns, by table (得分汇总表 has besides a column a dimension, with its full points)."""

NOT_THERE = ""
WORDED = {
    "待办清单": {
        "剩余（工作日/自然日）": ("剩余（工作日）", "two columns: days of work and of the calendar"),
        "最近一步及日期": ("最近一步", "two columns, so that days sort"),
    },
    "试点项目进度台账": {
        "序号": (NOT_THERE, "rows are found by their enterprise; the list is longer than a page"),
        "诊断报告日": ("诊断之日", "the day of the diagnosis is what is reported"),
        "服务商（牵头/产品）": ("服务商", "who leads is 集成服务商, a column of its own"),
        "备案/立项日": ("立项日", "the measures speak of 立项"),
        "计划完成日": ("计划验收日", "what is planned is the acceptance"),
        "形象进度": ("最近进展", "what was last reported; no measure counts it in percent"),
        "改造后等级": ("改造后等级（指标版本）", "with the edition it was measured by"),
        "复验": ("省级、国家级验收", "by whom it is done"),
        "核定投资额": ("核定投资额（万元）", "the unit stands in the head"),
        "奖补金额": ("奖补金额（万元）", "the unit stands in the head"),
        "满意度已收/未收": ("满意度", "the cell says 已收 or 未收"),
        "备注": (NOT_THERE, "the ledger has no free remark on a contract"),
    },
    "导入差异表": {
        "新值（来源、日期）": ("新值", "whose it is stands beside it, in 来源单位 and 日期"),
        "处理（采新/保原/退回核实）": ("处理", "the cell says which"),
    },
    "数据核对差异表": {
        "来源单位": ("服务商", "who differs is a provider"),
        "类别": (NOT_THERE, "what differs is a count of the sheet: 数据项 says which"),
        "对象": (NOT_THERE, "the same"),
        "字段": ("数据项", "the same"),
        "原值（来源、日期）": ("原值（台账）", "as of the moment of the sheets, which stands in the title"),
        "新值（来源、日期）": ("新值（该单位所称）", "as its stamped answer says"),
        "差异类型": (NOT_THERE, "each is a count that a provider states otherwise"),
        "影响的指标和情形": (NOT_THERE, "the counts are the round's criteria, by name"),
        "处理（采新/保原/退回核实）": ("处理", "the cell says which"),
        "处理人": (NOT_THERE, "who decided, and when, stands on the difference's own page"),
        "日期": (NOT_THERE, "the same"),
        "依据材料": ("依据材料和理由", "with the reason"),
    },
    "月度调度表": {
        "县（市、区）": ("县（市、区）、行业、服务商", "the same table by each of the three"),
        "完成率": ("完成率（%）", "the unit stands in the head"),
        "较上月": ("较上月（百分点）", "the same"),
        "奖补已拨付": ("奖补已拨付（万元）", "the same"),
        "资金执行率": ("资金执行率（%）", "the same"),
        "主要问题": (NOT_THERE, "a person writes it into a report that is drafted of the table"),
        "责任人": (NOT_THERE, "the same"),
    },
    "投诉举报和来信台账": {
        "反映人（权限内可见）": ("反映人", "withheld in the table; who may see it opens the letter's own"),
        "结论（属实/部分/不属实/无法查实）": ("结论", "the cell says which"),
    },
}
"""By table and column: what it is called here, and why."""


def read_workbook(content):
    """The heads of a list's workbook, its rows by these, and its title."""
    rows = [[str(cell) for cell in row] for row in read_sheet(content)]
    at = next(n for n, row in enumerate(rows) if sum(map(bool, row)) > 2)
    return rows[at], [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if any(row)], rows[0][0]


def open_table(desk, page, *, by=FIRST):
    """Open a table, hold its paper to head and foot, take its workbook away; gives both read."""
    desk.read(page, by)
    paper = desk.at(by).print_page(f"year-{desk.profile.city.key}-{page.strip('/').replace('/', '-')}")
    for part in ("制表人：", "审核人：", "制表日期："):
        assert part in paper, (page, paper)
    assert re.search("数据截[至止]", paper), (page, paper)
    return paper, *read_workbook(desk.export(page, by))


def check_table(desk, name, page, *rows, unit=""):
    """Hold a table to its columns, its title and unit, and to rows that the story has made."""
    paper, heads, there, title = open_table(desk, page)
    assert name in title or name == "得分汇总表", title
    assert unit in paper, paper
    worded = WORDED.get(name, {})
    other = [zh for zh in COLUMNS[name].split("｜") if zh not in heads]
    assert set(other) <= worded.keys(), (name, other, heads)
    assert {worded[zh][0] for zh in other} - {NOT_THERE} <= set(heads), (name, heads)
    for row in rows:
        assert any(row.items() <= each.items() for each in there), (name, row, there)
    assert any("制表人" in cell for each in there for cell in each.values()), there
