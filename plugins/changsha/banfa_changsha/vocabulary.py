"""Who the measure knows: three kinds of service body, four industries, the records its provisions ask for."""

from banfa.law import Category, City, Field, Industry, RecordKind, cite

CITY = City("changsha", "长沙市", "长沙市工业和信息化局")

CATEGORIES = (
    Category("promoter", "行业推进机构", cite("2"), consent=cite("3")),
    Category("integrator", "集成服务商", cite("2")),
    Category("ecosystem", "生态服务商", cite("2")),
)

INDUSTRIES = (
    Industry("machinery", "工程机械", cite("2")),
    Industry("computing", "先进计算", cite("2")),
    Industry("biomedicine", "生物医药", cite("2")),
    Industry("fireworks", "烟花鞭炮", cite("2")),
)


INDUSTRY = Field.choice("industry", "细分行业", *(i.zh for i in INDUSTRIES))

# articles 4 and 5: how enterprises and integrators find each other
MATCHING = (
    RecordKind(
        "roadshow",
        "集成服务商路演",
        cite("4"),
        "路演",
        (INDUSTRY, Field.text("place", "地点", required=False)),
    ),
    RecordKind(
        "matching",
        "集成服务商与试点企业匹配",
        cite("4"),
        "试点企业",
        (Field.choice("how", "方式", "按企业意愿匹配", "供需对接活动撮合"), INDUSTRY),
    ),
)

# article 6: what a promoter does for its industry
PROMOTION = (
    RecordKind(
        "industry_solution",
        "细分行业总体解决方案",
        cite("6.1"),
        "细分行业",
        (INDUSTRY, Field.text("title", "方案名称")),
    ),
    RecordKind(
        "work_report",
        "工作计划、进度和质量报送",
        cite("6.1"),
        "报送",
        (Field.choice("kind", "内容", "工作计划", "进度", "质量"), Field.text("period", "所属期间")),
    ),
    RecordKind(
        "ledger_update", "工作台账更新", cite("6.1"), "所属期间", (Field.day("due_on", "应更新之日"),)
    ),
    RecordKind(
        "activity",
        "承办和协助的工作",
        cite("6.2"),
        "工作",
        (
            Field.choice(
                "kind", "种类", "动员会", "政策宣讲会", "路演", "供需对接", "产品和服务备案",
                "遴选和征集", "专题培训", "公共服务平台建设", "其他",
            ),
        ),
    ),
    RecordKind(
        "standard_contract", "标准合同文本", cite("6.4"), "文本", (INDUSTRY, Field.text("version", "版本"))
    ),
)  # fmt: skip

# article 7: what an integrator does for an enterprise
INTEGRATION = (
    RecordKind(
        "transformation_plan",
        "数字化改造整体方案",
        cite("7.2"),
        "试点企业",
        (Field.text("before", "改造前状态"), Field.text("standard", "改造标准")),
    ),
    RecordKind("light_product", "试点开发集成的“小快轻准”方案和产品", cite("7.4"), "产品或方案", (INDUSTRY,)),
    RecordKind(
        "exemplary_case", "归纳的优秀案例", cite("7.4"), "案例", (Field.text("enterprise", "试点企业"),)
    ),
)

# articles 9 to 12: what is noted about conduct; our copy attaches no sanction to it
CONDUCT = (
    RecordKind(
        "conduct",
        "行为规范执行情况",
        cite("9"),
        "事项",
        (
            Field.text("provision", "所涉条款，如 10.5"),
            Field.text("what", "情况"),
            Field.choice("source", "来源", "试点企业反映", "跟踪检查", "行业推进机构报告", "其他"),
        ),
    ),
    RecordKind(
        "follow_up",
        "跟踪检查记录",
        cite("12"),
        "检查",
        (
            Field.choice("how", "形式", "问卷调查", "电话访谈", "实地走访", "其他"),
            Field.choice("subject", "内容", "服务情况", "违法违规情况", "其他"),
            Field.text("result", "客观记录"),
            Field.text("promoter", "协同的行业推进机构", required=False),
        ),
    ),
)

RECORD_KINDS = MATCHING + PROMOTION + INTEGRATION + CONDUCT
