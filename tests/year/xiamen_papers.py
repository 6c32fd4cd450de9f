"""What Xiamen's bureau has in its folders in 2026: six providers, fifteen enterprises, a first quarter in
which the first is the best, two are good, two pass and the sixth (己) does next to nothing.

Points by the demonstration's annex (made up, as the measure's annex is not at hand):

甲 3份立项4 + 如期6 + 通过6 + 让利5 + 产品5个6 + 场景8 + 两行业5 + 运维4 + 态度5 + 响应5 + 成效10 + 专家9
  + 链式3 + 案例2.5 + 活动3 = 81.5
乙、丙 2+6+6+5 + 产品3个4 + 8+5+4 + 5+5+10+10 + 活动2 = 72
丁、戊 2+6+6+5 + 产品1个2 + 8+0+4 + 5+5+10+10 = 63
己 2+3+3+0 + 0+0+0+0 + 0+0+0 + 专家2 = 10
"""

from __future__ import annotations

from tests.year import papers
from tests.year.papers import (
    PROVIDER,
    judge,
    rate,
    write_acceptance,
    write_contract,
    write_progress,
)

NAMES = [f"{initial}数字化服务有限公司" for initial in "甲乙丙丁戊己"]
BEST, FIFTH, FAILING = NAMES[0], *NAMES[-2:]
CONTRACTS = {"甲": 3, "乙": 1, "丙": 1, "丁": 1, "戊": 1, "己": 1}
TOPICS = ("服务态度", "响应速度", "改造成效")
SCENARIOS = "产品设计\n工艺设计\n计划排程\n生产管控\n质量管理\n设备管理\n仓储物流\n采购管理"
CHECKS = (
    "为境内依法登记注册的独立法人企业",
    "有实际经营场地",
    "有稳定的技术团队和人员",
    "本地化服务能力较强",
    "能及时响应试点企业的改造需求",
    "售前售后服务完善",
)


class Papers(papers.Papers):
    """The year's rows."""

    city, names, applicants = "厦门", NAMES, (FIFTH, FAILING)

    def __init__(self):
        super().__init__()
        self.numbers = {
            f"{initial}-{n}": self.providers[f"{initial}数字化服务有限公司"]
            for initial, many in CONTRACTS.items()
            for n in range(1, many + 1)
        }

    def january(self):
        """Registers, the list of enterprises, who was in the pool before, diagnoses."""
        kinds = ["“链主”企业", *["综合集成服务商"] * 2, *["“小快轻准”产品服务商"] * 3]
        return {
            **self.list_registers(
                "试点行业（具体行业见试点工作方案）",
                ("思明区", "湖里区", "集美区"),
                "厦工信企业〔2025〕60号",
                "2025-12-10",
            ),
            "入库记录": self.list_enrolled(
                dict(zip(NAMES, kinds, strict=True)),
                "2025-12-15",
                "厦工信企业函〔2023〕134号，第三批名单",
            ),
            "数字化诊断": self.list_diagnoses(BEST, "2025-12-18"),
        }

    def quarter(self):
        """What the platform, third parties and the innovation centre have reported of the quarter."""
        contracts = [
            write_contract(number, provider, enterprise, "2026-01-19", 立项之日="2026-01-27")
            for (number, provider), enterprise in zip(
                self.numbers.items(), self.enterprises.values(), strict=False
            )
        ]
        done = [number for number in self.numbers if number[0] != "己"]
        contracts[-1]["承诺运维时长（个月）"] = None
        return {
            "合同": contracts,
            "改造进展": [write_progress(number, "2026-02-10") for number in done],
            "验收": [write_acceptance(number, "2026-03-20") for number in done],
            "满意度评价": [
                *[row for number in done for row in rate(number, "2026-03-26", TOPICS, 100)],
                *rate("己-1", "2026-03-26", TOPICS, 60),
                *[judge(number, "2026-03-26", "满意") for number in done],
                judge("己-1", "2026-03-26", "不满意"),
            ],
            "让利承诺": [
                {
                    PROVIDER: self.providers[name],
                    "承诺的让利事项": "实施费九折",
                    "承诺之日": "2026-01-10",
                    "核实兑现之日": "2026-03-20",
                }
                for name in NAMES[:-1]
            ],
            "产品": [
                {
                    PROVIDER: self.providers[name],
                    "产品名称": f"{name[0]}产品{n}",
                    "审核发布之日": "2026-01-15",
                    "覆盖的场景": SCENARIOS,
                }
                for name, many in zip(NAMES, (5, 3, 3, 1, 1, 0), strict=True)
                for n in range(1, many + 1)
            ],
            "认定": [
                {
                    PROVIDER: code,
                    "认定种类": kind,
                    "是否成立": "是",
                    "认定之日": "2026-03-30",
                    "所属期间的最后一日": "2026-03-31",
                    "依据": "资格核定表（林晓、郑文）",
                }
                for code in self.providers.values()
                for kind in CHECKS
            ],
            **self._of_many(),
        }

    def _of_many(self):
        """What the city's own records count."""
        code = {name[0]: code for name, code in self.providers.items()}
        enterprises = list(self.enterprises)
        return {
            "其他行业复制推广": [
                {
                    PROVIDER: code[initial],
                    "行业": industry,
                    "发生之日": "2026-02-10",
                    "产品或解决方案": f"{initial}产品1",
                    "推广到的企业": "某厂",
                }
                for initial in "甲乙丙"
                for industry in ("纺织", "食品")
            ],
            "链式转型": [
                {
                    PROVIDER: code["甲"],
                    "试点企业": enterprise,
                    "发生之日": "2026-02-15",
                    "链主企业": "某链主公司",
                    "服务商的角色": "联合链主企业",
                    "与链主的关系": "上游",
                    "签约之日": "2026-02-15",
                }
                for enterprise in enterprises[:3]
            ],
            "优秀案例": [
                {
                    PROVIDER: code["甲"],
                    "试点企业": enterprises[0],
                    "发生之日": "2026-03-10",
                    "案例名称": "柔性生产",
                    "评选单位": "市工信局",
                }
            ],
            "活动、参展与课题": [
                {
                    PROVIDER: code[initial],
                    "活动": f"数字化论坛{n}",
                    "发生之日": "2026-03-05",
                    "形式": "行业论坛",
                    "指导的主管部门": "市工信局",
                }
                for initial, many in {"甲": 3, "乙": 2, "丙": 2}.items()
                for n in range(1, many + 1)
            ],
            "专家评审": [
                {PROVIDER: code[initial], "评审事项": "专家核验", "评分（分）": 100, "评审之日": "2026-03-30"}
                for initial in "乙丙丁戊"
            ],
        }
