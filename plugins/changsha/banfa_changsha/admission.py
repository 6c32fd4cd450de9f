"""How providers come into the pool, as far as the text says so."""

from __future__ import annotations

from banfa.law import AdmissionRoute, AdmissionStep, cite

# 3 to 5: three kinds, three ways. None has a 公示 or its length: that is the bureau's own.
ROUTES = (
    AdmissionRoute(
        cite("3"),
        "报请市政府同意，每个行业确定一家行业推进机构",
        ("promoter",),
        steps=(AdmissionStep.CONSENT,),
        one_a_seat=True,
    ),
    AdmissionRoute(
        cite("4"),
        "集成服务商经自主申报、专家评审、现场答辩择优入库，再路演、匹配，不能匹配的对接撮合",
        ("integrator",),
        steps=(AdmissionStep.APPLICATION, AdmissionStep.EXPERTS, AdmissionStep.DEFENCE),
        afterwards=(AdmissionStep.ROADSHOW, AdmissionStep.MATCHING),
    ),
    AdmissionRoute(
        cite("5"),
        "生态服务商经自主申报、资格审核、登记备案入库",
        ("ecosystem",),
        steps=(AdmissionStep.APPLICATION, AdmissionStep.QUALIFICATION, AdmissionStep.FILING),
    ),
)
