"""Who the measure of Changchun is about, and what it wants written down. It names no industries."""

from __future__ import annotations

from banfa.law import Category, City, Field, FieldType, RecordKind, cite

BUREAU = City("changchun", "长春市", "长春市工业和信息化局")

CATEGORIES = (Category("provider", "数字化转型服务商", cite(2)),)


def on(key: str, zh: str) -> Field:
    """A day."""
    return Field(key, zh, FieldType.DATE)


def number(key: str, zh: str, high: int = 100_000) -> Field:
    """A whole number from 0 up to `high`."""
    return Field(key, zh, FieldType.INTEGER, high=high)


def one_of(key: str, zh: str, *options: str) -> Field:
    """One of the options the text names."""
    return Field(key, zh, FieldType.CHOICE, options=options)


RECORD_KINDS = (
    RecordKind(
        "nx_list",
        "“N+X”清单",
        cite(5, 1),
        item_zh="清单",
        fields=(
            one_of("kind", "类别", "问题清单", "需求清单", "应用场景清单"),
            on("issued_on", "编制日期"),
            number("common", "共性（N）条数"),
            number("specific", "个性（X）条数"),
        ),
    ),
    RecordKind(
        "industry_guide",
        "细分行业实施指南",
        cite(5, 4),
        item_zh="细分行业",
        fields=(on("issued_on", "编制日期"),),
    ),
    RecordKind(
        "typical_case",
        "典型案例",
        cite(5, 4),
        item_zh="试点企业",
        fields=(on("issued_on", "形成日期"), Field("title", "案例名称")),
    ),
    RecordKind(
        "self_grading",
        "定级自评报告",
        cite(5, 6),
        item_zh="试点企业",
        fields=(
            on("reported_on", "出具日期"),
            Field("assessor", "第三方评测机构"),
            number("level", "自评等级（不足一级填0）", 4),
        ),
    ),
    RecordKind(
        "tracking_evaluation",
        "跟踪评价",
        cite(10),
        item_zh="评价期",
        fields=(on("until", "评价截止日期"), Field("result", "评价情况"), Field("used_for", "结果运用")),
    ),
    RecordKind(
        "commendation",
        "评优",
        cite(10),
        item_zh="评优事项",
        fields=(on("given_on", "日期"), Field("title", "名称"), Field("basis", "依据")),
    ),
)
