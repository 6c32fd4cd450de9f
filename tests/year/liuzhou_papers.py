"""What Liuzhou's bureau has in its folders in 2026: six providers, fifteen enterprises, six not content."""

from __future__ import annotations

from tests.year import papers
from tests.year.papers import (
    judge,
    write_contract,
    write_progress,
)

NAMES = [f"{initial}数字化服务有限公司" for initial in "甲乙丙丁戊己"]
OTHER, FAILING = NAMES[0], NAMES[-1]


class Papers(papers.Papers):
    """The year's rows."""

    city, names, applicants = "柳州", NAMES, (OTHER, FAILING)

    def registers(self):
        """Registers, the list of enterprises with its days, who is in the pool, diagnoses."""
        kinds = [*["集成服务商"] * 3, *["产品服务商"] * 3]
        days = {"实施自": "2024-10-18", "实施至": "2026-09-30"}
        return {
            **self.list_registers(
                "汽车零部件", ("柳南区", "柳江区", "鹿寨县"), "柳数转办发〔2025〕5号", "2025-11-20", **days
            ),
            "入库记录": self.list_enrolled(
                dict(zip(NAMES, kinds, strict=True)), "2025-12-15", "柳工信函〔2025〕55号"
            ),
            "数字化诊断": self.list_diagnoses(OTHER, "2026-02-03"),
        }

    def contracts(self):
        """Six contracts of the sixth provider, one of the first."""
        numbers = [f"己-{n}" for n in range(1, 7)]
        return {
            "合同": [
                *[
                    write_contract(number, self.providers[FAILING], code, "2026-02-10")
                    for number, code in zip(numbers, self.codes, strict=False)
                ],
                write_contract("甲-1", self.providers[OTHER], self.codes[6], "2026-02-10"),
            ],
            "改造进展": [write_progress(number, "2026-04-20", "开工") for number in (*numbers, "甲-1")],
        }

    def surveys(self):
        """Six enterprises say 不满意, one is content."""
        return {
            "满意度评价": [
                *[judge(f"己-{n}", "2026-08-10", "不满意") for n in range(1, 7)],
                judge("甲-1", "2026-08-10", "满意"),
            ],
            "改造进展": [write_progress("甲-1", "2026-08-03")],
        }

    def new_contract(self):
        """What the first enterprise signs with another provider once it has ended the former contract."""
        code = self.enterprises["柳州第1制造厂"]
        return {
            "合同": [write_contract("甲-2", self.providers[OTHER], code, "2026-11-03")],
            "改造进展": [write_progress("甲-2", "2026-11-04", "进场")],
        }
