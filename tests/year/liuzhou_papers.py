"""What Liuzhou's bureau has in its folders in 2026: six providers, fifteen enterprises, six not content."""

from __future__ import annotations

from tests.web.clients import credit_code
from tests.year.papers import (
    judge,
    list_batch,
    list_diagnoses,
    list_enterprises,
    list_members,
    list_providers,
    write_contract,
    write_progress,
)

NAMES = [f"{initial}数字化服务有限公司" for initial in "甲乙丙丁戊己"]
OTHER, FAILING = NAMES[0], NAMES[-1]


class Papers:
    """The year's rows, with codes that no other test has."""

    def __init__(self):
        self.providers = {name: credit_code() for name in NAMES}
        self.enterprises = {f"柳州第{n}制造厂": credit_code() for n in range(1, 16)}

    def registers(self):
        """Registers, the list of enterprises with its days, who is in the pool, diagnoses."""
        kinds = [*["集成服务商"] * 3, *["产品服务商"] * 3]
        codes = list(self.enterprises.values())
        days = {"实施自": "2024-10-18", "实施至": "2026-09-30"}
        return {
            "服务商": list_providers(self.providers),
            "试点企业": list_enterprises(self.enterprises, "汽车零部件", ("柳南区", "柳江区", "鹿寨县")),
            "试点企业名单": list_batch(self.enterprises, "柳数转办发〔2025〕5号", "2025-11-20", **days),
            "入库记录": list_members(
                self.providers, dict(zip(NAMES, kinds, strict=True)), "2026-01-05", "柳工信函〔2026〕1号"
            ),
            "数字化诊断": list_diagnoses([(e, self.providers[OTHER]) for e in codes[:8]], "2026-01-20"),
        }

    def contracts(self):
        """Six contracts of the sixth provider, one of the first."""
        codes = list(self.enterprises.values())
        numbers = [f"己-{n}" for n in range(1, 7)]
        return {
            "合同": [
                *[
                    write_contract(number, self.providers[FAILING], code, "2026-02-10")
                    for number, code in zip(numbers, codes, strict=False)
                ],
                write_contract("甲-1", self.providers[OTHER], codes[6], "2026-02-10"),
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
