"""All kinds of entry, by name: what can be recorded, corrected, voided and listed."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from banfa.errors import Missing
from banfa.ledger.entries.kind import Kind
from banfa.ledger.kinds.acceptances import ACCEPTANCE
from banfa.ledger.kinds.complaints import COMPLAINT
from banfa.ledger.kinds.completeness import SOURCE_COMPLETE
from banfa.ledger.kinds.contracts import CONTRACT
from banfa.ledger.kinds.decisions import DECISION
from banfa.ledger.kinds.enterprises import DIAGNOSIS, ENTERPRISE
from banfa.ledger.kinds.filings import FILING
from banfa.ledger.kinds.findings import FINDING
from banfa.ledger.kinds.inspections import INSPECTION
from banfa.ledger.kinds.memberships import MEMBERSHIP
from banfa.ledger.kinds.products import PRODUCT
from banfa.ledger.kinds.progress import PROGRESS
from banfa.ledger.kinds.providers import CONCESSION, PROVIDER, PROVIDER_CHANGE, SERVICE_CASE
from banfa.ledger.kinds.records import RECORD
from banfa.ledger.kinds.reviews import REVIEW
from banfa.ledger.kinds.surveys import SURVEY
from banfa.ledger.kinds.targets import TARGET

KINDS: Final = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PROVIDER,
            PROVIDER_CHANGE,
            SERVICE_CASE,
            CONCESSION,
            MEMBERSHIP,
            PRODUCT,
            ENTERPRISE,
            DIAGNOSIS,
            CONTRACT,
            PROGRESS,
            ACCEPTANCE,
            SURVEY,
            REVIEW,
            FINDING,
            RECORD,
            DECISION,
            COMPLAINT,
            INSPECTION,
            FILING,
            TARGET,
            SOURCE_COMPLETE,
        )
    }
)


def find_kind(name: str) -> Kind:
    """Find a kind by name. Raises Missing (`unknown_kind`) listing those there are."""
    kind = KINDS.get(name)
    if kind is None:
        offered = "、".join(KINDS)
        raise Missing("unknown_kind", f"台账没有“{name[:40]}”这一类；可用：{offered}。")
    return kind
