"""What Huangshi's bureau has in its folders: six providers, fifteen enterprises, two half-years.

Points by the demonstration's standard (made up: article 10 leaves it to the bureau), second half of 2025:

甲 配合等20 + 合同3份7 + 完成3家6 + 如期6 + 通过10 + 标杆1家3 + 产品3个4 + 场景6 + 推广2家4 + 满意20 = 86, A
乙丙丁戊 20 + 4 + 2 + 6 + 10 + 产品1个2 + 6 + 推广1家2 + 20 = 72, B
己 0 + 4 + 0 + 6 + 10 + 0 + 0 = 20, D

First half of 2026: each but 己 has one more contract, accepted (推广 counts in its half-year):

甲 20 + 4 + 2 + 6 + 10 + 4 + 6 + 20 = 72, B; 乙丙丁戊 20 + 22 + 8 + 20 = 70, B; 己 0 + 0 + 6 + 5 = 11, D
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
INDUSTRY = "铜铝精深加工业"
TOPICS = ("服务态度", "改造契合度", "培训情况")
WORK = ("工作配合程度", "报送材料质量", "日常工作响应速度")
FIRST_HALF = ("甲-1", "甲-2", "甲-3", "乙-1", "丙-1", "丁-1", "戊-1", "己-1")
SECOND_HALF = ("甲-4", "乙-2", "丙-2", "丁-2", "戊-2")
CLEAR = {"市面同类产品平均价格（万元）": "66", "存在转包": "否"}
"""What 8(4) and 9(3) ask of a contract before it may be subsidised."""
SCENARIOS = "产品设计\n工艺设计\n计划排程\n生产管控"


class Papers(papers.Papers):
    """The rows of both half-years."""

    city, names, applicants = "黄石", NAMES, (FIFTH, FAILING)

    def __init__(self):
        super().__init__()
        self.places = dict(zip((*FIRST_HALF, *SECOND_HALF), self.enterprises.values(), strict=False))
        self.code = {name[0]: code for name, code in self.providers.items()}

    def registers(self):
        """Who is there, the list of enterprises, who was in the pool before, diagnoses."""
        return {
            **self.list_registers(
                INDUSTRY, ("大冶市", "阳新县", "下陆区"), "黄经信发〔2025〕12号", "2025-06-25"
            ),
            "入库记录": self.list_enrolled(
                dict.fromkeys(NAMES, "数字化服务商"),
                "2025-07-01",
                "黄经信函〔2025〕3号，第一批名单",
                服务行业=INDUSTRY,
            ),
            "数字化诊断": self.list_diagnoses(BEST, "2025-06-26"),
        }

    def half_year(self, numbers, *, signed, done, asked, first):
        """What a half-year brings: contracts signed and accepted on these days, opinions asked on a day."""
        helped = [number for number in numbers if number[0] != "己"]
        rows = {
            "合同": [
                write_contract(number, self.code[number[0]], self.places[number], signed, **CLEAR)
                for number in numbers
            ],
            "改造进展": [write_progress(number, done) for number in numbers],
            "验收": [write_acceptance(number, done) for number in numbers],
            "改造完成情况": [
                {
                    PROVIDER: self.code[number[0]],
                    "试点企业": self._name(number),
                    "发生之日": done,
                    "合同约定完成日期": done,
                    "实际完成日期": done,
                }
                for number in helped
            ],
            "专家评审": [
                {
                    PROVIDER: code,
                    "评审事项": topic,
                    "评分（分）": 60 if initial == "己" else 100,
                    "评审之日": asked,
                }
                for initial, code in self.code.items()
                for topic in WORK
            ],
            "满意度评价": [
                *[row for number in helped for row in rate(number, asked, TOPICS, 100)],
                *[judge(number, asked, "满意") for number in helped],
                *rate("己-1", asked, TOPICS, 60),
                judge("己-1", asked, "不满意"),
            ],
        }
        return rows | (self._products(done) if first else {})

    def _name(self, number):
        return next(name for name, code in self.enterprises.items() if code == self.places[number])

    def _products(self, on):
        many = {"甲": (3, 2), "乙": (1, 1), "丙": (1, 1), "丁": (1, 1), "戊": (1, 1)}
        return {
            "产品": [
                {
                    PROVIDER: self.code[initial],
                    "产品名称": f"{initial}产品{n}",
                    "审核发布之日": on,
                    "覆盖的场景": SCENARIOS,
                }
                for initial, (products, _) in many.items()
                for n in range(1, products + 1)
            ],
            "产品复制推广": [
                {
                    PROVIDER: self.code[initial],
                    "推广应用的企业": f"外地第{n}厂",
                    "发生之日": on,
                    "应用日期": on,
                    "产品名称": f"{initial}产品1",
                }
                for initial, (_, applied) in many.items()
                for n in range(1, applied + 1)
            ],
            "改造标杆企业": [
                {
                    PROVIDER: self.code["甲"],
                    "试点企业": self._name("甲-1"),
                    "发生之日": on,
                    "认定日期": on,
                    "认定单位": "市经信局",
                }
            ],
        }
