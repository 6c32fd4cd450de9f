"""What Banfa itself keeps and does, by the names an outline may use, with what an official calls each.

Tests hold `ledger` and `procedures` to these tables.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "provider": "服务商",
        "provider_change": "服务商名称、地址等变更",
        "membership": "入库",
        "product": "产品与场景",
        "enterprise": "试点企业",
        "enterprise_listing": "试点企业分批名单",
        "enterprise_change": "试点企业更名、合并、迁出、退出等变更",
        "contract": "改造合同",
        "concession": "让利承诺与兑现",
        "progress": "合同进展",
        "diagnosis": "诊断报告",
        "acceptance": "验收",
        "survey": "满意度评价",
        "review": "专家或经办评分",
        "finding": "认定",
        "verification": "核验（认定的一种，说明是否符合要求）",
        "decision": "决定（等级、限期整改、清退、灰名单、追回）",
        "complaint": "投诉举报",
        "inspection": "跟踪检查",
        "filing": "报送",
        "target": "任务书指标",
        "service_case": "服务案例",
        "source_complete": "数据截止",
    }
)
"""Kinds of record to their Chinese names."""

TRANSITIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "instrument.set": "以文件确定待定事项",
        "instrument.promulgate": "以文件发布办法",
        "instrument.expire": "以文件登记办法失效",
        "instrument.organise": "以文件确定内部工作规程",
        "calendar.record": "登记放假安排",
        "admission.apply": "申请入库",
        "admission.review": "入库审核",
        "admission.admit": "公布入库名单",
        "admission.refuse": "不予入库",
        "admission.assign": "分配服务行业",
        "round.open": "开始一个评价周期",
        "round.cut_off": "评价数据截止",
        "round.compute": "计算评价结果",
        "round.review": "复核评价结果",
        "round.publish": "公示评价结果",
        "round.recompute": "异议成立后重新计算评价结果",
        "round.recount": "按放假安排重新计算公示期",
        "round.review_again": "复核重新计算的评价结果",
        "round.review_late": "补充复核评价结果",
        "round.close": "评价周期办结",
        "round.withdraw": "作废评价周期",
        "round.undo_cut_off": "撤回评价数据截止",
        "round.undo_compute": "撤回评价结果的计算",
        "round.undo_review": "撤回评价结果的复核",
        "round.undo_publish": "撤回评价结果的公示",
        "round.exclude": "暂不评价一家服务商",
        "round.readmit": "恢复评价一家服务商",
        "objection.file": "提出异议",
        "objection.withdraw": "撤回异议",
        "objection.decide": "答复异议",
        "decision.propose": "提出决定",
        "decision.confirm": "确认决定",
        "decision.reject": "退回拟作的决定",
        "decision.take_back": "收回拟作的决定",
        "decision.import": "导入既往决定",
        "case.propose": "拟办",
        "case.approve": "审批",
        "case.notify": "告知",
        "case.serve": "送达",
        "case.extend": "延期",
        "case.close": "办结",
        "complaint.receive": "受理投诉举报",
        "complaint.verify": "核实投诉举报",
        "notice.publish": "公布文书",
        "watch.run": "情形监测",
        "disclosure.publish": "平台公布服务商信息",
    }
)
"""Steps of Banfa's procedures to their Chinese names."""
