"""Articles 3 to 8 and 12: how service bodies are chosen, what they must be, what is made of checks.

Where the text asks for something and says nothing of its lack, the rule has an officer look (提示核实).
"""

from banfa.law import Otherwise, Rule, Stage, Support, all_of, cite, verification, yes
from banfa.law import facts as f

PROMOTER, INTEGRATOR, ECOSYSTEM = ("promoter",), ("integrator",), ("ecosystem",)

ADMISSION = (
    Rule(
        cite("3"),
        "经市政府同意，每个行业只有一家推进机构",
        Stage.ADMISSION,
        all_of(
            verification("government_consent", "已经市人民政府同意"),
            verification("only_promoter", "该行业没有其他推进机构"),
        ),
        Otherwise.NOT_ADMITTED,
        PROMOTER,
    ),
    Rule(
        cite("4"),
        "申报、评审、答辩齐备",
        Stage.ADMISSION,
        all_of(
            verification("applied", "已自主申报"),
            verification("expert_review", "已通过专家评审"),
            verification("defence", "已通过现场答辩"),
        ),
        Otherwise.NOT_ADMITTED,
        INTEGRATOR,
    ),
    Rule(
        cite("5"),
        "申报、审核、备案齐备",
        Stage.ADMISSION,
        all_of(
            verification("applied", "已自主申报"),
            verification("qualified", "已通过资格审核"),
            verification("registered", "已登记备案"),
        ),
        Otherwise.NOT_ADMITTED,
        ECOSYSTEM,
    ),
    Rule(
        cite("7"),
        "三项能力强",
        Stage.ADMISSION,
        all_of(
            verification("diagnosis_ability", "诊断咨询能力强"),
            verification("resource_ability", "资源整合能力强"),
            verification("integration_ability", "集成服务能力强"),
        ),
        Otherwise.CHECK,
        INTEGRATOR,
    ),
    Rule(
        cite("8"),
        "产品成熟，有案例和业绩",
        Stage.ADMISSION,
        all_of(
            verification("mature_products", "产品、服务和解决方案成熟"),
            verification("past_cases", "有成功服务案例和过往业绩"),
        ),
        Otherwise.CHECK,
        ECOSYSTEM,
    ),
)

# Article 6 keeps a promoter out of implementing transformation in its own industry. It voids nothing, and
# says nothing of other contracts: an officer has to look at what this one is about.
CONTRACTS = (
    Rule(
        cite("6"),
        "不参与所负责行业的改造实施",
        Stage.CONTRACT,
        ~yes(f.promoter_of_industry),
        Otherwise.CHECK,
    ),
)

RULES = ADMISSION + CONTRACTS

SUPPORT = (Support(cite("12"), "跟踪检查的记录作为考核评优的依据"),)
