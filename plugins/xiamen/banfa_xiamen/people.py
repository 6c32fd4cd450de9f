"""Who the measure knows: categories, industries, and the records its provisions ask for."""

from banfa.law import Category, City, Field, FieldType, Industry, RecordKind, cite

CITY = City("xiamen", "厦门市", "厦门市工业和信息化局")

CATEGORIES = (
    Category("chain_leader", "“链主”企业", cite(4)),
    Category("integrator", "综合集成服务商", cite(4)),
    Category("product", "“小快轻准”产品服务商", cite(4)),
    Category("other", "其他服务商", cite(4), open_list=True),
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


def words(key: str, zh: str, *, required: bool = True) -> Field:
    """A field of free text."""
    return Field(key, zh, FieldType.TEXT, required)


def day(key: str, zh: str) -> Field:
    """A day."""
    return Field(key, zh, FieldType.DATE)


def one_of(key: str, zh: str, *options: str) -> Field:
    """A choice among options."""
    return Field(key, zh, FieldType.CHOICE, options=options)


# what the criteria of article 6 count or check
SERVICE = (
    RecordKind(
        "concession_check",
        "让利兑现核实",
        cite(6, 1, 4),
        "让利承诺",
        (
            one_of("kind", "让利方式", "价格", "增值服务", "其他"),
            words("promised", "申报时的承诺"),
            words("actual", "实际让利"),
            Field("kept", "是否兑现", FieldType.YES_NO),
        ),
    ),
    RecordKind(
        "product_review",
        "产品审核",
        cite(6, 2, 1),
        "产品",
        (
            one_of("result", "审核结果", "审核发布", "退回修改", "撤下"),
            words("reason", "说明", required=False),
        ),
    ),
    RecordKind(
        "solution",
        "面向其他行业的解决方案",
        cite(6, 2, 3),
        "解决方案",
        (words("industry", "面向的行业"), words("where", "发布渠道")),
    ),
    RecordKind(
        "replication",
        "其他行业复制推广",
        cite(6, 2, 3),
        "行业",
        (words("solution", "产品或解决方案"), words("enterprise", "推广到的企业")),
    ),
    RecordKind(
        "before_after",
        "改造前后对比数据",
        cite(6, 3, 4),
        "试点企业",
        (
            one_of("dimension", "维度", "创新", "市场", "提质", "增效", "绿色", "其他"),
            words("indicator", "指标"),
            words("unit", "计量单位"),
            Field("before", "改造前", FieldType.INTEGER, low=-(1 << 31)),
            Field("after", "改造后", FieldType.INTEGER, low=-(1 << 31)),
        ),
    ),
)

INFLUENCE = (
    RecordKind(
        "chain_transformation",
        "链式转型",
        cite(6, 4, 1),
        "试点企业",
        (
            words("leader", "链主企业"),
            one_of("role", "服务商的角色", "自为链主", "联合链主企业"),
            one_of("relation", "与链主的关系", "上游", "下游", "其他关联"),
            day("signed_on", "签约之日"),
        ),
    ),
    RecordKind(
        "exemplary_case",
        "优秀案例",
        cite(6, 4, 2),
        "试点企业",
        (words("title", "案例名称"), words("selected_by", "评选单位")),
    ),
    RecordKind(
        "event",
        "活动、参展与课题",
        cite(6, 4, 3),
        "活动",
        (
            one_of("kind", "形式", "行业论坛", "企业参展", "主题沙龙", "课题", "其他"),
            words("guided_by", "指导的主管部门"),
        ),
    ),
    RecordKind(
        "overseas",
        "海外转型赋能",
        cite(6, 4, 4),
        "海外项目",
        (words("region", "国家或地区"), words("solution", "产品或解决方案")),
    ),
    RecordKind(
        "honour",
        "省部级及以上荣誉",
        cite(6, 5, 1),
        "荣誉",
        (one_of("level", "级别", "国家级", "省部级"), words("awarded_by", "授予单位")),
    ),
    RecordKind(
        "publicity",
        "宣传推广",
        cite(6, 5, 3),
        "宣传工作",
        (
            one_of("kind", "形式", "入驻创新中心宣传典型案例", "参与主管部门宣传推广"),
            words("host", "组织单位"),
        ),
    ),
)

# what articles 9 and 10 have the bureau do for those it graded
USE_OF_GRADES = (
    RecordKind("annual_list", "年度优秀服务商名单", cite(9), "年度", (words("published_in", "公布渠道"),)),
    RecordKind(
        "platform_entry",
        "方案和案例入库政务平台",
        cite(9),
        "方案或案例",
        (
            one_of("kind", "类别", "解决方案", "典型案例"),
            one_of("platform", "平台", "政务信息共享协同平台", "中小企业数字化公共服务平台", "其他政务平台"),
        ),
    ),
    RecordKind(
        "support_given",
        "对服务商的支持",
        cite(10),
        "支持事项",
        (one_of("kind", "方式", "推荐国家级荣誉", "支持对外推介", "组织参展", "入选创新体验中心", "其他"),),
    ),
)

RECORD_KINDS = SERVICE + INFLUENCE + USE_OF_GRADES
