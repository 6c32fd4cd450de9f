"""Who the measure of Changchun is about, and what it wants written down. It names no industries."""

from __future__ import annotations

from banfa.law import Category, City, Field, RecordKind, cite

BUREAU = City("changchun", "长春市", "长春市工业和信息化局")

CATEGORIES = (Category("provider", "数字化转型服务商", cite("2")),)


RECORD_KINDS = (
    RecordKind(
        "nx_list",
        "“N+X”清单",
        cite("5.1"),
        item_zh="清单",
        fields=(
            Field.choice("kind", "类别", "问题清单", "需求清单", "应用场景清单"),
            Field.day("issued_on", "编制日期"),
            Field.number("common", "共性（N）条数"),
            Field.number("specific", "个性（X）条数"),
        ),
    ),
    RecordKind(
        "industry_guide",
        "细分行业实施指南",
        cite("5.4"),
        item_zh="细分行业",
        fields=(Field.day("issued_on", "编制日期"),),
    ),
    RecordKind(
        "typical_case",
        "典型案例",
        cite("5.4"),
        item_zh="试点企业",
        fields=(Field.day("issued_on", "形成日期"), Field.text("title", "案例名称")),
    ),
    RecordKind(
        "self_grading",
        "定级自评报告",
        cite("5.6"),
        item_zh="试点企业",
        fields=(
            Field.day("reported_on", "出具日期"),
            Field.text("assessor", "第三方评测机构"),
            Field.number("level", "自评等级（不足一级填0）", 4),
        ),
    ),
    RecordKind(
        "tracking_evaluation",
        "跟踪评价",
        cite("10"),
        item_zh="评价期",
        fields=(
            Field.day("until", "评价截止日期"),
            Field.text("result", "评价情况"),
            Field.text("used_for", "结果运用"),
        ),
    ),
    RecordKind(
        "commendation",
        "评优",
        cite("10"),
        item_zh="评优事项",
        fields=(Field.day("given_on", "日期"), Field.text("title", "名称"), Field.text("basis", "依据")),
    ),
)
