"""What Changsha's bureau has in its folders in 2026: two promoters, four providers, fifteen enterprises."""

from __future__ import annotations

from tests.year import papers
from tests.year.papers import (
    write_acceptance,
    write_contract,
    write_progress,
)

NAMES = ["甲研究院有限公司", "乙研究院有限公司", *[f"{initial}数字化服务有限公司" for initial in "丙丁戊己"]]
FAILING, OTHER, INTEGRATOR, _, ECOSYSTEM, _ = NAMES


class Papers(papers.Papers):
    """The year's rows."""

    city, names, applicants = "长沙", NAMES, (FAILING, INTEGRATOR, ECOSYSTEM)

    def registers(self):
        """Registers, the list of enterprises, who was in the pool before: a promoter by consent."""
        kinds = [*["集成服务商"] * 2, *["生态服务商"] * 2]
        consent = "关于确定行业推进机构的批复（长政函〔2025〕31号），市人民政府2025-12-10同意"
        return {
            **self.list_registers(
                "工程机械", ("长沙县", "宁乡市", "湘江新区"), "长工信函〔2025〕60号", "2025-12-15"
            ),
            "入库记录": [
                *self.list_enrolled({OTHER: "行业推进机构"}, "2025-12-15", consent, 服务行业="先进计算"),
                *self.list_enrolled(
                    dict(zip(NAMES[2:], kinds, strict=True)), "2025-12-15", "长工信函〔2025〕55号"
                ),
            ],
            "数字化诊断": self.list_diagnoses(INTEGRATOR, "2026-02-03"),
        }

    def contracts(self):
        """Two projects of an integrator."""
        return {
            "合同": [
                write_contract(f"丙-{n}", self.providers[INTEGRATOR], code, "2026-02-10")
                for n, code in enumerate(self.codes[:2], 1)
            ],
            "验收": [write_acceptance("丙-1", "2026-04-20")],
            "改造进展": [write_progress(f"丙-{n}", "2026-04-10") for n in (1, 2)],
        }
