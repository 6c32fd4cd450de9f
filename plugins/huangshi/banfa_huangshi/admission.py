"""How providers come into the pool, as far as the text says so."""

from __future__ import annotations

from banfa.law import AdmissionRoute, AdmissionStep, cite

# 7: experts' review or filing "and the like" (等), as the stage of the work asks; 6(1) excludes no body.
# Whoever is admitted is allocated an industry; the industry's own list asks two things and the bureau's 审核.
# The text has no 公示 of a list and no length of one: those are the bureau's own.
ROUTES = (
    AdmissionRoute(
        cite("7"),
        "以专家评审或者备案等方式审核入库，分配服务行业",
        one_of=(AdmissionStep.EXPERTS, AdmissionStep.FILING),
        open_choice=True,
        allocates=True,
        own_list=("具有明确行业属性", "有明确的试点企业合作意向"),
    ),
)
