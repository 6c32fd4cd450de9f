"""How providers come into the pool, as far as the text says so."""

from __future__ import annotations

from banfa.law import AdmissionRoute, cite

# 2: the bureau selects; which steps that takes the text does not say, so all of them are the bureau's own.
# 7, 11: the list is supplemented; how, they do not say: by another call, which says what it rests on.
ROUTES = (
    AdmissionRoute(
        cite("2"),
        "由市工信局组织遴选，列入服务商名单；原文未规定步骤",
        supplements=(cite("7"), cite("11")),
    ),
)
