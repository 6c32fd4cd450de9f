"""Who the measure of Liuzhou is about, and what it wants written down.

Article 3 takes the pilot industries from the city's work plan (柳政办〔2025〕3号), which we do not hold. None
is listed here, so the bureau records an industry by the plan's own name for it.
"""

from __future__ import annotations

from banfa.law import Category, City, Field, RecordKind, cite

BUREAU = City("liuzhou", "柳州市", "柳州市工业和信息化局")

CATEGORIES = (
    Category("integrator", "集成服务商", cite("2")),
    Category("product", "产品服务商", cite("2")),
)


MANAGEMENT = (
    RecordKind(
        "liaison_officer",
        "联络员",
        cite("4"),
        item_zh="联络员",
        fields=(Field.day("since", "任职起始日期"), Field.text("contact", "联系方式")),
    ),
    RecordKind(
        "coordination_meeting",
        "问题协调小组会议",
        cite("6"),
        item_zh="会议",
        fields=(
            Field.day("held_on", "召开日期"),
            Field.text("matter", "反映的问题"),
            Field.text("outcome", "处理情况"),
        ),
    ),
)

DUTIES = (
    RecordKind(
        "work_plan",
        "推进计划",
        cite("8.2"),
        item_zh="计划",
        fields=(
            Field.choice("kind", "类别", "年度推进计划", "月度工作计划"),
            Field.day("handed_in_on", "报送日期"),
        ),
    ),
    RecordKind(
        "demand_list",
        "需求、问题、场景清单",
        cite("8.3"),
        item_zh="清单",
        fields=(
            Field.choice("kind", "类别", "需求清单", "问题清单", "场景清单"),
            Field.day("issued_on", "编制日期"),
            Field.number("entries", "条数"),
        ),
    ),
    RecordKind(
        "chain_transformation",
        "链式转型",
        cite("8.5"),
        item_zh="试点企业",
        fields=(
            Field.text("leader", "链主企业"),
            Field.choice("form", "赋能方式", "技术", "供应链", "平台", "绿色", "生态", "其他"),
        ),
    ),
    RecordKind(
        "ecosystem_partner",
        "本地生态伙伴",
        cite("8.6"),
        item_zh="伙伴服务商",
        fields=(
            Field.choice("kind", "类别", "吸纳培育的本地服务商", "引进落户的外地服务商"),
            Field.day("since", "日期"),
        ),
    ),
    RecordKind(
        "showcase",
        "转型样板与案例推广",
        cite("8.7"),
        item_zh="试点企业",
        fields=(
            Field.choice("form", "形式", "案例分享", "经验交流", "现场观摩", "其他"),
            Field.day("held_on", "日期"),
        ),
    ),
    RecordKind(
        "training",
        "培训",
        cite("8.8"),
        item_zh="培训",
        fields=(Field.day("held_on", "举办日期"), Field.text("subject", "主要内容")),
        amount_zh="参训人数",
    ),
    RecordKind(
        "maintenance_visit",
        "改造后运维回访",
        cite("8.9"),
        item_zh="试点企业",
        fields=(Field.day("visited_on", "回访日期"), Field.yes_no("responsive", "及时响应")),
    ),
    RecordKind(
        "recommended_case",
        "推荐的优秀案例",
        cite("9.2"),
        item_zh="案例",
        fields=(Field.day("recommended_on", "推荐日期"),),
    ),
)

WORK = (
    RecordKind(
        "local_team",
        "本地工作团队",
        cite("10.3"),
        item_zh="团队",
        fields=(Field.day("reported_on", "报备日期"), Field.number("members", "人员数")),
    ),
    RecordKind(
        "data_standard",
        "数据标准",
        cite("10.4"),
        item_zh="标准",
        fields=(Field.day("adopted_on", "实施日期"), Field.text("reference", "名称或版本")),
    ),
    RecordKind(
        "appraisal",
        "绩效评价",
        cite("11"),
        item_zh="评价期",
        fields=(
            Field.day("until", "评价截止日期"),
            Field.text("progress", "项目推进情况"),
            Field.text("capability", "转型服务能力"),
            Field.text("satisfaction", "企业满意度"),
            Field.choice("outcome", "结果运用", "继续在库", "建议退出"),
        ),
    ),
)

RECORD_KINDS = MANAGEMENT + DUTIES + WORK
