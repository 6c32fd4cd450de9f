"""Who the measure of Huangshi is about, and what it wants written down."""

from __future__ import annotations

from banfa.law import Category, City, Field, Industry, RecordKind, cite

BUREAU = City("huangshi", "黄石市", "黄石市经济和信息化局")

CATEGORIES = (Category("provider", "数字化服务商", cite("2")),)

INDUSTRIES = (
    Industry("copper_aluminium", "铜铝精深加工业", cite("6.4")),
    Industry("special_steel", "特钢精深加工业", cite("6.4")),
    Industry("optoelectronics", "光电子信息制造业", cite("6.4")),
    Industry("high_end_equipment", "高端装备制造业", cite("6.4")),
    Industry("green_materials", "绿色建材制造业", cite("6.4")),
)


DUTIES = (
    RecordKind(
        "matching_meeting",
        "供需对接活动",
        cite("5.1"),
        item_zh="对接会",
        fields=(
            Field.day("held_on", "举办日期"),
            Field.choice("level", "组织单位", "市经信局", "区（县、市）经信部门"),
        ),
        amount_zh="达成合作意向的试点企业数",
    ),
    RecordKind(
        "demand_list",
        "行业转型需求清单",
        cite("5.3"),
        item_zh="试点行业",
        fields=(
            Field.day("issued_on", "形成日期"),
            Field.number("common", "共性需求条数"),
            Field.number("specific", "个性需求条数"),
        ),
    ),
    RecordKind(
        "completion",
        "改造完成情况",
        cite("5.5"),
        item_zh="试点企业",
        fields=(Field.day("planned_on", "合同约定完成日期"), Field.day("completed_on", "实际完成日期")),
    ),
    RecordKind(
        "training",
        "公益性培训咨询",
        cite("5.6"),
        item_zh="培训",
        fields=(
            Field.day("held_on", "举办日期"),
            Field.choice("subject", "主要内容", "政策", "数字化工具", "业务流程", "数据安全", "其他"),
        ),
        amount_zh="参训人数",
    ),
    RecordKind(
        "transformation_file",
        "企业转型档案",
        cite("5.7"),
        item_zh="试点企业",
        fields=(Field.day("updated_on", "更新日期"), Field.yes_no("uploaded", "过程材料已上传平台")),
    ),
)

WORK = (
    RecordKind(
        "local_team",
        "本地服务团队",
        cite("8.2"),
        item_zh="团队",
        fields=(
            Field.day("reported_on", "报备日期"),
            Field.number("members", "人员数"),
            Field.text("office", "本地办公地址"),
        ),
    ),
    RecordKind(
        "maintenance_visit",
        "改造后运维回访",
        cite("8.6"),
        item_zh="试点企业",
        fields=(
            Field.day("visited_on", "回访日期"),
            Field.yes_no("responsive", "按合同约定及时响应"),
            Field.number("level", "回访时数字化水平等级（不足一级填0）", 4),
        ),
    ),
    RecordKind(
        "contract_template",
        "改造合同模板",
        cite("9.3"),
        item_zh="模板",
        fields=(Field.day("issued_on", "启用日期"), Field.text("reference", "文号或版本")),
    ),
)

RESULTS = (
    RecordKind(
        "exemplary",
        "改造标杆企业",
        cite("11.2"),
        item_zh="试点企业",
        fields=(Field.day("named_on", "认定日期"), Field.text("named_by", "认定单位")),
    ),
    RecordKind(
        "replication",
        "产品复制推广",
        cite("11.3"),
        item_zh="推广应用的企业",
        fields=(Field.day("adopted_on", "应用日期"), Field.text("product", "产品名称")),
    ),
    RecordKind(
        "support_given",
        "对A等级服务商的支持",
        cite("19"),
        item_zh="支持事项",
        fields=(
            Field.day("given_on", "日期"),
            Field.choice("form", "方式", "推荐申报荣誉", "宣传推广", "展会论坛", "其他"),
        ),
    ),
)

RECORD_KINDS = DUTIES + WORK + RESULTS
