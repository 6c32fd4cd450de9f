"""What Changsha's bureau has in its folders in 2026: two promoters, four providers, fifteen enterprises."""

from __future__ import annotations

from tests.web.clients import credit_code
from tests.year.papers import (
    PROVIDER,
    list_batch,
    list_diagnoses,
    list_enterprises,
    list_members,
    list_providers,
    write_acceptance,
    write_contract,
    write_progress,
)

NAMES = ["甲研究院有限公司", "乙研究院有限公司", *[f"{initial}数字化服务有限公司" for initial in "丙丁戊己"]]
FAILING, OTHER = NAMES[:2]
SEATS = {FAILING: "工程机械", OTHER: "先进计算"}


class Papers:
    """The year's rows, with codes that no other test has."""

    def __init__(self):
        self.providers = {name: credit_code() for name in NAMES}
        self.enterprises = {f"长沙第{n}制造厂": credit_code() for n in range(1, 16)}

    def registers(self):
        """Registers, the list of enterprises, promoters with the government's consent, others by the list."""
        codes = list(self.enterprises.values())
        kinds = [*["集成服务商"] * 2, *["生态服务商"] * 2]
        consent = "关于确定行业推进机构的批复（长政函〔2025〕31号），市人民政府2025-12-10同意"
        return {
            "服务商": list_providers(self.providers),
            "试点企业": list_enterprises(self.enterprises, "工程机械", ("长沙县", "宁乡市", "湘江新区")),
            "试点企业名单": list_batch(self.enterprises, "长工信函〔2025〕60号", "2025-12-15"),
            "入库记录": [
                *[
                    {
                        PROVIDER: self.providers[name],
                        "服务商类别": "行业推进机构",
                        "服务行业": industry,
                        "入库之日": "2026-01-05",
                        "入库依据": consent,
                    }
                    for name, industry in SEATS.items()
                ],
                *list_members(
                    self.providers,
                    dict(zip(NAMES[2:], kinds, strict=True)),
                    "2026-01-05",
                    "长工信函〔2026〕1号",
                ),
            ],
            "数字化诊断": list_diagnoses([(e, self.providers[NAMES[2]]) for e in codes[:8]], "2026-01-20"),
        }

    def contracts(self):
        """Two projects of an integrator."""
        codes = list(self.enterprises.values())
        return {
            "合同": [
                write_contract(f"丙-{n}", self.providers[NAMES[2]], code, "2026-02-10")
                for n, code in enumerate(codes[:2], 1)
            ],
            "验收": [write_acceptance("丙-1", "2026-04-20")],
            "改造进展": [write_progress(f"丙-{n}", "2026-04-10") for n in (1, 2)],
        }
