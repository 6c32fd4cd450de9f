"""What Changchun's bureau has in its folders in 2026: six providers, fifteen enterprises, 5次不满意."""

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

    city, names, applicants = "长春", NAMES, (OTHER, FAILING)

    def registers(self):
        """Registers, the list with its three months, who is in the pool, diagnoses."""
        days = {"实施自": "2026-01-05", "实施至": "2026-10-31"}
        return {
            **self.list_registers(
                "汽车零部件", ("朝阳区", "绿园区", "九台区"), "长工信函〔2025〕60号", "2025-12-25", **days
            ),
            "入库记录": self.list_enrolled(
                dict.fromkeys(NAMES, "数字化转型服务商"), "2025-12-15", "长工信函〔2025〕55号"
            ),
            "数字化诊断": self.list_diagnoses(OTHER, "2026-02-03"),
        }

    def contracts(self):
        """Four contracts of the sixth provider, one of the first."""
        return {
            "合同": [
                *[
                    write_contract(f"己-{n}", self.providers[FAILING], code, "2026-02-10")
                    for n, code in enumerate(self.codes[:4], 1)
                ],
                write_contract("甲-1", self.providers[OTHER], self.codes[5], "2026-02-10"),
            ],
            "改造进展": [write_progress("甲-1", "2026-04-20")],
        }

    def surveys(self):
        """Five times 不满意 of four enterprises: one of them twice, which counts twice."""
        days = ("2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29")
        return {
            "满意度评价": [
                *[judge(f"己-{n}", day, "不满意") for n, day in enumerate(days, 1)],
                judge("己-1", "2026-07-06", "不满意"),
                judge("甲-1", "2026-06-08", "满意"),
            ],
            "改造进展": [write_progress("甲-1", "2026-06-03")],
        }

    def new_contract(self):
        """What the first enterprise signs with another provider."""
        code = self.enterprises["长春第1制造厂"]
        return {
            "合同": [write_contract("甲-2", self.providers[OTHER], code, "2026-07-01")],
            "改造进展": [write_progress("甲-2", "2026-07-02", "进场")],
        }
