"""How providers come into the pool, as far as the text says so."""

from __future__ import annotations

from banfa.law import AdmissionRoute, ApplicantKind, cite

# 2: enterprises and institutions in the pool; neither conditions nor steps, so these are the bureau's own.
ROUTES = (
    AdmissionRoute(
        cite("2"),
        "企业、事业单位纳入服务商资源池；原文未规定条件和步骤",
        applicants=(ApplicantKind.ENTERPRISE, ApplicantKind.INSTITUTION),
    ),
)
