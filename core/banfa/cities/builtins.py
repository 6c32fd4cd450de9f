"""What Banfa itself keeps and does, by the names an outline may use.

Tests hold `ledger` and `procedures` to these lists.
"""

from __future__ import annotations

RECORDS = frozenset(
    {
        "provider",
        "provider_change",  # 服务商名称、地址等变更
        "membership",  # 入库
        "product",  # 产品与场景
        "enterprise",  # 试点企业
        "contract",  # 改造合同、让利、计划
        "concession",  # 让利承诺与兑现
        "progress",  # 合同进展
        "diagnosis",  # 诊断报告
        "acceptance",  # 验收
        "survey",  # 满意度评价
        "review",  # 专家或经办评分
        "finding",  # 认定
        "verification",  # 核验：认定的一种，说明是否符合要求
        "decision",  # 决定：等级、整改令、清退、灰名单、追回
        "complaint",  # 投诉举报
        "inspection",  # 跟踪检查
        "filing",  # 报送
        "target",  # 任务书指标
        "service_case",  # 服务案例
        "source_complete",  # 数据截止
    }
)
TRANSITIONS = frozenset(
    {
        "instrument.set",  # 以文件确定待定事项
        "instrument.promulgate",  # 以文件发布办法
        "admission.apply",
        "admission.review",
        "admission.admit",
        "admission.refuse",
        "admission.assign",  # 分配服务行业
        "round.open",
        "round.cut_off",
        "round.compute",
        "round.review",
        "round.publish",
        "round.close",
        "objection.file",
        "objection.decide",
        "case.propose",
        "case.approve",
        "case.notify",
        "case.serve",
        "case.extend",
        "case.close",
        "complaint.receive",
        "complaint.verify",
        "notice.publish",
        "watch.run",
        "disclosure.publish",  # 平台公布服务商信息
    }
)
