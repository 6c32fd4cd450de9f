"""Who the measure knows: categories, industries, and the records its provisions ask for."""

from banfa.law import Category, City, Field, Industry, RecordKind, cite

CITY = City("xiamen", "厦门市", "厦门市工业和信息化局")

CATEGORIES = (
    Category("chain_leader", "“链主”企业", cite("4")),
    Category("integrator", "综合集成服务商", cite("4")),
    Category("product", "“小快轻准”产品服务商", cite("4")),
    Category("other", "其他服务商", cite("4"), open_list=True),
)

# The measure names no industry: its preamble points to the pilot's work plan, which we do not hold. One entry
# stands for whatever that plan lists, so that a membership can be recorded and no name is made up.
INDUSTRIES = (
    Industry(
        "pilot",
        "试点行业（具体行业见试点工作方案）",
        source="《厦门市中小企业数字化转型试点工作方案》（厦工信规〔2024〕1号）",
    ),
)


# what the criteria of article 6 count or check
SERVICE = (
    RecordKind(
        "concession_check",
        "让利兑现核实",
        cite("6.1.4"),
        "让利承诺",
        (
            Field.choice("kind", "让利方式", "价格", "增值服务", "其他"),
            Field.text("promised", "申报时的承诺"),
            Field.text("actual", "实际让利"),
            Field.yes_no("kept", "是否兑现"),
        ),
    ),
    RecordKind(
        "product_review",
        "产品审核",
        cite("6.2.1"),
        "产品",
        (
            Field.choice("result", "审核结果", "审核发布", "退回修改", "撤下"),
            Field.text("reason", "说明", required=False),
        ),
    ),
    RecordKind(
        "solution",
        "面向其他行业的解决方案",
        cite("6.2.3"),
        "解决方案",
        (Field.text("industry", "面向的行业"), Field.text("where", "发布渠道")),
    ),
    RecordKind(
        "replication",
        "其他行业复制推广",
        cite("6.2.3"),
        "行业",
        (Field.text("solution", "产品或解决方案"), Field.text("enterprise", "推广到的企业")),
    ),
    RecordKind(
        "before_after",
        "改造前后对比数据",
        cite("6.3.4"),
        "试点企业",
        (
            Field.choice("dimension", "维度", "创新", "市场", "提质", "增效", "绿色", "其他"),
            Field.text("indicator", "指标"),
            Field.text("unit", "计量单位"),
            Field.number("before", "改造前", low=-(1 << 31), high=1 << 31),
            Field.number("after", "改造后", low=-(1 << 31), high=1 << 31),
        ),
    ),
)

INFLUENCE = (
    RecordKind(
        "chain_transformation",
        "链式转型",
        cite("6.4.1"),
        "试点企业",
        (
            Field.text("leader", "链主企业"),
            Field.choice("role", "服务商的角色", "自为链主", "联合链主企业"),
            Field.choice("relation", "与链主的关系", "上游", "下游", "其他关联"),
            Field.day("signed_on", "签约之日"),
        ),
    ),
    RecordKind(
        "exemplary_case",
        "优秀案例",
        cite("6.4.2"),
        "试点企业",
        (Field.text("title", "案例名称"), Field.text("selected_by", "评选单位")),
    ),
    RecordKind(
        "event",
        "活动、参展与课题",
        cite("6.4.3"),
        "活动",
        (
            Field.choice("kind", "形式", "行业论坛", "企业参展", "主题沙龙", "课题", "其他"),
            Field.text("guided_by", "指导的主管部门"),
        ),
    ),
    RecordKind(
        "overseas",
        "海外转型赋能",
        cite("6.4.4"),
        "海外项目",
        (Field.text("region", "国家或地区"), Field.text("solution", "产品或解决方案")),
    ),
    RecordKind(
        "honour",
        "省部级及以上荣誉",
        cite("6.5.1"),
        "荣誉",
        (Field.choice("level", "级别", "国家级", "省部级"), Field.text("awarded_by", "授予单位")),
    ),
    RecordKind(
        "publicity",
        "宣传推广",
        cite("6.5.3"),
        "宣传工作",
        (
            Field.choice("kind", "形式", "入驻创新中心宣传典型案例", "参与主管部门宣传推广"),
            Field.text("host", "组织单位"),
        ),
    ),
)

# what articles 9 and 10 have the bureau do for those it graded
USE_OF_GRADES = (
    RecordKind(
        "annual_list", "年度优秀服务商名单", cite("9"), "年度", (Field.text("published_in", "公布渠道"),)
    ),
    RecordKind(
        "platform_entry",
        "方案和案例入库政务平台",
        cite("9"),
        "方案或案例",
        (
            Field.choice("kind", "类别", "解决方案", "典型案例"),
            Field.choice(
                "platform", "平台", "政务信息共享协同平台", "中小企业数字化公共服务平台", "其他政务平台"
            ),
        ),
    ),
    RecordKind(
        "support_given",
        "对服务商的支持",
        cite("10"),
        "支持事项",
        (
            Field.choice(
                "kind", "方式", "推荐国家级荣誉", "支持对外推介", "组织参展", "入选创新体验中心", "其他"
            ),
        ),
    ),
)

RECORD_KINDS = SERVICE + INFLUENCE + USE_OF_GRADES
