"""How providers come into the pool, as far as the text says so."""

from __future__ import annotations

from banfa.law import AdmissionRoute, cite

# 4: how to apply is said by a notice that we do not hold; 7(1) is a check inside each evaluation.
ROUTES = (
    AdmissionRoute(
        cite("4"),
        "申报程序依遴选通知，该通知未收录",
        source="厦工信企业函〔2023〕134号",
    ),
)
